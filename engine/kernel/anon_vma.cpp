#include "engine/kernel/anon_vma.hpp"

#include <algorithm>
#include <utility>

#include "engine/machine/assert.hpp"

namespace faultline {

AnonVmaId AnonVmas::new_node() {
    if (free_nodes_.empty()) {
        nodes_.emplace_back();
        return static_cast<AnonVmaId>(nodes_.size() - 1);
    }
    const AnonVmaId id = free_nodes_.back();
    free_nodes_.pop_back();
    nodes_[id] = AnonVma{};
    return id;
}

std::uint32_t AnonVmas::new_chain(std::vector<AnonVmaId> members) {
    std::uint32_t id = 0;
    if (free_chains_.empty()) {
        id = static_cast<std::uint32_t>(chains_.size());
        chains_.emplace_back();
    } else {
        id = free_chains_.back();
        free_chains_.pop_back();
    }
    chains_[id].members = std::move(members);
    chains_[id].vmas = 0;
    return id;
}

void AnonVmas::retain(std::uint32_t chain) {
    if (chain == 0) return;
    ++chains_[chain].vmas;
    for (const AnonVmaId id : chains_[chain].members) ++nodes_[id].chained_vmas;
}

void AnonVmas::release(std::uint32_t chain) {
    if (chain == 0) return;
    Chain& released = chains_[chain];
    // An anon_vma without VMAs stops being its parent's child; only then can it go, children first.
    for (const AnonVmaId id : released.members) {
        if (--nodes_[id].chained_vmas == 0) --nodes_[nodes_[id].parent].children;
    }
    for (auto id = released.members.rbegin(); id != released.members.rend(); ++id) {
        if (nodes_[*id].chained_vmas == 0) free_nodes_.push_back(*id);
    }
    if (--released.vmas == 0) {
        released.members.clear();
        free_chains_.push_back(chain);
    }
}

void AnonVmas::create_for(Vma& vma) {
    FAULTLINE_ASSERT(vma.anon_vma == no_anon_vma && vma.anon_chain == 0);
    const AnonVmaId id = new_node();
    nodes_[id].root = id;
    nodes_[id].parent = id;
    nodes_[id].children = 1;
    nodes_[id].active_vmas = 1;
    vma.anon_vma = id;
    vma.anon_chain = new_chain({id});
    retain(vma.anon_chain);
}

void AnonVmas::adopt(Vma& vma, const Vma& neighbour) {
    FAULTLINE_ASSERT(vma.anon_vma == no_anon_vma && !forked(neighbour));
    vma.anon_vma = neighbour.anon_vma;
    vma.anon_chain = neighbour.anon_chain;
    note_copy(vma);
}

void AnonVmas::note_copy(const Vma& vma) {
    retain(vma.anon_chain);
    if (vma.anon_vma != no_anon_vma) ++nodes_[vma.anon_vma].active_vmas;
}

void AnonVmas::fork(Vma& child, const Vma& parent) {
    child.anon_vma = no_anon_vma;
    child.anon_chain = 0;
    if (parent.anon_vma == no_anon_vma) return;
    const std::vector<AnonVmaId> inherited = chain(parent);
    for (const AnonVmaId id : inherited) {
        if (nodes_[id].children < 2 && nodes_[id].active_vmas == 0) {
            child.anon_vma = id;
            break;
        }
    }
    if (child.anon_vma != no_anon_vma) {
        child.anon_chain = parent.anon_chain;
        note_copy(child);
        return;
    }
    const AnonVmaId own = new_node();
    nodes_[own].root = nodes_[parent.anon_vma].root;
    nodes_[own].parent = parent.anon_vma;
    ++nodes_[parent.anon_vma].children;
    std::vector<AnonVmaId> members = inherited;
    members.push_back(own);
    child.anon_vma = own;
    child.anon_chain = new_chain(std::move(members));
    note_copy(child);
}

void AnonVmas::unlink(Vma& vma) {
    if (vma.anon_vma != no_anon_vma) --nodes_[vma.anon_vma].active_vmas;
    release(vma.anon_chain);
    vma.anon_vma = no_anon_vma;
    vma.anon_chain = 0;
}

bool AnonVmas::chain_holds(const Vma& vma, AnonVmaId id) const {
    const std::vector<AnonVmaId>& members = chain(vma);
    return std::find(members.begin(), members.end(), id) != members.end();
}

}  // namespace faultline
