/// The workers of one op script: real processes, each at the end of a pair of pipes, driven in lock-step.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <optional>

#include "tools/live/descriptor.hpp"
#include "tools/live/worker_protocol.h"
#include "tools/ops/op.hpp"

namespace faultline::live {

/// The open files f, g and m; not valid if the script uses none.
using Objects = std::array<Descriptor, 3>;

class WorkerSet {
  public:
    WorkerSet();
    WorkerSet(const WorkerSet&) = delete;
    WorkerSet& operator=(const WorkerSet&) = delete;
    ~WorkerSet();

    /// Starts worker 0. False if that fails.
    bool start(const Objects& objects, bool thp);
    bool alive(std::uint32_t index) const { return pids_[index] > 0; }
    pid_t pid(std::uint32_t index) const { return pids_[index]; }

    /// One command, one reply. Nothing if the worker died.
    std::optional<WorkerReply> ask(std::uint32_t index, const WorkerCommand& command);
    /// Forks `parent` into `child`, whose letter is free. The parent's reply.
    std::optional<WorkerReply> fork(std::uint32_t parent, std::uint32_t child);
    /// Ends a worker and waits until its memory is gone.
    bool end(std::uint32_t index);

  private:
    struct Channel {
        Descriptor command_reader, command_writer, reply_reader, reply_writer;
    };
    std::optional<WorkerReply> await(std::uint32_t index);

    std::array<Channel, ops::max_processes> channels_;
    std::array<pid_t, ops::max_processes> pids_{};
    Descriptor pipe_reader_, pipe_writer_;
};

}  // namespace faultline::live
