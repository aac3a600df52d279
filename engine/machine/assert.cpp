#include "engine/machine/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace faultline {

void assertion_failed(const char* condition, const char* file, int line, const char* function) {
    std::fprintf(stderr, "faultline: %s:%d: %s: assertion failed: %s\n", file, line, function, condition);
    std::abort();
}

}  // namespace faultline
