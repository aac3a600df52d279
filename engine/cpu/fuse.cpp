#include "engine/cpu/fuse.hpp"

#include <array>

namespace faultline::cpu {

namespace {

struct Pair {
    MicroOp first;
    MicroOp second;
    MicroOp fused;
};

constexpr auto kPairs = std::to_array<Pair>({
#define FAULTLINE_PAIR_ROW(first, second) \
    {MicroOp::first, MicroOp::second, MicroOp::FAULTLINE_PAIR_NAME(first, second)},
    FAULTLINE_PAIRS(FAULTLINE_PAIR_ROW)
#undef FAULTLINE_PAIR_ROW
});

const Pair* pair_of(MicroOp first, MicroOp second) {
    for (const Pair& pair : kPairs) {
        if (pair.first == first && pair.second == second) return &pair;
    }
    return nullptr;
}

}  // namespace

void fuse_pairs(std::span<Micro> run) {
    for (size_t i = 0; i + 1 < run.size(); ++i) {
        // A comparison belongs to the jump behind it rather than to the load before it.
        const bool better_later = i + 2 < run.size() && run[i + 2].op >= MicroOp::JumpO &&
                                  run[i + 2].op <= MicroOp::JumpG && pair_of(run[i + 1].op, run[i + 2].op) != nullptr;
        const Pair* pair = better_later ? nullptr : pair_of(run[i].op, run[i + 1].op);
        if (pair == nullptr) continue;
        run[i].op = pair->fused;
        ++i;
    }
}

}  // namespace faultline::cpu
