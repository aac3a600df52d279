/// Which header of the C library declares a name, and which known name a misspelt one is closest to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/tcc_host.hpp"

namespace faultline::compiler {

/// "stdio.h" for "printf" and for "EOF"; empty when no header of `files` below `libc_headers` declares `name`.
std::string header_that_declares(std::string_view name, const FileTable& files);

/// Every header that can be included, as "sys/mman.h".
std::vector<std::string> header_names(const FileTable& files);

/// Every function that the headers declare.
std::vector<std::string> library_functions(const FileTable& files);

/// The candidate that a slip of the fingers turns into `name`: one letter more, less, other, or two swapped; two of
/// those in a name of eight letters or more. Empty when there is none.
std::string closest_name(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace faultline::compiler
