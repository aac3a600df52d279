// The share of processes, open files, names and the terminal in a machine's state hash.
#pragma once

#include "engine/machine/hash.hpp"

namespace faultline {

struct Machine;

void hash_processes(const Machine& machine, Hash& hash);

}  // namespace faultline
