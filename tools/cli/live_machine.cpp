#include "tools/cli/live_machine.hpp"

namespace faultline::cli {

void become_alike(MachineConfig& config, const live::MachineTraits& machine) {
    config.zero_page = machine.zero_page;
    config.protection_keys = machine.protection_keys;
    config.stale_translations_fault = machine.stale_translations_fault;
    config.xsave = {machine.xsave.bytes, machine.xsave.features};
}

}  // namespace faultline::cli
