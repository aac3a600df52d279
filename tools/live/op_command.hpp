/// The system call, or the access, that an operation stands for.
#pragma once

#include "tools/live/worker_protocol.h"
#include "tools/ops/op.hpp"

namespace faultline::live {

/// For every verb but fork, exit and clear_refs, which need more than one message.
WorkerCommand command_for(const ops::Op& op, const ops::Conditions& conditions);

/// Puts an empty heap at a page of the arena.
WorkerCommand set_heap(std::uint32_t page);

/// Whether a successful call leaves this number in its result.
bool succeeded(const ops::Op& op, const WorkerCommand& command, std::int64_t result);

}  // namespace faultline::live
