#include "engine/machine/hardware.hpp"

#include <doctest/doctest.h>

using namespace faultline;

namespace {

constexpr std::uint64_t leaf_flags = Pte::present_bit | Pte::user_bit | Pte::no_execute_bit;
constexpr std::uint64_t table_flags = Pte::present_bit | Pte::writable_bit | Pte::user_bit | Pte::accessed_bit;
constexpr std::uint64_t page_a = 0x7f3a'0000'0000, page_b = page_a + page_bytes;

/// Hardware with four tables in frames 1 to 4 that map two neighbouring pages to frames 10 and 20.
struct TwoPages {
    Hardware hardware{64};

    TwoPages(std::uint64_t flags_a, std::uint64_t flags_b) {
        Ram& ram = hardware.ram;
        ram.write_u64(Pfn{1}, table_index(page_a, Level::Pgd), Pte::of(Pfn{2}, table_flags).bits);
        ram.write_u64(Pfn{2}, table_index(page_a, Level::Pud), Pte::of(Pfn{3}, table_flags).bits);
        ram.write_u64(Pfn{3}, table_index(page_a, Level::Pmd), Pte::of(Pfn{4}, table_flags).bits);
        set(page_a, flags_a == 0 ? Pte{} : Pte::of(Pfn{10}, flags_a));
        set(page_b, flags_b == 0 ? Pte{} : Pte::of(Pfn{20}, flags_b));
        hardware.load_page_table(Pfn{1});
    }
    void set(std::uint64_t address, Pte pte) {
        hardware.ram.write_u64(Pfn{4}, table_index(address, Level::Pte), pte.bits);
    }
    Pte pte(std::uint64_t address) const { return hardware.peek(address); }
};

}  // namespace

TEST_CASE("the first access misses the TLB and walks four levels, the second hits") {
    TwoPages machine(leaf_flags | Pte::writable_bit, 0);
    std::uint64_t value = 1;
    CHECK(machine.hardware.load(page_a + 8, value));
    CHECK(value == 0);
    CHECK(machine.hardware.counts.data_misses == 1);
    CHECK(machine.hardware.counts.walk_steps == 4);
    CHECK(machine.hardware.load(page_a + 8, value));
    CHECK(machine.hardware.counts.data_misses == 1);
    CHECK(machine.hardware.counts.data_accesses == 2);
}

TEST_CASE("reading sets the accessed bit, writing the dirty bit too") {
    TwoPages machine(leaf_flags | Pte::writable_bit, 0);
    std::uint8_t byte = 0;
    CHECK(machine.hardware.load(page_a, byte));
    CHECK(machine.pte(page_a).accessed());
    CHECK_FALSE(machine.pte(page_a).dirty());
    CHECK(machine.hardware.store(page_a, std::uint8_t{7}));
    CHECK(machine.pte(page_a).dirty());
    CHECK(machine.hardware.load(page_a, byte));
    CHECK(byte == 7);
}

TEST_CASE("the error code tells present from absent, write from read, user from kernel") {
    TwoPages machine(leaf_flags, 0);
    std::uint32_t value = 0;
    CHECK_FALSE(machine.hardware.store(page_a, value));
    CHECK(machine.hardware.fault.error_code == 7);
    CHECK_FALSE(machine.hardware.load(page_b, value));
    CHECK(machine.hardware.fault.error_code == 4);
    CHECK(machine.hardware.fault.address == page_b);
    CHECK_FALSE(machine.hardware.store(page_b + 5, value));
    CHECK(machine.hardware.fault.error_code == 6);
    CHECK(machine.hardware.fault.address == page_b + 5);
    std::uint8_t raw[4];
    CHECK_FALSE(machine.hardware.read_user(page_b, raw, Mode::Kernel));
    CHECK(machine.hardware.fault.error_code == 0);
}

TEST_CASE("executing a page with NX is a protection fault with the instruction bit") {
    TwoPages machine(leaf_flags, 0);
    CodeView view;
    CHECK_FALSE(machine.hardware.code_page(page_a, view));
    CHECK(machine.hardware.fault.error_code == 0x15);
}

TEST_CASE("kernel addresses are protection faults, addresses that are not canonical no page faults at all") {
    TwoPages machine(leaf_flags, 0);
    std::uint8_t byte = 0;
    CHECK_FALSE(machine.hardware.load(0xffff'8000'0000'0000, byte));
    CHECK(machine.hardware.fault.error_code == 5);
    CHECK_FALSE(machine.hardware.load(0x8000'0000'0000'0000, byte));
    CHECK(machine.hardware.fault.general_protection);
}

TEST_CASE("an access across two pages happens whole or not at all") {
    TwoPages machine(leaf_flags | Pte::writable_bit, 0);
    CHECK_FALSE(machine.hardware.store(page_b - 4, std::uint64_t{0x1122334455667788}));
    CHECK(machine.hardware.fault.address == page_b);
    CHECK(machine.hardware.ram.all_zero(Pfn{10}));

    machine.set(page_b, Pte::of(Pfn{20}, leaf_flags | Pte::writable_bit));
    CHECK(machine.hardware.store(page_b - 4, std::uint64_t{0x1122334455667788}));
    std::uint64_t value = 0;
    CHECK(machine.hardware.load(page_b - 4, value));
    CHECK(value == 0x1122334455667788);
    CHECK(machine.hardware.ram.read_u64(Pfn{20}, 0) == 0x11223344);
}

TEST_CASE("an access across two pages is no different when the host has pointers to them") {
    for (const bool second_is_there : {true, false}) {
        CAPTURE(second_is_there);
        TwoPages machine(leaf_flags | Pte::writable_bit, leaf_flags | Pte::writable_bit);
        // Two words in use, so that the frames are kept as bytes, and pointers to them handed out.
        for (const std::uint64_t page : {page_a, page_b}) {
            for (const std::uint64_t word : {0u, 8u, 0u}) REQUIRE(machine.hardware.store(page + word, std::uint64_t{7}));
        }
        REQUIRE(machine.hardware.host.at(page_a).writes(page_b - 8, 8));
        CHECK_FALSE(machine.hardware.host.at(page_a).writes(page_b - 7, 8));
        CHECK_FALSE(machine.hardware.host.at(page_a).reads(page_b - 1, 2));
        if (!second_is_there) {
            machine.set(page_b, Pte{});
            machine.hardware.flush_page(page_b);
        }
        const std::uint64_t accesses = machine.hardware.counts.data_accesses;
        CHECK(machine.hardware.store(page_b - 4, std::uint64_t{0x1122334455667788}) == second_is_there);
        CHECK(machine.hardware.counts.data_accesses == accesses + 1);
        CHECK(machine.hardware.ram.read_u64(Pfn{10}, 511) == (second_is_there ? 0x5566778800000000 : 0));
        CHECK(machine.hardware.ram.read_u64(Pfn{20}, 0) == (second_is_there ? 0x11223344u : 7u));
        std::uint64_t value = 0;
        CHECK(machine.hardware.load(page_b - 4, value) == second_is_there);
        CHECK(value == (second_is_there ? 0x1122334455667788 : 0));
    }
}

TEST_CASE("a translation that the kernel withdrew is used until it is flushed") {
    TwoPages machine(leaf_flags | Pte::writable_bit, 0);
    std::uint64_t value = 0;
    CHECK(machine.hardware.store(page_a, std::uint64_t{5}));
    machine.set(page_a, Pte{});
    CHECK(machine.hardware.load(page_a, value));
    CHECK(value == 5);
    machine.hardware.flush_page(page_a);
    CHECK_FALSE(machine.hardware.load(page_a, value));
}

TEST_CASE("code that the kernel withdrew is fetched until it is flushed") {
    TwoPages machine(table_flags, table_flags);
    CodeView first, again;
    CHECK(machine.hardware.code_page(page_a, first));
    machine.set(page_a, Pte{});
    CHECK(machine.hardware.code_page(page_a, again));
    CHECK(again.key == first.key);
    CHECK(machine.hardware.counts.fetch_misses == 1);
    CHECK(machine.hardware.code_page(page_b, again));
    CHECK(again.key != first.key);
    CHECK(machine.hardware.code_page(page_a, again));
    machine.hardware.flush_page(page_a);
    CHECK_FALSE(machine.hardware.code_page(page_a, again));
    CHECK(machine.hardware.code_page(page_b, again));
}

TEST_CASE("code that was written has another key") {
    TwoPages machine(table_flags, table_flags);
    CodeView before, after;
    CHECK(machine.hardware.code_page(page_a, before));
    CHECK(machine.hardware.store(page_a + 100, std::uint64_t{0x90}));
    CHECK(machine.hardware.code_page(page_a, after));
    CHECK(after.key != before.key);
    CHECK(after.bytes[100] == 0x90);
}

TEST_CASE("a copy of the hardware fetches from its own memory") {
    TwoPages machine(table_flags, table_flags);
    CodeView view, other;
    CHECK(machine.hardware.store(page_a + 8, std::uint64_t{1}));
    CHECK(machine.hardware.store(page_a, std::uint64_t{0xc3}));
    CHECK(machine.hardware.code_page(page_a, view));
    machine.hardware.forget_host_pointers();
    Hardware copy = machine.hardware;
    CHECK(copy.store(page_a, std::uint64_t{0x90}));
    CHECK(copy.code_page(page_a, other));
    CHECK(other.bytes[0] == 0x90);
    CHECK(machine.hardware.code_page(page_a, view));
    CHECK(view.bytes[0] == 0xc3);
}

TEST_CASE("a page-table that was cleared is not walked any more once the page is flushed") {
    TwoPages machine(leaf_flags | Pte::writable_bit, leaf_flags | Pte::writable_bit);
    std::uint64_t value = 0;
    CHECK(machine.hardware.load(page_a, value));
    machine.hardware.ram.write_u64(Pfn{3}, table_index(page_a, Level::Pmd), 0);
    machine.hardware.ram.clear(Pfn{4});
    machine.hardware.flush_page(page_a);
    CHECK_FALSE(machine.hardware.load(page_a, value));
    CHECK_FALSE(machine.hardware.load(page_b, value));
}

TEST_CASE("a fault on a stale read-only translation drops it, so that the retry walks") {
    TwoPages machine(leaf_flags, 0);
    std::uint64_t value = 0;
    CHECK(machine.hardware.load(page_a, value));
    machine.set(page_a, Pte::of(Pfn{10}, leaf_flags | Pte::writable_bit));
    CHECK_FALSE(machine.hardware.store(page_a, value));
    CHECK(machine.hardware.store(page_a, value));
}

TEST_CASE("two addresses of one frame see each other's writes at once") {
    TwoPages machine(leaf_flags | Pte::writable_bit, 0);
    machine.set(page_b, Pte::of(Pfn{10}, leaf_flags | Pte::writable_bit));
    std::uint64_t value = 1;
    CHECK(machine.hardware.load(page_b + 16, value));
    for (std::uint64_t i = 1; i < 100; ++i) {
        CHECK(machine.hardware.store(page_a + 8 * (i % 5), i));
        CHECK(machine.hardware.load(page_b + 8 * (i % 5), value));
        CHECK(value == i);
    }
}

TEST_CASE("a protection key that denies access faults with the key bit") {
    TwoPages machine(leaf_flags | (1ull << Pte::protection_key_shift), 0);
    std::uint8_t byte = 0;
    CHECK_FALSE(machine.hardware.load(page_a, byte));
    CHECK(machine.hardware.fault.error_code == 0x25);
}

TEST_CASE("watching every micro-step changes nothing but the log") {
    TwoPages silent(leaf_flags | Pte::writable_bit, 0), watched(leaf_flags | Pte::writable_bit, 0);
    watched.hardware.log.detail = Detail::Everything;
    for (TwoPages* machine : {&silent, &watched}) {
        CHECK(machine->hardware.store(page_a, std::uint32_t{1}));
        CHECK(machine->hardware.store(page_a + 64, std::uint32_t{2}));
        std::uint32_t value = 0;
        CHECK_FALSE(machine->hardware.load(page_b, value));
    }
    CHECK(silent.hardware.log.events.empty());
    CHECK(watched.hardware.log.events.size() > 8);
    CHECK(silent.hardware.counts.data_accesses == watched.hardware.counts.data_accesses);
    CHECK(silent.hardware.counts.data_misses == watched.hardware.counts.data_misses);
    CHECK(silent.hardware.counts.walk_steps == watched.hardware.counts.walk_steps);
    CHECK(silent.hardware.now == watched.hardware.now);
}
