// FAULTLINE_ASSERT: a broken promise of our own code, checked in release builds too.
#pragma once

namespace faultline {

/// Prints the broken promise and ends the process. The page's loader turns that into a visible message.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line, const char* function);

}  // namespace faultline

#define FAULTLINE_ASSERT(condition) \
    ((condition) ? static_cast<void>(0) : ::faultline::assertion_failed(#condition, __FILE__, __LINE__, __func__))
