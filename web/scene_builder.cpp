#include "web/scene_builder.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/cpu/decode.hpp"
#include "engine/cpu/disassemble.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "engine/program/lines.hpp"
#include "web/semantics/semantic_tree.hpp"

namespace faultline {
namespace {

constexpr std::uint32_t instructions_shown = 6;
constexpr std::size_t traces_kept = 64;
constexpr std::uint32_t frames_followed = 32;

const Task* task_shown(const Machine& machine, Pid wanted) {
    const auto chosen = machine.tasks.find(wanted != 0 ? wanted : machine.current);
    if (chosen != machine.tasks.end()) return &chosen->second;
    return machine.tasks.empty() ? nullptr : &machine.tasks.begin()->second;
}

std::vector<CodeLine> code_at(const Machine& machine, const Mm& mm, std::uint64_t address) {
    std::vector<CodeLine> lines;
    const Pte pte = leaf_entry(machine, mm, address);
    if (!pte.present() || pte.huge()) return lines;
    std::array<std::uint8_t, page_bytes> bytes{};
    machine.hardware.ram.read(pte.pfn(), 0, bytes);
    std::uint32_t offset = offset_in_page(address);
    while (lines.size() < instructions_shown && offset < page_bytes) {
        cpu::Instruction instruction;
        const std::span<const std::uint8_t> rest(bytes.data() + offset, page_bytes - offset);
        const std::uint64_t here = page_start(address) + offset;
        if (cpu::decode(rest, instruction) != cpu::DecodeStatus::Ok) break;
        lines.push_back({here, cpu::disassemble(instruction, here)});
        offset += instruction.length;
    }
    return lines;
}

/// The line of the learner's own code from which the C library was called, found by the chain of frame pointers.
std::uint32_t line_of_caller(const Machine& machine, const Mm& mm, const Task& task, const LineTable& lines) {
    std::uint64_t frame = task.cpu[Gpr::Rbp];
    for (std::uint32_t depth = 0; depth < frames_followed; ++depth) {
        const Pte pte = leaf_entry(machine, mm, frame);
        if (!pte.present() || pte.huge() || offset_in_page(frame) > page_bytes - 16 || frame % 8 != 0) return 0;
        const std::uint32_t word = offset_in_page(frame) / 8;
        const std::uint64_t return_address = machine.hardware.ram.read_u64(pte.pfn(), word + 1);
        const std::uint32_t line = lines.line_at(return_address - 1);
        if (line != 0) return line;
        const std::uint64_t next = machine.hardware.ram.read_u64(pte.pfn(), word);
        if (next <= frame) return 0;
        frame = next;
    }
    return 0;
}

/// The data address of the coming attempt: the one that faults, else the first; 0 without one.
std::uint64_t address_touched(const std::vector<Event>& next) {
    std::uint64_t first = 0;
    for (const Event& event : next) {
        if (event.kind == EventKind::Trap) return event.address;
        if (first == 0 && event.kind == EventKind::AccessStarted && static_cast<Access>(event.small) != Access::Execute) first = event.address;
    }
    return first;
}

/// Answers of the coming fault that `micro` steps have shown.
std::uint32_t answers_shown(const std::vector<Event>& next, std::uint32_t micro) {
    std::uint32_t asked = 0;
    for (std::uint32_t step = 0; step < micro && step < next.size(); ++step) asked += next[step].kind == EventKind::Asked ? 1u : 0u;
    return asked;
}

std::uint64_t focus_of(const Scene& scene) {
    if (scene.view->selection.page) return *scene.view->selection.page;
    const std::uint64_t touched = address_touched(scene.next);
    if (touched != 0) return touched;
    if (scene.last_fault) return scene.last_fault->address;
    return scene.task == nullptr ? 0 : scene.task->cpu.rip;
}

/// The frame that an entry gives to an address; a huge page has one for each 4 KiB.
Pfn frame_of(Pte entry, std::uint64_t address) {
    if (!entry.present()) return no_frame;
    const std::uint32_t inside = entry.huge() ? static_cast<std::uint32_t>(page_number(address) % pages_per_huge_page) : 0;
    return Pfn{index_of(entry.pfn()) + inside};
}

/// What an attempt has brought into memory, by its events: the page of the fault, from where its content came.
std::vector<Arrival> arrivals_of(const std::vector<Event>& events) {
    std::vector<Arrival> arrivals;
    Arrival::From from = Arrival::From::Zeros;
    for (const Event& event : events) {
        if (event.kind == EventKind::SwapRead) from = Arrival::From::Swap;
        if (event.kind == EventKind::FileRead) from = Arrival::From::File;
        if (event.kind == EventKind::FaultEnded && event.frame != no_frame) arrivals.push_back({from, event.frame, page_start(event.address)});
    }
    return arrivals;
}

}  // namespace

void SceneBuilder::remember(Tick tick, const std::vector<FaultTrace>& traces) {
    for (const FaultTrace& trace : traces) {
        if (seen_.size() == traces_kept) seen_.erase(seen_.begin());
        seen_.push_back({tick, trace});
    }
}

FaultTrace SceneBuilder::trace_of(const History& history, const Mark& mark) {
    for (const Seen& seen : seen_) {
        if (seen.tick == mark.tick && seen.trace.address == mark.address && seen.trace.leaf == mark.leaf) return seen.trace;
    }
    const std::vector<FaultTrace> traces = history.faults_at(mark.tick);
    remember(mark.tick, traces);
    for (const FaultTrace& trace : traces) {
        if (trace.address == mark.address) return trace;
    }
    return {};
}

/// Frame, mappings, swap and files around what is in focus.
void SceneBuilder::look_at_memory(Scene& scene) {
    const Machine& machine = *scene.machine;
    const Pte entry = scene.mm != nullptr ? leaf_entry(machine, *scene.mm, scene.focus) : Pte{};
    scene.focus_frame = scene.view->selection.frame.value_or(frame_of(entry, scene.focus));
    if (index_of(scene.focus_frame) >= machine.hardware.ram.frames()) scene.focus_frame = no_frame;
    SwapEntry slot;
    if (scene.focus_frame != no_frame) {
        scene.focus_mappings = mappings_of(machine, scene.focus_frame);
        const Page& page = machine.page(scene.focus_frame);
        if (page.has(page_flag::swap_cache)) slot = SwapEntry{page.swap_slot};
    } else if (is_swap(entry)) {
        slot = swap_entry_of(entry);
    }
    scene.processes = processes_of(machine, memory_);
    scene.swap = swap_facts(machine, memory_, slot);
    scene.files = cached_files(machine);
}

Scene SceneBuilder::build(const VisibleRun& run, const GuideView& guide, const ViewState& view) {
    Scene scene;
    scene.serial = ++serial_;
    scene.guide = &guide;
    scene.view = &view;
    scene.theme = view.dark ? &dark_theme() : &light_theme();
    scene.machine = run.machine;
    scene.history = run.history;
    if (scene.machine != nullptr && scene.history != nullptr) {
        const Machine& machine = *scene.machine;
        scene.source = run.source;
        memory_.follow(machine);
        scene.frames = &memory_.frames();
        scene.task = task_shown(machine, view.pid);
        if (scene.task != nullptr && machine.mms.count(scene.task->mm) != 0) {
            scene.mm = &machine.mms.at(scene.task->mm);
            scene.areas = memory_.areas_of(*scene.mm);
            scene.code = code_at(machine, *scene.mm, scene.task->cpu.rip);
            if (run.lines != nullptr) {
                scene.line = run.lines->line_at(scene.task->cpu.rip);
                if (scene.line == 0) scene.calling_line = line_of_caller(machine, *scene.mm, *scene.task, *run.lines);
            }
        }
        const bool still = !guide.transport.busy;
        if (!still) ahead_.reset();
        if (still && !guide.transport.all_exited && !guide.transport.waits_for_input) {
            RecordedAttempt coming = scene.history->coming_attempt(ahead_);
            scene.next = std::move(coming.events);
            scene.next_faults = std::move(coming.faults);
            remember(scene.history->tick(), scene.next_faults);
        }
        if (still && coming_at_ + 1 == scene.history->tick()) scene.arrivals = arrivals_of(coming_);
        coming_ = scene.next;
        coming_at_ = scene.history->tick();
        scene.last_fault = scene.history->marks().last_fault_before(scene.history->tick());
        if (!scene.next_faults.empty()) {
            scene.fault = scene.next_faults.front();
            scene.fault_is_next = true;
        } else if (scene.last_fault && (still || scene.history->at_end())) {
            // Of a run under way its path is at hand, but not of a walk along the record, which would replay for it.
            scene.fault = trace_of(*scene.history, *scene.last_fault);
        }
        const bool step_by_step = scene.fault_is_next && view.micro != 0;
        scene.fault_answers_shown = step_by_step ? answers_shown(scene.next, view.micro) : Answers::capacity;
        scene.focus = focus_of(scene);
        look_at_memory(scene);
    }
    scene.sentence = sentence_of_last_step(scene);
    return scene;
}

}  // namespace faultline
