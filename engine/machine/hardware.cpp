#include "engine/machine/hardware.hpp"

#include <algorithm>

namespace faultline {

namespace {

constexpr std::uint64_t flush_ceiling_pages = 33;

constexpr bool leaf_above_last(Pte entry, Level level) { return level == Level::Pmd && entry.huge(); }

constexpr Level below(Level level) { return static_cast<Level>(static_cast<std::uint8_t>(level) + 1); }

}  // namespace

void Hardware::record(Event event) {
    event.tick = tick;
    event.time = now;
    log.events.push_back(event);
}

bool Hardware::raise(std::uint64_t address, Access access, Mode mode, std::uint32_t why) {
    fault = PageFault{};
    fault.address = address;
    fault.error_code = why;
    if (access == Access::Write) fault.error_code |= ErrorCode::write;
    if (access == Access::Execute) fault.error_code |= ErrorCode::instruction;
    if (mode == Mode::User) fault.error_code |= ErrorCode::user;
    ++counts.faults_raised;
    if (log.wants(Detail::Everything)) record({.kind = EventKind::Trap, .address = address, .value = fault.error_code});
    return false;
}

inline Pfn Hardware::frame_of(std::uint64_t address, Pte pte) const {
    if (!pte.huge()) return pte.pfn();
    const auto inside = static_cast<std::uint32_t>(page_number(address) % pages_per_huge_page);
    return static_cast<Pfn>(index_of(pte.pfn()) + inside);
}

Pte Hardware::note_walk_step(std::uint64_t address, Level level, Pfn table, Pte entry) {
    ++counts.walk_steps;
    now += costs.walk_level;
    if (log.wants(Detail::Everything)) {
        record({.kind = EventKind::WalkStep,
                .small = static_cast<std::uint8_t>(level),
                .frame = table,
                .address = address,
                .value = entry.bits,
                .extra = table_index(address, level)});
    }
    return entry;
}

/// Why a present entry forbids an access, as bits of the error code; 0 if it does not.
inline std::uint32_t Hardware::violation(Pte pte, Access access) const {
    if (access == Access::Write && !pte.writable()) return ErrorCode::protection;
    if (access == Access::Execute) return pte.no_execute() ? ErrorCode::protection : 0;
    const std::uint32_t rights = (protection_key_rights >> (2 * pte.protection_key())) & 3u;
    if ((rights & 1u) != 0 || ((rights & 2u) != 0 && access == Access::Write)) {
        return ErrorCode::protection | ErrorCode::protection_key;
    }
    return 0;
}

inline bool Hardware::permitted(std::uint64_t address, Pte pte, Access access, Mode mode) {
    const std::uint32_t why = violation(pte, access);
    return why == 0 || raise(address, access, mode, why);
}

/// Down to the leaf. Where a table is missing `fault` says so, and there is none.
FoundLeaf Hardware::walk_every_level(std::uint64_t address, Access access, Mode mode) {
    FAULTLINE_ASSERT(page_table != no_frame);
    Pfn table = page_table;
    for (Level level = Level::Pgd; level != Level::Pte; level = below(level)) {
        const Pte entry{ram.read_u64(table, table_index(address, level))};
        note_walk_step(address, level, table, entry);
        if (leaf_above_last(entry, level)) return {table, entry, true};
        if (!entry.hardware_present()) {
            raise(address, access, mode, 0);
            return {};
        }
        table = entry.pfn();
    }
    recent_tables.at(address) = {address / huge_page_bytes, table,
                                 reinterpret_cast<const std::uint64_t*>(ram.lend_for_writing(table))};
    const Pte entry{ram.read_u64(table, table_index(address, Level::Pte))};
    note_walk_step(address, Level::Pte, table, entry);
    return {table, entry, false};
}

inline FoundLeaf Hardware::find_leaf(std::uint64_t address, Access access, Mode mode) {
    const RecentTables::Entry& recent = recent_tables.at(address);
    if (recent.region != address / huge_page_bytes || log.wants(Detail::Everything)) return walk_every_level(address, access, mode);
    counts.walk_steps += 4;
    now += 4 * costs.walk_level;
    return {recent.table, Pte{recent.entries[table_index(address, Level::Pte)]}, false};
}

inline bool Hardware::walk(std::uint64_t address, Access access, Mode mode, TlbEntry& found) {
    catch_up_with_memory();
    const FoundLeaf leaf = find_leaf(address, access, mode);
    if (leaf.table == no_frame) return false;
    if (!leaf.entry.hardware_present()) return raise(address, access, mode, 0);
    if (!permitted(address, leaf.entry, access, mode)) return false;
    found.page_number = leaf.huge ? address / huge_page_bytes : page_number(address);
    found.pte = leaf.entry.with(Pte::accessed_bit | (access == Access::Write ? Pte::dirty_bit : 0));
    if (found.pte != leaf.entry) {
        ram.write_u64(leaf.table, table_index(address, leaf.huge ? Level::Pmd : Level::Pte), found.pte.bits);
    }
    return true;
}

inline bool Hardware::look_up(std::uint64_t address, Access access, Mode mode, TlbEntry& found) {
    const bool everything = log.wants(Detail::Everything);
    if (address >= task_size) {
        // Kernel addresses are mapped for the kernel alone: to a user program they are a protection violation.
        raise(address, access, mode, mode == Mode::User ? ErrorCode::protection : 0);
        fault.general_protection = !is_canonical(address);
        return false;
    }
    Tlb& tlb = access == Access::Execute ? code_tlb : data_tlb;
    const TlbEntry* hit = tlb.find(address);
    if (hit != nullptr && !stale_translations_fault && violation(hit->pte, access) != 0) {
        flush_page(address);
        hit = nullptr;
    }
    // A first write through a clean translation walks again to set the dirty bit in the table.
    const bool must_set_dirty = hit != nullptr && access == Access::Write && hit->pte.writable() && !hit->pte.dirty();
    if (hit != nullptr && !must_set_dirty) {
        if (everything) record({.kind = EventKind::TlbHit, .address = address, .value = hit->pte.bits});
        found = *hit;
        if (permitted(address, found.pte, access, mode)) return true;
        flush_page(address);
        return false;
    }
    if (!must_set_dirty) {
        ++(access == Access::Execute ? counts.fetch_misses : counts.data_misses);
        if (everything) record({.kind = EventKind::TlbMiss, .address = address});
    }
    if (!walk(address, access, mode, found)) {
        if (hit != nullptr) flush_page(address);
        return false;
    }
    if (must_set_dirty) {
        tlb.update(found);
        return true;
    }
    const std::uint64_t displaced = tlb.insert(found);
    if (access == Access::Execute) {
        ++mapping_epoch;
    } else if (displaced != TlbEntry::no_page && found.pte.huge()) {
        host.clear();
    } else {
        host.forget(displaced);
    }
    return true;
}

template <Access access>
bool Hardware::translate(std::uint64_t address, Mode mode, Pfn& pfn) {
    TlbEntry entry;
    if (!look_up(address, access, mode, entry)) return false;
    pfn = frame_of(address, entry.pte);
    return true;
}

/// The frame's bytes, from now on behind the page's host pointer; or nullptr, where there must be none.
inline std::uint8_t* Hardware::lend(std::uint64_t address, Pfn pfn, Access access) {
    // What is watched must come by here again.
    if (watch.any() && watch.on_page(page_number(address))) return nullptr;
    const std::uint64_t page = page_start(address);
    if (access == Access::Write) {
        std::uint8_t* bytes = ram.lend_if_dense(pfn);
        catch_up_with_memory();
        if (bytes != nullptr) host.put(address, {page, page, bytes});
        return bytes;
    }
    // Reads through this pointer never write: it stays unwritable until a write lends it again.
    auto* bytes = const_cast<std::uint8_t*>(ram.lend_for_reading(pfn));
    if (bytes != nullptr) host.put(address, {page, HostPointers::nowhere, bytes});
    return bytes;
}

template <Access access>
Hardware::Reached Hardware::reach(std::uint64_t address) {
    ++counts.data_accesses;
    TlbEntry entry;
    if (!look_up(address, access, Mode::User, entry)) return {};
    const Pfn frame = frame_of(address, entry.pte);
    return {frame, lend(address, frame, access)};
}

template Hardware::Reached Hardware::reach<Access::Read>(std::uint64_t address);
template Hardware::Reached Hardware::reach<Access::Write>(std::uint64_t address);

inline void Hardware::note_access(std::uint64_t address, Access access, std::uint64_t bytes) {
    ++counts.data_accesses;
    if (!log.wants(Detail::Everything)) return;
    record({.kind = EventKind::AccessStarted,
            .small = static_cast<std::uint8_t>(access),
            .address = address,
            .value = bytes});
}

bool Hardware::probe_write(std::uint64_t address, std::uint32_t bytes) {
    if (host.at(address).writes(address, bytes)) return true;
    if (watch.any() && watch.refuses(address, bytes, Access::Write, Mode::User, page_table)) return false;
    std::array<Pfn, 2> frames{};
    return translate_all<Access::Write>(address, address + bytes, Mode::User, frames);
}

/// Translates the one or two pages of an access before its first byte moves: it happens whole or not at all.
template <Access access>
bool Hardware::translate_all(std::uint64_t address, std::uint64_t end, Mode mode, std::array<Pfn, 2>& frames) {
    FAULTLINE_ASSERT(end - address <= page_bytes);
    if (!translate<access>(address, mode, frames[0])) return false;
    return page_number(end - 1) == page_number(address) || translate<access>(page_start(end - 1), mode, frames[1]);
}

bool Hardware::read_user(std::uint64_t address, std::span<std::uint8_t> into, Mode mode) {
    if (into.empty()) return true;
    if (watch.any() && watch.refuses(address, into.size(), Access::Read, mode, page_table)) return false;
    note_access(address, Access::Read, into.size());
    std::array<Pfn, 2> frames{};
    if (!translate_all<Access::Read>(address, address + into.size(), mode, frames)) return false;
    const std::uint32_t offset = offset_in_page(address);
    const std::size_t first = std::min<std::size_t>(into.size(), page_bytes - offset);
    const bool everything = log.wants(Detail::Everything);
    const bool lendable = first == into.size() && mode == Mode::User && !everything;
    if (const std::uint8_t* bytes = lendable ? lend(address, frames[0], Access::Read) : nullptr) {
        std::memcpy(into.data(), bytes + offset, into.size());
        return true;
    }
    ram.read(frames[0], offset, into.first(first));
    if (first < into.size()) ram.read(frames[1], 0, into.subspan(first));
    if (everything) {
        record({.kind = EventKind::AccessDone, .frame = frames[0], .address = address, .value = into.size()});
    }
    return true;
}

bool Hardware::write_user(std::uint64_t address, std::span<const std::uint8_t> from, Mode mode) {
    if (from.empty()) return true;
    if (watch.any() && watch.refuses(address, from.size(), Access::Write, mode, page_table)) return false;
    note_access(address, Access::Write, from.size());
    std::array<Pfn, 2> frames{};
    if (!translate_all<Access::Write>(address, address + from.size(), mode, frames)) return false;
    const std::uint32_t offset = offset_in_page(address);
    const std::size_t first = std::min<std::size_t>(from.size(), page_bytes - offset);
    const bool everything = log.wants(Detail::Everything);
    const bool lendable = first == from.size() && mode == Mode::User && !everything;
    if (std::uint8_t* bytes = lendable ? lend(address, frames[0], Access::Write) : nullptr) {
        std::memcpy(bytes + offset, from.data(), from.size());
        return true;
    }
    ram.write(frames[0], offset, from.first(first));
    if (first < from.size()) ram.write(frames[1], 0, from.subspan(first));
    catch_up_with_memory();
    if (everything) {
        record({.kind = EventKind::AccessDone, .small = 1, .frame = frames[0], .address = address, .value = from.size()});
    }
    return true;
}

bool Hardware::code_page(std::uint64_t address, CodeView& view) {
    const std::uint64_t page = page_number(address);
    if (recent_code.holds(page, code_epoch()) && !log.wants(Detail::Everything)) {
        view = recent_code.view();
        return true;
    }
    Pfn pfn;
    if (!translate<Access::Execute>(address, Mode::User, pfn)) return false;
    view.bytes = ram.lend_code(pfn);
    catch_up_with_memory();
    view.key = (static_cast<std::uint64_t>(index_of(pfn)) << 32) | ram.content(pfn).code_version;
    recent_code.put(page, code_epoch(), view);
    return true;
}

Pte Hardware::peek(std::uint64_t address, Level wanted) const {
    if (page_table == no_frame) return Pte{};
    Pfn table = page_table;
    for (Level level = Level::Pgd;; level = below(level)) {
        const Pte entry{ram.read_u64(table, table_index(address, level))};
        if (level == wanted || !entry.hardware_present() || leaf_above_last(entry, level)) return entry;
        table = entry.pfn();
    }
}

void Hardware::forget_host_pointers() {
    host.clear();
    recent_tables.clear();
    seen_loan_epoch = ram.loan_epoch();
}

void Hardware::load_page_table(Pfn root) {
    page_table = root;
    flush_all();
}

void Hardware::flush_page(std::uint64_t address) {
    if (data_tlb.any_huge && data_tlb.huge.find(address / huge_page_bytes) != nullptr) host.clear();
    data_tlb.flush_page(address);
    code_tlb.flush_page(address);
    host.forget(page_number(address));
    ++mapping_epoch;
}

void Hardware::flush_range(std::uint64_t start, std::uint64_t end) {
    if (end <= start) return;
    if (pages_in(end - start) > flush_ceiling_pages) {
        flush_all();
        return;
    }
    for (std::uint64_t address = page_start(start); address < end; address += page_bytes) flush_page(address);
}

void Hardware::flush_all() {
    data_tlb.flush();
    code_tlb.flush();
    host.clear();
    recent_tables.clear();
    ++mapping_epoch;
    if (log.wants(Detail::Everything)) record({.kind = EventKind::TlbFlushed, .address = ~std::uint64_t{0}});
}

}  // namespace faultline
