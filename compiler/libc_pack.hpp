/// The C library as lab programs are linked with it: headers, the start file and the archive, made from libc/ at build
/// time and carried inside the binary, so that a compilation opens no file.
#pragma once

#include "compiler/tcc_host.hpp"

namespace faultline::compiler {

inline constexpr std::string_view libc_headers = "/faultline/include";
inline constexpr std::string_view libc_start = "/faultline/lib/crt1.o";
inline constexpr std::string_view libc_archive = "/faultline/lib/libc.a";

/// Every packed file under its full name; the headers are under `libc_headers`. The bytes live as long as the program.
FileTable libc_files();

}  // namespace faultline::compiler
