#include "engine/program/memory_trace.hpp"

#include <charconv>

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
    return line.find("fault [") != std::string_view::npos && line.find("] => ") != std::string_view::npos;
}

}  // namespace

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
    if (bad_lines_ == 0 && trace_.records.empty()) {
        problems_.push_back({0,
                             "there is no access in it: wanted the output of valgrind --tool=lackey --trace-mem=yes, "
                             "or of perf trace -F all --no-syscalls"});
    }
    const bool good = problems_.empty();
    if (good) trace = std::move(trace_);
    trace_ = {};
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
    bool good = false;
    switch (format_) {
        case Format::Unknown:
            return complain(line, "neither a line of lackey nor one of perf trace");
        case Format::Lackey:
            good = take_lackey(line);
            break;
        case Format::Perf:
            good = take_perf(line);
            break;
    }
    if (!good)
        complain(line, format_ == Format::Lackey ? "wanted I, L, S or M, an address and a length"
                                                 : "wanted a minfault or majfault with its address");
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
    trace_.records.push_back(TraceRecord::make(access, address, static_cast<std::uint32_t>(bytes)));
    return true;
}

/// perf does not say whether it was a read or a write, only what kind of mapping: (d.) data, (x.) code.
bool TraceReader::take_perf(std::string_view line) {
    if (!looks_like_perf(line)) return false;
    const std::size_t arrow = line.find("] => ");
    const std::size_t map = line.rfind(" (");
    if (map == std::string_view::npos || map < arrow + 5 || map + 3 >= line.size()) return false;
    std::uint64_t address = 0;
    if (!locate(line.substr(arrow + 5, map - arrow - 5), address)) return false;
    trace_.records.push_back(
        TraceRecord::make(line[map + 2] == 'x' ? TraceAccess::Fetch : TraceAccess::Load, address, 1));
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

void TraceReader::complain(std::string_view line, std::string_view why) {
    constexpr std::size_t shown = 60;
    ++bad_lines_;
    if (problems_.size() < most_problems) {
        problems_.push_back({line_, std::string(why) + ", not \"" + std::string(line.substr(0, shown)) + "\""});
    }
    // What came before is of no use either.
    trace_.records.clear();
    trace_.records.shrink_to_fit();
}

}  // namespace faultline
