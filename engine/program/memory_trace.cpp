#include "engine/program/memory_trace.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/machine/types.hpp"

namespace faultline {

namespace {

constexpr std::uint64_t user_space_end = 1ull << 47;
constexpr std::uint32_t longest_access = 4096;
/// Files of a perf trace are put side by side, far from what programs have at fixed addresses.
constexpr std::uint64_t first_object = 0x1000'0000'0000, object_room = 0x10'0000'0000;
constexpr std::size_t longest_line = 4096;

bool read(std::string_view text, std::uint64_t& value, int base) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    return !text.empty() && error == std::errc{} && end == text.data() + text.size();
}

bool is_valgrinds_own(std::string_view line) {
    return line.starts_with("==") || line.starts_with("--") || line.starts_with("**");
}

bool looks_like_lackey(std::string_view line) {
    return line.size() > 4 &&
           (line.starts_with("I  ") ||
            (line[0] == ' ' && (line[1] == 'L' || line[1] == 'S' || line[1] == 'M') && line[2] == ' '));
}

bool looks_like_perf(std::string_view line) {
    const std::size_t fault = line.find("fault [");
    if (fault == std::string_view::npos || fault < 3 || line.find("] => ", fault) == std::string_view::npos)
        return false;
    const std::string_view kind = line.substr(fault - 3, 3);
    return kind == "min" || kind == "maj";
}

/// "main" of "main+0x7f"; nothing of an address without a name.
std::string function_of(std::string_view code) {
    if (code.starts_with("0x")) return {};
    return std::string(code.substr(0, code.rfind("+0x")));
}

/// "//anon" of "//anon@0x7fe010".
std::string mapping_of(std::string_view target) {
    const std::size_t at = target.rfind("@0x");
    return at == std::string_view::npos ? std::string() : std::string(target.substr(0, at));
}

constexpr std::string_view wanted_lackey = "wanted I, L, S or M, an address and a length";
constexpr std::string_view wanted_perf = "wanted a minfault or majfault with its address";
constexpr std::string_view wanted_either = "neither a line of lackey nor one of perf trace";

std::string not_this(std::string_view wanted, std::string_view line) {
    constexpr std::size_t shown = 60;
    return std::string(wanted) + ", not \"" + std::string(line.substr(0, shown)) + "\"";
}

}  // namespace

PageTrace page_trace(const MemoryTrace& trace) {
    constexpr std::uint32_t none = ~0u;
    std::size_t length = 0;
    std::uint32_t before = none;
    for (const TraceTouch& touch : trace.touches)
        length += std::exchange(before, touch.page()) != touch.page() ? 1u : 0u;
    PageTrace out;
    out.accesses.reserve(length);
    before = none;
    for (const TraceTouch& touch : trace.touches) {
        if (std::exchange(before, touch.page()) != touch.page()) out.accesses.push_back(touch.page());
    }
    out.pages = static_cast<std::uint32_t>(trace.pages.size());
    out.original = trace.pages;
    return out;
}

std::vector<std::pair<TracePlace, RecordedFaults>> busiest_places(const MemoryTrace& trace) {
    std::vector<std::pair<TracePlace, RecordedFaults>> out(trace.recorded.begin(), trace.recorded.end());
    const auto faults = [](const auto& place) { return place.second.minor + place.second.major; };
    std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return faults(a) > faults(b); });
    return out;
}

void TraceReader::feed(std::string_view piece) {
    bytes_read_ += piece.size();
    for (std::size_t end; (end = piece.find('\n')) != std::string_view::npos; piece.remove_prefix(end + 1)) {
        if (rest_.empty()) {
            take_line(piece.substr(0, end));
        } else {
            rest_.append(piece.substr(0, end));
            take_line(rest_);
            rest_.clear();
        }
    }
    // A line without an end does not grow with the file.
    if (rest_.size() < longest_line) rest_.append(piece.substr(0, longest_line));
}

bool TraceReader::finish(MemoryTrace& trace) {
    if (!rest_.empty()) take_line(rest_);
    rest_.clear();
    if (bad_lines_ == 0 && trace_.touches.empty()) {
        problems_.push_back({0,
                             "there is no access in it: wanted the output of valgrind --tool=lackey --trace-mem=yes, "
                             "or of perf trace -F all --no-syscalls"});
    }
    const bool good = problems_.empty();
    if (good) trace = std::move(trace_);
    trace_ = {};
    names_ = {};
    last_ = {};
    return good;
}

void TraceReader::take_line(std::string_view line) {
    ++line_;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos || is_valgrinds_own(line)) return;
    if (format_ == Format::Unknown) {
        if (looks_like_lackey(line))
            format_ = Format::Lackey;
        else if (looks_like_perf(line))
            format_ = Format::Perf;
    }
    switch (format_) {
        case Format::Unknown:
            return complain(not_this(wanted_either, line));
        case Format::Lackey:
            if (!take_lackey(line)) complain(not_this(wanted_lackey, line));
            return;
        case Format::Perf:
            if (!take_perf(line)) complain(not_this(wanted_perf, line));
            return;
    }
}

bool TraceReader::take_lackey(std::string_view line) {
    if (!looks_like_lackey(line)) return false;
    const char letter = line[0] == 'I' ? 'I' : line[1];
    const std::size_t comma = line.find(',');
    std::uint64_t address = 0, bytes = 0;
    if (comma == std::string_view::npos || comma < 3 || !read(line.substr(3, comma - 3), address, 16) ||
        !read(line.substr(comma + 1), bytes, 10))
        return false;
    if (address >= user_space_end || bytes == 0 || bytes > longest_access || user_space_end - address < bytes)
        return false;
    const TraceAccess access = letter == 'I'   ? TraceAccess::Fetch
                               : letter == 'L' ? TraceAccess::Load
                               : letter == 'S' ? TraceAccess::Store
                                               : TraceAccess::Modify;
    keep(access, address, bytes);
    return true;
}

/// perf does not say whether it was a read or a write, only what kind of mapping: (d.) data, (x.) code.
bool TraceReader::take_perf(std::string_view line) {
    if (!looks_like_perf(line)) return false;
    const std::size_t code = line.find("fault [") + 7;
    const std::size_t arrow = line.find("] => ", code);
    const std::size_t map = line.rfind(" (");
    if (map == std::string_view::npos || map < arrow + 5 || map + 3 >= line.size()) return false;
    const std::string_view target = line.substr(arrow + 5, map - arrow - 5);
    std::uint64_t address = 0;
    if (!locate(target, address)) return false;
    keep(line[map + 2] == 'x' ? TraceAccess::Fetch : TraceAccess::Load, address, 1);
    if (bad_lines_ > 0) return true;
    RecordedFaults& here = trace_.recorded[{function_of(line.substr(code, arrow - code)), mapping_of(target)}];
    ++(line.substr(0, code).ends_with("majfault [") ? here.major : here.minor);
    return true;
}

bool TraceReader::locate(std::string_view target, std::uint64_t& address) {
    const std::size_t at = target.rfind("@0x");
    if (at == std::string_view::npos) {
        return target.starts_with("0x") && read(target.substr(2), address, 16) && address < user_space_end;
    }
    const std::string name(target.substr(0, at));
    if (!read(target.substr(at + 3), address, 16)) return false;
    if (name == "//anon" || name.starts_with("[")) return address < user_space_end;
    if (address >= object_room) return false;
    const auto [object, fresh] = trace_.objects.emplace(name, first_object + trace_.objects.size() * object_room);
    address += object->second;
    return address < user_space_end;
}

void TraceReader::keep(TraceAccess access, std::uint64_t address, std::uint64_t bytes) {
    // A trace that is refused already needs no memory.
    if (bad_lines_ > 0) return;
    const std::uint64_t first = page_number(address), last = page_number(address + bytes - 1);
    for (std::uint64_t page = first; page <= last; ++page) {
        if (trace_.touches.size() >= most_touches_ || trace_.pages.size() == TraceTouch::most_pages) {
            return complain("the trace is too long: at most " + std::to_string(trace_.touches.size()) +
                            " accesses fit");
        }
        trace_.touches.push_back(TraceTouch::make(access, name_of(access, page), page != first));
    }
}

std::uint32_t TraceReader::name_of(TraceAccess access, std::uint64_t number) {
    KnownPage& last = last_[access == TraceAccess::Fetch ? 0 : 1];
    if (last.number == number) return last.name;
    const auto [named, fresh] = names_.emplace(number, static_cast<std::uint32_t>(trace_.pages.size()));
    if (fresh) trace_.pages.push_back(number);
    last = {number, named->second};
    return last.name;
}

void TraceReader::complain(std::string text) {
    ++bad_lines_;
    if (problems_.size() < most_problems) problems_.push_back({line_, std::move(text)});
    // What came before is of no use either.
    trace_ = {};
    names_ = {};
    last_ = {};
}

}  // namespace faultline
