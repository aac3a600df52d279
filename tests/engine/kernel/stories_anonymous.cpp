#include "tests/engine/kernel/told.hpp"

namespace faultline::told {

const std::vector<Story> anonymous_stories{
    {"write, again, neighbour", R"(
a mmap 0 4 rw anon
a write 0 1          | min 1 leaf AnonNewFrame anon +1
a write 0 2          |
a write 1 1          | min 1 anon +1
)"},
    {"read maps the zero page without memory, the write after it is a second fault", R"(
a mmap 0 4 rw anon
a read 0             | min 1 leaf AnonZeroPage anon 0 value 0
a read 0             |
a write 0 7          | min 1 leaf WpZeroPageReplaced anon +1
a read 0             | value 7
)"},
    {"a store across two fresh pages is two faults", R"(
a mmap 0 4 rw anon
a write8 0.4092      | min 2 anon +2
)"},
    {"the kernel's own accesses fault and count alike", R"(
a mmap 0 4 rw anon
a kwrite 0 5         | min 1 anon +1
a kread 1            | min 1 anon 0
a munmap 2 1
a kread 2            | errno 14
a mprotect 3 1 r
a kwrite 3 1         | errno 14
)"},
    {"nothing mapped: MAPERR, and no counter moves", R"(
a read 0             | signal 11 code 1 error 4 leaf SegvMaperr
a write 0 1          | signal 11 code 1 error 6
a exec 0             | signal 11 code 1 error 20
)"},
    {"PROT_NONE hides a present page, which stays resident", R"(
a mmap 0 2 rw anon
a write 0 9          | min 1 anon +1
a mprotect 0 2 -     | anon 0
a read 0             | signal 11 code 2 error 4 leaf SegvAccerr
a write 0 1          | signal 11 code 2 error 6
a read 1             | signal 11 code 2 error 4
a mprotect 0 2 rw
a read 0             | value 9
)"},
    {"a read-only page: the error code says whether it was present", R"(
a mmap 0 2 r anon
a write 0 1          | signal 11 code 2 error 6
a read 0             | min 1
a write 0 1          | signal 11 code 2 error 7
)"},
    {"write-only memory can be read", R"(
a mmap 0 1 w anon
a read 0             | min 1 leaf AnonZeroPage
)"},
    {"executing a page that is not executable maps it first, then fails", R"(
a mmap 0 2 rw anon
a exec 0             | min 1 signal 11 code 2 error 21
a exec 0             | signal 11 code 2 error 21
)"},
    {"PROT_EXEC alone takes a protection key", R"(
set pkeys on
a mmap 0 1 x anon
a read 0             | signal 11 code 4 error 4 leaf SegvPkuerr
a exec 0             | min 1
a read 0             | signal 11 code 4 error 37
)"},
    {"to read-only and back: an exclusive page does not fault, the zero page does", R"(
a mmap 0 2 rw anon
a write 0 1          | min 1
a read 1             | min 1
a mprotect 0 2 r
a mprotect 0 2 rw
a write 0 2          |
a write 1 2          | min 1 leaf WpZeroPageReplaced
)"},
    {"a guard page fails although its mapping permits it, and survives DONTNEED", R"(
a mmap 0 3 rw anon
a write 1 1          | min 1
a madvise 1 1 guard_install | anon -1
a read 1             | signal 11 code 1 error 4 leaf SegvGuard
a write 1 1          | signal 11 code 1 error 6
a madvise 0 3 dontneed
a read 1             | signal 11 code 1
a madvise 1 1 guard_remove
a write 1 1          | min 1
)"},
    {"a stack grows to any address that keeps the guard gap", R"(
a mmap 600 1 rw anon growsdown
a write 599 1        | min 1 anon +1
a write 560 1        | min 1 anon +1
a mmap 200 44 rw anon
a write 500 1        | min 1
a write 499 1        | signal 11 code 1
a mprotect 200 44 -
a write 499 1        | min 1
)"},
    {"DONTNEED gives zeros again", R"(
a mmap 0 2 rw anon
a write 0 5          | min 1
a madvise 0 2 dontneed | anon -1
a read 0             | min 1 value 0 leaf AnonZeroPage
)"},
    {"MADV_FREE keeps the page until memory is wanted, and a write before that is free", R"(
set swap zram
a mmap 0 2 rw anon
a write 0 5          | min 1
a write 1 6          | min 1
a madvise 0 2 free   | anon 0
a write 0 7          |
a madvise 0 2 pageout | anon -1
a read 0             | value 7
a read 1             | min 1 value 0
)"},
    {"populate: every page once", R"(
a mmap 0 4 rw anon
a read 0             | min 1
a madvise 0 4 populate_write | min 4 anon +4
a write 0 1          |
a madvise 6 1 populate_read | errno 12
a mprotect 0 4 r
a madvise 0 4 populate_write | errno 22
)"},
    {"the kernel opens an entry in place, and the stale translation costs a fault that changes nothing", R"(
set tlb keep
a mmap 0 4 rw anon
a write 0 1          | min 1
a fork b
b exit
a read 0             |
a madvise 0 1 populate_write | min 1
a write 0 1          | min 1 leaf Spurious anon 0
a write 0 1          |
)"},
    {"mlock populates and breaks copy-on-write in advance", R"(
a mmap 0 4 rw anon
a read 0             | min 1
a mlock 0 4          | min 4 anon +4
a write 0 1          |
a madvise 0 4 dontneed | errno 22
a munlock 0 4
a madvise 0 4 dontneed | anon -4
)"},
};

}  // namespace faultline::told
