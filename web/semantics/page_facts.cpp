#include "web/semantics/page_facts.hpp"

#include "web/semantics/numbers.hpp"

namespace faultline {
namespace {

// Types above the swap devices' are Linux's markers: guard regions and poison.
constexpr std::uint32_t first_marker_type = 28;

}  // namespace

Message name_of(PageLook look) {
    switch (look) {
        case PageLook::Unmapped: return Message::LookUnmapped;
        case PageLook::Untouched: return Message::LookUntouched;
        case PageLook::ZeroPage: return Message::LookZeroPage;
        case PageLook::Private: return Message::LookPrivate;
        case PageLook::SharedCow: return Message::LookSharedCow;
        case PageLook::FilePage: return Message::LookFilePage;
        case PageLook::SharedPage: return Message::LookSharedPage;
        case PageLook::Swapped: return Message::LookSwapped;
        case PageLook::Huge: return Message::LookHuge;
        case PageLook::Guard: return Message::LookGuard;
        case PageLook::NoAccess: return Message::LookNoAccess;
    }
    return Message::LookUnmapped;
}

Message name_of(FrameLook look) {
    switch (look) {
        case FrameLook::Free: return Message::FrameFree;
        case FrameLook::Kernel: return Message::FrameKernel;
        case FrameLook::ZeroPage: return Message::FrameZeroPage;
        case FrameLook::PageTable: return Message::FramePageTable;
        case FrameLook::Anon: return Message::FrameAnon;
        case FrameLook::AnonShared: return Message::FrameAnonShared;
        case FrameLook::SwapCache: return Message::FrameSwapCache;
        case FrameLook::File: return Message::FrameFile;
        case FrameLook::Shmem: return Message::FrameShmem;
        case FrameLook::Huge: return Message::FrameHuge;
    }
    return Message::FrameFree;
}

PageLook page_look(const Machine& machine, Pte pte) {
    if (pte.empty()) return PageLook::Untouched;
    if (pte.swap_like()) return pte.swap_type() >= first_marker_type ? PageLook::Guard : PageLook::Swapped;
    if (pte.prot_none()) return PageLook::NoAccess;
    if (pte.special()) return PageLook::ZeroPage;
    if (pte.huge()) return PageLook::Huge;
    const Page& page = machine.page(pte.pfn());
    switch (page.use) {
        case PageUse::Anon: return page.map_count > 1 ? PageLook::SharedCow : PageLook::Private;
        case PageUse::Tail: return PageLook::Private;
        case PageUse::File:
        case PageUse::Shmem: return PageLook::FilePage;
        case PageUse::Reserved: return PageLook::ZeroPage;
        case PageUse::Free:
        case PageUse::PageTable: break;
    }
    return PageLook::Private;
}

PageLook page_look(const Machine& machine, const Vma& vma, Pte pte) {
    const PageLook look = page_look(machine, pte);
    return look == PageLook::FilePage && vma.shared() ? PageLook::SharedPage : look;
}

FrameLook frame_look(const Machine& machine, Pfn pfn) {
    if (pfn == machine.zero_page) return FrameLook::ZeroPage;
    const Page& page = machine.page(pfn);
    switch (page.use) {
        case PageUse::Free: return FrameLook::Free;
        case PageUse::Reserved: return FrameLook::Kernel;
        case PageUse::PageTable: return FrameLook::PageTable;
        case PageUse::Anon:
            if (page.has(page_flag::large_head)) return FrameLook::Huge;
            if (page.has(page_flag::swap_cache)) return FrameLook::SwapCache;
            return page.map_count > 1 ? FrameLook::AnonShared : FrameLook::Anon;
        case PageUse::File: return FrameLook::File;
        case PageUse::Shmem: return FrameLook::Shmem;
        case PageUse::Tail: return FrameLook::Huge;
    }
    return FrameLook::Free;
}

bool is_resident(PageLook look) {
    switch (look) {
        case PageLook::Private:
        case PageLook::SharedCow:
        case PageLook::FilePage:
        case PageLook::SharedPage:
        case PageLook::Huge:
        case PageLook::NoAccess: return true;
        case PageLook::Unmapped:
        case PageLook::Untouched:
        case PageLook::ZeroPage:
        case PageLook::Swapped:
        case PageLook::Guard: return false;
    }
    return false;
}

std::string rights_text(std::uint64_t flags) {
    std::string out;
    out += (flags & vm::read) != 0 ? 'r' : '-';
    out += (flags & vm::write) != 0 ? 'w' : '-';
    out += (flags & vm::exec) != 0 ? 'x' : '-';
    out += (flags & vm::shared) != 0 ? 's' : 'p';
    return out;
}

std::vector<WalkRow> walk_rows(const Machine& machine, const Mm& mm, std::uint64_t address) {
    std::vector<WalkRow> rows;
    Pfn table = mm.pgd;
    for (std::uint32_t step = 0; step < 4 && table != no_frame; ++step) {
        const Level level = static_cast<Level>(step);
        const std::uint32_t index = table_index(address, level);
        const Pte entry{machine.hardware.ram.read_u64(table, index)};
        rows.push_back({level, table, index, entry});
        if (!entry.present() || entry.huge()) break;
        table = entry.pfn();
    }
    return rows;
}

Pte leaf_entry(const Machine& machine, const Mm& mm, std::uint64_t address) {
    const std::vector<WalkRow> rows = walk_rows(machine, mm, address);
    if (rows.empty()) return Pte{};
    const WalkRow& last = rows.back();
    return last.level == Level::Pte || last.entry.huge() || !last.entry.present() ? last.entry : Pte{};
}

std::string_view level_name(Level level) {
    switch (level) {
        case Level::Pgd: return "PGD";
        case Level::Pud: return "PUD";
        case Level::Pmd: return "PMD";
        case Level::Pte: return "PTE";
    }
    return "";
}

std::string pte_bits_text(Pte pte) {
    if (pte.empty()) return say(Message::BitsEmpty);
    if (pte.swap_like()) {
        if (pte.swap_type() >= first_marker_type) return say(Message::BitsMarker);
        return say(Message::BitsSwap, {{"device", std::to_string(pte.swap_type())}, {"slot", count_text(pte.swap_offset())}});
    }
    std::string out = say(pte.hardware_present() ? Message::BitPresent : Message::BitProtNone);
    const auto add = [&out](bool set, Message name) {
        if (set) out += ", " + say(name);
    };
    add(pte.writable(), Message::BitWritable);
    add(!pte.writable(), Message::BitReadOnly);
    add((pte.bits & Pte::user_bit) != 0, Message::BitUser);
    add(pte.accessed(), Message::BitAccessed);
    add(pte.dirty(), Message::BitDirty);
    add(pte.huge(), Message::BitHuge);
    add(pte.no_execute(), Message::BitNoExecute);
    return out;
}

std::string area_name(const Machine& machine, const Mm& mm, const Vma& vma) {
    switch (vma.name) {
        case VmaName::Heap: return say(Message::AreaHeap);
        case VmaName::Stack: return say(Message::AreaStack);
        case VmaName::Vvar: return "vvar";
        case VmaName::VvarVclock: return "vvar_vclock";
        case VmaName::Vdso: return "vdso";
        case VmaName::None: break;
    }
    if (vma.start < mm.brk && vma.end > mm.start_brk && vma.anonymous()) return say(Message::AreaHeap);
    const auto file = machine.files.find(vma.file);
    if (file == machine.files.end()) {
        return say(vma.has(vm::grows_down) ? Message::AreaStack : Message::AreaAnonymous);
    }
    const auto inode = machine.inodes.find(file->second.inode);
    if (inode == machine.inodes.end()) return say(Message::AreaAnonymous);
    if (inode->second.anonymous_shmem) return say(Message::AreaSharedAnonymous);
    const std::string& path = inode->second.path;
    const std::string base = path.substr(path.rfind('/') + 1);
    const bool code = vma.has(vm::exec), data = vma.has(vm::write);
    return say(code ? Message::AreaCodeOf : data ? Message::AreaDataOf : Message::AreaFileOf, {{"file", base}});
}

std::string place_text(const Machine& machine, const Mm& mm, std::uint64_t address) {
    const Vma* vma = mm.vma_lookup(address);
    if (vma == nullptr) return hex_text(address);
    return say(Message::PlaceInArea, {{"page", count_text(page_number(address) - page_number(vma->start))},
                                      {"area", area_name(machine, mm, *vma)}});
}

}  // namespace faultline
