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
    struct Entry {
        std::uint64_t read_page = ~std::uint64_t{0};
        std::uint64_t write_page = ~std::uint64_t{0};
        std::uint8_t* bytes = nullptr;
    };
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

    const Entry& at(std::uint64_t page) const { return entries_[page % size]; }
    void put(std::uint64_t page, Entry entry) {
        entries_[page % size] = entry;
        any_ = true;
    }
    void forget(std::uint64_t page) {
        Entry& entry = entries_[page % size];
        if (entry.read_page == page || entry.write_page == page) entry = Entry{};
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
        const HostPointers::Entry& entry = host.at(page_number(address));
        const std::uint32_t offset = offset_in_page(address);
        if (entry.read_page == page_number(address) && offset <= page_bytes - sizeof(T)) {
            ++counts.data_accesses;
            std::memcpy(&value, entry.bytes + offset, sizeof(T));
            return true;
        }
        std::uint8_t raw[sizeof(T)];
        if (!read_user(address, raw, Mode::User)) return false;
        std::memcpy(&value, raw, sizeof(T));
        return true;
    }

    /// Writes `T` at `address`, on the same terms as `load`.
    template <class T>
    bool store(std::uint64_t address, T value) {
        const HostPointers::Entry& entry = host.at(page_number(address));
        const std::uint32_t offset = offset_in_page(address);
        if (entry.write_page == page_number(address) && offset <= page_bytes - sizeof(T)) {
            ++counts.data_accesses;
            std::memcpy(entry.bytes + offset, &value, sizeof(T));
            return true;
        }
        std::uint8_t raw[sizeof(T)];
        std::memcpy(raw, &value, sizeof(T));
        return write_user(address, raw, Mode::User);
    }

    /// Read half of a read-modify-write: faults as the write would.
    template <class T>
    bool load_for_write(std::uint64_t address, T& value) {
        return probe_write(address, sizeof(T)) && load(address, value);
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
    bool translate(std::uint64_t address, Access access, Mode mode, Pfn& pfn);

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
    bool raise(std::uint64_t address, Access access, Mode mode, std::uint32_t why);
    FoundLeaf walk_every_level(std::uint64_t address, Access access, Mode mode);
    // Parts of one path, each with one or two callers in hardware.cpp.
    inline std::uint32_t violation(Pte pte, Access access) const;
    inline bool permitted(std::uint64_t address, Pte pte, Access access, Mode mode);
    [[gnu::always_inline]] inline FoundLeaf find_leaf(std::uint64_t address, Access access, Mode mode);
    [[gnu::always_inline]] inline bool walk(std::uint64_t address, Access access, Mode mode, TlbEntry& found);
    inline bool look_up(std::uint64_t address, Access access, Mode mode, TlbEntry& found);
    inline std::uint8_t* lend(std::uint64_t address, Pfn pfn, Access access);
    inline Pfn frame_of(std::uint64_t address, Pte pte) const;
    inline void note_access(std::uint64_t address, Access access, std::uint64_t bytes);
    inline bool translate_all(std::uint64_t address, std::uint64_t end, Access access, Mode mode, std::array<Pfn, 2>& frames);
    Pte note_walk_step(std::uint64_t address, Level level, Pfn table, Pte entry);
};

}  // namespace faultline
