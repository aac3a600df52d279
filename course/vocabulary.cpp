#include "course/vocabulary.hpp"

#include <array>

namespace faultline {

namespace {

constexpr std::array<ReadingWord, 27> words{{
    {"min_flt", 0, 0, "", "", "minor faults of the process so far"},
    {"maj_flt", 0, 0, "", "", "major faults of the process so far"},
    {"faults", 0, 1, "any minor major failed *", "", "faults of the process so far: all, of a kind, or those that ended in a leaf"},
    {"vsz", 0, 0, "", "", "size of the address space, in bytes (VmSize)"},
    {"rss", 0, 1, "anon file shmem swap", "", "resident memory in bytes (VmRSS), or one part of it"},
    {"smaps", 1, 1, "Rss Pss Shared_Clean Shared_Dirty Private_Clean Private_Dirty Anonymous AnonHugePages Swap Locked", "", "a line of /proc/PID/smaps_rollup, in bytes"},
    {"page_tables", 0, 0, "", "", "bytes of page tables (VmPTE)"},
    {"vmas", 0, 0, "", "", "how many VMAs the address space has"},
    {"largest_vma", 0, 0, "", "", "address of the largest VMA's first byte"},
    {"vma", 1, 1, "@", "exists size start end writable readable shared anonymous", "the VMA that holds an address"},
    {"pte", 1, 1, "@", "empty present writable accessed dirty swap zero_page huge frame", "the page-table entry of an address"},
    {"leaf", 1, 1, "next_fault last_fault", "", "where the next or the last fault ends, by its name"},
    {"fault", 1, 1, "next_fault last_fault", "address error_code cost pages", "facts of the next or the last fault"},
    {"asked", 1, 1, "?", "", "the place, counted from 1, at which the handler of the next fault asks a question, by its name"},
    {"evicted", 1, 1, "next_fault", "address pages", "of what reclaim takes for the next fault: where the process has the first page, and how many pages it is"},
    {"mmu", 1, 1, "accesses misses walk_steps fetches fetch_misses", "", "what the hardware has counted: data accesses, TLB misses, levels walked"},
    {"free_memory", 0, 0, "", "", "free frames, in bytes"},
    {"swap_used", 0, 0, "", "", "slots of swap in use, in bytes"},
    {"time", 0, 0, "", "", "simulated time since boot, in nanoseconds"},
    {"user_time", 0, 0, "", "", "simulated time that the process ran its own instructions, in nanoseconds"},
    {"system_time", 0, 0, "", "", "simulated time that the kernel worked for the process, in nanoseconds"},
    {"tick", 0, 0, "", "", "instruction attempts since boot"},
    {"vmstat", 1, 1, "pgfault pgmajfault pswpin pswpout pgreuse oom_kill thp_fault_alloc thp_fault_fallback thp_split_pmd", "", "a counter of /proc/vmstat"},
    {"exit_status", 0, 0, "", "", "exit status of the program, once it has ended"},
    {"signal", 0, 0, "", "", "the signal that ended the program, 0 for none"},
    {"printed", 1, 1, "@", "", "whether the terminal shows this text"},
    {"printed_number", 1, 1, "@", "", "the whole number that the terminal shows right behind this text"},
}};

}  // namespace

std::span<const ReadingWord> reading_words() { return words; }

const ReadingWord* reading_word(std::string_view name) {
    for (const ReadingWord& word : words) {
        if (word.name == name) return &word;
    }
    return nullptr;
}

bool lists_word(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const std::size_t space = list.find(' ');
        if (list.substr(0, space) == word) return true;
        if (space == std::string_view::npos) return false;
        list.remove_prefix(space + 1);
    }
    return false;
}

bool is_process_word(std::string_view word) { return lists_word("parent child second_child grandchild", word); }

}  // namespace faultline
