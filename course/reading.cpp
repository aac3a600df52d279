#include "course/reading.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>

#include "course/measure_evaluate.hpp"
#include "engine/kernel/explain.hpp"
#include "engine/kernel/page_table.hpp"
#include "engine/kernel/proc.hpp"

namespace faultline {

namespace {

constexpr Pid first_program = 1;

Error no_value(const std::string& why) { return {{}, why}; }

Value number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

Value pages(std::int64_t count) { return count * std::int64_t{page_bytes}; }

/// The nth process that `parent` forked.
Pid child_of(Pid parent, std::size_t nth, std::span<const Mark> marks) {
    for (const Mark& mark : marks) {
        if (mark.kind != MarkKind::Fork || mark.pid != parent) continue;
        if (nth == 0) return static_cast<Pid>(mark.address);
        --nth;
    }
    return 0;
}

class Reader {
  public:
    Reader(const Reading& reading, const Probe& probe) : reading_(reading), probe_(probe), machine_(probe.machine) {}

    Result<Value> run() {
        const std::string& name = reading_.name;
        if (name == "time") return number(machine_.hardware.now);
        if (name == "tick") return number(machine_.hardware.tick);
        if (name == "free_memory") return number(std::uint64_t{machine_.free_frames.free()} * page_bytes);
        if (name == "swap_used") return number(machine_.swap.used_slots() * page_bytes);
        if (name == "vmstat") return vmstat(argument());
        if (name == "printed") return Value{machine_.vfs.terminal.output.text().find(argument()) != std::string::npos};
        if (name == "printed_number") return printed_number(argument());
        if (name == "faults") return count_faults();
        if (name == "mmu") return mmu(argument());
        if (name == "asked") return asked(argument());
        if (name == "leaf" || name == "fault") return of_fault();
        if (name == "evicted") return evicted();
        const auto task = machine_.tasks.find(pid());
        if (task == machine_.tasks.end()) return no_value("this process does not exist at this moment");
        return of_task(task->second);
    }

  private:
    const std::string& argument() const { return reading_.arguments.front().text; }
    Pid pid() const { return process_named(reading_.process, probe_); }

    Result<Value> of_task(const Task& task) {
        const std::string& name = reading_.name;
        if (name == "min_flt") return number(task.faults.min_flt);
        if (name == "maj_flt") return number(task.faults.maj_flt);
        if (name == "user_time") return number(task.user_time);
        if (name == "system_time") return number(task.system_time);
        if (name == "exit_status" || name == "signal") return of_exit(task);
        if (name == "smaps") return smaps(task);
        const auto mm = machine_.mms.find(task.mm);
        if (mm == machine_.mms.end()) return no_value("this process has no memory at this moment");
        return of_mm(mm->second);
    }

    /// wait(2)'s status word: the exit status in bits 8 to 15, the signal in bits 0 to 6.
    Result<Value> of_exit(const Task& task) const {
        if (task.state != TaskState::Zombie) return no_value("the program has not ended at this moment; read it at 'end'");
        const auto status = static_cast<std::uint32_t>(task.exit_status);
        return number(reading_.name == "signal" ? status & 0x7f : status >> 8 & 0xff);
    }

    /// "Pss:                1234 kB"
    Result<Value> smaps(const Task& task) const {
        const std::string text = proc_pid_smaps_rollup(machine_, task);
        const std::string key = "\n" + argument() + ":";
        const std::size_t at = text.find(key);
        if (at == std::string::npos) return no_value("this process has no memory at this moment");
        return number(std::strtoull(text.c_str() + at + key.size(), nullptr, 10) * 1024);
    }

    Result<Value> of_mm(const Mm& mm) {
        const std::string& name = reading_.name;
        if (name == "vsz") return number(mm.total_vm * page_bytes);
        if (name == "rss") return pages(resident(mm));
        if (name == "page_tables") return number(mm.page_table_bytes);
        if (name == "vmas") return number(mm.vmas.size());
        if (name == "largest_vma") return largest_vma(mm);
        const Result<std::uint64_t> address = address_argument();
        if (!address) return address.error();
        return name == "vma" ? of_vma(mm.vma_lookup(address.value())) : of_pte(mm, address.value());
    }

    std::int64_t resident(const Mm& mm) const {
        if (reading_.arguments.empty()) return mm.resident_pages();
        static constexpr std::array<std::string_view, 4> kinds{"file", "anon", "swap", "shmem"};
        const auto at = std::find(kinds.begin(), kinds.end(), argument());
        return mm.rss_of(static_cast<Rss>(at - kinds.begin()));
    }

    static Result<Value> largest_vma(const Mm& mm) {
        const auto largest = std::max_element(mm.vmas.begin(), mm.vmas.end(), [](const Vma& a, const Vma& b) { return a.bytes() < b.bytes(); });
        if (largest == mm.vmas.end()) return no_value("the address space is empty");
        return number(largest->start);
    }

    Result<std::uint64_t> address_argument() const {
        const Result<Value> value = evaluate_with(reading_.arguments.front(), [this](const Reading& inner, const MomentRef&) { return read_value(inner, probe_); });
        if (!value) return value.error();
        const auto* address = std::get_if<std::int64_t>(&value.value());
        if (address == nullptr) return no_value("an address is a number");
        return static_cast<std::uint64_t>(*address);
    }

    Result<Value> of_vma(const Vma* vma) const {
        const std::string& field = reading_.field;
        if (field == "exists") return Value{vma != nullptr};
        if (vma == nullptr) return no_value("no VMA holds this address");
        if (field == "size") return number(vma->bytes());
        if (field == "start") return number(vma->start);
        if (field == "end") return number(vma->end);
        if (field == "writable") return Value{vma->has(vm::write)};
        if (field == "readable") return Value{vma->has(vm::read)};
        if (field == "shared") return Value{vma->shared()};
        return Value{vma->anonymous()};
    }

    Result<Value> of_pte(const Mm& mm, std::uint64_t address) const {
        const Pte pte = find_pte(machine_, mm, address);
        const std::string& field = reading_.field;
        if (field == "empty") return Value{pte.empty()};
        if (field == "present") return Value{pte.present()};
        if (field == "writable") return Value{pte.present() && pte.writable()};
        if (field == "accessed") return Value{pte.present() && pte.accessed()};
        if (field == "dirty") return Value{pte.present() && pte.dirty()};
        if (field == "swap") return Value{pte.swap_like()};
        if (field == "huge") return Value{pte.present() && pte.huge()};
        if (field == "zero_page") return Value{pte.present() && pte.pfn() == machine_.zero_page};
        if (!pte.present()) return no_value("the page has no frame at this moment");
        return number(index_of(pte.pfn()));
    }

    Result<Value> vmstat(std::string_view counter) const {
        const VmStat& v = machine_.vmstat;
        if (counter == "pgfault") return number(v.pgfault);
        if (counter == "pgmajfault") return number(v.pgmajfault);
        if (counter == "pswpin") return number(v.pswpin);
        if (counter == "pswpout") return number(v.pswpout);
        if (counter == "pgreuse") return number(v.pgreuse);
        if (counter == "oom_kill") return number(v.oom_kill);
        if (counter == "thp_fault_fallback") return number(v.thp_fault_fallback);
        if (counter == "thp_split_pmd") return number(v.thp_split_pmd);
        return number(v.thp_fault_alloc);
    }

    Result<Value> mmu(std::string_view counter) const {
        const AccessCounts& c = machine_.hardware.counts;
        if (counter == "accesses") return number(c.data_accesses);
        if (counter == "misses") return number(c.data_misses);
        if (counter == "fetches") return number(c.fetches);
        if (counter == "fetch_misses") return number(c.fetch_misses);
        return number(c.walk_steps);
    }

    /// The handler of the next fault asks this question nth, 1 for the first; of several times the last, since a frame may be
    /// wanted for a page table before it is wanted for the page.
    Result<Value> asked(std::string_view question) const {
        if (probe_.next.faults.empty()) return no_value("the next access does not fault");
        const FaultTrace& trace = probe_.next.faults.front();
        for (std::uint32_t i = trace.answers.size(); i > 0; --i) {
            if (explain(trace.answers[i - 1].question).id == question) return number(i);
        }
        return no_value("the handler does not ask this of the next fault");
    }

    /// The number after the first place where `text` stands; blanks between them do not matter.
    Result<Value> printed_number(const std::string& text) const {
        const std::string& shown = machine_.vfs.terminal.output.text();
        const std::size_t at = shown.find(text);
        if (at == std::string::npos) return no_value("the terminal does not show \"" + text + "\"");
        const std::size_t digits = shown.find_first_not_of(' ', at + text.size());
        std::int64_t value = 0;
        const char* const end = shown.data() + shown.size();
        if (digits == std::string::npos || std::from_chars(shown.data() + digits, end, value).ec != std::errc{}) {
            return no_value("the terminal shows no number behind \"" + text + "\"");
        }
        return Value{value};
    }

    bool counts(const Mark& mark, std::string_view kind) const {
        if (kind == "any") return true;
        if (kind == "minor") return mark.counted && !mark.major;
        if (kind == "major") return mark.counted && mark.major;
        if (kind == "failed") return !mark.counted;
        return explain(mark.leaf).id == kind;
    }

    Result<Value> count_faults() const {
        const std::string kind = reading_.arguments.empty() ? "any" : argument();
        const Pid wanted = pid();
        const auto count = std::count_if(probe_.marks.begin(), probe_.marks.end(), [&](const Mark& mark) {
            return mark.kind == MarkKind::Fault && mark.pid == wanted && counts(mark, kind);
        });
        return number(static_cast<std::uint64_t>(count));
    }

    Result<Value> of_fault() const {
        if (argument() == "next_fault") {
            if (probe_.next.faults.empty()) return no_value("the next access does not fault");
            return of_trace(probe_.next.faults.front());
        }
        const Pid wanted = pid();
        const auto last = std::find_if(probe_.marks.rbegin(), probe_.marks.rend(), [wanted](const Mark& mark) { return mark.kind == MarkKind::Fault && mark.pid == wanted; });
        if (last == probe_.marks.rend()) return no_value("no fault has happened yet");
        if (reading_.name == "leaf") return Value{Symbol{std::string(explain(last->leaf).id)}};
        if (reading_.field == "address") return number(last->address);
        return no_value("only the address and the leaf of a past fault are kept; ask for next_fault");
    }

    /// Of the pages that reclaim takes for the next fault.
    Result<Value> evicted() const {
        std::vector<Event> gone;
        for (const Event& event : probe_.next.events) {
            if (event.kind == EventKind::PageEvicted) gone.push_back(event);
        }
        if (reading_.field == "pages") return number(gone.size());
        if (gone.empty()) return no_value("no page leaves memory for the next fault");
        const auto task = machine_.tasks.find(pid());
        const auto mm = task == machine_.tasks.end() ? machine_.mms.end() : machine_.mms.find(task->second.mm);
        if (mm == machine_.mms.end()) return no_value("this process does not exist at this moment");
        for (const Vma& vma : mm->second.vmas) {
            const std::uint64_t address = vma.address_of_index(gone.front().extra);
            if (!vma.contains(address)) continue;
            const Pte pte = find_pte(machine_, mm->second, address);
            if (pte.present() && pte.pfn() == gone.front().frame) return number(address);
        }
        return no_value("the first page that leaves memory is none that this process has mapped");
    }

    Result<Value> of_trace(const FaultTrace& trace) const {
        if (reading_.name == "leaf") return Value{Symbol{std::string(explain(trace.leaf).id)}};
        if (reading_.field == "address") return number(trace.address);
        if (reading_.field == "error_code") return number(trace.error_code);
        if (reading_.field == "cost") return number(trace.cost);
        return number(trace.pages_mapped);
    }

    const Reading& reading_;
    const Probe& probe_;
    const Machine& machine_;
};

}  // namespace

Pid process_named(std::string_view name, const Probe& probe) {
    if (name == "child") return child_of(first_program, 0, probe.marks);
    if (name == "second_child") return child_of(first_program, 1, probe.marks);
    if (name == "grandchild") {
        const Pid child = child_of(first_program, 0, probe.marks);
        return child == 0 ? 0 : child_of(child, 0, probe.marks);
    }
    return first_program;
}

Result<Value> read_value(const Reading& reading, const Probe& probe) { return Reader(reading, probe).run(); }

bool looks_ahead(const Reading& reading) {
    if (reading.name == "asked" || reading.name == "evicted") return true;
    return std::any_of(reading.arguments.begin(), reading.arguments.end(), [](const Expression& argument) {
        if (argument.operation == Operation::Name) return argument.text == "next_fault";
        const std::vector<Need> needs = needs_of(argument);
        return std::any_of(needs.begin(), needs.end(), [](const Need& need) { return looks_ahead(need.reading); });
    });
}

}  // namespace faultline
