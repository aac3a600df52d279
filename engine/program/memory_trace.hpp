// Memory traces of real programs, read piece by piece, and what is wrong with them. Two formats, told apart by their
// first line that is neither empty nor valgrind's own:
//   valgrind --tool=lackey --trace-mem=yes    I  00400123,5    L 1fff000618,8    S 1fff000610,8    M 0060a008,4
//   perf trace -F all --no-syscalls           0.146 ( 0.000 ms): prog/11 minfault [main+0x7f] => //anon@0x7fe010 (d.)
// perf names a place in a file by the file and the offset in it: each file gets a region of its own, as if mapped once.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace faultline {

enum class TraceAccess : std::uint8_t { Fetch, Load, Store, Modify };

/// One access in eight bytes: 47 bits of user address, 2 of kind, 15 of length.
struct TraceRecord {
    std::uint64_t packed;

    static TraceRecord make(TraceAccess access, std::uint64_t address, std::uint32_t bytes) {
        return {address | std::uint64_t{static_cast<std::uint8_t>(access)} << 47 | std::uint64_t{bytes} << 49};
    }
    std::uint64_t address() const { return packed & ((1ull << 47) - 1); }
    TraceAccess access() const { return static_cast<TraceAccess>(packed >> 47 & 3); }
    std::uint32_t bytes() const { return static_cast<std::uint32_t>(packed >> 49); }
};

/// A line that could not be read.
struct TraceProblem {
    std::uint64_t line = 0;  // from 1
    std::string text;
};

struct MemoryTrace {
    std::vector<TraceRecord> records;
    /// Where perf's files were put, by name.
    std::map<std::string, std::uint64_t> objects;
};

/// Takes a trace in pieces of any size, cut anywhere. A trace with one bad line is no trace: `finish` then says which
/// lines are wrong, and nothing of it is kept.
class TraceReader {
  public:
    static constexpr std::size_t most_problems = 20;

    void feed(std::string_view piece);
    /// The end. True: `trace` has everything. False: `problems` has the first bad lines, or that there was nothing.
    bool finish(MemoryTrace& trace);

    std::uint64_t bytes_read() const { return bytes_read_; }
    const std::vector<TraceProblem>& problems() const { return problems_; }
    std::uint64_t bad_lines() const { return bad_lines_; }

  private:
    enum class Format : std::uint8_t { Unknown, Lackey, Perf };

    void take_line(std::string_view line);
    bool take_lackey(std::string_view line);
    bool take_perf(std::string_view line);
    bool locate(std::string_view target, std::uint64_t& address);
    void complain(std::string_view line, std::string_view why);

    Format format_ = Format::Unknown;
    MemoryTrace trace_;
    std::string rest_;
    std::uint64_t bytes_read_ = 0, line_ = 0, bad_lines_ = 0;
    std::vector<TraceProblem> problems_;
};

}  // namespace faultline
