// ps and pgrep. Linux: procps-ng src/ps/output.c.
#include <algorithm>
#include <set>

#include "engine/machine.hpp"
#include "engine/shell/command.hpp"
#include "engine/shell/ps_columns.hpp"

namespace faultline::shell_tools {

namespace {

struct Shown {
    const Column* column;
    std::string header;
};

constexpr std::string_view plain_columns = "pid,tname,time,ucmd";
constexpr std::string_view full_columns = "uid_user,pid,ppid,stime,tname,time,cmd";
constexpr std::string_view user_columns = "user,pid,%cpu,%mem,vsz,rss,tname,stat,start_time,bsdtime,args";
constexpr std::string_view memory_columns = "pid,tname,stat,bsdtime,majflt,trs,drs,rss,%mem,args";

class PsRequest {
  public:
    explicit PsRequest(const Call& call) : machine_(call.machine), words_(call.words) {}

    ShellAnswer run() {
        for (at_ = 1; at_ < words_.size(); ++at_) {
            if (!take_word(words_[at_])) return fail("error: " + error_ + "\n\nUsage:\n ps [options]\n", 1);
        }
        if (shown_.empty() && !take_columns(preset_)) return fail("error: " + error_);
        return print();
    }

  private:
    bool take_word(const std::string& word) {
        if (word == "-o" || word == "o" || word == "-O" || word == "--format")
            return with_value([&](const std::string& list) { return take_columns(list); });
        if (word.starts_with("-o")) return take_columns(word.substr(2));
        if (word == "-p" || word == "p" || word == "--pid" || word == "-q")
            return with_value([&](const std::string& list) { return take_pids(list); });
        if (word.starts_with("-p")) return take_pids(word.substr(2));
        if (word == "-C") return with_value([&](const std::string& list) { return take_names(list); });
        if (!word.empty() && word[0] >= '0' && word[0] <= '9') return take_pids(word);
        return take_letters(word);
    }

    /// "aux", "-ef", "v": every process is shown in any case, so of these only the columns matter.
    bool take_letters(const std::string& word) {
        const bool dash = word.starts_with("-");
        for (const char letter : std::string_view(word).substr(dash ? 1 : 0)) {
            switch (letter) {
                case 'a':
                case 'A':
                case 'e':
                case 'x':
                case 'w':
                    break;
                case 'f':
                    preset_ = full_columns;
                    break;
                case 'u':
                    preset_ = user_columns;
                    break;
                case 'v':
                    preset_ = memory_columns;
                    break;
                default:
                    error_ = "unsupported option `" + word + "`: known are -o -p -C -e -f, aux, v";
                    return false;
            }
        }
        return true;
    }

    template <typename Take>
    bool with_value(const Take& take) {
        if (at_ + 1 < words_.size()) return take(words_[++at_]);
        const std::string& word = words_[at_];
        error_ =
            (word == "-p" || word == "p" ? "list of process IDs must follow " : "format specification must follow ") +
            word;
        return false;
    }

    template <typename Each>
    static bool split(std::string_view list, const Each& each) {
        while (!list.empty()) {
            const std::size_t end = std::min(list.find_first_of(", "), list.size());
            if (end > 0 && !each(list.substr(0, end))) return false;
            list.remove_prefix(std::min(end + 1, list.size()));
        }
        return true;
    }

    bool take_columns(std::string_view list) {
        // A header of one's own reaches to the end of the word.
        return split(list.substr(0, list.find('=')), [&](std::string_view name) { return add_column(name); }) &&
               rename_last(list);
    }

    bool rename_last(std::string_view list) {
        const std::size_t equals = list.find('=');
        if (equals == std::string_view::npos) return true;
        const std::string_view rest = list.substr(equals + 1);
        if (!rest.empty() && rest.front() == ',') {
            shown_.back().header.clear();
            return take_columns(rest.substr(1));
        }
        shown_.back().header = rest;
        return true;
    }

    bool add_column(std::string_view name) {
        const Column* column = column_named(name);
        if (column == nullptr) {
            error_ = "unknown user-defined format specifier \"" + std::string(name) + "\"";
            return false;
        }
        shown_.push_back({column, std::string(column->header)});
        return true;
    }

    bool take_pids(std::string_view list) {
        choose_ = true;
        return split(list, [&](std::string_view word) {
            std::uint64_t value = 0;
            if (!read_number(word, value)) {
                error_ = "process ID list syntax error";
                return false;
            }
            pids_.insert(static_cast<Pid>(value));
            return true;
        });
    }

    bool take_names(std::string_view list) {
        choose_ = true;
        return split(list, [&](std::string_view name) {
            for (const Task* task : tasks_named(machine_, name)) pids_.insert(task->pid);
            return true;
        });
    }

    /// Columns stand where the header's do; a number that is too wide borrows from the gap of the next column.
    void add_line(std::string& out, const std::vector<std::string>& cells) const {
        std::size_t column_start = 0;
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const Column& column = *shown_[i].column;
            const std::size_t width = std::max(column.width, shown_[i].header.size());
            const std::size_t lead =
                column.side == Side::Right && width > cells[i].size() ? width - cells[i].size() : 0;
            const std::size_t start = std::max(column_start + lead, line.empty() ? 0 : line.size() + 1);
            line.resize(start, ' ');
            line += cells[i];
            column_start += width + 1;
            if (i + 1 < cells.size() && column.side == Side::Left && line.size() + 1 < column_start)
                line.resize(column_start - 1, ' ');
        }
        while (!line.empty() && line.back() == ' ') line.pop_back();
        out += line + "\n";
    }

    ShellAnswer print() const {
        ShellAnswer answer;
        std::vector<std::string> headers;
        for (const Shown& each : shown_) headers.push_back(each.header);
        if (std::any_of(headers.begin(), headers.end(), [](const std::string& text) { return !text.empty(); }))
            add_line(answer.text, headers);
        bool any = false;
        for (const auto& [pid, task] : machine_.tasks) {
            if (choose_ && !pids_.contains(pid)) continue;
            any = true;
            std::vector<std::string> cells;
            for (const Shown& each : shown_) cells.push_back(each.column->text(machine_, task));
            add_line(answer.text, cells);
        }
        answer.status = any ? 0 : 1;
        return answer;
    }

    const Machine& machine_;
    const Words& words_;
    std::size_t at_ = 1;
    std::vector<Shown> shown_;
    std::string_view preset_ = plain_columns;
    bool choose_ = false;
    std::set<Pid> pids_;
    std::string error_;
};

}  // namespace

std::vector<const Task*> tasks_named(const Machine& machine, std::string_view name) {
    std::vector<const Task*> out;
    for (const auto& [pid, task] : machine.tasks) {
        if (task.name == name.substr(0, 15)) out.push_back(&task);
    }
    return out;
}

ShellAnswer ps(const Call& call) { return PsRequest(call).run(); }

ShellAnswer pgrep(const Call& call) {
    if (call.words.size() < 2) return fail(call.words.front() + ": wanted a name", 2);
    ShellAnswer answer;
    for (const auto& [pid, task] : call.machine.tasks) {
        if (task.name.find(call.words.back()) != std::string::npos) answer.text += std::to_string(pid) + "\n";
    }
    answer.status = answer.text.empty() ? 1 : 0;
    return answer;
}

}  // namespace faultline::shell_tools
