/// One run: fetch, limits, and leaving; the dispatch itself is in dispatch.hpp. Internal to run.hpp.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "engine/cpu/core.hpp"
#include "engine/cpu/decode.hpp"
#include "engine/cpu/decoded_pages.hpp"
#include "engine/cpu/rare.hpp"
#include "engine/cpu/run_result.hpp"
#include "engine/cpu/sse.hpp"
#include "engine/cpu/strings.hpp"
#include "engine/cpu/x87.hpp"

namespace faultline::cpu {

template <Bus B>
class Runner {
  public:
    /// The limits and the result are the caller's: copied whole right after they were written in parts, they would make
    /// the host wait for its own stores.
    Runner(CpuState& state, DecodedPages& pages, B& bus, const RunLimits& limits, RunResult& result)
        : core_(state, bus), pages_(pages), limits_(limits), left_(limits.instructions), result_(result) {
        pages_.set_stops(limits.stop_addresses);
    }

    void run() {
        if (limits_.instructions == 0) return;
        enter_loop();
        core_.state.rip = rip_;
        core_.finish();
        note_fetches();
        result_.instructions_retired = retired();
    }

  private:
    void execute(uint64_t first_rip);

    /// A WebAssembly engine swaps in the optimised code of a function when it is entered. The loop must therefore stay
    /// a function of its own, which a pointer that no optimiser can see through makes sure of: Binaryen knows no
    /// noinline attribute.
    void enter_loop() {
        void (*loop)(Runner&) = [](Runner& runner) { runner.execute(runner.core_.state.rip); };
        asm("" : "+r"(loop));
        loop(*this);
    }

    [[nodiscard]] uint64_t retired() const { return limits_.instructions - left_; }

    void note_fetches() {
        core_.bus.note_fetches(retired() - noted_);
        noted_ = retired();
    }
    /// RDTSC and RDTSCP; what ran before them must have been noted.
    void read_timestamp(const Micro& m) {
        note_fetches();
        const uint64_t now = core_.bus.timestamp();
        core_.r[0] = static_cast<uint32_t>(now);
        core_.r[2] = now >> 32;
        if (static_cast<Mnemonic>(m.mnemonic) == Mnemonic::Rdtscp) core_.r[1] = 0;
    }

    void leave(RunReason reason, uint64_t rip) {
        result_.reason = reason;
        rip_ = rip;
    }
    /// Leaves because of the instruction at `m`, which did not retire; `left_` counted its whole run as done.
    void leave_at(const Micro* m, RunReason reason) {
        left_ += m->run;
        leave(reason, page_base_ + m->offset);
        if (reason == RunReason::InvalidOpcode) quote(std::span(bytes_ + m->offset, kCodePageBytes - m->offset));
    }
    void leave_at(const Micro* m, Outcome outcome) {
        switch (outcome) {
            case Outcome::Continue:
            case Outcome::Fault: return leave_at(m, RunReason::Fault);
            case Outcome::DivideError: return leave_at(m, RunReason::DivideError);
            case Outcome::Protection: return leave_at(m, RunReason::GeneralProtection);
            case Outcome::Unknown: return leave_at(m, RunReason::InvalidOpcode);
        }
    }
    void quote(std::span<const uint8_t> bytes) {
        result_.byte_count = static_cast<uint8_t>(std::min<size_t>(bytes.size(), result_.bytes.size()));
        std::copy_n(bytes.begin(), result_.byte_count, result_.bytes.begin());
    }

    /// Whether the run must end before the instruction at `rip` is fetched.
    [[nodiscard]] bool ends_before(uint64_t rip) {
        if (left_ == 0) {
            leave(RunReason::LimitReached, rip);
            return true;
        }
        if (left_ == limits_.instructions || !pages_.is_stop(rip)) return false;
        leave(RunReason::StopAddress, rip);
        return true;
    }

    /// Fetches the page of `rip` and makes it the current one. False: the run has ended.
    [[nodiscard]] bool open_page(uint64_t rip) {
        if (ends_before(rip)) return false;
        CodePage fetched;
        if (!core_.bus.code_page(rip, fetched)) {
            leave(RunReason::Fault, rip);
            return false;
        }
        epoch_ = core_.bus.code_epoch();
        page_base_ = rip & ~(kCodePageBytes - 1);
        core_.r[SlotPage] = page_base_;
        page_ = &pages_.find(fetched);
        bytes_ = code_bytes(fetched);
        return true;
    }

    /// The instruction at `offset` of the current page decoded alone: near a limit, at a stop address, across the
    /// page's end. nullptr: the run has ended.
    [[nodiscard]] const Micro* single(uint32_t offset) {
        const uint64_t rip = page_base_ + offset;
        if (ends_before(rip)) return nullptr;
        std::array<uint8_t, kMaxInstructionBytes> bytes{};
        uint32_t size = std::min<uint32_t>(kMaxInstructionBytes, static_cast<uint32_t>(kCodePageBytes) - offset);
        std::copy_n(bytes_ + offset, size, bytes.begin());
        Instruction instruction;
        DecodeStatus status = decode(std::span(bytes.data(), size), instruction);
        if (status == DecodeStatus::Truncated && size < kMaxInstructionBytes) {
            CodePage second;
            if (!core_.bus.code_page(page_base_ + kCodePageBytes, second)) {
                leave(RunReason::Fault, rip);
                return nullptr;
            }
            std::copy_n(code_bytes(second), kMaxInstructionBytes - size, bytes.begin() + size);
            size = kMaxInstructionBytes;
            status = decode(std::span(bytes.data(), size), instruction);
        }
        if (status != DecodeStatus::Ok) {
            leave(RunReason::InvalidOpcode, rip);
            quote(std::span(bytes.data(), size));
            return nullptr;
        }
        const Lowered lowered = lower(instruction, offset);
        std::array<Micro, 8>& alone = pages_.alone();
        std::copy_n(lowered.micro.begin(), lowered.count, alone.begin());
        for (uint32_t i = 0; i < lowered.count; ++i) alone[i].run = 1;
        Micro& go_on = alone[lowered.count];
        go_on = Micro{};
        go_on.op = MicroOp::Continue;
        go_on.immediate = offset + instruction.length;
        --left_;
        return alone.data();
    }

    /// Where to go on from `offset` (which may lie outside the current page). nullptr: the run has ended.
    [[nodiscard]] const Micro* enter(uint64_t offset) {
        if (offset >= kCodePageBytes || core_.bus.code_epoch() != epoch_) [[unlikely]] {
            if (!open_page(page_base_ + offset)) return nullptr;
            offset &= kCodePageBytes - 1;
        }
        return admit(page_->at(bytes_, static_cast<uint32_t>(offset)), static_cast<uint32_t>(offset));
    }
    /// The same for the target of the direct jump `from`, which will know it from then on if it is on this page.
    [[nodiscard]] const Micro* enter_target(const Micro* from) {
        const uint64_t offset = from->immediate;
        if (offset >= kCodePageBytes || core_.bus.code_epoch() != epoch_) return enter(offset);
        return admit(page_->follow(from, bytes_, static_cast<uint32_t>(offset)), static_cast<uint32_t>(offset));
    }
    [[nodiscard]] const Micro* admit(const Micro* m, uint32_t offset) {
        if (m->run > left_ || (pages_.stop_offsets()[offset] && pages_.is_stop(page_base_ + offset))) [[unlikely]]
            return single(offset);
        left_ -= m->run;
        return m;
    }

    Core<B> core_;
    DecodedPages& pages_;
    const RunLimits& limits_;
    DecodedPage* page_ = nullptr;
    const uint8_t* bytes_ = nullptr;
    uint64_t page_base_ = 0;
    uint64_t epoch_ = 0;
    /// Instructions that may still run; those of the current run count as done.
    uint64_t left_;
    uint64_t noted_ = 0;
    uint64_t rip_ = 0;
    RunResult& result_;
};

}  // namespace faultline::cpu

#include "engine/cpu/dispatch.hpp"
