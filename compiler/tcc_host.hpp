/// The C++ side of tcc_host.h: what a run of TCC reads, writes and says.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/tcc_host.h"

namespace faultline::compiler {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The files that TCC can open, by their full name. The bytes belong to the caller.
using FileTable = std::map<std::string, ByteView, std::less<>>;

struct TccJob {
    faultline_tcc_output output = FAULTLINE_TCC_PROGRAM;
    std::string options;
    std::vector<std::string> include_paths;
    std::vector<std::string> inputs;  ///< compiled or linked in this order
    std::size_t source_index = 0;     ///< which of the inputs is C source
};

struct TccOutcome {
    bool succeeded = false;
    Bytes output;                       ///< empty unless succeeded
    std::vector<std::string> messages;  ///< as TCC words them, in order
};

/// Runs TCC once. Equal jobs over equal files give equal outcomes on every host. Not reentrant: TCC has globals.
TccOutcome run_tcc(const TccJob& job, const FileTable& files);

}  // namespace faultline::compiler
