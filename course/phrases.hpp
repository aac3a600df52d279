// What a lab session says by itself, in English. A face shows it in its own language.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace faultline {

namespace phrase {
// The big button
inline constexpr std::string_view commit = "Commit your predictions";
inline constexpr std::string_view go_on = "Go on";
inline constexpr std::string_view preparing = "Preparing the run";
inline constexpr std::string_view running = "Running";
inline constexpr std::string_view press_enter = "The program waits: press Enter for it";
inline constexpr std::string_view run = "Run the program";
inline constexpr std::string_view run_edited = "Compile and run your program";
inline constexpr std::string_view run_settings = "Run it as it is set";
inline constexpr std::string_view observe = "This is what happened";
inline constexpr std::string_view next_step = "Next step";
inline constexpr std::string_view results = "See your results";

// What being sure was worth
inline constexpr std::string_view sure_and_right = "You were sure, and the run agrees.";
inline constexpr std::string_view sure_and_wrong =
    "You were sure, and the machine did something else: look at the moment itself before you go on.";
inline constexpr std::string_view fairly_sure_and_right = "You were fairly sure, and the run agrees.";
inline constexpr std::string_view fairly_sure_and_wrong =
    "You were fairly sure: step through the moment, to where the run goes another way than you thought.";
inline constexpr std::string_view guessed_and_right = "A guess that the run confirms: say to yourself why before you go on.";
inline constexpr std::string_view guessed_and_wrong = "You were guessing: read the explanation, then step through the moment.";

inline constexpr std::array all{commit,    go_on,     preparing, running,        press_enter,    run,
                                run_edited, run_settings, observe,   next_step, results,        sure_and_right, sure_and_wrong,
                                fairly_sure_and_right, fairly_sure_and_wrong, guessed_and_right, guessed_and_wrong};
}  // namespace phrase

/// For catalogues of translations.
inline std::span<const std::string_view> all_phrases() { return phrase::all; }

}  // namespace faultline
