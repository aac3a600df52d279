// What one simulated access costs: a TLB hit, a miss with its walk, beside the smallest MMU that does the same.
#include <vector>

#include "bench/harness.hpp"
#include "bench/reference/micro_mmu.hpp"
#include "engine/machine/hardware.hpp"

namespace faultline::bench {
namespace {

constexpr std::uint64_t base = 0x7f00'0000'0000;
constexpr std::uint32_t pages = 4096;
constexpr std::uint64_t accesses = 1u << 16;

/// `pages` pages at `base`, each with a dense frame of its own.
Hardware mapped_hardware() {
    Hardware hardware(2 * pages + 64);
    const std::uint64_t table_flags = Pte::present_bit | Pte::writable_bit | Pte::user_bit | Pte::accessed_bit;
    const std::uint64_t leaf_flags = table_flags | Pte::dirty_bit;
    std::uint32_t next_frame = 1;
    const Pfn root{next_frame++};
    for (std::uint32_t page = 0; page < pages; ++page) {
        const std::uint64_t address = base + std::uint64_t{page} * page_bytes;
        Pfn table = root;
        for (Level level : {Level::Pgd, Level::Pud, Level::Pmd}) {
            const std::uint32_t index = table_index(address, level);
            Pte entry{hardware.ram.read_u64(table, index)};
            if (entry.empty()) {
                entry = Pte::of(Pfn{next_frame++}, table_flags);
                hardware.ram.write_u64(table, index, entry.bits);
            }
            table = entry.pfn();
        }
        const Pfn frame{next_frame++};
        hardware.ram.write_u64(table, table_index(address, Level::Pte), Pte::of(frame, leaf_flags).bits);
        hardware.ram.write_u64(frame, 0, 1);
        hardware.ram.write_u64(frame, 1, 1);
    }
    hardware.load_page_table(root);
    return hardware;
}

std::vector<std::uint64_t> random_addresses(std::uint32_t among_pages) {
    Random random;
    std::vector<std::uint64_t> out(accesses);
    for (std::uint64_t& address : out) {
        address = base + (random.next() % among_pages) * page_bytes + (random.next() % 512) * 8;
    }
    return out;
}

template <class Mmu>
void access_all(Mmu& mmu, const std::vector<std::uint64_t>& addresses) {
    std::uint64_t sum = 0, value = 0;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        if (i % 3 == 0) {
            mmu.store(addresses[i], static_cast<std::uint64_t>(i));
        } else {
            mmu.load(addresses[i], value);
            sum += value;
        }
    }
    keep(sum);
}

void run() {
    Hardware hardware = mapped_hardware();
    MicroMmu micro;
    for (std::uint32_t page = 0; page < pages; ++page) micro.map((base >> page_shift) + page, page, true);

    const std::vector<std::uint64_t> few = random_addresses(48), many = random_addresses(pages);
    compare("tlb_hit", accesses, [&] { access_all(hardware, few); }, [&] { access_all(micro, few); });
    compare("tlb_miss_and_walk", accesses, [&] { access_all(hardware, many); }, [&] { access_all(micro, many); });
}

}  // namespace
}  // namespace faultline::bench

int main(int count, char** words) {
    faultline::bench::begin(count, words);
    faultline::bench::run();
}
