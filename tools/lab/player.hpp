// Plays a lab from its first step to its last through the same session as the page, compiling what it asks for.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "course/session.hpp"

namespace faultline {

class Player {
  public:
    using Chooser = std::function<LearnerAnswer(const Question&)>;

    Player(LabSession session, Chooser chooser) : session_(std::move(session)), choose_(std::move(chooser)) {}

    /// Plays until the lab is finished. False: it got stuck, and `trouble()` says where.
    bool play();
    /// Serves compile requests and advances until nothing is under way.
    void settle();

    LabSession& session() { return session_; }
    const std::string& trouble() const { return trouble_; }

  private:
    bool play_step();
    bool answer(const QuestionView& question);
    bool run();
    bool observe();
    bool make(const QuestionView& question);
    bool apply(const Intent& what);

    LabSession session_;
    Chooser choose_;
    std::string trouble_;
};

}  // namespace faultline
