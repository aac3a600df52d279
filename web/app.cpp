#include "web/app.hpp"

#include "course/instance.hpp"
#include "course/lab.hpp"
#include "course/overloaded.hpp"
#include "web/view_json.hpp"

namespace faultline {

Result<Done> App::begin(Result<LabSession> session) {
    if (!session) return session.error();
    session_.emplace(std::move(session.value()));
    look_.selection = {};
    look_.pid = 0;
    look_.micro = 0;
    look_changed();
    return Done{};
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
    if (look_.micro != 0) {
        look_.micro = 0;
        ++look_version_;
    }
    changed();
    return done;
}

Result<Done> App::look_at(const LookIntent& intent) {
    look_changed();
    return std::visit(
        Overloaded{[this](const look::Show& show) -> Result<Done> {
                       look_.view = show.view;
                       return Done{};
                   },
                   [this](const look::SelectPage& select) -> Result<Done> {
                       look_.selection = {page_start(select.address), std::nullopt};
                       return Done{};
                   },
                   [this](const look::SelectFrame& select) -> Result<Done> {
                       const Machine* machine = session_ ? session_->machine() : nullptr;
                       if (machine == nullptr || index_of(select.frame) >= machine->hardware.ram.frames()) {
                           return Error{"intent/frame", "no such frame"};
                       }
                       look_.selection = {std::nullopt, select.frame};
                       // A private page's frame knows where it is mapped; then the page is selected with it.
                       const Page& page = machine->page(select.frame);
                       if (page.use == PageUse::Anon && scene().mm != nullptr) {
                           const std::uint64_t address = page.index << page_shift;
                           const Pte entry = leaf_entry(*machine, *scene().mm, address);
                           if (entry.present() && entry.pfn() == select.frame) look_.selection.page = address;
                           look_changed();
                       }
                       return Done{};
                   },
                   [this](const look::ClearSelection&) -> Result<Done> {
                       look_.selection = {};
                       return Done{};
                   },
                   [this](const look::SelectProcess& select) -> Result<Done> {
                       look_.pid = select.pid;
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
                   [this](const look::MicroStep&) { return micro_step(); }},
        intent);
}

Result<Done> App::micro_step() {
    if (look_.micro < scene().next.size()) {
        ++look_.micro;
        look_changed();
        return Done{};
    }
    return dispatch(Intent{intent::Step{Until{}}});
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
    const Scene& now = scene();
    return view_json(now, describe(now), version_);
}

}  // namespace faultline
