#include "web/semantics/frame_words.hpp"

#include "web/semantics/numbers.hpp"

namespace faultline {

Message name_of(LruList list) {
    switch (list) {
        case LruList::None:
            return Message::ListNone;
        case LruList::InactiveAnon:
            return Message::ListInactiveAnon;
        case LruList::ActiveAnon:
            return Message::ListActiveAnon;
        case LruList::InactiveFile:
            return Message::ListInactiveFile;
        case LruList::ActiveFile:
            return Message::ListActiveFile;
        case LruList::Unevictable:
            return Message::ListUnevictable;
        case LruList::AddBatch:
            return Message::ListAddBatch;
    }
    return Message::ListNone;
}

std::string flags_text(const Machine& machine, Pfn pfn) {
    const Page& page = machine.page(pfn);
    std::string out;
    const auto add = [&](std::uint32_t flag, Message name) {
        if (!page.has(flag)) return;
        if (!out.empty()) out += ", ";
        out += say(name);
    };
    add(page_flag::dirty, Message::BitDirty);
    add(page_flag::referenced, Message::FlagReferenced);
    add(page_flag::active, Message::FlagActive);
    add(page_flag::locked, Message::FlagLocked);
    add(page_flag::writeback, Message::FlagWriteback);
    add(page_flag::mlocked, Message::FlagMlocked);
    add(page_flag::workingset, Message::FlagWorkingset);
    add(page_flag::anon_exclusive, Message::FlagExclusive);
    add(page_flag::ksm, Message::FlagKsm);
    if (page.has(page_flag::swap_cache)) {
        if (!out.empty()) out += ", ";
        out += say(Message::FlagSwapCache, {{"slot", count_text(SwapEntry{page.swap_slot}.slot())}});
    }
    return out.empty() ? say(Message::FactNone) : out;
}

std::string owner_text(const Machine& machine, Pfn pfn) {
    const Page& page = machine.page(pfn);
    switch (page.use) {
        case PageUse::File:
        case PageUse::Shmem: {
            const auto inode = machine.inodes.find(page.mapping);
            const std::string name = inode == machine.inodes.end()   ? std::string{}
                                     : inode->second.anonymous_shmem ? say(Message::AreaSharedAnonymous)
                                                                     : inode->second.path;
            return say(Message::OwnerFile, {{"file", name}, {"page", count_text(page.index)}});
        }
        case PageUse::Anon:
            return say(Message::OwnerAnon, {{"address", hex_text(page.index << page_shift)}});
        case PageUse::PageTable:
            return say(Message::OwnerTable);
        case PageUse::Tail:
            return say(Message::OwnerTail, {{"frame", hex_text(page.mapping)}});
        case PageUse::Free:
        case PageUse::Reserved:
            break;
    }
    return {};
}

std::vector<std::string> frame_lines(const Machine& machine, Pfn pfn) {
    const Page& page = machine.page(pfn);
    std::vector<std::string> lines;
    lines.push_back(
        say(Message::FrameNamed, {{"frame", frame_text(pfn)}, {"use", say(name_of(frame_look(machine, pfn)))}}));
    const std::string owner = owner_text(machine, pfn);
    if (!owner.empty()) lines.push_back(say(Message::FrameOwner, {{"owner", owner}}));
    lines.push_back(say(Message::FrameCounts,
                        {{"references", count_text(page.reference_count)}, {"maps", count_text(page.map_count)}}));
    if (page.use == PageUse::Anon || page.use == PageUse::File || page.use == PageUse::Shmem) {
        lines.push_back(say(Message::FrameList, {{"list", say(name_of(page.list))}}));
        lines.push_back(say(Message::FrameFlags, {{"flags", flags_text(machine, pfn)}}));
    }
    return lines;
}

std::string mapping_text(const Machine& machine, const Mapping& mapping) {
    const Task& task = machine.task(mapping.pid);
    return say(Message::MappingLine, {{"pid", std::to_string(mapping.pid)},
                                      {"place", place_text(machine, machine.mm_of(task), mapping.address)},
                                      {"bits", pte_bits_text(mapping.entry)}});
}

std::string watermarks_text(const Machine& machine) {
    const ReclaimState& reclaim = machine.reclaim;
    return say(Message::Watermarks, {{"min", count_text(reclaim.watermark_min)},
                                     {"low", count_text(reclaim.watermark_low)},
                                     {"high", count_text(reclaim.watermark_high)}});
}

}  // namespace faultline
