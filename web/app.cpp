#include "web/app.hpp"

#include <algorithm>

#include "course/instance.hpp"
#include "course/lab.hpp"
#include "course/overloaded.hpp"
#include "engine/shell/shell.hpp"
#include "web/semantics/fault_tree.hpp"
#include "web/view_json.hpp"

namespace faultline {

Result<Done> App::begin(Result<LabSession> session) {
    if (!session) return session.error();
    session_.emplace(std::move(session.value()));
    look_anew();
    return Done{};
}

void App::look_anew() {
    ViewState fresh;
    fresh.view = look_.view;
    fresh.dark = look_.dark;
    fresh.reduced_motion = look_.reduced_motion;
    fresh.disassembly = look_.disassembly;
    fresh.stride = look_.stride;
    fresh.pace = look_.pace;
    look_ = std::move(fresh);
    look_changed();
}

Result<Done> App::load_lab(std::string_view json, std::uint64_t seed) {
    Result<Lab> lab = faultline::load_lab(json);
    if (!lab) return lab.error();
    const bool seed_shows = varies(lab.value());
    return begin(LabSession(std::move(lab.value()), seed_shows ? seed : 1));
}

Result<Done> App::restore(std::string_view lab_json, std::string_view attempt_json) {
    Result<Lab> lab = faultline::load_lab(lab_json);
    if (!lab) return lab.error();
    return begin(LabSession::restore(std::move(lab.value()), attempt_json));
}

Result<Done> App::dispatch(const AnyIntent& intent) {
    if (const LookIntent* look = std::get_if<LookIntent>(&intent)) return look_at(*look);
    if (!session_) return Error{"intent", "no lab is loaded"};
    Result<Done> done = session_->apply(std::get<Intent>(intent));
    if (std::holds_alternative<intent::Reset>(std::get<Intent>(intent))) look_anew();
    moved();
    changed();
    return done;
}

void App::moved() {
    const bool stops = look_.playing && !in_beat_;
    if (look_.micro == 0 && !stops) return;
    look_.micro = 0;
    if (stops) look_.playing = false;
    ++look_version_;
}

Result<Done> App::look_at(const LookIntent& intent) {
    look_changed();
    return std::visit(
        Overloaded{[this](const look::Show& show) -> Result<Done> {
                       look_.view = show.view;
                       return Done{};
                   },
                   [this](const look::SelectPage& select) -> Result<Done> {
                       if (select.pid != 0) look_.pid = select.pid;
                       look_.selection = {page_start(select.address), std::nullopt};
                       return Done{};
                   },
                   [this](const look::SelectFrame& select) -> Result<Done> {
                       const Machine* machine = session_ ? session_->machine() : nullptr;
                       if (machine == nullptr || index_of(select.frame) >= machine->hardware.ram.frames()) {
                           return Error{"intent/frame", "no such frame"};
                       }
                       // A table is looked at while a walk is: that stays where it is.
                       const bool table = machine->page(select.frame).use == PageUse::PageTable;
                       const std::uint64_t focus = scene().focus;
                       look_.selection = {table ? std::optional(page_start(focus)) : std::nullopt, select.frame};
                       look_changed();
                       select_page_of(select.frame);
                       return Done{};
                   },
                   [this](const look::ClearSelection&) -> Result<Done> {
                       look_.selection = {};
                       look_.tree_row.reset();
                       return Done{};
                   },
                   [this](const look::SelectTreeRow& select) -> Result<Done> {
                       if (select.row >= lit_fault_tree(nullptr).size()) return Error{"intent/row", "no such row of the tree"};
                       look_.tree_row = select.row;
                       return Done{};
                   },
                   [this](const look::SelectProcess& select) -> Result<Done> {
                       look_.pid = select.pid;
                       return Done{};
                   },
                   [this](const look::ShowRange& show) -> Result<Done> {
                       if (show.range.pages < RulerRange::fewest_pages || show.range.pages > RulerRange::all_pages) return Error{"intent/pages", "no such range"};
                       look_.ruler = show.range.moved(0);
                       return Done{};
                   },
                   [this](const look::Zoom& zoom) -> Result<Done> {
                       const std::uint64_t page = page_number(scene().focus);
                       const RulerRange now = look_.ruler;
                       const bool inside = page >= now.first && page - now.first < now.pages;
                       look_.ruler = now.zoomed(inside ? page : now.first + now.pages / 2, zoom.in);
                       // What is in focus stays in sight, with its neighbours on both sides.
                       if (inside && zoom.in) look_.ruler = look_.ruler.centred(page);
                       look_changed();
                       return Done{};
                   },
                   [this](const look::Pan& pan) -> Result<Done> {
                       look_.ruler = look_.ruler.moved(pan.hundredths);
                       return Done{};
                   },
                   [this](const look::ZoomToArea&) -> Result<Done> {
                       zoom_to_area();
                       return Done{};
                   },
                   [this](const look::ZoomToWhole&) -> Result<Done> {
                       look_.ruler = RulerRange::whole();
                       return Done{};
                   },
                   [this](const look::SetTheme& theme) -> Result<Done> {
                       look_.dark = theme.dark;
                       return Done{};
                   },
                   [this](const look::SetMotion& motion) -> Result<Done> {
                       look_.reduced_motion = motion.reduced;
                       return Done{};
                   },
                   [this](const look::ShowDisassembly& show) -> Result<Done> {
                       look_.disassembly = show.on;
                       return Done{};
                   },
                   [this](const look::Shell& asked) { return ask_shell(asked.command); },
                   [this](const look::MicroStep&) { return micro_step(); }, [this](const look::MicroBack&) { return micro_back(); },
                   [this](const look::SetStride& set) -> Result<Done> {
                       look_.stride = set.stride;
                       look_.stride_pid = set.pid;
                       return Done{};
                   },
                   [this](const look::SetPace& set) -> Result<Done> {
                       look_.pace = set.pace;
                       // As fast as it goes is a run, not a sequence of strides.
                       return look_.playing ? play(true) : Result<Done>{Done{}};
                   },
                   [this](const look::Forward&) { return stride(false); }, [this](const look::Back&) { return stride(true); },
                   [this](const look::Play& set) { return play(set.on); },
                   [this](const look::Beat& due) { return beat(due.strides); }},
        intent);
}

/// A frame that is mapped has a page: that of the process that is shown if it maps it, else the first one's.
void App::select_page_of(Pfn frame) {
    const std::vector<Mapping> mappings = mappings_of(*session_->machine(), frame);
    if (mappings.empty()) return;
    const Task* shown = scene().task;
    const Mapping* chosen = &mappings.front();
    for (const Mapping& mapping : mappings) {
        if (shown != nullptr && mapping.pid == shown->pid) {
            chosen = &mapping;
            break;
        }
    }
    look_.selection.page = page_start(chosen->address);
    look_.pid = chosen->pid;
    look_changed();
}

void App::zoom_to_area() {
    const Area* area = area_at(scene().areas, scene().focus);
    if (area == nullptr) return;
    const std::uint64_t room = area->pages() / 20 + 1, first = page_number(area->start);
    look_.ruler = RulerRange{first > room ? first - room : 0, std::max(RulerRange::fewest_pages, area->pages() + 2 * room)};
    look_changed();
}

Result<Done> App::ask_shell(const std::string& command) {
    const Machine* machine = session_ ? session_->machine() : nullptr;
    if (machine == nullptr) return Error{"intent/command", "no program has been started yet"};
    constexpr std::size_t kept = 32 * 1024;
    look_.shell += "$ " + command + "\n" + shell(*machine, command).text;
    if (look_.shell.size() > kept) look_.shell.erase(0, look_.shell.find('\n', look_.shell.size() - kept) + 1);
    return Done{};
}

Result<Done> App::micro_step() {
    if (look_.micro < scene().next.size()) {
        ++look_.micro;
        look_changed();
        return Done{};
    }
    return dispatch(Intent{intent::Step{Until{}}});
}

Result<Done> App::micro_back() {
    if (look_.micro == 0) {
        Result<Done> done = dispatch(Intent{intent::StepBack{Until{}}});
        if (!done) return done;
        look_.micro = static_cast<std::uint32_t>(scene().next.size());
        look_changed();
    }
    if (look_.micro > 0) --look_.micro;
    look_changed();
    return Done{};
}

Result<Done> App::stride(bool back) {
    const Stride& stride = strides[look_.stride];
    if (stride.micro) return back ? micro_back() : micro_step();
    const Until until{stride.what, 1, look_.stride_pid};
    return back ? dispatch(Intent{intent::StepBack{until}}) : dispatch(Intent{intent::Step{until}});
}

Result<Done> App::play(bool on) {
    if (on && paces[look_.pace] == 0) return dispatch(Intent{intent::RunOn{}});
    look_.playing = on;
    return Done{};
}

Result<Done> App::beat(std::uint32_t due) {
    constexpr std::uint32_t most = 1000;
    in_beat_ = true;
    Result<Done> done{Done{}};
    due = std::min(due, most);
    const bool by_instructions = strides[look_.stride].what == Until::What::Ticks && !strides[look_.stride].micro;
    for (std::uint32_t i = 0; i < due && look_.playing; ++i) {
        // A stride that is still under way takes the time of those after it.
        if (session_ && session_->busy()) break;
        done = by_instructions ? dispatch(Intent{intent::Step{Until{Until::What::Ticks, due}}}) : stride(false);
        const std::optional<Stop> stop = session_ ? session_->last_stop() : std::nullopt;
        if (!done || (stop && *stop != Stop::Reached && *stop != Stop::Budget)) look_.playing = false;
        if (by_instructions) break;
    }
    in_beat_ = false;
    look_changed();
    return done;
}

bool App::advance(Tick budget) {
    if (!session_ || !session_->busy()) return false;
    const bool more = session_->advance(budget);
    changed();
    return more;
}

App::Moment App::moment() const {
    const TransportView& transport = guide_.transport;
    const Machine* machine = session_ ? session_->machine() : nullptr;
    return {machine, transport.tick, transport.recorded_end, transport.busy, transport.waits_for_input, transport.all_exited};
}

const Scene& App::scene() {
    if (scene_version_ == version_) return scene_;
    guide_ = session_ ? session_->view() : GuideView{};
    if (built_look_version_ != look_version_ || built_at_ != moment()) {
        scene_ = builder_.build(session_ ? VisibleRun::of(*session_) : VisibleRun{}, guide_, look_);
        built_at_ = moment();
        built_look_version_ = look_version_;
    }
    scene_version_ = version_;
    return scene_;
}

std::string App::view() {
    return view_json(scene(), version_);
}

std::string App::twin() {
    const Scene& now = scene();
    // Nobody can read along while a run goes on: the words come when it stands.
    return guide_.transport.busy ? std::string{} : twin_json(describe(now));
}

}  // namespace faultline
