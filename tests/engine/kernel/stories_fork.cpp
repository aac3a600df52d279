#include "tests/engine/kernel/told.hpp"

namespace faultline::told {

const std::vector<Story> fork_stories{
    {"the first writer copies, the last one reuses", R"(
a mmap 0 4 rw anon
a write 0 1          | min 1
a fork b
b write 0 2          | min 1 leaf WpCopy anon 0
a write 0 3          | min 1 leaf WpReuse
b read 0             | value 2
a read 0             | value 3
)"},
    {"parent first", R"(
a mmap 0 4 rw anon
a write 0 1          | min 1
a fork b
a write 0 2          | min 1 leaf WpCopy
b write 0 3          | min 1 leaf WpReuse
)"},
    {"the child exits: the parent takes one more fault, in place", R"(
a mmap 0 4 rw anon
a write 0 1          | min 1
a fork b
b exit
a write 0 2          | min 1 leaf WpReuse
a write 0 3          |
)"},
    {"three sharers: copy, copy, reuse", R"(
a mmap 0 4 rw anon
a write 0 1          | min 1
a fork b
b fork c
a write 0 2          | min 1 leaf WpCopy
b write 0 3          | min 1 leaf WpCopy
c write 0 4          | min 1 leaf WpReuse
)"},
    {"tables without a private page are not copied", R"(
a mmap 0 4 rw anon
a read 0             | min 1
a fork b
b read 0             | min 1 leaf AnonZeroPage
a read 0             |
)"},
    {"with one private page, the zero pages beside it come along", R"(
a mmap 0 4 rw anon
a read 0             | min 1
a write 1 1          | min 1
a fork b
b read 0             |
)"},
    {"shared memory is found, not copied", R"(
a mmap 0 32 rw shared
a write 3 5          | min 1 leaf ShmemNewPage shmem +1
a write 4 6          | min 1 shmem +1
a fork b
b read 3             | min 1 leaf FileReadMapped shmem +2 value 5
b write 4 7          |
a read 4             | value 7
)"},
    {"DONTFORK is not there, WIPEONFORK is empty", R"(
a mmap 0 2 rw anon
a write 0 1          | min 1
a write 1 1          | min 1
a madvise 0 1 dontfork
a madvise 1 1 wipeonfork
a fork b
b read 0             | signal 11 code 1
b read 1             | min 1 value 0
a write 1 2          |
)"},
    {"a vfork child's faults are its own, its pages the parent's", R"(
a mmap 0 2 rw anon
a write 0 1          | min 1
a vfork_write 0 7    |
a vfork_write 1 8    | anon +1
a read 1             | value 8
)"},
    {"a private file mapping with a copied page is copied whole", R"(
a mmap 0 16 rw private:f:0
a read 0             | min 1 file +16
a write 0 9          | min 1 leaf WpCopy anon +1 file -1
a fork b
b read 5             | value 6
)"},
    {"a page that a lazyfree batch still holds is copied by its only owner", R"(
a mmap 0 4 rw anon
a write 0 1          | min 1
a fork b
b exit
a madvise 0 1 free
a write 0 2          | min 1 leaf WpCopy
)"},
};

}  // namespace faultline::told
