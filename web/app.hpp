// The page's one object: a lab session and how it is looked at. Intents come from the canvas, the HTML and the keyboard
// alike; everything else is read from the scene.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "course/session.hpp"
#include "web/scene_builder.hpp"
#include "web/semantics/semantic_tree.hpp"

namespace faultline {

class App {
public:
    /// Begins the lab, or goes on with an attempt of it. On an error the lab that was there stays. A lab that does not vary
    /// is the same for every seed.
    Result<Done> load_lab(std::string_view json, std::uint64_t seed = 1);
    Result<Done> restore(std::string_view lab_json, std::string_view attempt_json);

    /// Does it, or says why not and changes nothing.
    Result<Done> dispatch(const AnyIntent& intent);

    /// Goes on with a run that is under way. True while there is more to do.
    bool advance(Tick budget);

    /// Counts what could have changed a view.
    std::uint32_t version() const { return version_; }
    const Scene& scene();
    /// The view as JSON (web/view_json.hpp), and the text twin of it; no words while a run goes on.
    std::string view();
    std::string twin();
    std::string attempt() const { return session_ ? session_->attempt() : std::string{}; }

private:
    /// What a scene of the machine depends on besides how it is looked at.
    struct Moment {
        const Machine* machine = nullptr;
        Tick tick = 0;
        Tick recorded_end = 0;
        bool busy = false;
        bool waits = false;
        bool exited = false;
        bool operator==(const Moment&) const = default;
    };
    Moment moment() const;
    Result<Done> begin(Result<LabSession> session);
    /// What the learner has chosen stays; what was looked at in the run before goes.
    void look_anew();
    Result<Done> look_at(const LookIntent& intent);
    Result<Done> ask_shell(const std::string& command);
    Result<Done> micro_step();
    void select_page_of(Pfn frame);
    void zoom_to_area();
    Result<Done> micro_back();
    Result<Done> stride(bool back);
    Result<Done> play(bool on);
    Result<Done> beat(std::uint32_t strides);
    /// Forgets micro-steps, and stops playing unless a beat is what moves.
    void moved();
    void changed() { ++version_; }
    void look_changed() {
        ++look_version_;
        changed();
    }

    std::optional<LabSession> session_;
    ViewState look_;
    SceneBuilder builder_;
    GuideView guide_;
    Scene scene_;
    bool in_beat_ = false;
    std::uint32_t version_ = 1;
    std::uint32_t scene_version_ = 0;
    /// Of the machine and of looking at it, apart from the guide: typing an answer rebuilds neither.
    std::uint32_t look_version_ = 1;
    std::uint32_t built_look_version_ = 0;
    Moment built_at_;
};

}  // namespace faultline
