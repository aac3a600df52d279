// Swap slots and cached files as the views tell them, against the kernel's own books.
#include <doctest/doctest.h>

#include "engine/kernel/swap_entry.hpp"
#include "shared_run.hpp"
#include "web/semantics/semantic_tree.hpp"

using namespace faultline;

namespace {

const char* const paging_out = R"(#define _GNU_SOURCE
#include <sys/mman.h>
int main(void) {
    char *p = mmap(0, 64 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 64; i++) p[i * 4096] = (char)(i + 1);
    madvise(p, 64 * 4096, MADV_PAGEOUT);
    p[9 * 4096] = 3;
    return *(volatile char *)0;
}
)";

MachineConfig with_swap() {
    MachineConfig config = shared::small_machine();
    config.swaps.push_back({SwapKind::Ssd, 16ull << 20});
    return config;
}

struct Swapped {
    shared::Run run{paging_out, with_swap()};
    Swapped() { run.history().run({Until::What::InvalidFault, 1, 0}, 100'000'000); }
};

}  // namespace

TEST_CASE("the slots of a device are told whole, and as many are used as the device says") {
    Swapped swapped;
    const Scene scene = swapped.run.scene();
    REQUIRE(scene.swap.devices.size() == 1);
    const SwapDeviceFacts& device = scene.swap.devices[0];
    CHECK(device.used > 0);
    SlotCounts counts{};
    for (std::uint32_t slot = 1; slot < device.slots; ++slot) {
        const SlotLook look = slot_look(scene.machine->swap.devices[0].map[slot]);
        REQUIRE((*device.looks)[slot] == look);
        ++counts[static_cast<std::size_t>(look)];
    }
    CHECK(device.slots_by_look == counts);
    CHECK(device.slots - 1 - counts[0] == device.used);
    CHECK(device.slots_by_look[static_cast<std::size_t>(SlotLook::Cached)] == scene.swap.cached_pages);
}

TEST_CASE("a swapped page that is selected shows its slot, held by that very page") {
    Swapped swapped;
    Scene scene = swapped.run.scene();
    std::uint64_t swapped_page = 0;
    for (const Area& area : scene.areas) {
        for (std::uint64_t page = area.first_page(); page < area.end_page(); ++page) {
            if (area.look(page) == PageLook::Swapped) swapped_page = page << page_shift;
        }
    }
    REQUIRE(swapped_page != 0);
    swapped.run.view().selection.page = swapped_page;
    scene = swapped.run.scene();
    const SwapEntry entry = swap_entry_of(leaf_entry(*scene.machine, *scene.mm, swapped_page));
    CHECK(scene.swap.focus_slot == entry.slot());
    bool found = false;
    for (const SlotFacts& slot : scene.swap.around) {
        if (slot.slot != entry.slot()) continue;
        REQUIRE(slot.holders.size() == slot.count);
        CHECK(slot.holders[0].address == swapped_page);
        found = true;
    }
    CHECK(found);
}

TEST_CASE("the page cache is told whole: as many pages as the kernel counts, file by file") {
    Swapped swapped;
    const Scene scene = swapped.run.scene();
    REQUIRE(!scene.files.empty());
    std::uint64_t cached = 0, kept = 0;
    for (const CachedFile& file : scene.files) {
        std::uint64_t next = 0;
        for (const CacheRun& run : file.runs) {
            CHECK(run.first == next);
            next += run.pages;
        }
        cached += file.cached();
    }
    for (const auto& [id, inode] : scene.machine->inodes) kept += inode.cached_pages;
    CHECK(cached == kept);
}
