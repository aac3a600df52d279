// What a view may look at, and what it may answer. A Scene is const throughout; a view that wants something pushes an
// intent, and App does it. The HTML sends the same intents as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "course/guide_view.hpp"
#include "course/intent.hpp"
#include "engine/history/history.hpp"
#include "web/semantics/areas.hpp"
#include "web/semantics/frame_looks.hpp"
#include "web/semantics/page_facts.hpp"
#include "web/semantics/processes.hpp"
#include "web/semantics/swap_facts.hpp"
#include "web/stride.hpp"
#include "web/theme.hpp"

namespace faultline {

/// Board shows several views at once; the others fill the canvas with one.
enum class ViewKind : std::uint8_t {
    Board, Guide, Program, FaultPath, AddressSpace, PageTable, Frames, Tlb, Counters, Cost, Swap, Processes, Terminal,
    Timeline, Curve
};
inline constexpr std::uint32_t view_kind_count = static_cast<std::uint32_t>(ViewKind::Curve) + 1;

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

/// Pages [first, first + pages) of the address space on the ruler.
struct RulerRange {
    std::uint64_t first = 0;
    std::uint64_t pages = 0;

    static constexpr std::uint64_t all_pages = 1ull << 35;   // 47 bits of addresses
    static constexpr std::uint64_t fewest_pages = 16;
    static constexpr RulerRange whole() { return {0, all_pages}; }
    /// Four times (or a quarter of) the pages around `page`, which keeps its place; stays inside the whole.
    RulerRange zoomed(std::uint64_t page, bool in) const;
    /// The same length around `page`.
    RulerRange centred(std::uint64_t page) const;
    /// Moved by `part` hundredths of its length.
    RulerRange moved(std::int32_t part) const;
    bool operator==(const RulerRange&) const = default;
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
    RulerRange ruler = RulerRange::whole();
    /// The row of the handler's tree (semantics/fault_tree.hpp) that is read whole.
    std::optional<std::uint32_t> tree_row;
    /// Micro-steps of the coming attempt that have been revealed.
    std::uint32_t micro = 0;
    /// The second terminal: commands that look at the machine, and what they printed.
    std::string shell;
    /// What "forward" and "back" go by: an index of `strides`; for marks, only of this process (0: any).
    std::uint32_t stride = usual_stride;
    Pid stride_pid = 0;
    /// The run goes on by itself, stride by stride, at this index of `paces`.
    bool playing = false;
    std::uint32_t pace = usual_pace;
};

namespace look {
struct Show {
    ViewKind view{};
};
struct SelectPage {
    std::uint64_t address = 0;
    /// Whose; 0: of the process that is shown.
    Pid pid = 0;
};
struct SelectFrame {
    Pfn frame = no_frame;
};
struct ClearSelection {};
struct SelectTreeRow {
    std::uint32_t row = 0;
};
struct SelectProcess {
    Pid pid = 0;
};
/// What the ruler of the address space shows; zooming in brings the page in focus to the middle.
struct ShowRange {
    RulerRange range;
};
struct Zoom {
    bool in = true;
};
struct Pan {
    std::int32_t hundredths = 0;
};
/// The area of the page in focus, or the whole address space.
struct ZoomToArea {};
struct ZoomToWhole {};
struct SetTheme {
    bool dark = false;
};
struct SetMotion {
    bool reduced = false;
};
struct ShowDisassembly {
    bool on = false;
};
/// A command in the second terminal (engine/shell). It looks, so it is not part of the run.
struct Shell {
    std::string command;
};
/// Reveals the next micro-step of the coming attempt; after the last one the attempt is made.
struct MicroStep {};
/// Hides the last one again; before the first, the attempt before this one is shown whole.
struct MicroBack {};
struct SetStride {
    std::uint32_t stride = 0;
    Pid pid = 0;
};
struct SetPace {
    std::uint32_t pace = 0;
};
/// One stride in either direction.
struct Forward {};
struct Back {};
struct Play {
    bool on = false;
};
/// So many strides are due while the run plays.
struct Beat {
    std::uint32_t strides = 1;
};
}  // namespace look

using LookIntent = std::variant<look::Show, look::SelectPage, look::SelectFrame, look::ClearSelection, look::SelectTreeRow,
                                look::SelectProcess, look::ShowRange, look::Zoom, look::Pan, look::ZoomToArea, look::ZoomToWhole,
                                look::SetTheme, look::SetMotion, look::ShowDisassembly, look::Shell, look::MicroStep,
                                look::MicroBack, look::SetStride, look::SetPace, look::Forward, look::Back, look::Play, look::Beat>;
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

/// A page that the last attempt brought into memory.
struct Arrival {
    enum class From : std::uint8_t { Zeros, Swap, File };
    From from{};
    Pfn frame = no_frame;
    std::uint64_t address = 0;
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
    /// Its VMAs with their pages, and all of physical memory. Both belong to who built the scene, and follow the machine
    /// from one scene to the next.
    std::span<const Area> areas;
    const FrameLooks* frames = nullptr;
    std::vector<ProcessFacts> processes;
    SwapFacts swap;
    std::vector<CachedFile> files;
    /// Differs between scenes that one builder has built.
    std::uint64_t serial = 0;

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
    /// How many of its answers the micro-steps have shown: all, while none is under way.
    std::uint32_t fault_answers_shown = 0;
    /// The last fault on the timeline up to now.
    std::optional<Mark> last_fault;
    /// The address that the views look at: selected, about to be touched, touched last.
    std::uint64_t focus = 0;
    /// The frame that the views look at: selected, else that of `focus`; no_frame where there is none.
    Pfn focus_frame = no_frame;
    /// The entries that map it, in every process.
    std::vector<Mapping> focus_mappings;
    /// What the last attempt brought, if the scene before this one stood right before it; the faulting page first.
    std::vector<Arrival> arrivals;
    /// The sentence about the last step.
    std::string sentence;
};

}  // namespace faultline
