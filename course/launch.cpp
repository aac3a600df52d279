#include "course/launch.hpp"

#include "engine/program/start.hpp"

namespace faultline {

Result<Launched> launch(const LabProgram& program, std::span<const std::uint8_t> elf, std::uint64_t seed) {
    MachineConfig config = program.machine;
    config.random_seed = seed;
    Machine machine(config);
    ProgramStart start;
    start.name = program.file.substr(0, program.file.rfind('.'));
    start.elf = elf;
    start.arguments = program.arguments;
    std::string error;
    if (start_program(machine, start, error) == 0) return Error{program.file, error};
    return Launched{machine.snapshot(), std::make_unique<const LineTable>(elf)};
}

}  // namespace faultline
