// A sweep: one program at a row of values of one setting. Each is a program of the lab of its own, so that every rule about
// programs holds for it too.
#pragma once

#include <string>
#include <vector>

#include "course/author/yaml_reader.hpp"
#include "course/lab.hpp"

namespace faultline {

struct Sweep {
    /// Its id: "thrash_memory_limit_4_MiB".
    std::string program;
    /// The value as the author wrote it: also where the run stands on the axis.
    std::string value;
};

/// Reads `program:` and one setting with its values; adds the programs to `lab` unless another sweep has.
std::vector<Sweep> read_sweep(const YamlReader& yaml, Lab& lab);

/// `choose: [...]`, or `from:`, `to:` and `step:` in numbers or sizes; empty when there is neither.
std::vector<std::string> setting_values(const YamlReader& yaml);

}  // namespace faultline
