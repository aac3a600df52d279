#include "course/misconception.hpp"

#include <array>

namespace faultline {

namespace {

constexpr std::array<Misconception, 20> table{{
    {"M1", "A page fault is an error, and fewer are always better.",
     "A page fault is how Linux hands out memory; most take less than a microsecond."},
    {"M2", "A page fault means that the page is on disk.", "Only a major fault waits for a disk; most faults never touch one."},
    {"M3", "malloc uses memory at once, so VSZ is the memory in use.",
     "malloc reserves addresses (VSZ); a frame comes with the first write to each page (RSS)."},
    {"M4", "A TLB miss is a page fault.", "A TLB miss makes the hardware walk the page table; it faults only if the entry forbids the access."},
    {"M5", "fork copies all of the parent's memory at once.", "fork copies page tables; data is copied page by page, when one side writes."},
    {"M6", "After copy-on-write the address of the variable changes.", "The virtual address stays; the frame behind it changes."},
    {"M7", "A copy-on-write fault frees both sides from further faults.",
     "Only the writer's entry changes; the other side faults at its own write, and the last owner reuses the frame."},
    {"M8", "A segmentation fault is a different event from a page fault.",
     "A segmentation fault is a page fault that the kernel cannot repair; rights are kept per page, so a small overrun may not fault."},
    {"M9", "An address without a page-table entry is invalid.",
     "The VMA decides what is valid; the page table only records how far the kernel has got."},
    {"M10", "Reading an untouched page gives it a frame.",
     "A read maps the shared zero page: a fault, but no memory. The write that follows faults again."},
    {"M11", "The faulting instruction is skipped, or done by the kernel.", "It runs again from its first byte once the page is there."},
    {"M12", "There is exactly one fault for every page.",
     "Fault-around, read-ahead, huge pages and populating bring many pages at once; reading first can bring two faults a page."},
    {"M13", "The first touch of a mapped file is always a major fault.", "It is minor whenever the page cache has the page."},
    {"M14", "Virtual memory is disk space used as memory.", "Virtual memory is address translation; it works the same without any swap."},
    {"M15", "Thrashing sets in gradually.", "Faults rise steeply once the working set no longer fits."},
    {"M16", "More frames always mean fewer faults, and Linux uses LRU.",
     "FIFO can fault more with more frames, and Linux approximates LRU with two lists and the accessed bit."},
    {"M17", "Only a program's own instructions cause page faults.",
     "The kernel faults too when a system call reads or writes a page that is not there."},
    {"M18", "free gives memory back to the system at once.", "A small block stays in the heap; a large one is unmapped."},
    {"M19", "A page is the whole address space, or has any size.", "A page is 4 KiB here; the address space is made of very many of them."},
    {"M20", "The out-of-memory killer strikes inside malloc.",
     "malloc only reserves; the kill comes when a page is touched, and may hit another process."},
}};

}  // namespace

std::span<const Misconception> all_misconceptions() { return table; }

const Misconception* misconception(std::string_view id) {
    for (const Misconception& entry : table) {
        if (entry.id == id) return &entry;
    }
    return nullptr;
}

}  // namespace faultline
