/// The op script as values: docs/op-script.md is the description, this is its vocabulary.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace faultline::ops {

inline constexpr std::uint64_t arena_address = 0x100'0000'0000;
inline constexpr std::uint32_t page_bytes = 4096;
inline constexpr std::uint32_t max_processes = 4;
inline constexpr std::uint32_t default_byte = 64;  ///< of a page, for accesses that name no other

enum class Verb : std::uint8_t {
    Mmap,
    Munmap,
    Mprotect,
    Mremap,
    Madvise,
    Mlock,
    MlockOnfault,
    Munlock,
    Mlockall,
    Munlockall,
    Msync,
    Mincore,
    Brk,
    Read,
    Write,
    Write8,
    Exec,
    KernelRead,
    KernelWrite,
    Fork,
    VforkWrite,
    Exit,
    Truncate,
    Punch,
    FileRead,
    FileWrite,
    DropCache,
    ClearRefs,
    DropTlb,
    Ksm,
};

/// Bits of `Op::prot`, as PROT_*.
inline constexpr std::uint8_t prot_read = 1, prot_write = 2, prot_exec = 4;

enum class Backing : std::uint8_t { Anonymous, SharedAnonymous, PrivateObject, SharedObject };

/// `File` and `OtherFile` are on disk, `Memory` is a memfd.
enum class Object : std::uint8_t { File, OtherFile, Memory };

/// Bits of `Op::flags` for mmap.
inline constexpr std::uint8_t map_noreserve = 1, map_populate = 2, map_locked = 4, map_growsdown = 8,
                              map_noreplace = 16;
/// Bits of `Op::flags` for mlockall, as MCL_*.
inline constexpr std::uint8_t mcl_current = 1, mcl_future = 2, mcl_onfault = 4;
/// Values of `Op::flags` for msync, as MS_*.
inline constexpr std::uint8_t ms_async = 1, ms_invalidate = 2, ms_sync = 4;

enum class Move : std::uint8_t { InPlace, To, Keep };

/// One operation of one process. A verb uses the fields that its line in docs/op-script.md names; the others are 0.
struct Op {
    Verb verb = Verb::DropTlb;
    std::uint8_t process = 0;  ///< 0 is `a`
    std::uint32_t page = 0;
    std::uint32_t count = 0;      ///< pages; of `truncate` the new size; of `punch` the length
    std::uint32_t byte = 0;       ///< within the page, of an access
    std::uint32_t new_page = 0;   ///< of mremap
    std::uint32_t new_count = 0;  ///< of mremap
    std::uint32_t offset = 0;     ///< pages into the object
    std::int32_t advice = 0;      ///< MADV_*
    Move move = Move::InPlace;
    Backing backing = Backing::Anonymous;
    Object object = Object::File;
    std::uint8_t prot = 0;
    std::uint8_t flags = 0;
    std::uint8_t value = 0;
    std::uint8_t child = 0;

    bool operator==(const Op&) const = default;
};

enum class Swap : std::uint8_t { None, Zram, Disk };

/// What `set` lines say; the defaults are the document's.
struct Conditions {
    std::uint32_t pages = 48;
    std::uint32_t file_pages = 32;
    Swap swap = Swap::None;
    std::uint32_t page_cluster = 0;
    std::uint32_t read_ahead = 0;
    std::uint32_t write_pages = 1;
    std::optional<std::uint32_t> brk;
    bool thp = false;
    bool drop_tlb = true;
    bool cold_cache = false;
    bool pkeys = false;
    bool zswap = false;
    std::optional<bool> zero_page;  ///< none: as the kernel has it

    bool operator==(const Conditions&) const = default;
};

struct OpProgram {
    std::string title;
    Conditions conditions;
    std::vector<Op> ops;

    bool operator==(const OpProgram&) const = default;
};

/// Whether the operation is followed by a flush of its process's translations under `set tlb drop`.
bool drops_tlb(Verb verb);

/// The first letter of an object: f, g, m.
char object_letter(Object object);

/// One line of the script, one space between words, without the end of line.
std::string print_op(const Op& op);
/// A whole script that `parse_ops` reads back as the same value.
std::string print_program(const OpProgram& program);

/// Either a program or one line that says where and what: `7: there is no verb "mmop"`.
struct Parsed {
    std::optional<OpProgram> program;
    std::string error;
    std::vector<std::uint32_t> lines;  ///< of each operation, from 1: a row of pages makes several of one line
};
[[nodiscard]] Parsed parse_ops(const std::string& text);

}  // namespace faultline::ops
