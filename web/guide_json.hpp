// The guide and the transport as JSON: web/js/guide.js and web/js/transport.js make them HTML.
#pragma once

#include "course/guide_view.hpp"
#include "web/json_out.hpp"

namespace faultline {

/// Why the big button cannot be pressed yet, in the page's language; empty when it can.
std::string blocked_text(const GuideView& guide);

/// The member "guide".
void write_guide(JsonOut& out, const GuideView& guide);
/// The member "transport".
/// `line`: of the source, where the program stands; 0 for none.
void write_transport(JsonOut& out, const TransportView& transport, std::uint32_t line);

}  // namespace faultline
