// The machine in words: what a screen reader, a text browser and a test read instead of the picture. Pure data, made by
// describe() and turned into HTML by web/js/twin.js.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/scene.hpp"

namespace faultline {

struct SemanticRow {
    std::vector<std::string> cells;
    /// Where the machine, or the selection, is.
    bool current = false;
    /// What choosing the row selects.
    std::optional<std::uint64_t> page;
    std::optional<Pfn> frame;
    std::optional<std::uint32_t> tree_row;
    /// With a page: whose. Alone: the process itself.
    std::optional<Pid> process;
    /// A moment that choosing the row goes to, before all else.
    std::optional<Tick> tick;
};

struct SemanticTable {
    std::string id;
    std::string caption;
    std::vector<std::string> columns;
    /// Columns that hold addresses or code.
    std::vector<std::uint32_t> code_columns;
    std::vector<SemanticRow> rows;
    /// Said when rows were left out: how many, and how to see them.
    std::string more;
};

struct SemanticSection {
    std::string id;
    std::string heading;
    /// One to three sentences that say it without the tables.
    std::string summary;
    std::vector<SemanticTable> tables;
};

struct SemanticTree {
    /// One sentence about the last step, for the live region.
    std::string sentence;
    std::vector<SemanticSection> sections;
};

/// Pure: the same scene gives the same words.
SemanticTree describe(const Scene& scene);

/// The sentence about the step that led to the present moment.
std::string sentence_of_last_step(const Scene& scene);
/// One micro-step of the coming attempt.
std::string sentence_of(const Scene& scene, const Event& event);
/// One mark of the timeline: "minor fault at page 3 of the heap".
std::string mark_text(const Scene& scene, const Mark& mark);

// The sections, in teaching order.
SemanticSection describe_program(const Scene& scene);
SemanticSection describe_fault_path(const Scene& scene);
SemanticSection describe_address_space(const Scene& scene);
SemanticSection describe_page_table(const Scene& scene);
SemanticSection describe_frames(const Scene& scene);
SemanticSection describe_tlb(const Scene& scene);
SemanticSection describe_counters(const Scene& scene);
SemanticSection describe_cost(const Scene& scene);
SemanticSection describe_swap(const Scene& scene);
SemanticSection describe_processes(const Scene& scene);
SemanticSection describe_timeline(const Scene& scene);
SemanticSection describe_curve(const Scene& scene);

}  // namespace faultline
