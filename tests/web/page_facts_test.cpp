#include <doctest/doctest.h>

#include "shared_run.hpp"

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
        std::uint64_t next = page_number(area.start);
        for (const PageRun& part : area.runs) {
            CHECK(part.first == next);
            next += part.pages;
        }
        CHECK(next == page_number(area.end));
        resident += static_cast<std::int64_t>(area.resident());
    }
    CHECK(resident == scene.mm->resident_pages());
}

TEST_CASE("all frames are told, and as many are in use as the allocator says") {
    shared::Run run;
    REQUIRE(run.to_next_mapped_fault());
    std::uint32_t next = 0, used = 0;
    for (const FrameRun& part : run.scene().frames) {
        CHECK(part.first == next);
        next += part.frames;
        used += part.look == FrameLook::Free ? 0 : part.frames;
    }
    CHECK(next == run.machine().hardware.ram.frames());
    CHECK(used == next - run.machine().free_frames.free());
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
