#include "tests/engine/kernel/told.hpp"

namespace faultline::told {

const std::vector<Story> swap_stories{
    {"zram: out at once, and every return is major", R"(
set swap zram
a mmap 0 4 rw anon
a write 0 1          | min 1
a write 1 2          | min 1
a madvise 0 4 pageout | anon -2 swap +2
a read 0             | maj 1 leaf SwapInRead anon +1 swap -1 value 1
a write 0 5          |
a write 1 6          | maj 1
)"},
    {"the slot is shared after fork: the first toucher reads, the other finds the page", R"(
set swap zram
a mmap 0 4 rw anon
a write 0 1          | min 1
a madvise 0 4 pageout | anon -1 swap +1
a fork b
b read 0             | maj 1 leaf SwapInRead
a read 0             | min 1 leaf SwapInCached value 1
)"},
    {"a write to a shared slot reads and copies in one fault", R"(
set swap zram
a mmap 0 4 rw anon
a write 0 1          | min 1
a madvise 0 4 pageout | anon -1 swap +1
a fork b
b write 0 9          | maj 1 leaf SwapInRead anon +1 swap -1
a read 0             | min 1 value 1
)"},
    {"a disk: paged out is not gone; only clean pages are freed", R"(
set swap disk
a mmap 0 2 rw anon
a write 0 1          | min 1
a madvise 0 2 pageout | anon -1 swap +1
a read 0             | min 1 leaf SwapInCached anon +1 swap -1
a madvise 0 2 pageout | anon -1 swap +1
a read 0             | maj 1 leaf SwapInRead
)"},
    {"shared memory's slot lies in the object: no swap entry in any table", R"(
set swap zram
a mmap 0 4 rw shared
a write 0 1          | min 1
a madvise 0 4 pageout | shmem -1 swap 0
a read 0             | maj 1 shmem +1 value 1
)"},
    {"without swap nothing goes", R"(
a mmap 0 4 rw anon
a write 0 1          | min 1
a madvise 0 4 pageout | anon 0
a read 0             |
)"},
    {"pages of two processes are left alone", R"(
set swap zram
a mmap 0 4 rw anon
a write 0 1          | min 1
a fork b
a madvise 0 4 pageout | anon 0
)"},
    {"WILLNEED brings pages to the swap cache: their faults are minor", R"(
set swap zram
a mmap 0 4 rw anon
a write 0 1          | min 1
a madvise 0 4 pageout | anon -1 swap +1
a madvise 0 4 willneed |
a read 0             | min 1 leaf SwapInCached
)"},
};

}  // namespace faultline::told
