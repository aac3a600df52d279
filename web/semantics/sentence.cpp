// One sentence for each step, as the live region says it and the instrument shows it.
#include <algorithm>

#include "engine/kernel/syscall.hpp"
#include "web/semantics/numbers.hpp"
#include "web/semantics/semantic_tree.hpp"
#include "web/semantics/spoken.hpp"

namespace faultline {
namespace {

std::string place(const Scene& scene, std::uint64_t address) {
    return scene.mm == nullptr ? hex_text(address) : place_text(*scene.machine, *scene.mm, address);
}

std::string call_name(std::uint64_t number) {
    const char* name = syscall_name(number);
    return name == nullptr ? std::to_string(number) : name;
}

std::string rss_sentence(const Scene& scene) {
    if (scene.mm == nullptr) return {};
    return " " + say_count(Message::RssNowOne, Message::RssNowOther, static_cast<std::uint64_t>(scene.mm->resident_pages()));
}

std::string fault_sentence(const Scene& scene, const Mark& mark) {
    const Message kind = !mark.counted ? Message::FaultInvalid : mark.major ? Message::FaultMajor : Message::FaultMinor;
    std::string out = say(kind, {{"place", place(scene, mark.address)}, {"leaf", std::string(spoken(mark.leaf).name)}});
    if (scene.mm != nullptr) {
        const Pte entry = leaf_entry(*scene.machine, *scene.mm, mark.address);
        if (mark.counted && entry.present() && entry.pfn() != scene.machine->zero_page) {
            out += " " + say(Message::FrameIs, {{"frame", frame_text(entry.pfn())}});
        }
    }
    return out + rss_sentence(scene);
}

/// What the program printed last, cut to one line.
std::string last_output(const Machine& machine, std::uint64_t bytes) {
    const std::uint64_t size = machine.vfs.terminal.output.size();
    std::string text = machine.vfs.terminal.output.text(size - std::min(bytes, size));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    const std::size_t line = text.rfind('\n');
    if (line != std::string::npos) text.erase(0, line + 1);
    return text;
}

}  // namespace

std::string mark_text(const Scene& scene, const Mark& mark) {
    switch (mark.kind) {
        case MarkKind::Fault:
            return say(!mark.counted ? Message::MarkInvalid : mark.major ? Message::MarkMajor : Message::MarkMinor,
                       {{"place", place(scene, mark.address)}, {"leaf", std::string(spoken(mark.leaf).name)}});
        case MarkKind::Syscall: return say(Message::MarkSyscall, {{"call", call_name(mark.address)}});
        case MarkKind::Output: return say(Message::MarkOutput, {{"count", count_text(mark.address)}});
        case MarkKind::Signal: return say(Message::MarkSignal, {{"address", hex_text(mark.address)}});
        case MarkKind::Fork: return say(Message::MarkFork, {{"child", std::to_string(mark.address)}});
        case MarkKind::Exit: return say(Message::MarkExit, {{"pid", std::to_string(mark.pid)}});
        case MarkKind::Input: return say(Message::MarkInput);
        case MarkKind::Switch: return say(Message::MarkSwitch, {{"pid", std::to_string(mark.address)}});
    }
    return {};
}

std::string sentence_of_last_step(const Scene& scene) {
    if (scene.machine == nullptr || scene.history == nullptr) return say(Message::SentenceNoMachine);
    const Tick now = scene.history->tick();
    if (scene.view->micro != 0 && scene.view->micro <= scene.next.size()) return sentence_of(scene, scene.next[scene.view->micro - 1]);
    // A fault tells more than the output or the system call that came with it, and anything more than who runs next.
    const std::vector<Mark> marks = now == 0 ? std::vector<Mark>{} : scene.history->marks().at(now - 1);
    const Mark* last = nullptr;
    for (const Mark& mark : marks) {
        const bool tells_less = mark.kind == MarkKind::Switch && last != nullptr;
        if (!tells_less && (last == nullptr || last->kind != MarkKind::Fault)) last = &mark;
    }
    std::string out;
    if (last != nullptr && last->kind == MarkKind::Fault) {
        out = fault_sentence(scene, *last);
    } else if (last != nullptr && last->kind == MarkKind::Output) {
        out = say(Message::SentenceOutput, {{"text", last_output(*scene.machine, last->address)}});
    } else if (last != nullptr) {
        out = say(Message::SentenceMark, {{"mark", mark_text(scene, *last)}});
    } else if (now == 0) {
        out = say(Message::SentenceStart);
    } else if (scene.line != 0) {
        out = say(Message::SentenceNoFault, {{"line", std::to_string(scene.line)}}) + rss_sentence(scene);
    } else if (scene.calling_line != 0) {
        out = say(Message::SentenceCalled, {{"line", std::to_string(scene.calling_line)}}) + rss_sentence(scene);
    } else {
        out = say(Message::SentenceElsewhere) + rss_sentence(scene);
    }
    if (scene.guide != nullptr && scene.guide->transport.waits_for_input) out += " " + say(Message::SentenceWaits);
    if (scene.guide != nullptr && scene.guide->transport.all_exited) out += " " + say(Message::SentenceExited);
    return out;
}

std::string sentence_of(const Scene& scene, const Event& event) {
    const std::string where = place(scene, event.address);
    switch (event.kind) {
        case EventKind::AccessStarted: {
            const Access access = static_cast<Access>(event.small);
            const Message verb = access == Access::Write ? Message::StepWrite : access == Access::Execute ? Message::StepFetch : Message::StepRead;
            return say(verb, {{"bytes", say_count(Message::ByteOne, Message::ByteOther, event.value)}, {"place", where}});
        }
        case EventKind::TlbHit: return say(Message::StepTlbHit, {{"place", where}});
        case EventKind::TlbMiss: return say(Message::StepTlbMiss, {{"place", where}});
        case EventKind::WalkStep:
            return say(Message::StepWalk, {{"level", std::string(level_name(static_cast<Level>(event.small)))},
                                           {"index", std::to_string(event.extra)},
                                           {"bits", pte_bits_text(Pte{event.value})}});
        case EventKind::AccessDone: return say(Message::StepAccessDone, {{"frame", frame_text(event.frame)}});
        case EventKind::Trap: return say(Message::StepTrap, {{"address", hex_text(event.address)}, {"code", hex_text(event.value)}});
        case EventKind::Asked: {
            const AskWords& words = spoken(static_cast<Ask>(event.small));
            return say(Message::StepAsked, {{"question", std::string(words.question)},
                                            {"answer", say(event.value != 0 ? Message::Yes : Message::No)},
                                            {"function", std::string(words.function)}});
        }
        case EventKind::PteChanged:
            return say(Message::StepPteChanged, {{"before", pte_bits_text(Pte{event.value})}, {"after", pte_bits_text(Pte{event.extra})}});
        case EventKind::FrameAllocated: return say(Message::StepFrameAllocated, {{"frame", frame_text(event.frame)}});
        case EventKind::FrameFreed: return say(Message::StepFrameFreed, {{"frame", frame_text(event.frame)}});
        case EventKind::FaultEnded: {
            const LeafWords& words = spoken(static_cast<Leaf>(event.small));
            return say(Message::StepFaultEnded, {{"outcome", std::string(words.outcome)}, {"time", time_text(event.extra)}});
        }
        case EventKind::TlbFlushed: return say(Message::StepTlbFlushed);
        case EventKind::Signal: return say(Message::StepSignal, {{"number", std::to_string(event.small)}, {"address", hex_text(event.address)}});
        case EventKind::SyscallEntered: return say(Message::StepSyscall, {{"call", call_name(event.value)}});
        case EventKind::SyscallReturned: return say(Message::StepSyscallReturned, {{"result", hex_text(event.extra)}});
        case EventKind::Output: return say(Message::MarkOutput, {{"count", count_text(event.extra)}});
        case EventKind::Forked: return say(Message::MarkFork, {{"child", std::to_string(event.value)}});
        case EventKind::Executed: return say(Message::StepExecuted);
        case EventKind::Exited: return say(Message::MarkExit, {{"pid", std::to_string(event.pid)}});
        case EventKind::Switched: return say(Message::StepSwitched, {{"pid", std::to_string(event.value)}});
        case EventKind::PageEvicted:
            if (static_cast<PageUse>(event.small) != PageUse::Anon) {
                return say(Message::StepFilePageEvicted, {{"page", count_text(event.extra)}, {"frame", frame_text(event.frame)}});
            }
            return say(Message::StepEvicted, {{"place", place(scene, event.extra << page_shift)}, {"frame", frame_text(event.frame)}});
        case EventKind::SwapRead: return say(Message::StepSwapRead, {{"slot", count_text(event.value)}, {"frame", frame_text(event.frame)}});
        case EventKind::SwapWritten: return say(Message::StepSwapWritten, {{"slot", count_text(event.value)}, {"frame", frame_text(event.frame)}});
        case EventKind::FileRead: return say(Message::StepFileRead, {{"page", count_text(event.extra)}, {"frame", frame_text(event.frame)}});
        case EventKind::OomKill: return say(Message::StepOomKill, {{"pid", std::to_string(event.value)}});
        case EventKind::Slept: return say(Message::StepSlept, {{"time", time_text(event.value)}});
        case EventKind::Woke: return say(Message::StepWoke, {{"pid", std::to_string(event.pid)}});
    }
    return {};
}

}  // namespace faultline
