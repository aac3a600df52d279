#include "course/text.hpp"

namespace faultline {

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

namespace {

std::string wrapped(std::string_view tag, const std::string& text) {
    return "<" + std::string(tag) + ">" + escape_html(text) + "</" + std::string(tag) + ">";
}

/// A link goes to the web, to mail or to a place on this page; anything else (javascript:) stays text.
bool is_harmless(std::string_view target) {
    for (const std::string_view prefix : {"https://", "http://", "mailto:", "#"}) {
        if (target.substr(0, prefix.size()) == prefix) return true;
    }
    return false;
}

std::string html_of(const TextRun& run) {
    switch (run.style) {
        case RunStyle::Plain: return escape_html(run.text);
        case RunStyle::Emphasis: return wrapped("em", run.text);
        case RunStyle::Strong: return wrapped("strong", run.text);
        case RunStyle::Code: return wrapped("code", run.text);
        case RunStyle::Link:
            if (!is_harmless(run.target)) return escape_html(run.text);
            return "<a href=\"" + escape_html(run.target) + "\">" + escape_html(run.text) + "</a>";
        case RunStyle::Measure: return "<data class=\"measure\">" + escape_html(run.text) + "</data>";
    }
    return {};
}

}  // namespace

std::string html_of(const Runs& runs) {
    std::string out;
    for (const TextRun& run : runs) out += html_of(run);
    return out;
}

std::string plain_text_of(const Runs& runs) {
    std::string out;
    for (const TextRun& run : runs) out += run.text;
    return out;
}

}  // namespace faultline
