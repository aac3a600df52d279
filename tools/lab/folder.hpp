// The folders of labs on disk.
#pragma once

#include <string>
#include <vector>

#include "course/author/front_matter.hpp"
#include "course/result.hpp"

namespace faultline {

/// Every file of the folder; folders inside it are an error, since a lab has none.
Result<LabFiles> read_folder(const std::string& folder);

Result<std::string> read_text_file(const std::string& path);
Result<Done> write_text_file(const std::string& path, const std::string& text);

/// The folders below `root` that hold a lab.md: first those that root/order.txt names, a line each, then the others by name.
std::vector<std::string> lab_folders(const std::string& root);

}  // namespace faultline
