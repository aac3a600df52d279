/// What an operation did: the answer of an engine or of a live kernel, in one form. docs/op-script.md describes it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/ops/op.hpp"

namespace faultline::ops {

/// Pages by class: anonymous, file, shmem, swap entries.
using Rss = std::array<std::int64_t, 4>;

/// One page-table entry. `kind` is a letter of the document; `group` numbers the frame or slot, 0 for kinds without.
struct PageState {
    char kind = '-';
    std::uint32_t group = 0;

    bool operator==(const PageState&) const = default;
};

struct VmaState {
    std::int64_t start = 0;  ///< page of the arena; negative below it
    std::int64_t end = 0;
    std::string permissions;  ///< as in /proc/PID/maps: "rw-p"
    std::string flags;        ///< two-letter words of smaps, in the document's order
    std::string kind;
    std::uint64_t offset = 0;

    bool operator==(const VmaState&) const = default;
};

struct ProcessState {
    std::uint8_t process = 0;
    Rss rss{};
    std::vector<PageState> pages;
    std::vector<VmaState> vmas;

    bool operator==(const ProcessState&) const = default;
};

struct OpResult {
    std::int32_t rc = 0;
    std::int32_t error_number = 0;
    std::int64_t min_flt = 0;
    std::int64_t maj_flt = 0;
    std::int32_t signal = 0;
    std::int32_t si_code = 0;
    std::uint32_t x86_error = 0;
    std::optional<std::uint8_t> value;
    std::string mincore;
    Rss rss_change{};
    std::vector<ProcessState> processes;  ///< alive afterwards, by letter

    bool operator==(const OpResult&) const = default;
};

/// Renumbers the groups of all processes in the order in which they are first seen, frames and swap slots apart, and
/// the shmem objects of `kind` = "shmem:N" likewise. The inputs may be any numbers (frame numbers, inodes) that
/// identify.
void canonicalise(std::vector<ProcessState>& processes);

/// "- a0 f1+8 -*38": see the document.
std::string print_pages(const std::vector<PageState>& pages);

/// One line of JSON without the end of line.
std::string print_result(std::uint32_t index, const Op& op, const OpResult& result);

/// The first field in which they differ, as one sentence; empty if none.
std::string first_difference(const OpResult& left, const OpResult& right, const std::string& left_name,
                             const std::string& right_name);

/// Something that runs op scripts: an engine, a live kernel.
class OpTarget {
  public:
    OpTarget() = default;
    OpTarget(const OpTarget&) = delete;
    OpTarget& operator=(const OpTarget&) = delete;
    virtual ~OpTarget() = default;

    struct Answer {
        std::optional<std::string> skipped;  ///< why nothing ran, in one sentence
        std::string failure;                 ///< what broke on the way; `results` ends there
        std::vector<OpResult> results;       ///< one for each operation
    };
    /// Runs a whole program from an empty arena. Independent of earlier programs.
    virtual Answer run(const OpProgram& program) = 0;
    virtual std::string name() const = 0;
    /// Whether reads of untouched memory share the zero page, in a program that does not say.
    virtual bool zero_page() const { return true; }
};

}  // namespace faultline::ops
