// struct folio: of a page, the one that keeps the counts, and what it holds. Linux: include/linux/mm.h, page-flags.h.
#pragma once

#include "engine/machine.hpp"

namespace faultline {

/// page_folio: the head of a large folio, else the page itself.
inline Pfn folio_head(const Machine& machine, Pfn pfn) {
    const Page& page = machine.page(pfn);
    return page.use == PageUse::Tail ? static_cast<Pfn>(page.mapping) : pfn;
}

/// The head's record, of a page whose own is at hand.
inline Page& folio_of(Machine& machine, Page& page) {
    return page.use == PageUse::Tail ? machine.page(static_cast<Pfn>(page.mapping)) : page;
}
inline const Page& folio_of(const Machine& machine, const Page& page) {
    return page.use == PageUse::Tail ? machine.page(static_cast<Pfn>(page.mapping)) : page;
}

/// The kind under which a folio's pages count in rss (mm_counter).
inline Rss rss_kind(const Page& folio) {
    if (folio.use == PageUse::File) return Rss::File;
    return folio.use == PageUse::Shmem ? Rss::Shmem : Rss::Anon;
}
inline Rss rss_kind(const Machine& machine, Pfn pfn) { return rss_kind(folio_of(machine, machine.page(pfn))); }

}  // namespace faultline
