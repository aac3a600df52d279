// SHA-256 (FIPS 180-4): names the version of a lab and seals an attempt file.
#pragma once

#include <string>
#include <string_view>

namespace faultline {

/// 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace faultline
