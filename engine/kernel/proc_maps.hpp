// Lines that maps and smaps share.
#pragma once

#include <string>

namespace faultline {

struct Machine;
struct Mm;
struct Vma;

/// One line of /proc/PID/maps.
std::string maps_line(const Machine& machine, const Mm& mm, const Vma& vma);

/// The page that is listed for every process and belongs to none.
std::string vsyscall_line();

}  // namespace faultline
