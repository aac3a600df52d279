// The views as JSON, for the page's script: the guide, the transport and what is being looked at; and, apart from them, the
// text twin. Numbers that may be larger than what a script holds exactly (addresses, frames) are strings.
#pragma once

#include <string>

#include "web/semantics/semantic_tree.hpp"

namespace faultline {

std::string view_json(const Scene& scene, std::uint32_t version);

/// The sections of the text twin. They are the larger part, and stay as they are while the learner types.
std::string twin_json(const SemanticTree& twin);

/// Every message of the interface by id, for the page's own words.
std::string messages_json();

}  // namespace faultline
