// What a view may look at, and what it may answer. A Scene is const throughout; a view that wants something pushes an
// intent, and App does it. The HTML sends the same intents as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "course/guide_view.hpp"
#include "course/intent.hpp"
#include "engine/history/history.hpp"
#include "web/semantics/page_facts.hpp"
#include "web/theme.hpp"

namespace faultline {

/// Board shows several views at once; the others fill the canvas with one.
enum class ViewKind : std::uint8_t {
    Board, Guide, Program, FaultPath, AddressSpace, PageTable, Frames, Tlb, Counters, Cost, Terminal, Timeline
};
inline constexpr std::uint32_t view_kind_count = static_cast<std::uint32_t>(ViewKind::Timeline) + 1;

/// "address-space": in links, intents and the list of views.
std::string_view id_of(ViewKind view);
Message name_of(ViewKind view);
std::optional<ViewKind> view_named(std::string_view id);

/// The one thing that is selected, in every view at once. A page selected by its frame keeps both.
struct Selection {
    std::optional<std::uint64_t> page;   // start address
    std::optional<Pfn> frame;

    bool any() const { return page.has_value() || frame.has_value(); }
    bool operator==(const Selection&) const = default;
};

/// What the faces remember about looking; the session knows nothing of it.
struct ViewState {
    ViewKind view = ViewKind::Board;
    bool dark = false;
    bool disassembly = false;
    bool reduced_motion = false;
    /// Whose memory is shown; 0: who runs.
    Pid pid = 0;
    Selection selection;
    /// Micro-steps of the coming attempt that have been revealed.
    std::uint32_t micro = 0;
};

namespace look {
struct Show {
    ViewKind view{};
};
struct SelectPage {
    std::uint64_t address = 0;
};
struct SelectFrame {
    Pfn frame = no_frame;
};
struct ClearSelection {};
struct SelectProcess {
    Pid pid = 0;
};
struct SetTheme {
    bool dark = false;
};
struct SetMotion {
    bool reduced = false;
};
struct ShowDisassembly {
    bool on = false;
};
/// Reveals the next micro-step of the coming attempt; after the last one the attempt is made.
struct MicroStep {};
}  // namespace look

using LookIntent = std::variant<look::Show, look::SelectPage, look::SelectFrame, look::ClearSelection, look::SelectProcess,
                                look::SetTheme, look::SetMotion, look::ShowDisassembly, look::MicroStep>;
using AnyIntent = std::variant<Intent, LookIntent>;
using Intents = std::vector<AnyIntent>;

/// One instruction as the program view lists it.
struct CodeLine {
    std::uint64_t address = 0;
    std::string text;
};

/// One line of the source; several functions of one file are one listing.
struct SourceLine {
    std::uint32_t number = 0;
    std::string_view text;
};

/// Everything that the views draw. The machine may be missing: then there is only the guide.
struct Scene {
    const Machine* machine = nullptr;
    const History* history = nullptr;
    const GuideView* guide = nullptr;
    const ViewState* view = nullptr;
    const Theme* theme = nullptr;

    /// The task whose memory is shown and its address space; nullptr without one.
    const Task* task = nullptr;
    const Mm* mm = nullptr;
    std::vector<Area> areas;
    std::vector<FrameRun> frames;

    std::string_view source;
    /// 1-based; 0 where the instruction is in no line of `source`.
    std::uint32_t line = 0;
    /// While the C library runs: the line that called it.
    std::uint32_t calling_line = 0;
    /// The instruction at RIP and those after it.
    std::vector<CodeLine> code;

    /// The coming attempt, micro-step by micro-step, and the faults it will make.
    std::vector<Event> next;
    std::vector<FaultTrace> next_faults;
    /// The fault whose path is shown: of the coming attempt if that faults, else the last one.
    std::optional<FaultTrace> fault;
    bool fault_is_next = false;
    /// The last fault on the timeline up to now.
    std::optional<Mark> last_fault;
    /// The address that the views look at: selected, about to be touched, touched last.
    std::uint64_t focus = 0;
    /// The sentence about the last step.
    std::string sentence;
};

}  // namespace faultline
