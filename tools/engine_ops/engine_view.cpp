#include "tools/engine_ops/engine_view.hpp"

#include "engine/kernel/page_table.hpp"
#include "engine/kernel/rmap.hpp"
#include "engine/kernel/swap_entry.hpp"

namespace faultline::ops {

namespace {

constexpr std::uint32_t bytes_of_page = faultline::page_bytes;

PageState page_state(const Machine& machine, const Mm& mm, std::uint64_t address) {
    const Pte pte = find_pte(machine, mm, address);
    if (is_guard(pte)) return {.kind = 'g'};
    if (is_swap(pte)) return {.kind = 'S', .group = swap_entry_of(pte).value};
    if (!pte.present()) return {};
    if (pte.special()) return {.kind = pte.huge() ? 'h' : 'z'};
    const auto inside = pte.huge() ? static_cast<std::uint32_t>(page_number(address) % pages_per_huge_page) : 0;
    const std::uint32_t frame = index_of(pte.pfn()) + inside;
    if (pte.huge()) return {.kind = 't', .group = frame};
    switch (rss_kind(machine, pte.pfn())) {
        case faultline::Rss::File: return {.kind = 'f', .group = frame};
        case faultline::Rss::Shmem: return {.kind = 's', .group = frame};
        case faultline::Rss::Anon:
        case faultline::Rss::SwapEntries: break;
    }
    return {.kind = machine.page(pte.pfn()).has(page_flag::ksm) ? 'k' : 'a', .group = frame};
}

struct FlagWord {
    std::uint64_t flag;
    const char* word;
};
constexpr FlagWord flag_words[] = {
    {vm::grows_down, "gd"},   {vm::locked, "lo"},       {vm::sequential_read, "sr"}, {vm::random_read, "rr"},
    {vm::dont_copy, "dc"},    {vm::account, "ac"},      {vm::no_reserve, "nr"},      {vm::wipe_on_fork, "wf"},
    {vm::huge_page, "hg"},    {vm::no_huge_page, "nh"}, {vm::mergeable, "mg"},
};

VmaState vma_state(const Machine& machine, const Vma& vma, const std::array<InodeId, 3>& objects) {
    VmaState state;
    state.start = (static_cast<std::int64_t>(vma.start) - static_cast<std::int64_t>(arena_address)) / bytes_of_page;
    state.end = (static_cast<std::int64_t>(vma.end) - static_cast<std::int64_t>(arena_address)) / bytes_of_page;
    state.permissions += vma.has(vm::read) ? 'r' : '-';
    state.permissions += vma.has(vm::write) ? 'w' : '-';
    state.permissions += vma.has(vm::exec) ? 'x' : '-';
    state.permissions += vma.has(vm::may_share) ? 's' : 'p';
    for (const FlagWord& one : flag_words) {
        if (!vma.has(one.flag)) continue;
        if (!state.flags.empty()) state.flags += ' ';
        state.flags += one.word;
    }
    state.kind = "anon";
    if (vma.anonymous()) return state;
    state.offset = vma.page_offset;
    const InodeId inode = machine.files.at(vma.file).inode;
    state.kind = "shmem:" + std::to_string(inode);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        if (objects[i] == inode) state.kind = std::string("file:") + object_letter(static_cast<Object>(i));
    }
    return state;
}

}  // namespace

Rss rss_of(const Mm& mm) {
    using Kind = faultline::Rss;
    return {mm.rss_of(Kind::Anon), mm.rss_of(Kind::File), mm.rss_of(Kind::Shmem), mm.rss_of(Kind::SwapEntries)};
}

ProcessState view_of(const Machine& machine, const Mm& mm, std::uint32_t pages, const std::array<InodeId, 3>& objects) {
    ProcessState state;
    state.rss = rss_of(mm);
    const std::uint64_t end = arena_address + std::uint64_t{pages} * bytes_of_page;
    for (std::uint64_t at = arena_address; at < end; at += bytes_of_page) {
        state.pages.push_back(page_state(machine, mm, at));
    }
    for (const Vma& vma : mm.vmas) {
        if (vma.end > arena_address && vma.start < end) state.vmas.push_back(vma_state(machine, vma, objects));
    }
    return state;
}

}  // namespace faultline::ops
