/// What a process has from whoever started it, put to what the engine's programs start with.
#pragma once

namespace faultline::live {

/// For the child between fork and exec: signals, file mode mask, priority and scheduling class, resource limits, huge pages
/// and session are a fresh login's, its addresses are not random, and descriptors other than the first three close at exec. What
/// cannot be undone (seccomp, no_new_privs, namespaces, users) stays. False if a limit or the addresses could not be set.
bool start_clean();

}  // namespace faultline::live
