#include "tools/cli/machine_options.hpp"

#include <filesystem>

namespace faultline::cli {

namespace {

constexpr std::uint64_t least_ram = 16ull << 20;
constexpr std::uint64_t most_ram = 1ull << 40;

bool read_swap(const std::string& text, MachineConfig& config, std::string& error) {
    const std::size_t colon = text.find(':');
    const std::optional<std::uint64_t> bytes = parse_size(text.substr(0, colon));
    const std::string kind = colon == std::string::npos ? "ssd" : text.substr(colon + 1);
    if (!bytes.has_value() || (kind != "ssd" && kind != "hdd" && kind != "zram")) {
        error = "--swap " + text + ": wanted SIZE, SIZE:ssd, SIZE:hdd or SIZE:zram, such as 64M:zram";
        return false;
    }
    config.swaps.push_back({kind == "ssd" ? SwapKind::Ssd : kind == "hdd" ? SwapKind::Hdd : SwapKind::Zram, *bytes});
    return true;
}

bool read_size(const CommandLine& command, std::string_view name, std::uint64_t& bytes, std::string& error) {
    const std::optional<std::string> text = command.value(name);
    if (!text.has_value()) return true;
    const std::optional<std::uint64_t> value = parse_size(*text);
    if (!value.has_value()) {
        error = std::string(name) + " " + *text + ": wanted a size, such as 512M";
        return false;
    }
    bytes = *value;
    return true;
}

}  // namespace

std::vector<OptionName> machine_option_names() {
    return {{"--ram", "SIZE", "memory of the machine, such as 512M (1G)"},
            {"--swap", "SIZE[:KIND]", "a swap device; KIND is ssd, hdd or zram (ssd); may be given more than once"},
            {"--cgroup", "SIZE", "a memory limit around the program"},
            {"--overcommit", "MODE", "0 heuristic, 1 always, 2 never (0)"},
            {"--file", "FILE", "a file for the program's working directory; may be given more than once"}};
}

bool read_machine_options(const CommandLine& command, MachineRunOptions& options, std::string& error) {
    MachineConfig& config = options.config;
    if (!read_size(command, "--ram", config.ram_bytes, error)) return false;
    if (!read_size(command, "--cgroup", config.cgroup_limit_bytes, error)) return false;
    if (config.ram_bytes < least_ram || config.ram_bytes > most_ram) {
        error = "--ram: wanted between 16M and 1024G";
        return false;
    }
    for (auto [each, last] = command.options.equal_range("--swap"); each != last; ++each) {
        if (!read_swap(each->second, config, error)) return false;
    }
    if (const std::optional<std::string> mode = command.value("--overcommit"); mode.has_value()) {
        const std::optional<std::uint64_t> number = parse_number(*mode);
        if (!number.has_value() || *number > 2) {
            error = "--overcommit " + *mode + ": wanted 0, 1 or 2";
            return false;
        }
        config.overcommit = static_cast<OvercommitMode>(*number);
    }
    for (auto [each, last] = command.options.equal_range("--file"); each != last; ++each) {
        HostFileCopy file{std::filesystem::path(each->second).filename().string(), {}};
        if (!read_host_file(each->second, file.bytes, error)) return false;
        options.files.push_back(std::move(file));
    }
    return true;
}

}  // namespace faultline::cli
