#include "engine/kernel/page_table.hpp"

namespace faultline {

namespace {

constexpr Level next_level(Level level) { return static_cast<Level>(static_cast<int>(level) + 1); }

Pfn new_table(Machine& machine, Mm& mm) {
    const Pfn table = alloc_page(machine, PageUse::PageTable, Gfp::Kernel);
    if (table == no_frame) return no_frame;
    machine.page(table).mapping = mm.id;
    mm.page_table_bytes += page_bytes;
    return table;
}

void free_table(Machine& machine, Mm& mm, EntryPosition at) {
    const Pfn table = read_entry(machine, at).pfn();
    write_entry(machine, at, Pte{});
    put_page(machine, table);
    mm.page_table_bytes -= page_bytes;
    mm.pmd_hint = {};
}

std::uint64_t gib_of(std::uint64_t address) { return address / entry_span(Level::Pud); }

/// A table on the way to the entry of `wanted`, and its level.
struct WalkStart {
    Pfn table;
    Level level;
};

/// As far down as is known without looking.
WalkStart start_of_walk(const Mm& mm, std::uint64_t address, Level wanted) {
    if (wanted >= Level::Pmd && mm.pmd_hint.gib == gib_of(address)) return {mm.pmd_hint.table, Level::Pmd};
    return {mm.pgd, Level::Pgd};
}

bool empty_table(const Machine& machine, Pfn table) { return machine.hardware.ram.all_zero(table); }

/// Frees the tables below `table` (of `level`) that lie inside [floor, ceiling) and touch [start, end).
void free_below(Machine& machine, Mm& mm, Pfn table, Level level, std::uint64_t start, std::uint64_t end,
                std::uint64_t floor, std::uint64_t ceiling) {
    const std::uint64_t span = entry_span(level);
    for (std::uint64_t address = start / span * span; address < end; address += span) {
        const EntryPosition at{table, table_index(address, level)};
        const Pte entry = read_entry(machine, at);
        if (!entry.present() || entry.huge()) continue;
        if (level != Level::Pmd) {
            const std::uint64_t from = std::max(start, address);
            const std::uint64_t to = std::min(end, address + span);
            free_below(machine, mm, entry.pfn(), next_level(level), from, to, floor, ceiling);
        }
        if (address >= floor && address + span <= ceiling) {
            FAULTLINE_ASSERT(empty_table(machine, entry.pfn()));
            free_table(machine, mm, at);
        }
    }
}

}  // namespace

EntryPosition find_entry(const Machine& machine, const Mm& mm, std::uint64_t address, Level wanted) {
    auto [table, level] = start_of_walk(mm, address, wanted);
    for (; level != wanted; level = next_level(level)) {
        const Pte entry{machine.hardware.ram.read_u64(table, table_index(address, level))};
        if (!entry.present() || entry.huge()) return {};
        table = entry.pfn();
    }
    return {table, table_index(address, wanted)};
}

EntryPosition make_entry(Machine& machine, Mm& mm, std::uint64_t address, Level wanted) {
    auto [table, level] = start_of_walk(mm, address, wanted);
    for (; level != wanted; level = next_level(level)) {
        const EntryPosition at{table, table_index(address, level)};
        Pte entry = read_entry(machine, at);
        if (entry.present() && entry.huge()) return {};
        if (!entry.present()) {
            const Pfn below = new_table(machine, mm);
            if (below == no_frame) return {};
            entry = Pte::of(below, table_flags);
            write_entry(machine, at, entry);
        }
        table = entry.pfn();
        if (level == Level::Pud) mm.pmd_hint = {gib_of(address), table};
    }
    return {table, table_index(address, wanted)};
}

Pte find_pte(const Machine& machine, const Mm& mm, std::uint64_t address) {
    const EntryPosition pmd = find_entry(machine, mm, address, Level::Pmd);
    if (!pmd.exists()) return {};
    const Pte entry = read_entry(machine, pmd);
    if (!entry.present() || entry.huge()) return entry;
    return read_entry(machine, {entry.pfn(), table_index(address, Level::Pte)});
}

void free_pgtables(Machine& machine, Mm& mm, std::uint64_t start, std::uint64_t end, std::uint64_t floor,
                   std::uint64_t ceiling) {
    free_below(machine, mm, mm.pgd, Level::Pgd, start, end, floor, ceiling);
}

bool free_pte_table_if_empty(Machine& machine, Mm& mm, EntryPosition pmd) {
    const Pte entry = read_entry(machine, pmd);
    if (!entry.present() || entry.huge() || !empty_table(machine, entry.pfn())) return false;
    free_table(machine, mm, pmd);
    return true;
}

bool deposit_table(Machine& machine, Mm& mm, std::uint64_t address) {
    const Pfn table = new_table(machine, mm);
    if (table != no_frame) mm.deposited_tables[address] = table;
    return table != no_frame;
}

Pfn withdraw_table(Mm& mm, std::uint64_t address) {
    const auto deposited = mm.deposited_tables.find(address);
    FAULTLINE_ASSERT(deposited != mm.deposited_tables.end());
    const Pfn table = deposited->second;
    mm.deposited_tables.erase(deposited);
    return table;
}

void free_deposited_table(Machine& machine, Mm& mm, std::uint64_t address) {
    put_page(machine, withdraw_table(mm, address));
    mm.page_table_bytes -= page_bytes;
}

void flush_tlb_range(Machine& machine, const Mm& mm, std::uint64_t start, std::uint64_t end) {
    if (machine.hardware.page_table == mm.pgd) machine.hardware.flush_range(start, end);
}

void flush_tlb_page(Machine& machine, const Mm& mm, std::uint64_t address) {
    if (machine.hardware.page_table == mm.pgd) machine.hardware.flush_page(address);
}

void flush_tlb_mm(Machine& machine, const Mm& mm) {
    if (machine.hardware.page_table == mm.pgd) machine.hardware.flush_all();
}

std::uint64_t vm_page_prot(const Vma& vma) {
    const std::uint64_t flags = vma.flags;
    const std::uint64_t key = ((flags >> vm::protection_key_shift) & 15u) << Pte::protection_key_shift;
    if ((flags & vm::access_rights) == 0) {
        return Pte::prot_none_bit | Pte::accessed_bit | Pte::user_bit | Pte::no_execute_bit | key;
    }
    std::uint64_t bits = Pte::present_bit | Pte::user_bit | Pte::accessed_bit | key;
    if ((flags & vm::exec) == 0) bits |= Pte::no_execute_bit;
    if (vma.has(vm::write | vm::shared) && !vma.write_notify) bits |= Pte::writable_bit;
    return bits;
}

}  // namespace faultline
