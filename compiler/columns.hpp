/// An archive of objects, laid out so that gzip finds what its members have in common: all section headers side by side, all
/// symbols, all relocations, and of records of one kind all first bytes, then all second ones. The page transfers it so, and
/// puts it back together when a program is first compiled.
#pragma once

#include <vector>

#include "compiler/tcc_host.hpp"

namespace faultline::compiler {

/// Of an archive whose members, its index apart, are 64-bit ELF relocatable files without bytes between their parts.
Bytes columns_of(ByteView archive);

/// The archive again, byte for byte.
Bytes archive_of(ByteView columns);

}  // namespace faultline::compiler
