// The sizes in which a learner moves through time, and how fast.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/history/until.hpp"
#include "web/messages.hpp"

namespace faultline {

/// One size of step: how it is called in intents and links, in words, and what the engine goes to.
struct Stride {
    std::string_view id;
    Message name;
    Until::What what;
    /// One part of an attempt: the pictures move, the machine does not.
    bool micro = false;
};

inline constexpr std::array<Stride, 13> strides{{
    {"micro", Message::StrideMicro, Until::What::Ticks, true},
    {"ticks", Message::StrideInstruction, Until::What::Ticks},
    {"line", Message::StrideLine, Until::What::Line},
    {"line-over", Message::StrideLineOver, Until::What::LineOver},
    {"line-out", Message::StrideLineOut, Until::What::LineOut},
    {"fault", Message::StrideFault, Until::What::AnyFault},
    {"minor", Message::StrideMinor, Until::What::MinorFault},
    {"major", Message::StrideMajor, Until::What::MajorFault},
    {"invalid", Message::StrideInvalid, Until::What::InvalidFault},
    {"syscall", Message::StrideSyscall, Until::What::Syscall},
    {"output", Message::StrideOutput, Until::What::Output},
    {"switch", Message::StrideSwitch, Until::What::Switch},
    {"stop-point", Message::StrideStopPoint, Until::What::StopPoint},
}};
inline constexpr std::uint32_t usual_stride = 2;

constexpr std::optional<std::uint32_t> stride_named(std::string_view id) {
    for (std::uint32_t i = 0; i < strides.size(); ++i) {
        if (strides[i].id == id) return i;
    }
    return std::nullopt;
}

/// Steps a second while the run plays by itself. 0: as fast as it goes, to the end of the step.
inline constexpr std::array<std::uint32_t, 8> paces{1, 2, 5, 10, 50, 500, 5000, 0};
inline constexpr std::uint32_t usual_pace = 1;

}  // namespace faultline
