// What every page of an address space looks like, kept up to date by reading again those page tables alone that have
// changed, and those whose frames are mapped by more or fewer than before. A page costs half a byte; any stretch is counted
// without going through its pages.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "web/semantics/frame_looks.hpp"
#include "web/semantics/look_planes.hpp"
#include "web/semantics/memory_count.hpp"

namespace faultline {

/// The looks here know no VMA: a page of the page cache is a FilePage, whoever shares it.
class PageLooks {
  public:
    /// 512 pages: under one last-level table, or one huge page.
    struct Table {
        /// Address divided by 2 MiB.
        std::uint64_t region = 0;
        /// What points at it.
        Pte entry;
        /// The lowest and the highest slot that its entries hold, as SwapEntry packs them; none while lowest is higher.
        std::uint32_t lowest_slot = ~std::uint32_t{0}, highest_slot = 0;
        /// The follow at which its looks changed last.
        std::uint64_t changed_at = 0;

        bool huge() const { return !entry.present() || entry.huge(); }

      private:
        friend class PageLooks;
        Glimpse seen;
        bool stale = true;
        std::unique_ptr<LookPlanes> looks;
        std::array<std::uint16_t, page_look_count> counts{};
        MemoryCount memory;
    };

    /// `serial` counts up from one follow to the next.
    void follow(const Machine& machine, const FrameLooks& frames, const Mm& mm, std::uint64_t serial);
    /// The next follow reads the table of this address again; or all of them. `near` as for count().
    void forget(std::uint64_t address, std::size_t& near);
    void forget_all();

    std::uint64_t serial() const { return serial_; }
    /// There was no follow before the last one.
    bool anew() const { return anew_; }
    /// By region.
    std::span<const Table> tables() const { return tables_; }
    /// Those that have a page at or behind this one.
    std::span<const Table> tables_from(std::uint64_t page) const {
        return tables().subspan(table_from(page / pages_in_table, 0));
    }
    /// Regions that the last follow found otherwise than the one before, in order; those of tables that went are among them.
    std::span<const std::uint64_t> changed() const { return changed_; }
    /// The follow at which a table went last: what is remembered of the time before may be of pages that none has now.
    std::uint64_t table_went_at() const { return went_at_; }

    PageLook look(std::uint64_t page) const;
    /// Pages [first, end) by look. Stretches that follow one another are found faster with the `near` of the one before.
    LookCounts count(std::uint64_t first, std::uint64_t end, std::size_t& near) const;
    LookCounts count(std::uint64_t first, std::uint64_t end) const {
        std::size_t near = 0;
        return count(first, end, near);
    }
    /// How many pages of (first, end) look otherwise than the one before.
    std::uint64_t changes(std::uint64_t first, std::uint64_t end) const;
    /// The pages around `page` within [first, end) that look like it.
    PageRun run_around(std::uint64_t page, std::uint64_t first, std::uint64_t end) const;

    const MemoryCount& memory() const { return memory_; }

  private:
    struct Above {
        Pfn table = no_frame;
        Glimpse seen;
    };
    static constexpr std::uint64_t pages_in_table = LookPlanes::pages;
    bool same_tables(const Ram& ram, const Mm& mm) const;
    void find_tables(const Ram& ram, Pfn table, Level level, std::uint64_t start, std::vector<Table>& found);
    void take_over(std::vector<Table> found);
    void lose(const Table& table);
    void read(const Machine& machine, const FrameLooks& frames, Table& table);
    void add_up();
    std::size_t table_from(std::uint64_t region, std::size_t near) const;
    const Table* table_of(std::uint64_t page, std::size_t& near) const;

    std::uint64_t serial_ = 0, went_at_ = 0;
    bool anew_ = true;
    /// The tables of the three upper levels, the top first.
    std::vector<Above> above_;
    std::vector<Table> tables_;
    /// The pages under all tables before each; one more than there are tables.
    std::vector<std::array<std::uint32_t, page_look_count>> before_;
    std::vector<std::uint64_t> changed_;
    MemoryCount memory_;
};

}  // namespace faultline
