#include "web/semantics/page_looks.hpp"

#include <algorithm>

#include "engine/kernel/page_table.hpp"
#include "engine/kernel/swap_entry.hpp"
#include "web/semantics/table_scan.hpp"

namespace faultline {

bool PageLooks::same_tables(const Ram& ram, const Mm& mm) const {
    if (above_.empty() || above_.front().table != mm.pgd) return false;
    return std::all_of(above_.begin(), above_.end(),
                       [&ram](const Above& one) { return ram.holds(one.table, one.seen); });
}

/// All tables below this one, which translates from `start` on, by address.
void PageLooks::find_tables(const Ram& ram, Pfn table, Level level, std::uint64_t start, std::vector<Table>& found) {
    above_.push_back({table, ram.glimpse(table)});
    const TableEntries entries(ram, table);
    for (std::uint32_t index = 0; index < entries_per_table; ++index) {
        const Pte entry = entries[index];
        if (entry.empty()) continue;
        const std::uint64_t address = start + index * entry_span(level);
        if (level == Level::Pmd) {
            Table& one = found.emplace_back();
            one.region = address / huge_page_bytes;
            one.entry = entry;
        } else if (entry.present() && !entry.huge()) {
            find_tables(ram, entry.pfn(), static_cast<Level>(static_cast<int>(level) + 1), address, found);
        }
    }
}

void PageLooks::lose(const Table& table) {
    memory_ -= table.memory;
    changed_.push_back(table.region);
    went_at_ = serial_;
}

/// What is known of tables that are still there is kept; the others are read as new ones.
void PageLooks::take_over(std::vector<Table> found) {
    auto old = tables_.begin();
    for (Table& table : found) {
        for (; old != tables_.end() && old->region < table.region; ++old) lose(*old);
        if (old == tables_.end() || old->region != table.region) continue;
        const Pte entry = table.entry;
        table = std::move(*old++);
        if (table.entry != entry) table.stale = true;
        table.entry = entry;
    }
    for (; old != tables_.end(); ++old) lose(*old);
    tables_ = std::move(found);
}

void PageLooks::read(const Machine& machine, const FrameLooks& frames, Table& table) {
    const Ram& ram = machine.hardware.ram;
    std::array<PageLook, pages_in_table> looks;
    MemoryCount memory;
    table.stale = false;
    table.lowest_slot = ~std::uint32_t{0};
    table.highest_slot = 0;
    if (table.huge()) {
        looks.fill(page_look(machine, table.entry));
        memory.add(machine, pages_in_table, table.entry);
    } else {
        table.seen = ram.glimpse(table.entry.pfn());
        const TableEntries entries(ram, table.entry.pfn());
        std::uint64_t private_pages = 0;
        for (std::uint32_t index = 0; index < pages_in_table; ++index) {
            const Pte pte = entries[index];
            if (pte.hardware_present() && !pte.special() && frames[index_of(pte.pfn())] == FrameLook::Anon) {
                looks[index] = PageLook::Private;
                ++private_pages;
                continue;
            }
            looks[index] = page_look(machine, pte);
            memory.add(machine, 1, pte);
            if (!is_swap(pte)) continue;
            table.lowest_slot = std::min(table.lowest_slot, swap_entry_of(pte).value);
            table.highest_slot = std::max(table.highest_slot, swap_entry_of(pte).value);
        }
        memory.add_private(private_pages);
    }
    memory_ -= table.memory;
    memory_ += memory;
    table.memory = memory;
    const LookPlanes now(looks);
    if (table.looks != nullptr && *table.looks == now) return;
    if (table.looks == nullptr) table.looks = std::make_unique<LookPlanes>();
    *table.looks = now;
    LookCounts counts{};
    now.count(0, pages_in_table, counts);
    for (std::size_t look = 0; look < page_look_count; ++look)
        table.counts[look] = static_cast<std::uint16_t>(counts[look]);
    table.changed_at = serial_;
    changed_.push_back(table.region);
}

void PageLooks::follow(const Machine& machine, const FrameLooks& frames, const Mm& mm, std::uint64_t serial) {
    const Ram& ram = machine.hardware.ram;
    anew_ = above_.empty();
    if (anew_) went_at_ = serial;
    serial_ = serial;
    changed_.clear();
    if (!same_tables(ram, mm)) {
        above_.clear();
        std::vector<Table> found;
        found.reserve(tables_.size() + 1);
        if (mm.pgd != no_frame) find_tables(ram, mm.pgd, Level::Pgd, 0, found);
        take_over(std::move(found));
    }
    for (Table& table : tables_) {
        if (!table.stale && (table.huge() || ram.holds(table.entry.pfn(), table.seen))) continue;
        read(machine, frames, table);
    }
    if (changed_.empty() && before_.size() == tables_.size() + 1) return;
    std::sort(changed_.begin(), changed_.end());
    add_up();
}

void PageLooks::add_up() {
    before_.resize(tables_.size() + 1);
    before_[0] = {};
    for (std::size_t index = 0; index < tables_.size(); ++index) {
        for (std::size_t look = 0; look < page_look_count; ++look)
            before_[index + 1][look] = before_[index][look] + tables_[index].counts[look];
    }
}

void PageLooks::forget(std::uint64_t address, std::size_t& near) {
    if (table_of(page_number(address), near) != nullptr) tables_[near].stale = true;
}

void PageLooks::forget_all() {
    for (Table& table : tables_) table.stale = true;
}

/// The first table at or behind this region. `near` is where to begin when it lies before that.
std::size_t PageLooks::table_from(std::uint64_t region, std::size_t near) const {
    constexpr std::size_t steps = 4;
    std::size_t index = near <= tables_.size() && near != 0 && tables_[near - 1].region < region ? near : 0;
    for (const std::size_t last = index + steps; index < tables_.size() && index < last; ++index) {
        if (tables_[index].region >= region) return index;
    }
    const auto found = std::lower_bound(tables_.begin() + static_cast<std::ptrdiff_t>(index), tables_.end(), region,
                                        [](const Table& table, std::uint64_t wanted) { return table.region < wanted; });
    return static_cast<std::size_t>(found - tables_.begin());
}

const PageLooks::Table* PageLooks::table_of(std::uint64_t page, std::size_t& near) const {
    near = table_from(page / pages_in_table, near);
    return near < tables_.size() && tables_[near].region == page / pages_in_table ? &tables_[near] : nullptr;
}

PageLook PageLooks::look(std::uint64_t page) const {
    std::size_t near = 0;
    const Table* table = table_of(page, near);
    return table == nullptr ? PageLook::Untouched : (*table->looks)[page % pages_in_table];
}

LookCounts PageLooks::count(std::uint64_t first, std::uint64_t end, std::size_t& near) const {
    LookCounts counts{};
    if (first >= end) return counts;
    const std::uint32_t from = first % pages_in_table, to = end % pages_in_table;
    const Table* head = table_of(first, near);
    if (first / pages_in_table == end / pages_in_table) {
        if (head != nullptr) head->looks->count(from, to, counts);
    } else {
        std::size_t whole = near;
        if (from != 0 && head != nullptr) {
            head->looks->count(from, pages_in_table, counts);
            ++whole;
        }
        near = whole;
        const Table* tail = table_of(end, near);
        for (std::size_t look = 0; look < page_look_count; ++look) counts[look] += before_[near][look] - before_[whole][look];
        if (to != 0 && tail != nullptr) tail->looks->count(0, to, counts);
    }
    std::uint64_t touched = 0;
    for (std::size_t look = 0; look < page_look_count; ++look) {
        if (static_cast<PageLook>(look) != PageLook::Untouched) touched += counts[look];
    }
    counts[static_cast<std::size_t>(PageLook::Untouched)] = end - first - touched;
    return counts;
}

std::uint64_t PageLooks::changes(std::uint64_t first, std::uint64_t end) const {
    std::uint64_t sum = 0, at = first;
    PageLook last = look(first);
    for (std::size_t index = table_from(first / pages_in_table, 0); index < tables_.size(); ++index) {
        const std::uint64_t start = tables_[index].region * pages_in_table;
        if (start >= end) break;
        const LookPlanes& looks = *tables_[index].looks;
        const std::uint64_t from = std::max(first, start), to = std::min(end, start + pages_in_table);
        if (from > at) {
            sum += last != PageLook::Untouched ? 1u : 0u;
            last = PageLook::Untouched;
        }
        sum += looks[static_cast<std::uint32_t>(from - start)] != last ? 1u : 0u;
        sum += looks.changes(static_cast<std::uint32_t>(from - start), static_cast<std::uint32_t>(to - start));
        last = looks[static_cast<std::uint32_t>(to - 1 - start)];
        at = to;
    }
    return sum + (at < end && last != PageLook::Untouched ? 1u : 0u);
}

PageRun PageLooks::run_around(std::uint64_t page, std::uint64_t first, std::uint64_t end) const {
    const PageLook wanted = look(page);
    const auto index_of_page = [](std::uint64_t of) { return static_cast<std::uint32_t>(of % pages_in_table); };
    std::uint64_t from = page, to = page + 1;
    std::size_t near = 0;
    while (to < end) {
        const Table* table = table_of(to, near);
        std::uint64_t next = to + 1;
        if (table == nullptr) {
            if (wanted != PageLook::Untouched) break;
            next = near < tables_.size() ? tables_[near].region * pages_in_table : end;
        } else {
            if ((*table->looks)[index_of_page(to)] != wanted) break;
            if (table->looks->uniform()) next = (table->region + 1) * pages_in_table;
        }
        to = std::min(end, next);
    }
    while (from > first) {
        near = 0;
        const Table* table = table_of(from - 1, near);
        std::uint64_t next = from - 1;
        if (table == nullptr) {
            if (wanted != PageLook::Untouched) break;
            next = near == 0 ? first : (tables_[near - 1].region + 1) * pages_in_table;
        } else {
            if ((*table->looks)[index_of_page(from - 1)] != wanted) break;
            if (table->looks->uniform()) next = table->region * pages_in_table;
        }
        from = std::max(first, next);
    }
    return {from, to - from, wanted};
}

}  // namespace faultline
