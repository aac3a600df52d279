// struct folio: of a page, the one that keeps the counts, and what it holds. Linux: include/linux/mm.h, page-flags.h.
#pragma once

#include "engine/machine.hpp"

namespace faultline {

/// page_folio: the head of a large folio, else the page itself.
inline Pfn folio_head(const Machine& machine, Pfn pfn) {
    const Page& page = machine.page(pfn);
    return page.use == PageUse::Tail ? static_cast<Pfn>(page.mapping) : pfn;
}

/// The kind under which a page counts in rss (mm_counter).
inline Rss rss_kind(const Machine& machine, Pfn pfn) {
    const PageUse use = machine.page(folio_head(machine, pfn)).use;
    if (use == PageUse::File) return Rss::File;
    return use == PageUse::Shmem ? Rss::Shmem : Rss::Anon;
}

}  // namespace faultline
