#include "tools/ops/generate.hpp"

#include <algorithm>
#include <iterator>

namespace faultline::ops {

namespace {

/// splitmix64: the same numbers everywhere.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint32_t below(std::uint32_t bound) {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        return static_cast<std::uint32_t>(((mixed ^ (mixed >> 31)) >> 32) % bound);
    }
    bool one_in(std::uint32_t chances) { return below(chances) == 0; }

    template <typename T, std::size_t n>
    const T& any(const T (&choices)[n]) {
        return choices[below(n)];
    }

  private:
    std::uint64_t state_;
};

struct Weighted {
    Verb verb;
    std::uint32_t weight;
};

/// How often each verb is drawn. Accesses are most of a program, as what they meet is what is tested.
constexpr Weighted weights[] = {
    {Verb::Write, 240},   {Verb::Read, 170},   {Verb::Mmap, 90},       {Verb::Madvise, 130},    {Verb::Mprotect, 90},
    {Verb::Fork, 45},     {Verb::Exit, 35},    {Verb::Munmap, 35},     {Verb::Mremap, 35},      {Verb::Mlock, 12},
    {Verb::Munlock, 12},  {Verb::Mlockall, 3}, {Verb::Munlockall, 6},  {Verb::MlockOnfault, 6}, {Verb::Exec, 20},
    {Verb::Write8, 8},    {Verb::Mincore, 8},  {Verb::KernelRead, 12}, {Verb::KernelWrite, 12}, {Verb::VforkWrite, 6},
    {Verb::Msync, 12},    {Verb::Truncate, 8}, {Verb::Punch, 6},       {Verb::FileRead, 5},     {Verb::FileWrite, 8},
    {Verb::ClearRefs, 3}, {Verb::Brk, 12},     {Verb::DropCache, 4},   {Verb::DropTlb, 3},      {Verb::Ksm, 6},
};

class Generator {
  public:
    explicit Generator(const GeneratorOptions& options) : options_(options), random_(options.seed) {}

    OpProgram program() {
        OpProgram result;
        result.title = "seed " + std::to_string(options_.seed);
        result.conditions.pages = options_.pages;
        if (options_.swap) result.conditions.swap = Swap::Zram;
        if (options_.heap) result.conditions.brk = options_.pages - 1 - random_.below(options_.pages / 3);
        merges_ = options_.merges && random_.one_in(4);
        huge_ = random_.one_in(4);
        files_ = options_.files && !huge_;
        for (std::uint32_t i = 0; i < options_.length; ++i) result.ops.push_back(i < 3 ? mapping(0) : next());
        return result;
    }

  private:
    bool wanted(Verb verb) const {
        switch (verb) {
            case Verb::Mlock:
            case Verb::Munlock:
            case Verb::Mlockall:
            case Verb::Munlockall:
            case Verb::MlockOnfault:
                return options_.locks;
            case Verb::Exec:
                return options_.exec;
            case Verb::KernelRead:
            case Verb::KernelWrite:
            case Verb::VforkWrite:
                return options_.kernel;
            case Verb::Msync:
                return files_;
            case Verb::Truncate:
            case Verb::Punch:
            case Verb::FileRead:
            case Verb::FileWrite:
                return files_ && options_.objects;
            case Verb::DropCache:
                return files_ && options_.drops;
            case Verb::Brk:
                return options_.heap;
            case Verb::Ksm:
                return merges_;
            case Verb::Fork:
                return alive_count() < options_.processes;
            case Verb::Exit:
                return alive_count() > 1;
            default:
                return true;
        }
    }

    std::uint32_t alive_count() const { return static_cast<std::uint32_t>(std::count(alive_, std::end(alive_), true)); }

    std::uint8_t some_process() {
        std::uint32_t nth = random_.below(alive_count());
        for (std::uint8_t i = 0; i < max_processes; ++i)
            if (alive_[i] && nth-- == 0) return i;
        return 0;
    }

    Verb some_verb() {
        std::uint32_t total = 0;
        for (const Weighted& entry : weights) total += wanted(entry.verb) ? entry.weight : 0;
        std::uint32_t at = random_.below(total);
        for (const Weighted& entry : weights) {
            if (!wanted(entry.verb)) continue;
            if (at < entry.weight) return entry.verb;
            at -= entry.weight;
        }
        return Verb::Read;
    }

    void range(Op& op, std::uint32_t longest) {
        op.page = random_.below(options_.pages);
        op.count = 1 + random_.below(std::min(longest, options_.pages - op.page));
    }

    std::uint8_t some_prot() {
        constexpr std::uint8_t rw = prot_read | prot_write;
        static constexpr std::uint8_t plain[] = {rw, rw, rw, rw, prot_read, prot_read, 0, prot_write};
        static constexpr std::uint8_t executable[] = {prot_read | prot_exec, rw | prot_exec};
        return options_.exec && random_.one_in(6) ? random_.any(executable) : random_.any(plain);
    }

    void some_backing(Op& op) {
        const std::uint32_t kind = random_.below(files_ ? 12 : 6);
        op.backing = kind < 4   ? Backing::Anonymous
                     : kind < 6 ? Backing::SharedAnonymous
                     : kind < 9 ? Backing::PrivateObject
                                : Backing::SharedObject;
        if (kind < 6) return;
        static constexpr Object objects[] = {Object::File, Object::File, Object::OtherFile, Object::Memory};
        op.object = random_.any(objects);
        op.offset = random_.below(24);
    }

    Op mapping(std::uint8_t process) {
        Op op;
        op.verb = Verb::Mmap;
        op.process = process;
        range(op, 16);
        op.prot = some_prot();
        some_backing(op);
        if (random_.one_in(12)) op.flags |= map_noreserve;
        if (options_.kernel && random_.one_in(12)) op.flags |= map_populate;
        if (options_.locks && random_.one_in(30)) op.flags |= map_locked;
        if (random_.one_in(20)) op.flags |= map_noreplace;
        if (op.backing == Backing::Anonymous && random_.one_in(12)) op.flags |= map_growsdown;
        return op;
    }

    std::int32_t some_advice() {
        static constexpr std::int32_t common[] = {4, 4, 4, 8, 8, 10, 11, 18, 19, 20, 3, 9, 0, 1, 2, 15, 25, 12, 13};
        static constexpr std::int32_t guard[] = {102, 102, 103};
        static constexpr std::int32_t populate[] = {22, 23, 23};
        const std::uint32_t kind = random_.below(8);
        if (merges_ && random_.one_in(4)) return 12;
        if (huge_ && random_.one_in(12)) return 14;
        if (kind == 0 && options_.guards) return random_.any(guard);
        if (kind == 1 && options_.kernel) return random_.any(populate);
        if (kind >= 5 && options_.swap) return 21;
        return random_.any(common);
    }

    void remap(Op& op) {
        range(op, 8);
        op.new_count = random_.one_in(2) ? op.count : 1 + random_.below(8);
        if (random_.one_in(3)) return;
        op.move = random_.one_in(5) ? Move::Keep : Move::To;
        if (op.move == Move::Keep) op.new_count = op.count;
        op.new_page = random_.below(options_.pages - std::min(op.new_count, options_.pages - 1));
    }

    void place(Op& op, std::uint32_t byte) {
        op.page = random_.below(options_.pages);
        op.byte = byte;
    }

    std::uint8_t value() { return static_cast<std::uint8_t>(1 + random_.below(255)); }

    Object some_object() {
        static constexpr Object objects[] = {Object::File, Object::OtherFile, Object::Memory};
        return random_.any(objects);
    }

    Op next() {
        const Verb verb = some_verb();
        const std::uint8_t process = some_process();
        if (verb == Verb::Mmap) return mapping(process);
        Op op;
        op.verb = verb;
        op.process = process;
        fill(op);
        return op;
    }

    void fill(Op& op) {
        static constexpr std::uint8_t ways[] = {ms_sync, ms_sync, ms_async, ms_invalidate};
        switch (op.verb) {
            case Verb::Write:
            case Verb::KernelWrite:
                place(op, default_byte);
                op.value = value();
                break;
            case Verb::Read:
            case Verb::KernelRead:
                place(op, default_byte);
                break;
            case Verb::Write8:
                place(op, random_.one_in(2) ? 4092 : 128);
                break;
            case Verb::Exec:
                op.page = random_.below(options_.pages);
                break;
            case Verb::VforkWrite:
                op.page = random_.below(options_.pages);
                op.value = value();
                break;
            case Verb::Munmap:
            case Verb::Mlock:
            case Verb::MlockOnfault:
            case Verb::Munlock:
            case Verb::Mincore:
                range(op, 8);
                break;
            case Verb::Mprotect:
                range(op, 10);
                op.prot = some_prot();
                break;
            case Verb::Madvise:
                range(op, 12);
                op.advice = some_advice();
                break;
            case Verb::Mremap:
                remap(op);
                break;
            case Verb::Msync:
                range(op, 10);
                op.flags = random_.any(ways);
                break;
            case Verb::Mlockall:
                op.flags = random_.one_in(3) ? mcl_current : mcl_future;
                if (random_.one_in(3)) op.flags |= mcl_onfault;
                break;
            case Verb::Brk:
                op.count = random_.below(16);
                break;
            case Verb::DropCache:
                op.object = random_.one_in(2) ? Object::File : Object::OtherFile;
                break;
            case Verb::Fork: {
                const bool* const free = std::find(alive_, std::end(alive_), false);
                op.child = static_cast<std::uint8_t>(free - alive_);
                alive_[op.child] = true;
                break;
            }
            case Verb::Exit:
                alive_[op.process] = false;
                break;
            case Verb::Truncate:
                op.object = some_object();
                op.count = random_.below(40);
                break;
            case Verb::Punch:
                op.object = some_object();
                op.offset = random_.below(32);
                op.count = 1 + random_.below(6);
                break;
            case Verb::FileRead:
            case Verb::FileWrite:
                op.object = some_object();
                op.offset = random_.below(32);
                if (op.verb == Verb::FileWrite) op.value = value();
                break;
            case Verb::Mmap:
            case Verb::Munlockall:
            case Verb::ClearRefs:
            case Verb::DropTlb:
            case Verb::Ksm:
                break;
        }
    }

    const GeneratorOptions& options_;
    Random random_;
    bool merges_ = false;
    /// With MADV_HUGEPAGE, and then without files: what such memory reads of one comes in folios as large as can be had.
    bool huge_ = false;
    bool files_ = true;
    bool alive_[max_processes] = {true, false, false, false};
};

}  // namespace

OpProgram generate(const GeneratorOptions& options) { return Generator(options).program(); }

}  // namespace faultline::ops
