// Questions and prose as JSON, both ways. Split from lab_json.cpp, which has the frame around them.
#pragma once

#include "course/json_reader.hpp"
#include "course/json_writer.hpp"
#include "course/lab.hpp"

namespace faultline {

Runs load_runs(const JsonReader& json, std::string_view key, const Scope& scope, bool required = true);
MomentRef load_moment_ref(const JsonReader& json, std::string_view key);
Question load_question(const JsonReader& json, const Scope& scope);

void save_runs(JsonWriter& json, std::string_view key, const Runs& runs);
void save_moment_ref(JsonWriter& json, std::string_view key, const MomentRef& moment);
void save_question(JsonWriter& json, const Question& question);

/// "number", "choice", ...: the name of the kind in JSON and in lab.md.
std::string_view kind_name(const QuestionBody& body);

}  // namespace faultline
