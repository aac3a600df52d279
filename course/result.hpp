// Bad input is a value: where it went wrong and what was expected there. Nothing here throws.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "engine/machine/assert.hpp"

namespace faultline {

struct Error {
    /// "scenarios/lazy-malloc/lab.md:41", or a JSON pointer, or the name of an intent.
    std::string where;
    /// One sentence for the person who can repair it.
    std::string what;

    std::string message() const { return where.empty() ? what : where + ": " + what; }
};

struct Done {};

/// A T, or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() {
        FAULTLINE_ASSERT(ok());
        return *std::get_if<0>(&state_);
    }
    const T& value() const {
        FAULTLINE_ASSERT(ok());
        return *std::get_if<0>(&state_);
    }
    const Error& error() const {
        FAULTLINE_ASSERT(!ok());
        return *std::get_if<1>(&state_);
    }

  private:
    std::variant<T, Error> state_;
};

}  // namespace faultline
