#include "course/lab_names.hpp"

#include <array>

namespace faultline {

namespace {

constexpr std::array<std::string_view, 5> phases{"predict", "run", "investigate", "modify", "make"};
constexpr std::array<std::string_view, 7> moment_kinds{"start", "line", "input", "output", "fault", "exit", "end"};
constexpr std::array<std::string_view, 6> prose_kinds{"paragraph", "heading", "item", "numbered-item", "code", "quote"};

template <class Enum, std::size_t n>
std::optional<Enum> named(const std::array<std::string_view, n>& names, std::string_view name) {
    for (std::size_t i = 0; i < n; ++i) {
        if (names[i] == name) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

}  // namespace

std::string_view phase_name(Phase phase) { return phases[static_cast<std::size_t>(phase)]; }
std::optional<Phase> phase_named(std::string_view name) { return named<Phase>(phases, name); }

std::string_view moment_kind_name(MomentKind kind) { return moment_kinds[static_cast<std::size_t>(kind)]; }
std::optional<MomentKind> moment_kind_named(std::string_view name) { return named<MomentKind>(moment_kinds, name); }

std::string_view prose_kind_name(ProseKind kind) { return prose_kinds[static_cast<std::size_t>(kind)]; }
std::optional<ProseKind> prose_kind_named(std::string_view name) { return named<ProseKind>(prose_kinds, name); }

}  // namespace faultline
