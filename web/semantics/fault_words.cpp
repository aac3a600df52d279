#include "web/semantics/fault_words.hpp"

#include "web/semantics/numbers.hpp"
#include "web/semantics/page_facts.hpp"
#include "web/semantics/spoken.hpp"

namespace faultline {
namespace {

std::string value_text(Ask question, std::uint64_t fact) {
    switch (question) {
        case Ask::CanonicalAddress:
        case Ask::UserSpaceAddress:
            return hex_text(fact);
        case Ask::VmaCoversAddress:
        case Ask::VmaAboveGrowsDown:
        case Ask::StackMayGrow:
        case Ask::VmaAnonymous:
            return fact == 0 ? say(Message::FactNone) : hex_text(fact);
        case Ask::AccessPermitted:
        case Ask::HugePageFits:
        case Ask::VmaShared:
            return rights_text(fact);
        case Ask::PmdPresent:
        case Ask::WriteToReadOnlyPmd:
        case Ask::PteEmpty:
        case Ask::PtePresent:
        case Ask::WriteToReadOnlyPte:
            return hex_text(fact) + ", " + pte_bits_text(Pte{fact});
        case Ask::ZeroPage:
        case Ask::AnonPage:
            return hex_text(fact);
        case Ask::AnonExclusive:
        case Ask::KsmPage:
            return hex_text(fact);
        case Ask::BeyondEndOfFile:
            return bytes_text(fact);
        case Ask::ReadInFlight:
            return fact == 0 ? say(Message::FactNone) : time_text(fact);
        case Ask::ProtectionKeyForbids:
        case Ask::Write:
        case Ask::ZeroPageAllowed:
        case Ask::PageInCache:
        case Ask::FaultAroundMappedIt:
        case Ask::GuardMarker:
        case Ask::PoisonMarker:
        case Ask::SwapCacheHit:
        case Ask::SynchronousDeviceSoleReference:
        case Ask::PageExclusive:
        case Ask::SoleReference:
        case Ask::FrameAvailable:
        case Ask::CgroupHasRoom:
            break;
    }
    return count_text(fact);
}

}  // namespace

Message short_question(Ask question) {
    switch (question) {
        case Ask::CanonicalAddress:
            return Message::AskCanonical;
        case Ask::UserSpaceAddress:
            return Message::AskUserSpace;
        case Ask::VmaCoversAddress:
            return Message::AskVma;
        case Ask::VmaAboveGrowsDown:
            return Message::AskGrowsDown;
        case Ask::StackMayGrow:
            return Message::AskMayGrow;
        case Ask::ProtectionKeyForbids:
            return Message::AskKeyForbids;
        case Ask::AccessPermitted:
            return Message::AskPermitted;
        case Ask::HugePageFits:
            return Message::AskHugeFits;
        case Ask::PmdPresent:
            return Message::AskHugeMapped;
        case Ask::WriteToReadOnlyPmd:
            return Message::AskHugeReadOnly;
        case Ask::PteEmpty:
            return Message::AskEmpty;
        case Ask::VmaAnonymous:
            return Message::AskAnonymous;
        case Ask::Write:
            return Message::AskWrite;
        case Ask::ZeroPageAllowed:
            return Message::AskZeroPageAllowed;
        case Ask::VmaShared:
            return Message::AskShared;
        case Ask::BeyondEndOfFile:
            return Message::AskBeyondEnd;
        case Ask::PageInCache:
            return Message::AskCached;
        case Ask::ReadInFlight:
            return Message::AskInFlight;
        case Ask::FaultAroundMappedIt:
            return Message::AskAround;
        case Ask::PtePresent:
            return Message::AskPresent;
        case Ask::GuardMarker:
            return Message::AskGuard;
        case Ask::PoisonMarker:
            return Message::AskPoison;
        case Ask::SwapCacheHit:
            return Message::AskSwapCache;
        case Ask::SynchronousDeviceSoleReference:
            return Message::AskSynchronous;
        case Ask::PageExclusive:
            return Message::AskOursAlone;
        case Ask::WriteToReadOnlyPte:
            return Message::AskReadOnly;
        case Ask::ZeroPage:
            return Message::AskZeroPage;
        case Ask::AnonPage:
            return Message::AskAnonPage;
        case Ask::AnonExclusive:
            return Message::AskExclusive;
        case Ask::SoleReference:
            return Message::AskLastHolder;
        case Ask::KsmPage:
            return Message::AskKsm;
        case Ask::FrameAvailable:
            return Message::AskFrame;
        case Ask::CgroupHasRoom:
            return Message::AskCgroup;
    }
    return Message::AskCanonical;
}

std::string fact_text(Ask question, std::uint64_t fact) {
    const std::string_view name = spoken(question).fact;
    if (name.empty()) return {};
    return say(Message::FactIs, {{"name", std::string(name)}, {"value", value_text(question, fact)}});
}

TreeRowWords tree_row_words(const FaultTreeRow& row, bool there_is_a_fault) {
    TreeRowWords words;
    if (row.is_leaf) {
        const LeafWords& leaf = spoken(row.leaf);
        words.title = leaf.outcome;
        words.lines.emplace_back(leaf.hint);
        if (row.lit) words.lines.push_back(say(Message::TreeEndedHere));
        words.function = leaf.function;
        return words;
    }
    const AskWords& ask = spoken(row.question);
    words.title = ask.question;
    words.function = ask.function;
    words.lines.push_back(say(Message::TreeIfYes, {{"meaning", std::string(ask.yes)}}));
    words.lines.push_back(say(Message::TreeIfNo, {{"meaning", std::string(ask.no)}}));
    if (row.given) {
        const std::string fact = fact_text(row.question, row.given->fact);
        words.lines.push_back(
            say(Message::TreeAnswered, {{"answer", say(row.given->yes ? Message::Yes : Message::No)}}) +
            (fact.empty() ? std::string{} : " " + say(Message::TreeFact, {{"fact", fact}})));
    } else if (there_is_a_fault) {
        words.lines.push_back(say(Message::TreeNotAsked));
    }
    return words;
}

}  // namespace faultline
