#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <vector>

#include "engine/kernel/explain.hpp"
#include "engine/kernel/fault.hpp"
#include "engine/kernel/fork_mm.hpp"
#include "engine/kernel/invariants.hpp"
#include "engine/kernel/mmap.hpp"
#include "engine/kernel/sched.hpp"
#include "engine/kernel/fork.hpp"
#include "engine/machine.hpp"
#include "tests/engine/kernel/told.hpp"

using namespace faultline;

namespace {

void tell_all(const std::vector<told::Story>& stories) {
    std::set<Leaf> reached;
    for (const told::Story& story : stories) {
        CAPTURE(story.title);
        CHECK(told::tell(story, reached) == "");
    }
}

constexpr std::uint64_t arena = 0x10000000000;

Task& bare_task(Machine& machine) {
    Task& task = new_task(machine, 0);
    task.mm = mm_create(machine);
    task.state = TaskState::Runnable;
    machine.mm_of(task).mmap_base = mmap_base_for(8ull << 20);
    switch_to(machine, task.pid);
    return task;
}

constexpr std::uint32_t private_anonymous = map::private_ | map::anonymous;

/// Maps `pages` private pages at the arena.
void map_private(Machine& machine, Task& task, std::uint64_t pages) {
    const std::int64_t at = do_mmap(machine, task, arena, pages * page_bytes, prot::read | prot::write,
                                    private_anonymous | map::fixed | map::no_reserve, no_file, 0);
    REQUIRE(at == static_cast<std::int64_t>(arena));
}

/// Stores a byte as a program would, sleeping where it would sleep. False: a signal ended it.
bool store(Machine& machine, Task& task, std::uint64_t address) {
    while (!machine.hardware.store<std::uint8_t>(address, 1)) {
        const FaultResult result = handle_page_fault(machine, task, machine.hardware.fault);
        if (!result.resolved) return false;
        if (!result.sleeps) continue;
        machine.hardware.now = std::max(machine.hardware.now, task.wakes_at);
        task.state = TaskState::Runnable;
    }
    return true;
}

}  // namespace

TEST_CASE("private memory comes into being at first touch") { tell_all(told::anonymous_stories); }
TEST_CASE("after fork, who copies and who reuses") { tell_all(told::fork_stories); }
TEST_CASE("pages of files, cached and not") { tell_all(told::file_stories); }
TEST_CASE("pages that went to swap") { tell_all(told::swap_stories); }
TEST_CASE("mappings are split, moved and grown") { tell_all(told::vma_stories); }
TEST_CASE("huge pages") { tell_all(told::huge_stories); }

TEST_CASE("a story that promises the wrong thing is told so") {
    std::set<Leaf> reached;
    CHECK(told::tell({"wrong", "a mmap 0 1 rw anon\na write 0 1 | min 2\n"}, reached) == "a write 0 1 : min should be 2, is 1");
    CHECK(told::tell({"wrong", "a mmap 0 1 rw anon\na write 0 1 | min 1 leaf WpCopy\n"}, reached) ==
          "a write 0 1 : leaf should be WpCopy, is AnonNewFrame");
}

TEST_CASE("an address that is not canonical is not a page fault") {
    Machine machine(MachineConfig{});
    Task& task = bare_task(machine);
    machine.hardware.log.detail = Detail::Faults;
    CHECK_FALSE(store(machine, task, 0x0000900000000000));
    CHECK(machine.fault_traces.back().leaf == Leaf::GeneralProtection);
    CHECK(task.signals.pending.back().code == 0x80);
    CHECK(task.signals.pending.back().address == 0);
    CHECK(task.faults.min_flt == 0);
}

TEST_CASE("the log has a fault's outcome, or each question of it too, as it is asked") {
    Machine machine(MachineConfig{});
    Task& task = bare_task(machine);
    map_private(machine, task, 2);
    machine.hardware.log.detail = Detail::Outcomes;
    CHECK(store(machine, task, arena));
    const std::vector<Event> outcome = machine.hardware.log.drain();
    REQUIRE(outcome.size() == 1);
    CHECK(outcome[0].kind == EventKind::FaultEnded);
    CHECK(outcome[0].small == static_cast<std::uint8_t>(Leaf::AnonNewFrame));
    CHECK(machine.fault_traces.size() == 1);
    machine.hardware.log.detail = Detail::Faults;
    CHECK(store(machine, task, arena + page_bytes));
    const std::vector<Event> way = machine.hardware.log.drain();
    CHECK(way.size() > 5);
    CHECK(way.front().kind == EventKind::Asked);
    CHECK(way.back().kind == EventKind::FaultEnded);
    CHECK(machine.fault_traces.size() == 2);
}

TEST_CASE("the lowest free frame goes first, whatever has come back") {
    constexpr std::uint32_t frames = 64 * 64 * 3 + 77;
    PageAllocator allocator(frames);
    std::set<std::uint32_t> free;
    for (std::uint32_t frame = 0; frame < frames; ++frame) free.insert(frame);
    std::vector<std::uint32_t> used;
    std::uint64_t dice = 88172645463325252ull;
    for (int step = 0; step < 200'000; ++step) {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        const bool grows = step / 30'000 % 2 == 0;
        const bool take = !free.empty() && (used.empty() || dice % 8 < (grows ? 6u : 2u));
        if (take) {
            const std::uint32_t frame = index_of(allocator.take());
            REQUIRE(frame == *free.begin());
            free.erase(frame);
            used.push_back(frame);
        } else {
            const auto which = static_cast<std::size_t>(dice / 8 % used.size());
            const std::uint32_t frame = used[which], first = frame / 64 * 64;
            const bool none_is_used = allocator.give(static_cast<Pfn>(frame));
            free.insert(frame);
            const auto others = std::distance(free.lower_bound(first), free.lower_bound(first + 64));
            REQUIRE(none_is_used == (others == 64));
            used[which] = used.back();
            used.pop_back();
        }
        REQUIRE(allocator.free() == free.size());
    }
    while (allocator.take() != no_frame) {}
    CHECK(allocator.free() == 0);
}

TEST_CASE("memory that is given back leaves no records behind, not even beside a copy that keeps them") {
    constexpr std::uint64_t pages = 4096;
    Machine machine(MachineConfig{});
    Task& task = bare_task(machine);
    map_private(machine, task, pages);
    const std::uint64_t before = machine.mem_map.host_bytes(), ram_before = machine.hardware.ram.host_bytes();
    for (std::uint64_t page = 0; page < pages; ++page) REQUIRE(store(machine, task, arena + page * page_bytes));
    CHECK(machine.mem_map.host_bytes() >= before + pages * sizeof(Page));
    const Machine copy = machine.snapshot();
    REQUIRE(do_munmap(machine, task, arena, pages * page_bytes) == 0);
    // A few table pages may keep their neighbours' chunks.
    CHECK(machine.mem_map.host_bytes() <= before + pages * sizeof(Page) / 8);
    CHECK(machine.hardware.ram.host_bytes() <= ram_before + pages * sizeof(Content) / 8);
    CHECK(copy.mem_map.host_bytes() >= before + pages * sizeof(Page));
    CHECK(check_invariants(machine) == "");
}

TEST_CASE("of the faults only the last may be kept, in their order") {
    FaultTraces traces;
    const auto add = [&](std::uint64_t address) {
        FaultTrace trace;
        trace.address = address;
        trace.ask(Ask::Write, address % 2 == 0, address);
        traces.push_back(trace);
    };
    for (std::uint64_t i = 0; i < 7; ++i) add(i);
    CHECK(traces.size() == 7);
    traces.keep_last(3);
    CHECK(traces.empty());
    for (std::uint64_t i = 0; i < 8; ++i) add(i);
    CHECK(traces.back().address == 7);
    const std::vector<FaultTrace> last = traces.drain();
    REQUIRE(last.size() == 3);
    for (std::size_t i = 0; i < last.size(); ++i) {
        CHECK(last[i].address == 5 + i);
        REQUIRE(last[i].answers.size() == 1);
        CHECK(last[i].answers[0].fact == 5 + i);
    }
    CHECK(traces.empty());
}

TEST_CASE("a kernel address is a protection violation, mapped or not") {
    Machine machine(MachineConfig{});
    Task& task = bare_task(machine);
    CHECK_FALSE(store(machine, task, 0xffff888000000000));
    CHECK(task.signals.pending.back().code == 1);
    CHECK(task.signals.pending.back().error_code == 7);
    CHECK(machine.vmstat.pgfault == 0);
}

TEST_CASE("touching more than there is ends with the OOM killer") {
    MachineConfig config;
    config.ram_bytes = 8ull << 20;
    Machine machine(config);
    machine.hardware.log.detail = Detail::Faults;
    Task& task = bare_task(machine);
    map_private(machine, task, 4096);
    std::uint64_t touched = 0;
    while (store(machine, task, arena + touched * page_bytes)) ++touched;
    CHECK(machine.fault_traces.back().leaf == Leaf::OomKilled);
    CHECK(machine.vmstat.oom_kill == 1);
    CHECK(task.signals.pending.back().number == 9);
    CHECK(touched > 1900);
    CHECK(touched < 2048);
    CHECK(machine.mm_of(task).resident_pages() == static_cast<std::int64_t>(touched));
    CHECK(check_invariants(machine) == "");
    mm_release(machine, task.mm);
    task.mm = no_mm;
    CHECK(check_invariants(machine) == "");
}

TEST_CASE("with swap the same program lives, and pays in major faults") {
    MachineConfig config;
    config.ram_bytes = 8ull << 20;
    config.swaps.push_back({SwapKind::Zram, 32ull << 20});
    Machine machine(config);
    Task& task = bare_task(machine);
    map_private(machine, task, 4096);
    for (std::uint64_t pass = 0; pass < 2; ++pass) {
        for (std::uint64_t page = 0; page < 4096; ++page) REQUIRE(store(machine, task, arena + page * page_bytes));
        CHECK(check_invariants(machine) == "");
    }
    CHECK(task.faults.min_flt >= 4096);
    CHECK(task.faults.maj_flt >= 4096 - 2048);
    CHECK(machine.vmstat.pswpout > 2048);
    CHECK(machine.vmstat.pgsteal_anon > 2048);
}

TEST_CASE("a cgroup's limit kills inside the group though memory is free") {
    MachineConfig config;
    config.cgroup_limit_bytes = 4ull << 20;
    Machine machine(config);
    machine.hardware.log.detail = Detail::Faults;
    Task& task = bare_task(machine);
    map_private(machine, task, 2048);
    std::uint64_t touched = 0;
    while (store(machine, task, arena + touched * page_bytes)) ++touched;
    CHECK(touched > 900);
    CHECK(touched < 1024);
    CHECK(task.signals.pending.back().number == 9);
    const FaultTrace& last = machine.fault_traces.back();
    REQUIRE(last.answers.size() >= 2);
    CHECK(last.answers[last.answers.size() - 2].question == Ask::FrameAvailable);
    CHECK(last.answers[last.answers.size() - 2].yes);
    CHECK(last.answers[last.answers.size() - 1].question == Ask::CgroupHasRoom);
    CHECK_FALSE(last.answers[last.answers.size() - 1].yes);
    CHECK(check_invariants(machine) == "");
}

TEST_CASE("overcommit: one request above all memory is refused by default, many below it are not") {
    MachineConfig config;
    config.ram_bytes = 64ull << 20;
    const auto map_rw = [](Machine& machine, Task& task, std::uint64_t bytes, std::uint32_t more = 0) {
        return do_mmap(machine, task, 0, bytes, prot::read | prot::write, private_anonymous | more, no_file, 0);
    };
    {
        Machine machine(config);
        Task& task = bare_task(machine);
        CHECK(map_rw(machine, task, 65ull << 20) == -12);
        for (int i = 0; i < 10; ++i) CHECK(map_rw(machine, task, 60ull << 20) > 0);
        CHECK(map_rw(machine, task, 1ull << 40, map::no_reserve) > 0);
    }
    {
        config.overcommit = OvercommitMode::Always;
        Machine machine(config);
        CHECK(map_rw(machine, bare_task(machine), 1ull << 40) > 0);
    }
    {
        config.overcommit = OvercommitMode::Never;
        Machine machine(config);
        Task& task = bare_task(machine);
        CHECK(map_rw(machine, task, 20ull << 20) > 0);
        CHECK(map_rw(machine, task, 20ull << 20, map::no_reserve) == -12);
    }
}

TEST_CASE("every end of the handler is reached by a story, and has words") {
    std::set<Leaf> reached{Leaf::GeneralProtection, Leaf::OomKilled};   // two tests of their own, above
    for (const std::vector<told::Story>* stories : {&told::anonymous_stories, &told::fork_stories, &told::file_stories,
                                                    &told::swap_stories, &told::vma_stories, &told::huge_stories}) {
        for (const told::Story& story : *stories) told::tell(story, reached);
    }
    std::set<std::string_view> ids;
    for (std::uint32_t i = 0; i < leaf_count; ++i) {
        const LeafWords& words = explain(static_cast<Leaf>(i));
        CAPTURE(words.id);
        CHECK(reached.contains(static_cast<Leaf>(i)));
        CHECK(ids.insert(words.id).second);
        CHECK_FALSE(words.outcome.empty());
        CHECK_FALSE(words.hint.empty());
    }
    for (std::uint32_t i = 0; i < ask_count; ++i) {
        const AskWords& words = explain(static_cast<Ask>(i));
        CHECK(ids.insert(words.id).second);
        CHECK(words.question.back() == '?');
    }
}

TEST_CASE("equal histories have equal hashes, and a snapshot does not follow") {
    Machine one(MachineConfig{});
    Machine two(MachineConfig{});
    for (Machine* machine : {&one, &two}) {
        Task& task = bare_task(*machine);
        map_private(*machine, task, 16);
        REQUIRE(store(*machine, task, arena));
    }
    CHECK(one.state_hash() == two.state_hash());
    Machine kept = one.snapshot();
    CHECK(kept.state_hash() == two.state_hash());
    REQUIRE(store(one, one.task(1), arena + page_bytes));
    CHECK(kept.state_hash() == two.state_hash());
    CHECK(one.state_hash() != two.state_hash());
}
