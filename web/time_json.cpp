#include "web/time_json.hpp"

#include "course/overloaded.hpp"
#include "web/messages.hpp"
#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

std::string shortened(std::string text) {
    constexpr std::size_t most = 40;
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text.size() > most ? text.substr(0, most) + "..." : text;
}

std::string command_text(const Command& command) {
    return std::visit(Overloaded{[](const TypeInput& typed) { return say(Message::BranchTyped, {{"text", shortened(typed.text)}}); },
                                 [](const EndInput&) { return say(Message::BranchEndOfInput); },
                                 [](const ChooseNext& chosen) { return say(Message::BranchChose, {{"pid", std::to_string(chosen.pid)}}); }},
                      command);
}

void write_stop_points(JsonOut& out, const TimeView& time) {
    out.key("breakpoints");
    out.begin_list();
    for (const std::uint32_t line : time.breakpoints) {
        out.begin_object();
        out.field("line", line);
        out.end_object();
    }
    out.end_list();
    out.key("watches");
    out.begin_list();
    for (const WatchView& watch : time.watches) {
        out.begin_object();
        out.field("text", watch_text(watch));
        out.field("value", watch.value);
        out.field("hit", watch.hit);
        out.end_object();
    }
    out.end_list();
}

void write_variables(JsonOut& out, const TimeView& time) {
    out.key("variables");
    out.begin_list();
    for (const VariableView& variable : time.variables) {
        out.begin_object();
        out.field("name", variable.name);
        out.field("type", variable.type);
        out.field("value", variable.value);
        out.field("where", variable.function.empty() ? say(Message::VariableGlobal) : variable.function);
        out.field("address", hex_text(variable.address));
        out.field("bytes", variable.bytes);
        out.end_object();
    }
    out.end_list();
}

void write_branches(JsonOut& out, const TimeView& time) {
    out.key("branches");
    out.begin_list();
    for (std::uint32_t index = 0; index < time.branches.size(); ++index) {
        const BranchInfo& branch = time.branches[index];
        out.begin_object();
        out.field("text", branch_text(branch, index));
        out.field("from", count_text(branch.parted_at));
        out.field("end", count_text(branch.recorded_end));
        out.field("current", branch.current);
        out.end_object();
    }
    out.end_list();
}

void write_tasks(JsonOut& out, const TimeView& time) {
    out.key("tasks");
    out.begin_list();
    for (const TaskView& task : time.tasks) {
        out.begin_object();
        out.field("pid", static_cast<std::uint64_t>(task.pid));
        out.field("name", task.name);
        out.field("runs", task.runs);
        out.field("mayBeChosen", task.may_be_chosen);
        out.end_object();
    }
    out.end_list();
}

}  // namespace

void write_time(JsonOut& out, const TransportView& transport) {
    const TimeView& time = transport.travel;
    out.field("stopped", stop_text(transport));
    out.field("goesBack", time.goes_back);
    out.field("doing", transport.busy ? say(time.goes_back ? Message::DoingBack : Message::DoingForward,
                                            {{"tick", count_text(transport.tick)}, {"marks", count_text(time.marks)}})
                                      : std::string{});
    out.field("historyBytes", time.history_bytes);
    out.field("historyBudget", time.history_budget_bytes);
    out.field("historyText", say(Message::HistoryMemory, {{"used", bytes_text(time.history_bytes)}, {"budget", bytes_text(time.history_budget_bytes)}}));
    write_stop_points(out, time);
    write_variables(out, time);
    write_branches(out, time);
    write_tasks(out, time);
}

std::string pace_text(std::uint32_t per_second) {
    return per_second == 0 ? say(Message::PaceFlatOut) : say_count(Message::PaceOne, Message::PaceOther, per_second);
}

std::string stop_text(const TransportView& transport) {
    if (transport.busy || !transport.last_stop) return {};
    if (*transport.last_stop == Stop::Breakpoint) return say(Message::StoppedBreakpoint);
    if (*transport.last_stop == Stop::Stuck) return say(Message::StoppedStuck);
    if (*transport.last_stop != Stop::Watched) return {};
    for (const WatchView& watch : transport.travel.watches) {
        if (watch.hit) return say(Message::StoppedWatched, {{"what", watch_text(watch)}, {"value", watch.value}});
    }
    return say(Message::StoppedWatchedInKernel);
}

std::string branch_text(const BranchInfo& branch, std::uint32_t index) {
    return branch.command ? command_text(*branch.command) : say(index == branch.parent ? Message::BranchFirst : Message::BranchEmpty);
}

std::string watch_text(const WatchView& watch) {
    const std::string what = watch.variable.empty() ? say(Message::WatchedPage, {{"address", hex_text(watch.address)}})
                             : watch.function.empty() ? watch.variable
                                                      : say(Message::WatchedLocal, {{"name", watch.variable}, {"function", watch.function}});
    return say(watch.reads ? Message::WatchAccesses : Message::WatchWrites, {{"what", what}});
}

}  // namespace faultline
