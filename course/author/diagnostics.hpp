// What is wrong with a lab, for its author: file, line, and what was expected there. Reading goes on after an error, so that
// one pass names them all.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "course/result.hpp"

namespace faultline {

class Diagnostics {
  public:
    explicit Diagnostics(std::string file) : file_(std::move(file)) {}

    void at(std::uint32_t line, const std::string& what) {
        errors_.push_back({file_ + ":" + std::to_string(line), what});
    }
    const std::vector<Error>& errors() const { return errors_; }
    const std::string& file() const { return file_; }

  private:
    std::string file_;
    std::vector<Error> errors_;
};

}  // namespace faultline
