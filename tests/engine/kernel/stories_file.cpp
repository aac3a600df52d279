#include "tests/engine/kernel/told.hpp"

namespace faultline::told {

const std::vector<Story> file_stories{
    {"one read maps the sixteen cached pages around", R"(
a mmap 0 32 r private:f:0
a read 5             | min 1 leaf FileReadMapped file +16 value 6
a read 15            |
a read 16            | min 1 file +16
)"},
    {"the window is aligned by address, and cut at the mapping's start", R"(
a mmap 11 21 r private:f:0
a read 31            | min 1 file +16
a mmap 43 10 r private:f:0
a read 43            | min 1 file +10
)"},
    {"a private write copies in one fault, and maps no neighbours", R"(
a mmap 0 8 rw private:f:0
a write 0 9          | min 1 leaf CowFaultCached anon +1 file 0
a pread f 0          | value 1
)"},
    {"read, then private write", R"(
a mmap 0 16 rw private:f:0
a read 0             | min 1 file +16
a write 0 9          | min 1 leaf WpCopy anon +1 file -1
)"},
    {"a shared file tells its file system of first writes, again after each write-back", R"(
a mmap 0 8 rw shared:f:0
a read 0             | min 1 file +8
a write 0 9          | min 1 leaf WpSharedMadeWritable
a write 0 8          |
a msync 0 8 sync
a write 0 7          | min 1 leaf WpSharedMadeWritable
a write 1 7          | min 1
)"},
    {"the first touch of a shared file page is a write", R"(
a mmap 0 8 rw shared:f:0
a write 0 9          | min 1 leaf SharedFaultCached file +1
a pread f 0          | value 9
)"},
    {"shared memory: read then write is one fault, and holes allocate", R"(
a mmap 0 8 rw shared:m:0
a read 0             | min 1 leaf ShmemNewPage shmem +1
a write 0 9          |
a mmap 8 4 rw private:m:1
a write 8 3          | min 1 leaf CowFaultCached anon +1 shmem 0
)"},
    {"beyond the end of the file: SIGBUS", R"(
a mmap 0 40 rw shared:f:0
a read 36            | signal 7 code 2 error 4 leaf SigbusAdrerr file 0
a write 36 1         | signal 7 code 2 error 6
)"},
    {"truncation takes private copies along", R"(
a mmap 0 8 rw private:f:0
a write 5 9          | min 1
a truncate f 4       | anon -1
a read 5             | signal 7 code 2
)"},
    {"a cold file: one major fault brings a window, later marks keep it going", R"(
set cache cold
set read_ahead 32
set file_pages 256
set pages 64
a mmap 0 256 r private:f:0
a read 0             | maj 1 leaf FileReadFromDisk file +16
a read 15            |
a read 16            | min 1 file +15
a read 32            | maj 1
)"},
    {"without read-ahead every page is its own major fault", R"(
set cache cold
a mmap 0 16 rw private:f:0
a read 0             | maj 1 leaf FileReadFromDisk file +1
a read 1             | maj 1
a write 2 1          | maj 1 leaf CowFaultFromDisk
a mmap 16 16 rw shared:f:16
a write 16 1         | maj 1 leaf SharedFaultFromDisk
)"},
    {"mlock never counts a major fault, MADV_POPULATE does", R"(
set cache cold
a mmap 0 8 r private:f:0
a mlock 0 4          | min 4 file +4
a madvise 4 4 populate_read | maj 4 file +4
)"},
    {"large folios are mapped whole", R"(
set write_pages 16
set file_pages 64
a mmap 0 64 rw shared:f:0
a write 3 1          | min 1 file +16
a read 40            | min 1 file +16
)"},
    {"a mapped page is not dropped from the cache", R"(
a mmap 0 4 r private:f:0
a read 0             | min 1 file +4
a drop f             |
a munmap 0 4         | file -4
a drop f
a mmap 0 4 r private:f:0
a read 0             | maj 1
)"},
};

}  // namespace faultline::told
