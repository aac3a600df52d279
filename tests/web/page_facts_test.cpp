#include <doctest/doctest.h>

#include "shared_run.hpp"
#include "web/semantics/page_mix.hpp"

using namespace faultline;

namespace {

const Area& mapped_area(const Scene& scene) {
    for (const Area& area : scene.areas) {
        if (area.pages() == shared::mapped_pages) return area;
    }
    FAIL("the program's mapping is missing");
    return scene.areas.front();
}

}  // namespace

TEST_CASE("untouched, read and written pages look different") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    CHECK(mapped_area(run.scene()).count(PageLook::Untouched) == shared::mapped_pages);
    run.step();
    CHECK(mapped_area(run.scene()).count(PageLook::ZeroPage) == 1);
    CHECK(mapped_area(run.scene()).resident() == 0);
    REQUIRE(run.to_next_mapped_fault());
    run.step();
    CHECK(mapped_area(run.scene()).count(PageLook::Private) == 1);
    CHECK(mapped_area(run.scene()).resident() == 1);
}

TEST_CASE("the pages of every area are told whole, in order and without gaps") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    run.step();
    const Scene scene = run.scene();
    std::int64_t resident = 0;
    for (const Area& area : scene.areas) {
        std::uint64_t next = area.first_page(), runs = 0;
        for (; next < area.end_page(); ++runs) {
            const PageRun part = area.run_around(next);
            CHECK(part.first == next);
            CHECK(area.run_around(next + part.pages - 1).first == next);
            next += part.pages;
        }
        CHECK(next == area.end_page());
        CHECK(runs == area.runs());
        resident += static_cast<std::int64_t>(area.resident());
    }
    CHECK(resident == scene.mm->resident_pages());
}

TEST_CASE("all frames are told, and as many are in use as the allocator says") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    const Scene scene = run.scene();
    const FrameMix& all = scene.frames->all();
    CHECK(all.frames == run.machine().hardware.ram.frames());
    CHECK(all.used() == all.frames - run.machine().free_frames.free());
}

TEST_CASE("frames that were looked at before and after steps are those of a fresh look, and every stretch adds up") {
    shared::Run run;
    FrameLooks followed;
    for (int fault = 0; fault < 8; ++fault) {
        REQUIRE(run.to_next_mapped_fault());
        followed.follow(run.machine());
        run.step();
    }
    followed.follow(run.machine());
    FrameLooks fresh;
    fresh.follow(run.machine());
    for (std::uint32_t frame = 0; frame < fresh.frames(); ++frame) {
        REQUIRE(followed[frame] == fresh[frame]);
        REQUIRE(fresh[frame] == frame_look(run.machine(), Pfn{frame}));
    }
    CHECK(followed.all().counts == fresh.all().counts);
    const std::uint32_t from = 37, end = fresh.frames() - 11;
    FrameMix one_by_one;
    for (std::uint32_t frame = from; frame < end; ++frame) ++one_by_one.counts[static_cast<std::size_t>(fresh[frame])];
    CHECK(fresh.mix(from, end).counts == one_by_one.counts);
    CHECK(fresh[fresh.first_free()] == FrameLook::Free);
    CHECK(fresh.mix(0, fresh.first_free()).used() == fresh.first_free());
}

TEST_CASE("cells of many pages leave no page out, and one touched page in a cell still shows") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    run.step();
    const Scene scene = run.scene();
    const Area& area = mapped_area(scene);
    for (const std::uint64_t per_cell : {1u, 3u, 7u, 64u, 1000u}) {
        const std::uint32_t cells = static_cast<std::uint32_t>((area.pages() + per_cell - 1) / per_cell);
        std::uint64_t pages = 0, touched = 0;
        for (const PageMix& mix : mix_pages(area, page_number(area.start), per_cell, cells)) {
            pages += mix.pages;
            touched += mix.touched;
            CHECK((mix.part() > 0) == (mix.touched > 0));
        }
        CHECK(pages == area.pages());
        CHECK(touched == 1);
    }
}

TEST_CASE("a walk shows the tables that exist and stops where one is missing") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    const Scene scene = run.scene();
    CHECK(walk_rows(*scene.machine, *scene.mm, scene.task->cpu.rip).size() == 4);
    CHECK(walk_rows(*scene.machine, *scene.mm, 0x123456789000).size() == 1);
    CHECK(leaf_entry(*scene.machine, *scene.mm, 0x123456789000).empty());
    CHECK(leaf_entry(*scene.machine, *scene.mm, scene.task->cpu.rip).present());
}
