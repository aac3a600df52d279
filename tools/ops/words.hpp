/// The words of the op script, once for reading and once for printing.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tools/ops/op.hpp"

namespace faultline::ops {

/// What follows a verb.
enum class Shape : std::uint8_t {
    Nothing,
    Range,
    RangeProt,
    Mapping,
    Remap,
    RangeAdvice,
    RangeSync,
    LockFlags,
    Count,
    Access,
    AccessValue,
    Address,
    Page,
    PageValue,
    Child,
    ObjectSize,
    ObjectRange,
    ObjectPage,
    ObjectPageValue,
    ObjectAlone,
};

struct VerbWord {
    Verb verb;
    std::string_view word;
    Shape shape;
};

inline constexpr auto verb_words = std::to_array<VerbWord>({
    {Verb::Mmap, "mmap", Shape::Mapping},
    {Verb::Munmap, "munmap", Shape::Range},
    {Verb::Mprotect, "mprotect", Shape::RangeProt},
    {Verb::Mremap, "mremap", Shape::Remap},
    {Verb::Madvise, "madvise", Shape::RangeAdvice},
    {Verb::Mlock, "mlock", Shape::Range},
    {Verb::MlockOnfault, "mlock_onfault", Shape::Range},
    {Verb::Munlock, "munlock", Shape::Range},
    {Verb::Mlockall, "mlockall", Shape::LockFlags},
    {Verb::Munlockall, "munlockall", Shape::Nothing},
    {Verb::Msync, "msync", Shape::RangeSync},
    {Verb::Mincore, "mincore", Shape::Range},
    {Verb::Brk, "brk", Shape::Count},
    {Verb::Read, "read", Shape::Access},
    {Verb::Write, "write", Shape::AccessValue},
    {Verb::Write8, "write8", Shape::Access},
    {Verb::Exec, "exec", Shape::Page},
    {Verb::KernelRead, "kread", Shape::Access},
    {Verb::KernelWrite, "kwrite", Shape::AccessValue},
    {Verb::Fork, "fork", Shape::Child},
    {Verb::VforkWrite, "vfork_write", Shape::PageValue},
    {Verb::Exit, "exit", Shape::Nothing},
    {Verb::Truncate, "truncate", Shape::ObjectSize},
    {Verb::Punch, "punch", Shape::ObjectRange},
    {Verb::FileRead, "pread", Shape::ObjectPage},
    {Verb::FileWrite, "pwrite", Shape::ObjectPageValue},
    {Verb::DropCache, "drop", Shape::ObjectAlone},
    {Verb::ClearRefs, "clear_refs", Shape::Nothing},
    {Verb::DropTlb, "tlb", Shape::Nothing},
    {Verb::Ksm, "ksm", Shape::Nothing},
});

struct NumberWord {
    std::int32_t number;
    std::string_view word;
};

inline constexpr auto advice_words = std::to_array<NumberWord>({
    {0, "normal"},          {1, "random"},         {2, "sequential"},      {3, "willneed"},
    {4, "dontneed"},        {8, "free"},           {9, "remove"},          {10, "dontfork"},
    {11, "dofork"},         {12, "mergeable"},     {13, "unmergeable"},    {14, "hugepage"},
    {15, "nohugepage"},     {18, "wipeonfork"},    {19, "keeponfork"},     {20, "cold"},
    {21, "pageout"},        {22, "populate_read"}, {23, "populate_write"}, {25, "collapse"},
    {102, "guard_install"}, {103, "guard_remove"},
});

inline constexpr auto map_flag_words = std::to_array<NumberWord>({
    {map_noreserve, "noreserve"},
    {map_populate, "populate"},
    {map_locked, "locked"},
    {map_growsdown, "growsdown"},
    {map_noreplace, "noreplace"},
});

inline constexpr auto lock_flag_words =
    std::to_array<NumberWord>({{mcl_current, "current"}, {mcl_future, "future"}, {mcl_onfault, "onfault"}});

inline constexpr auto sync_words =
    std::to_array<NumberWord>({{ms_sync, "sync"}, {ms_async, "async"}, {ms_invalidate, "invalidate"}});

inline constexpr auto swap_words = std::to_array<NumberWord>({{0, "none"}, {1, "zram"}, {2, "disk"}});

/// The number of a word, or -1.
template <typename Table>
constexpr std::int32_t number_of(const Table& table, std::string_view word) {
    for (const auto& entry : table)
        if (entry.word == word) return static_cast<std::int32_t>(entry.number);
    return -1;
}

template <typename Table>
constexpr std::string_view word_of(const Table& table, std::int32_t number) {
    for (const auto& entry : table)
        if (entry.number == number) return entry.word;
    return "?";
}

constexpr const VerbWord& verb_word(Verb verb) {
    for (const VerbWord& entry : verb_words)
        if (entry.verb == verb) return entry;
    return verb_words[0];
}

}  // namespace faultline::ops
