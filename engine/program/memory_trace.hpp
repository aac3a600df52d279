// Memory traces of real programs, read piece by piece, and what is wrong with them. Two formats, told apart by their
// first line that is neither empty nor valgrind's own:
//   valgrind --tool=lackey --trace-mem=yes    I  00400123,5    L 1fff000618,8    S 1fff000610,8    M 0060a008,4
//   perf trace -F all --no-syscalls           0.146 ( 0.000 ms): prog/11 minfault [main+0x7f] => //anon@0x7fe010 (d.)
// perf names a place in a file by the file and the offset in it: each file gets a region of its own, as if mapped once.
// Of an address only its page is kept, so a trace takes four bytes an access, whatever its length in text.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/trace/page_trace.hpp"

namespace faultline {

enum class TraceAccess : std::uint8_t { Fetch, Load, Store, Modify };

/// One page touched by one access: 29 bits for the page's place in MemoryTrace::pages, 2 for the kind, and one that
/// says that the access began in the page before.
struct TraceTouch {
    static constexpr std::uint32_t most_pages = 1u << 29;

    std::uint32_t packed;

    static TraceTouch make(TraceAccess access, std::uint32_t page, bool continues) {
        return {page | std::uint32_t{static_cast<std::uint8_t>(access)} << 29 | (continues ? 1u << 31 : 0u)};
    }
    std::uint32_t page() const { return packed & (most_pages - 1); }
    TraceAccess access() const { return static_cast<TraceAccess>(packed >> 29 & 3); }
    bool continues() const { return packed >> 31 != 0; }
};

/// What perf recorded at one place.
struct RecordedFaults {
    std::uint64_t minor = 0, major = 0;
};
/// The function that was running and the mapping that it touched; empty where perf had only an address.
using TracePlace = std::pair<std::string, std::string>;

struct MemoryTrace {
    std::vector<TraceTouch> touches;
    /// The numbers of the pages, in the order of their first use.
    std::vector<std::uint64_t> pages;
    /// Where perf's files were put, by name.
    std::map<std::string, std::uint64_t> objects;
    /// Of a perf trace; empty for lackey, which sees no faults.
    std::map<TracePlace, RecordedFaults> recorded;
};

/// The string of pages alone, for policies that ask for no more. A page that is touched several times in a row stands
/// once: only the first touch can fault, in any memory and under every policy of engine/trace.
PageTrace page_trace(const MemoryTrace& trace);

/// The places with the most faults first; those with as many in the order of their names.
std::vector<std::pair<TracePlace, RecordedFaults>> busiest_places(const MemoryTrace& trace);

/// A line that could not be read.
struct TraceProblem {
    std::uint64_t line = 0;  // from 1; 0 for the trace as a whole
    std::string text;
};

/// Takes a trace in pieces of any size, cut anywhere. A trace with one bad line is no trace: `finish` then says which
/// lines are wrong, and nothing of it is kept.
class TraceReader {
  public:
    static constexpr std::size_t most_problems = 20;

    /// A trace that touches pages more often than `most_touches` is refused at the line where it does.
    explicit TraceReader(std::uint64_t most_touches = ~0ull) : most_touches_(most_touches) {}

    void feed(std::string_view piece);
    /// The end. True: `trace` has everything. False: `problems` has the first bad lines, or that there was nothing.
    bool finish(MemoryTrace& trace);

    std::uint64_t bytes_read() const { return bytes_read_; }
    const std::vector<TraceProblem>& problems() const { return problems_; }
    std::uint64_t bad_lines() const { return bad_lines_; }

  private:
    enum class Format : std::uint8_t { Unknown, Lackey, Perf };
    struct KnownPage {
        std::uint64_t number = ~0ull;
        std::uint32_t name = 0;
    };

    void take_line(std::string_view line);
    bool take_lackey(std::string_view line);
    bool take_perf(std::string_view line);
    bool locate(std::string_view target, std::uint64_t& address);
    void keep(TraceAccess access, std::uint64_t address, std::uint64_t bytes);
    std::uint32_t name_of(TraceAccess access, std::uint64_t number);
    void complain(std::string text);

    Format format_ = Format::Unknown;
    MemoryTrace trace_;
    std::unordered_map<std::uint64_t, std::uint32_t> names_;
    /// The last page of code and the last of data, which the next access mostly touches again.
    std::array<KnownPage, 2> last_;
    std::string rest_;
    std::uint64_t most_touches_;
    std::uint64_t bytes_read_ = 0, line_ = 0, bad_lines_ = 0;
    std::vector<TraceProblem> problems_;
};

}  // namespace faultline
