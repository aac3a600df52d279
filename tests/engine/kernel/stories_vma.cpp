#include "tests/engine/kernel/told.hpp"

namespace faultline::told {

const std::vector<Story> vma_stories{
    {"mprotect stops at a hole; what came before is changed", R"(
a mmap 0 2 rw anon
a mmap 3 2 rw anon
a mprotect 0 5 r     | errno 12
a write 0 1          | signal 11 code 2
a write 3 1          | min 1
)"},
    {"mremap moves pages with their content", R"(
a mmap 0 4 rw anon
a write 1 7          | min 1
a mremap 0 4 4 to 20 |
a read 21            | value 7
a read 1             | signal 11 code 1
a mremap 20 4 8 to 40 |
a write 45 1         | min 1
)"},
    {"mremap with DONTUNMAP leaves an empty mapping behind", R"(
a mmap 0 4 rw anon
a write 1 7          | min 1
a mremap 0 4 4 keep 20 |
a read 21            | value 7
a read 1             | min 1 value 0
)"},
    {"growth in place needs free space", R"(
a mmap 0 4 rw anon
a mremap 0 4 6       |
a write 5 1          | min 1
a mmap 6 1 rw anon
a mremap 0 6 8       | errno 12
)"},
    {"brk moves an edge, pages come when touched", R"(
set brk 8
a brk 3              |
a write 10 1         | min 1 anon +1
a brk 1              | anon -1
a brk 3
a read 10            | min 1 value 0
)"},
    {"what is not agreed to is not done", R"(
a mmap 0 4 rw anon
a mmap 2 4 rw anon noreplace | errno 17
a munmap 8 2         |
a madvise 8 2 dontneed | errno 12
a mlock 8 2          | errno 12
)"},
};

const std::vector<Story> huge_stories{
    {"one fault for 512 pages", R"(
set thp madvise
a mmap 0 1024 rw anon
a madvise 0 1024 hugepage
a write 5 1          | min 1 leaf HugeNewFolio anon +512
a write 511 1        |
a read 512           | min 1 leaf HugeZeroPage anon 0
a write 600 1        | min 1 leaf HugeZeroPageReplaced anon +512
)"},
    {"after fork a write splits the mapping and copies four kilobytes", R"(
set thp madvise
a mmap 0 512 rw anon
a madvise 0 512 hugepage
a write 5 1          | min 1
a fork b
b write 6 2          | min 1 leaf WpCopy anon 0
b write 7 2          | min 1 leaf WpCopy
b exit
a write 8 3          | min 1 leaf HugeReuse
a write 9 3          |
)"},
    {"a hole splits it", R"(
set thp madvise
a mmap 0 512 rw anon
a madvise 0 512 hugepage
a write 5 1          | min 1
a madvise 10 1 dontneed | anon -1
a read 5             | value 1
a write 10 1         | min 1 leaf AnonNewFrame anon +1
)"},
};

}  // namespace faultline::told
