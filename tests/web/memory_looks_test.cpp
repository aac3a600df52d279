// What the views remember of a machine's memory is what a fresh look would find, whatever happened in between.
#include <doctest/doctest.h>

#include <algorithm>

#include "engine/kernel/page_table.hpp"
#include "shared_run.hpp"
#include "tools/engine_ops/engine_target.hpp"
#include "tools/ops/generate.hpp"
#include "web/semantics/memory_looks.hpp"
#include "web/semantics/page_mix.hpp"

using namespace faultline;

namespace {

/// Small, the same everywhere.
struct Dice {
    std::uint64_t state;
    std::uint64_t below(std::uint64_t limit) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state % limit;
    }
};

/// The first thing that is remembered otherwise than it is; empty when all is right.
std::string difference(const Machine& machine, const MemoryLooks& looks) {
    for (const auto& [id, mm] : machine.mms) {
        MemoryCount count;
        for (const Vma& vma : mm.vmas) {
            Area area;
            area.start = vma.start;
            area.end = vma.end;
            area.flags = vma.flags;
            area.looks = &looks.of(id);
            std::uint64_t runs = 0;
            PageLook last = PageLook::Unmapped;
            LookCounts counts{};
            for (std::uint64_t page = area.first_page(); page < area.end_page(); ++page) {
                const Pte pte = find_pte(machine, mm, page << page_shift);
                const PageLook look = page_look(machine, vma, pte);
                if (area.look(page) != look)
                    return "mm " + std::to_string(id) + ", page " + std::to_string(page) + " is " + std::string(text_of(name_of(look))) +
                           ", remembered as " + std::string(text_of(name_of(area.look(page))));
                ++counts[static_cast<std::size_t>(look)];
                runs += look != last ? 1u : 0u;
                last = look;
                count.add(machine, 1, pte);
            }
            std::size_t near = 0;
            if (area.count(area.first_page(), area.end_page(), near) != counts) return "the counts of a VMA";
            if (area.runs() != runs) return "the runs of a VMA";
        }
        if (looks.of(id).memory() != count) return "what mm " + std::to_string(id) + " has resident, shared, swapped or as its share";
    }
    return {};
}

struct Followed {
    MemoryLooks looks;
    MixCache mixes;
    Dice dice{1};
    std::string wrong;
    std::uint32_t looked = 0;
};

/// Areas and mixes that are brought up to date against those that are made anew.
std::string difference_in_areas(const Mm& mm, Followed& followed) {
    const std::span<const Area> areas = followed.looks.areas_of(mm);
    if (areas.size() != mm.vmas.size()) return "the number of areas";
    for (const Area& area : areas) {
        std::size_t near = 0;
        if (area.count(area.first_page(), area.end_page(), near) != area.pages_by_look) return "an area's counts";
        for (const std::uint64_t pages_per_cell : {1u, 3u, 64u}) {
            const std::uint32_t cells = static_cast<std::uint32_t>((area.pages() + pages_per_cell - 1) / pages_per_cell);
            if (followed.mixes.of(area, area.first_page(), pages_per_cell, cells).cells != mix_pages(area, area.first_page(), pages_per_cell, cells))
                return "the mixed cells of an area";
        }
    }
    return {};
}

/// Looks after most operations, but not after all: what changes twice between two looks counts as well.
void follow_op(const Machine& machine, std::uint32_t op, void* context) {
    Followed& followed = *static_cast<Followed*>(context);
    if (!followed.wrong.empty() || followed.dice.below(4) == 0) return;
    followed.looks.follow(machine);
    ++followed.looked;
    followed.wrong = difference(machine, followed.looks);
    if (followed.wrong.empty() && !machine.mms.empty()) {
        auto shown = machine.mms.begin();
        std::advance(shown, static_cast<std::ptrdiff_t>(followed.dice.below(8) == 0 ? followed.dice.below(machine.mms.size()) : 0));
        followed.wrong = difference_in_areas(shown->second, followed);
    }
    if (!followed.wrong.empty()) followed.wrong = "after operation " + std::to_string(op) + ": " + followed.wrong;
}

}  // namespace

TEST_CASE("after any operations of the kernel, what is remembered of memory is what is there") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        ops::GeneratorOptions options;
        options.seed = seed;
        options.swap = seed % 2 == 0;
        options.pages = seed % 5 == 0 ? 2048 : 48;
        ops::OpProgram program = ops::generate(options);
        program.conditions.thp = seed % 5 == 0;
        Followed followed;
        followed.dice.state = seed;
        ops::run_in_engine(program, follow_op, &followed);
        CHECK_MESSAGE(followed.wrong.empty(), "seed " << seed << ", " << followed.wrong);
        CHECK(followed.looked > options.length / 2);
    }
}

namespace {

/// Pages here and there in 64 MiB, a child that writes some of them, a mapping that goes and one that moves.
const char* const roaming = R"(#define _GNU_SOURCE
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    long size = 64L << 20;
    char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (long i = 0; i < size; i += 3 * 4096) p[i] = 1;
    char *q = mmap(0, 64 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (long i = 0; i < 64; i++) q[i * 4096] = 1;
    if (fork() == 0) {
        for (long i = 0; i < size; i += 30 * 4096) p[i] = 2;
        munmap(p + (8L << 20), 8L << 20);
        _exit(0);
    }
    for (long i = 0; i < size; i += 42 * 4096) p[i] = 3;
    wait(0);
    q = mremap(q, 64 * 4096, 128 * 4096, MREMAP_MAYMOVE);
    munmap(p, 1L << 20);
    for (long i = 4096; i < 16; i++) q[i * 4096] = 3;
    return *(volatile char *)0;
}
)";

MachineConfig roomy_machine() {
    MachineConfig config;
    config.ram_bytes = 256ull << 20;
    return config;
}

}  // namespace

TEST_CASE("what is remembered of memory survives jumps to and fro in time") {
    shared::Run run(roaming, roomy_machine());
    run.history().run({Until::What::InvalidFault, 1, 0}, 100'000'000);
    const Tick end = run.history().tick();
    MemoryLooks looks;
    Dice dice{77};
    for (int jump = 0; jump < 24; ++jump) {
        run.history().seek(jump % 3 == 0 ? run.history().tick() + 1 : dice.below(end + 1));
        looks.follow(run.machine());
        REQUIRE(difference(run.machine(), looks) == "");
    }
    // Nothing has happened: nothing is found otherwise.
    looks.follow(run.machine());
    for (const auto& [id, mm] : run.machine().mms) CHECK(looks.of(id).changed().empty());
}

TEST_CASE("any stretch of pages is counted as its pages are one by one, and cells of any size leave none out") {
    shared::Run run(roaming, roomy_machine());
    run.history().run({Until::What::InvalidFault, 1, 0}, 100'000'000);
    const Scene scene = run.scene();
    const Area* largest = &scene.areas.front();
    for (const Area& area : scene.areas) largest = area.pages() > largest->pages() ? &area : largest;
    const Area& area = *largest;
    REQUIRE(area.pages() > 10'000);
    Dice dice{5};
    std::size_t near = 0;
    for (int stretch = 0; stretch < 200; ++stretch) {
        const std::uint64_t first = area.first_page() + dice.below(area.pages());
        const std::uint64_t pages = 1 + dice.below(stretch % 2 == 0 ? 700 : area.pages() + area.first_page() - first);
        const std::uint64_t last = std::min(area.end_page(), first + pages);
        LookCounts counts{};
        for (std::uint64_t page = first; page < last; ++page) ++counts[static_cast<std::size_t>(area.look(page))];
        CHECK(area.count(first, first + pages, near) == counts);
    }
    for (const std::uint64_t pages_per_cell : {1u, 2u, 7u, 100u, 511u, 512u, 513u, 5000u, 1u << 20}) {
        const std::uint32_t cells = static_cast<std::uint32_t>((area.pages() + pages_per_cell - 1) / pages_per_cell);
        std::uint64_t pages = 0, touched = 0;
        for (const PageMix& mix : mix_pages(area, area.first_page(), pages_per_cell, cells)) {
            pages += mix.pages;
            touched += mix.touched;
        }
        CHECK(pages == area.pages());
        CHECK(touched == area.pages() - area.count(PageLook::Untouched));
    }
    // Zoomed in step by step: what is in the range is in its cells, each page once.
    RulerRange ruler = RulerRange::whole();
    for (int zoom = 0; zoom < 20; ++zoom, ruler = ruler.zoomed(area.first_page() + area.pages() / 2, true)) {
        const std::uint64_t first = std::max(area.first_page(), ruler.first), end = std::min(area.end_page(), ruler.first + ruler.pages);
        const std::uint64_t share = (end - first + 499) / 500;
        const std::uint32_t cells = static_cast<std::uint32_t>((end - first + share - 1) / share);
        std::uint64_t touched = 0, expected = 0;
        for (const PageMix& mix : mix_pages(area, first, share, cells)) touched += mix.touched;
        for (std::uint64_t page = first; page < std::min(first + cells * share, area.end_page()); ++page)
            expected += area.look(page) != PageLook::Untouched ? 1u : 0u;
        CHECK(touched == expected);
    }
}
