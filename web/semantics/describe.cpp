#include "web/semantics/semantic_tree.hpp"

#include "web/semantics/curves.hpp"

namespace faultline {

SemanticTree describe(const Scene& scene) {
    SemanticTree tree;
    tree.sentence = scene.sentence;
    // A curve is sketched before anything has run.
    if (!curves_of(scene).empty()) tree.sections.push_back(describe_curve(scene));
    if (scene.machine == nullptr) return tree;
    tree.sections.push_back(describe_program(scene));
    tree.sections.push_back(describe_fault_path(scene));
    tree.sections.push_back(describe_counters(scene));
    if (scene.mm != nullptr) {
        tree.sections.push_back(describe_address_space(scene));
        tree.sections.push_back(describe_page_table(scene));
    }
    tree.sections.push_back(describe_frames(scene));
    tree.sections.push_back(describe_swap(scene));
    tree.sections.push_back(describe_tlb(scene));
    tree.sections.push_back(describe_cost(scene));
    tree.sections.push_back(describe_processes(scene));
    tree.sections.push_back(describe_timeline(scene));
    return tree;
}

}  // namespace faultline
