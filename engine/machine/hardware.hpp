// The machine below the kernel: memory, the MMU with its TLBs, the clock. It translates, sets accessed and dirty bits and
// raises page faults; it decides nothing. Sources: Intel SDM vol. 3, chapters 4 (paging) and 6.15 (#PF).
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>

#include "engine/event.hpp"
#include "engine/machine/costs.hpp"
#include "engine/machine/pte.hpp"
#include "engine/machine/ram.hpp"
#include "engine/machine/tlb.hpp"
#include "engine/machine/types.hpp"
#include "engine/machine/watch.hpp"

namespace faultline {

/// What the MMU has counted since boot. Hits are accesses minus misses.
struct AccessCounts {
    std::uint64_t data_accesses = 0;
    std::uint64_t data_misses = 0;
    std::uint64_t fetches = 0;
    std::uint64_t fetch_misses = 0;
    std::uint64_t walk_steps = 0;
    std::uint64_t faults_raised = 0;
};

/// Host pointers behind current data translations: derived from TLB and memory, never copied, never hashed.
/// Every entry here is backed by a dTLB entry, so what it serves is a TLB hit.
class HostPointers {
public:
    /// Of 32 bytes, so that an entry's place is a shift.
    struct alignas(32) Entry {
        /// Where the page starts that may be read, or written, or nowhere.
        std::uint64_t readable = nowhere;
        std::uint64_t writable = nowhere;
        std::uint8_t* page = nullptr;

        /// Whether all of the access is inside the page. One comparison tells both: the last byte of one that leaves the
        /// page is in a page with another entry.
        bool reads(std::uint64_t address, std::uint32_t bytes) const { return readable == page_start(address + bytes - 1); }
        bool writes(std::uint64_t address, std::uint32_t bytes) const { return writable == page_start(address + bytes - 1); }
        std::uint8_t* at(std::uint64_t address) const { return page + offset_in_page(address); }
    };
    static constexpr std::uint64_t nowhere = ~std::uint64_t{0};
    static constexpr std::uint32_t size = 256;

    HostPointers() = default;
    /// Writing through a pointer would reach into the copy: whoever copies a machine makes it forget them first (asserted).
    HostPointers(const HostPointers& other) { FAULTLINE_ASSERT(!other.any_); }
    HostPointers& operator=(const HostPointers& other) {
        FAULTLINE_ASSERT(!other.any_);
        clear();
        return *this;
    }
    ~HostPointers() = default;

    /// Of the page that `address` is in; or of another one.
    const Entry& at(std::uint64_t address) const { return entries_[page_number(address) % size]; }
    void put(std::uint64_t address, Entry entry) {
        entries_[page_number(address) % size] = entry;
        any_ = true;
    }
    void forget(std::uint64_t page) {
        Entry& entry = entries_[page % size];
        // Whoever may write may read.
        if (page_number(entry.readable) == page) entry = Entry{};
    }
    void clear() {
        if (any_) entries_.fill(Entry{});
        any_ = false;
    }

private:
    std::array<Entry, size> entries_{};
    bool any_ = false;
};

/// Last-level tables seen by recent walks: derived like HostPointers. A walk through it costs the host one read instead
/// of four; the simulated walk has its four steps all the same. Flushing a page changes none of it: a table that goes away
/// is cleared, which ends its loan, and one that is set aside for a huge page has its 2 MiB flushed, hence everything.
class RecentTables {
public:
    struct Entry {
        std::uint64_t region = ~std::uint64_t{0};   // address / 2 MiB
        Pfn table = no_frame;
        const std::uint64_t* entries = nullptr;
    };
    static constexpr std::uint32_t size = 64;

    RecentTables() = default;
    RecentTables(const RecentTables&) {}
    RecentTables& operator=(const RecentTables&) {
        clear();
        return *this;
    }
    ~RecentTables() = default;

    Entry& at(std::uint64_t address) { return entries_[address / huge_page_bytes % size]; }
    void clear() { entries_.fill(Entry{}); }

private:
    std::array<Entry, size> entries_{};
};

/// One page of code as the CPU needs it. `key` changes whenever the bytes may have changed.
struct CodeView {
    const std::uint8_t* bytes = nullptr;
    std::uint64_t key = 0;
};

/// Where a walk ends: an entry that names a page, or would if it were present, and the table that holds it.
struct FoundLeaf {
    Pfn table = no_frame;
    Pte entry;
    bool huge = false;
};

/// The page of code that was given out last. While the code epoch stands, asking again would hit the TLB and find the
/// same bytes. Derived like HostPointers.
class RecentCode {
public:
    RecentCode() = default;
    RecentCode(const RecentCode&) {}
    RecentCode& operator=(const RecentCode&) {
        page_ = ~std::uint64_t{0};
        return *this;
    }
    ~RecentCode() = default;

    bool holds(std::uint64_t page, std::uint64_t epoch) const { return page_ == page && epoch_ == epoch; }
    const CodeView& view() const { return view_; }
    void put(std::uint64_t page, std::uint64_t epoch, const CodeView& view) {
        page_ = page;
        epoch_ = epoch;
        view_ = view;
    }

private:
    std::uint64_t page_ = ~std::uint64_t{0};
    std::uint64_t epoch_ = 0;
    CodeView view_;
};

struct Hardware {
    Ram ram;
    Tlb data_tlb;
    Tlb code_tlb;
    AccessCounts counts;
    Costs costs;
    Nanoseconds now = 0;
    Tick tick = 0;
    /// CR3: the frame of the current top table, or no_frame while no process runs.
    Pfn page_table = no_frame;
    /// PKRU: two bits a protection key, access-disable and write-disable.
    std::uint32_t protection_key_rights = 0x55555554;
    /// Whether a cached translation that forbids an access raises the fault by itself. If not, the tables are walked again
    /// first, so that nobody sees a spurious fault.
    bool stale_translations_fault = true;
    /// The fault raised by the last access that returned false.
    PageFault fault;
    EventLog log;
    Watch watch;
    HostPointers host;
    RecentTables recent_tables;
    RecentCode recent_code;
    /// Changes with everything that may change what is executed where.
    std::uint64_t mapping_epoch = 0;
    std::uint64_t seen_loan_epoch = 0;

    explicit Hardware(std::uint32_t frames) : ram(frames) {}

    /// Reads `T` (1, 2, 4 or 8 bytes, or 16) at `address` as the running program would. False: `fault` says why, nothing
    /// has happened. Alignment is free; an access across a page edge translates both pages first.
    template <class T>
    bool load(std::uint64_t address, T& value) {
        const HostPointers::Entry& entry = host.at(address);
        if (!entry.reads(address, sizeof(T))) {
            // A variable of its own, so that the caller's can be a register.
            T found;
            if (!load_by_translation(address, found)) return false;
            value = found;
            return true;
        }
        ++counts.data_accesses;
        std::memcpy(&value, entry.at(address), sizeof(T));
        return true;
    }

    /// Writes `T` at `address`, on the same terms as `load`.
    template <class T>
    bool store(std::uint64_t address, T value) {
        const HostPointers::Entry& entry = host.at(address);
        if (!entry.writes(address, sizeof(T))) return store_by_translation(address, value);
        ++counts.data_accesses;
        std::memcpy(entry.at(address), &value, sizeof(T));
        return true;
    }

    /// Read half of a read-modify-write: faults as the write would.
    template <class T>
    bool load_for_write(std::uint64_t address, T& value) {
        const bool writable = host.at(address).writes(address, sizeof(T)) || probe_write(address, sizeof(T));
        return writable && load(address, value);
    }

    /// Whether a write of `bytes` (at most a page) at `address` would succeed; raises the write fault if not.
    bool probe_write(std::uint64_t address, std::uint32_t bytes);

    /// Reads or writes up to one page's worth of bytes in `mode`, for instructions and for copy_to_user and its kin.
    bool read_user(std::uint64_t address, std::span<std::uint8_t> into, Mode mode);
    bool write_user(std::uint64_t address, std::span<const std::uint8_t> from, Mode mode);

    /// Fetches: the page of code that holds `address`.
    bool code_page(std::uint64_t address, CodeView& view);
    void note_fetches(std::uint64_t count) { counts.fetches += count; }
    std::uint64_t code_epoch() const { return mapping_epoch + ram.code_epoch(); }

    /// Translates without touching bytes: TLB, then walk, setting A and D as hardware does. False raises `fault`.
    template <Access access>
    bool translate(std::uint64_t address, Mode mode, Pfn& pfn);

    /// Looks without touching anything: the entry at `level`, or the last one that exists above it.
    Pte peek(std::uint64_t address, Level level = Level::Pte) const;

    /// Waits for accesses to these ranges; none to stop waiting.
    void watch_for(std::span<const WatchedRange> ranges) {
        watch.set(ranges);
        host.clear();
    }

    // What the kernel does to translations.
    void load_page_table(Pfn root);
    void flush_page(std::uint64_t address);
    /// Linux: more than 33 pages flush the whole context (tlb_single_page_flush_ceiling).
    void flush_range(std::uint64_t start, std::uint64_t end);
    void flush_all();

    /// Drops host pointers if memory has moved bytes since; call after anything that wrote memory by frame.
    void catch_up_with_memory() {
        if (seen_loan_epoch != ram.loan_epoch()) forget_host_pointers();
    }
    void forget_host_pointers();

    void record(Event event);

private:
    // An access without a host pointer. Most are inside one page and unobserved: those know their size when they are compiled.
    template <class T>
    [[gnu::noinline]] bool load_by_translation(std::uint64_t address, T& value) {
        if (!unobserved(address, sizeof(T))) {
            return read_user(address, std::span(reinterpret_cast<std::uint8_t*>(&value), sizeof(T)), Mode::User);
        }
        const Reached page = reach<Access::Read>(address);
        if (page.frame == no_frame) return false;
        if (page.bytes != nullptr) {
            std::memcpy(&value, page.bytes + offset_in_page(address), sizeof(T));
        } else {
            ram.read_value(page.frame, offset_in_page(address), value);
        }
        return true;
    }
    template <class T>
    [[gnu::noinline]] bool store_by_translation(std::uint64_t address, T value) {
        if (!unobserved(address, sizeof(T))) {
            return write_user(address, std::span(reinterpret_cast<const std::uint8_t*>(&value), sizeof(T)), Mode::User);
        }
        const Reached page = reach<Access::Write>(address);
        if (page.frame == no_frame) return false;
        if (page.bytes != nullptr) {
            std::memcpy(page.bytes + offset_in_page(address), &value, sizeof(T));
        } else {
            ram.write_value(page.frame, offset_in_page(address), value);
            catch_up_with_memory();
        }
        return true;
    }
    /// Whether an access is inside one page, and nobody waits for it or has it written down.
    bool unobserved(std::uint64_t address, std::uint32_t bytes) const {
        return offset_in_page(address) <= page_bytes - bytes && !watch.any() && !log.wants(Detail::Everything);
    }
    bool raise(std::uint64_t address, Access access, Mode mode, std::uint32_t why);
    /// A page that an access of the program has got to: its bytes for the host, which may not be had, and no frame after a
    /// fault.
    struct Reached {
        Pfn frame = no_frame;
        std::uint8_t* bytes = nullptr;
    };
    /// Counts the access, translates, and puts the bytes behind the page's host pointer.
    template <Access access>
    Reached reach(std::uint64_t address);
    FoundLeaf walk_every_level(std::uint64_t address, Access access, Mode mode);
    // Parts of one path: always inlined where the kind of access is known, so that each kind has code of its own.
    [[gnu::always_inline]] inline std::uint32_t violation(Pte pte, Access access) const;
    [[gnu::always_inline]] inline bool permitted(std::uint64_t address, Pte pte, Access access, Mode mode);
    [[gnu::always_inline]] inline FoundLeaf find_leaf(std::uint64_t address, Access access, Mode mode);
    [[gnu::always_inline]] inline bool walk(std::uint64_t address, Access access, Mode mode, TlbEntry& found);
    [[gnu::always_inline]] inline bool look_up(std::uint64_t address, Access access, Mode mode, TlbEntry& found);
    [[gnu::always_inline]] inline std::uint8_t* lend(std::uint64_t address, Pfn pfn, Access access);
    inline Pfn frame_of(std::uint64_t address, Pte pte) const;
    inline void note_access(std::uint64_t address, Access access, std::uint64_t bytes);
    template <Access access>
    bool translate_all(std::uint64_t address, std::uint64_t end, Mode mode, std::array<Pfn, 2>& frames);
    Pte note_walk_step(std::uint64_t address, Level level, Pfn table, Pte entry);
};

}  // namespace faultline
