// Intents as the page sends them: {"do": "answer", "question": "vsz", "number": "100 MiB"}. The list of them is this
// file's test, tests/web/intent_json_test.cpp.
#pragma once

#include <string_view>

#include "course/result.hpp"
#include "web/scene.hpp"

namespace faultline {

/// Names the field that is missing or not understood.
Result<AnyIntent> intent_from_json(std::string_view json);

}  // namespace faultline
