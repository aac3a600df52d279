#include "course/machine_options.hpp"

#include <array>

#include "course/answer.hpp"

namespace faultline {

namespace {

constexpr std::array<MachineOption, 11> options{{
    {"ram", "a size", "physical memory"},
    {"swap", "none, or a size and a kind: \"256 MiB ssd\"", "one swap device: ssd, hdd or zram"},
    {"thp", "never, madvise or always", "transparent huge pages"},
    {"overcommit", "heuristic, always or never", "vm.overcommit_memory"},
    {"memory_limit", "none, or a size", "a memory cgroup around all programs"},
    {"swappiness", "0 to 200", "vm.swappiness"},
    {"page_cluster", "0 to 5", "vm.page-cluster: read-ahead of swap, as a power of two"},
    {"fault_around", "a size", "how much of a cached file one fault maps"},
    {"read_ahead", "pages", "read-ahead of files"},
    {"disk", "ssd or hdd", "the disk that files live on"},
    {"reclaim", "linux, fifo, lru, clock, random or optimal", "who is evicted"},
}};

using Failure = std::optional<std::string>;

Failure expected(std::string_view what) { return "expected " + std::string(what); }

Failure set_size(std::uint64_t& target, std::string_view value) {
    const std::optional<std::int64_t> bytes = parse_number(std::string(value), "bytes");
    if (!bytes || *bytes < 0 || *bytes % 4096 != 0) return expected("a size in whole pages, such as \"64 MiB\"");
    target = static_cast<std::uint64_t>(*bytes);
    return {};
}

Failure set_count(std::uint32_t& target, std::string_view value, std::int64_t most) {
    const std::optional<std::int64_t> count = parse_number(std::string(value), "");
    if (!count || *count < 0 || *count > most) return expected("a number from 0 to " + std::to_string(most));
    target = static_cast<std::uint32_t>(*count);
    return {};
}

template <class Enum, std::size_t n>
Failure set_word(Enum& target, std::string_view value, const std::array<std::pair<std::string_view, Enum>, n>& words) {
    std::string list;
    for (const auto& word : words) {
        if (word.first == value) {
            target = word.second;
            return {};
        }
        list += (list.empty() ? "" : ", ") + std::string(word.first);
    }
    return expected("one of " + list);
}

Failure set_swap(MachineConfig& config, std::string_view value) {
    config.swaps.clear();
    if (value == "none") return {};
    SwapConfig swap;
    const std::size_t space = value.rfind(' ');
    const std::string_view kind = space == std::string_view::npos ? std::string_view{} : value.substr(space + 1);
    constexpr std::array<std::pair<std::string_view, SwapKind>, 3> kinds{
        {{"ssd", SwapKind::Ssd}, {"hdd", SwapKind::Hdd}, {"zram", SwapKind::Zram}}};
    if (set_word(swap.kind, kind, kinds) || set_size(swap.bytes, value.substr(0, space))) {
        return expected("\"none\", or a size and ssd, hdd or zram, such as \"256 MiB ssd\"");
    }
    config.swaps.push_back(swap);
    return {};
}

Failure set_limit(std::uint64_t& bytes, std::string_view value) {
    if (value != "none") return set_size(bytes, value);
    bytes = 0;
    return {};
}

Failure set_disk(bool& rotational, std::string_view value) {
    constexpr std::array<std::pair<std::string_view, bool>, 2> words{{{"ssd", false}, {"hdd", true}}};
    return set_word(rotational, value, words);
}

Failure set_thp(ThpMode& mode, std::string_view value) {
    constexpr std::array<std::pair<std::string_view, ThpMode>, 3> words{
        {{"never", ThpMode::Never}, {"madvise", ThpMode::Madvise}, {"always", ThpMode::Always}}};
    return set_word(mode, value, words);
}

Failure set_overcommit(OvercommitMode& mode, std::string_view value) {
    constexpr std::array<std::pair<std::string_view, OvercommitMode>, 3> words{
        {{"heuristic", OvercommitMode::Heuristic}, {"always", OvercommitMode::Always}, {"never", OvercommitMode::Never}}};
    return set_word(mode, value, words);
}

Failure set_reclaim(ReclaimPolicy& policy, std::string_view value) {
    constexpr std::array<std::pair<std::string_view, ReclaimPolicy>, 6> words{{{"linux", ReclaimPolicy::Linux},
                                                                               {"fifo", ReclaimPolicy::Fifo},
                                                                               {"lru", ReclaimPolicy::Lru},
                                                                               {"clock", ReclaimPolicy::Clock},
                                                                               {"random", ReclaimPolicy::Random},
                                                                               {"optimal", ReclaimPolicy::Optimal}}};
    return set_word(policy, value, words);
}

Failure set_fault_around(std::uint32_t& bytes, std::string_view value) {
    std::uint64_t size = 0;
    if (const Failure failure = set_size(size, value)) return failure;
    if (size < 4096 || size > (2u << 20) || (size & (size - 1)) != 0) return expected("a power of two from 4 KiB to 2 MiB");
    bytes = static_cast<std::uint32_t>(size);
    return {};
}

}  // namespace

std::span<const MachineOption> machine_options() { return options; }

std::optional<std::string> set_machine_option(MachineConfig& config, std::string_view name, std::string_view value) {
    if (name == "ram") return set_size(config.ram_bytes, value);
    if (name == "swap") return set_swap(config, value);
    if (name == "thp") return set_thp(config.thp, value);
    if (name == "overcommit") return set_overcommit(config.overcommit, value);
    if (name == "memory_limit") return set_limit(config.cgroup_limit_bytes, value);
    if (name == "swappiness") return set_count(config.swappiness, value, 200);
    if (name == "page_cluster") return set_count(config.page_cluster, value, 5);
    if (name == "fault_around") return set_fault_around(config.fault_around_bytes, value);
    if (name == "read_ahead") return set_count(config.read_ahead_pages, value, 4096);
    if (name == "disk") return set_disk(config.disk_is_rotational, value);
    if (name == "reclaim") return set_reclaim(config.reclaim, value);
    std::string list;
    for (const MachineOption& option : options) list += (list.empty() ? "" : ", ") + std::string(option.name);
    return "there is no machine option '" + std::string(name) + "'; there are " + list;
}

}  // namespace faultline
