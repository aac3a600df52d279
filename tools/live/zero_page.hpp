#pragma once

namespace faultline::live {

/// Whether this kernel answers the first read of private memory with the shared zero page; some are booted not to.
/// Measured once: with it, the write after the read is a fault of its own.
bool kernel_has_zero_page();

}  // namespace faultline::live
