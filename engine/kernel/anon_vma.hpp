// anon_vma: which VMAs may map a private page, across forks, splits and merges. Linux: mm/rmap.c, include/linux/rmap.h.
// A VMA has at most one anon_vma of its own, for new pages, and a chain of all from which it may have inherited pages,
// oldest first. Two facts of it steer everything else: fork copies page tables only of VMAs that have an anon_vma, and a
// VMA whose chain is longer than 1 (it was forked) merges only with the same anon_vma.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/kernel/vma.hpp"

namespace faultline {

using AnonVmaId = std::uint32_t;
inline constexpr AnonVmaId no_anon_vma = 0;

struct AnonVma {
    AnonVmaId root = no_anon_vma;
    AnonVmaId parent = no_anon_vma;
    /// anon_vmas whose parent this is; a root counts itself.
    std::uint32_t children = 0;
    /// VMAs whose own anon_vma this is.
    std::uint32_t active_vmas = 0;
    /// VMAs in whose chain it is. 0: free for reuse.
    std::uint32_t chained_vmas = 0;
};

class AnonVmas {
public:
    AnonVmas() : nodes_(1), chains_(1) {}

    /// anon_vma_prepare's slow half: a new root for a VMA that has none.
    void create_for(Vma& vma);
    /// A VMA without an anon_vma takes its neighbour's, whose chain has length 1 (find_mergeable_anon_vma).
    void adopt(Vma& vma, const Vma& neighbour);
    /// `vma` is a plain copy of another one (split, dup_anon_vma, mremap): counts it in.
    void note_copy(const Vma& vma);
    /// anon_vma_fork: `child` is a plain copy of `parent`; gives it a chain and an anon_vma of its own.
    void fork(Vma& child, const Vma& parent);
    /// unlink_anon_vmas: `vma` goes away, or loses its chain.
    void unlink(Vma& vma);

    const AnonVma& at(AnonVmaId id) const { return nodes_[id]; }
    AnonVmaId root_of(AnonVmaId id) const { return nodes_[id].root; }
    const std::vector<AnonVmaId>& chain(const Vma& vma) const { return chains_[vma.anon_chain].members; }
    bool chain_holds(const Vma& vma, AnonVmaId id) const;
    /// vma_is_fork_child: has an anon_vma, and inherited others.
    bool forked(const Vma& vma) const { return vma.anon_vma != no_anon_vma && chain(vma).size() > 1; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }

private:
    struct Chain {
        std::vector<AnonVmaId> members;
        std::uint32_t vmas = 0;
    };
    AnonVmaId new_node();
    std::uint32_t new_chain(std::vector<AnonVmaId> members);
    void retain(std::uint32_t chain);
    void release(std::uint32_t chain);

    std::vector<AnonVma> nodes_;
    std::vector<AnonVmaId> free_nodes_;
    std::vector<Chain> chains_;
    std::vector<std::uint32_t> free_chains_;
};

}  // namespace faultline
