/// In what this machine and its kernel differ from others of their kind, where a program can tell. Each is measured once.
#pragma once

#include <cstdint>

namespace faultline::live {

/// Whether this kernel answers the first read of private memory with the shared zero page; some are booted not to.
/// With it, the write after the read is a fault of its own.
bool kernel_has_zero_page();

/// Whether the CPU, and the kernel, have protection keys.
bool cpu_has_protection_keys();

/// Whether a store through a translation that was read-only when it was cached, and is writable in the table by now, is a
/// spurious fault. Where not, the CPU looks at the table again before it reports a fault.
bool cpu_faults_on_stale_translations();

/// Of the area in which a signal frame holds the CPU's registers: how long it is and which parts it has, without those
/// that a program must ask for first (AMX). From CPUID.
struct XsaveTraits {
    std::uint32_t bytes = 0;
    std::uint64_t features = 0;
};
XsaveTraits cpu_xsave();

/// All of them.
struct MachineTraits {
    bool zero_page = true;
    bool protection_keys = true;
    bool stale_translations_fault = true;
    XsaveTraits xsave;
};
MachineTraits machine_traits();

}  // namespace faultline::live
