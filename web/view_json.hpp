// The views as JSON, for the page's script: the guide, the transport, the text twin, and what is being looked at. Numbers
// that may be larger than what a script holds exactly (addresses, frames) are strings.
#pragma once

#include <string>

#include "web/semantics/semantic_tree.hpp"

namespace faultline {

std::string view_json(const Scene& scene, const SemanticTree& twin, std::uint32_t version);

/// Every message of the interface by id, for the page's own words.
std::string messages_json();

}  // namespace faultline
