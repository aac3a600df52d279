/// The files f, g and m of an op script on a real disk, with the page cache in the state that the script asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tools/live/descriptor.hpp"
#include "tools/live/worker_set.hpp"
#include "tools/ops/op.hpp"

namespace faultline::live {

/// Makes and opens the objects that the script names. Empty on success, else what there is not.
std::string make_objects(const ops::OpProgram& program, PrivateFolder& folder, Objects& objects);

/// Whether the cache holds what it should before the first operation: all of a warm file, in folios of the size in
/// which it was written, nothing of a cold one. Empty if so, else what is wrong.
std::string cache_state(const ops::Conditions& conditions, const Objects& objects);

/// How many pages of f and g reclaim has taken that have not come back (cachestat). Nothing before Linux 6.5.
std::optional<std::uint64_t> evicted_pages(const Objects& objects);

}  // namespace faultline::live
