#include "tools/live/process_view.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace faultline::live {

namespace {

constexpr std::uint64_t pagemap_present = 1ULL << 63;
constexpr std::uint64_t pagemap_swapped = 1ULL << 62;
constexpr std::uint64_t pagemap_guard = 1ULL << 58;
constexpr std::uint64_t pagemap_frame = (1ULL << 55) - 1;

constexpr std::uint64_t frame_anon = 1ULL << 12;
constexpr std::uint64_t frame_swap_backed = 1ULL << 14;
constexpr std::uint64_t frame_ksm = 1ULL << 21;
constexpr std::uint64_t frame_huge = 1ULL << 22;
constexpr std::uint64_t frame_zero = 1ULL << 24;

std::string proc_file(pid_t process, const char* name) { return "/proc/" + std::to_string(process) + "/" + name; }

std::int64_t status_pages(const std::string& status, const char* key) {
    const std::size_t at = status.find(key);
    return at == std::string::npos ? 0 : std::strtoll(status.c_str() + at + std::strlen(key), nullptr, 10) / 4;
}

ops::PageState page_state(std::uint64_t entry, bool mapped_huge, const FrameFlags& flags) {
    const auto group = static_cast<std::uint32_t>(entry & pagemap_frame);
    if ((entry & pagemap_guard) != 0) return {.kind = 'g', .group = 0};
    if ((entry & pagemap_swapped) != 0) return {.kind = 'S', .group = group};
    if ((entry & pagemap_present) == 0) return {};
    const std::uint64_t flag = flags(group);
    if ((flag & frame_zero) != 0) return {.kind = (flag & frame_huge) != 0 ? 'h' : 'z', .group = 0};
    if ((flag & frame_ksm) != 0) return {.kind = 'k', .group = group};
    if ((flag & frame_anon) != 0) return {.kind = mapped_huge ? 't' : 'a', .group = group};
    return {.kind = (flag & frame_swap_backed) != 0 ? 's' : 'f', .group = group};
}

// The PAGEMAP_SCAN ioctl as the kernel defines it; Debian 12's headers are older than it.
struct ScanRegion {
    std::uint64_t start, end, categories;
};
struct ScanArgument {
    std::uint64_t size, flags, start, end, walk_end, vector, vector_length, most_pages, inverted, all_of, any_of,
        returned;
};
constexpr std::uint64_t scan_huge = 1ULL << 6;

/// Which of the arena's pages are part of a huge mapping.
std::vector<bool> huge_pages(int pagemap, std::uint32_t pages) {
    std::vector<bool> huge(pages, false);
    std::array<ScanRegion, 64> regions{};
    ScanArgument argument{};
    argument.size = sizeof argument;
    argument.start = ops::arena_address;
    argument.end = ops::arena_address + std::uint64_t{pages} * ops::page_bytes;
    argument.vector = reinterpret_cast<std::uintptr_t>(regions.data());
    argument.vector_length = regions.size();
    argument.all_of = scan_huge;
    argument.returned = scan_huge;
    const long found = ::ioctl(pagemap, _IOWR('f', 16, ScanArgument), &argument);
    for (long i = 0; i < found; ++i) {
        const ScanRegion& region = regions[static_cast<std::size_t>(i)];
        for (std::uint64_t at = region.start; at < region.end; at += ops::page_bytes)
            huge[static_cast<std::size_t>((at - ops::arena_address) / ops::page_bytes)] = true;
    }
    return huge;
}

std::vector<ops::PageState> read_pages(pid_t process, std::uint32_t pages, bool thp, const FrameFlags& flags) {
    std::vector<ops::PageState> states(pages);
    std::vector<std::uint64_t> entries(pages);
    const Descriptor file(::open(proc_file(process, "pagemap").c_str(), O_RDONLY | O_CLOEXEC));
    const auto bytes = static_cast<ssize_t>(pages * sizeof(std::uint64_t));
    const auto offset = static_cast<off_t>(ops::arena_address / ops::page_bytes * sizeof(std::uint64_t));
    if (::pread(file.get(), entries.data(), static_cast<std::size_t>(bytes), offset) != bytes) return states;
    const std::vector<bool> huge = thp ? huge_pages(file.get(), pages) : std::vector<bool>(pages, false);
    for (std::uint32_t i = 0; i < pages; ++i) states[i] = page_state(entries[i], huge[i], flags);
    return states;
}

std::string kind_of(std::string_view path, std::uint64_t inode) {
    if (path.empty()) return "anon";
    if (path.substr(0, 9) == "/dev/zero") return "shmem:" + std::to_string(inode);
    if (path.substr(0, 7) == "/memfd:") return "file:m";
    const std::size_t slash = path.rfind('/');
    return "file:" + std::string(path.substr(slash + 1, 1));
}

std::string known_flags(std::string_view words) {
    std::string kept;
    for (const std::string_view flag : {"gd", "lo", "sr", "rr", "dc", "ac", "nr", "wf", "hg", "nh", "mg"}) {
        const std::string padded = " " + std::string(flag) + " ";
        if (words.find(padded) == std::string_view::npos) continue;
        if (!kept.empty()) kept += ' ';
        kept += flag;
    }
    return kept;
}

/// The header line of a VMA in smaps; false if `line` is one of the lines below it.
bool read_header(const std::string& line, std::uint32_t pages, ops::VmaState& vma, bool& inside) {
    unsigned long long start = 0;
    unsigned long long end = 0;
    unsigned long long offset = 0;
    unsigned long long inode = 0;
    char permissions[8] = {};
    int path_at = 0;
    if (std::sscanf(line.c_str(), "%llx-%llx %4s %llx %*x:%*x %llu %n", &start, &end, permissions, &offset, &inode,
                    &path_at) < 5)
        return false;
    inside = end > ops::arena_address && start < ops::arena_address + std::uint64_t{pages} * ops::page_bytes;
    const auto page = [](std::uint64_t address) {
        return (static_cast<std::int64_t>(address) - static_cast<std::int64_t>(ops::arena_address)) / ops::page_bytes;
    };
    const std::string_view path = std::string_view(line).substr(static_cast<std::size_t>(path_at));
    vma.start = page(start);
    vma.end = page(end);
    vma.permissions = permissions;
    // A heap or a stack is named by where it is, not by what it is.
    vma.kind = !path.empty() && path[0] == '[' ? "anon" : kind_of(path, inode);
    vma.offset = vma.kind == "anon" ? 0 : offset / ops::page_bytes;
    vma.flags.clear();
    return true;
}

std::vector<ops::VmaState> read_vmas(pid_t process, std::uint32_t pages) {
    std::vector<ops::VmaState> vmas;
    const std::string text = read_text(proc_file(process, "smaps"));
    ops::VmaState vma;
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const char first = text[at];
        // Header lines start with an address, the others with a capital letter.
        if (first < 'A' || first > 'Z') {
            read_header(text.substr(at, end - at), pages, vma, inside);
        } else if (inside && text.compare(at, 8, "VmFlags:") == 0) {
            vma.flags = known_flags(text.substr(at + 8, end - at - 8) + " ");
            vmas.push_back(vma);
        }
        at = end + 1;
    }
    return vmas;
}

}  // namespace

FrameFlags::FrameFlags() : file_(::open("/proc/kpageflags", O_RDONLY | O_CLOEXEC)) {}

std::uint64_t FrameFlags::operator()(std::uint64_t frame) const {
    std::uint64_t flags = 0;
    const ssize_t got = ::pread(file_.get(), &flags, sizeof flags, static_cast<off_t>(frame * sizeof flags));
    return got == static_cast<ssize_t>(sizeof flags) ? flags : 0;
}

std::vector<std::uint64_t> read_frames(pid_t process, std::uint64_t address, std::uint32_t pages) {
    std::vector<std::uint64_t> entries(pages);
    const Descriptor file(::open(proc_file(process, "pagemap").c_str(), O_RDONLY | O_CLOEXEC));
    const std::size_t bytes = pages * sizeof(std::uint64_t);
    const auto offset = static_cast<off_t>(address / ops::page_bytes * sizeof(std::uint64_t));
    if (::pread(file.get(), entries.data(), bytes, offset) != static_cast<ssize_t>(bytes)) return {};
    for (std::uint64_t& entry : entries) entry = (entry & pagemap_present) != 0 ? entry & pagemap_frame : 0;
    return entries;
}

ops::Rss read_rss(pid_t process) {
    const std::string status = read_text(proc_file(process, "status"));
    return {status_pages(status, "RssAnon:"), status_pages(status, "RssFile:"), status_pages(status, "RssShmem:"),
            status_pages(status, "VmSwap:")};
}

ops::ProcessState read_arena(pid_t process, std::uint32_t pages, bool thp, const FrameFlags& flags) {
    ops::ProcessState state;
    state.rss = read_rss(process);
    state.pages = read_pages(process, pages, thp, flags);
    state.vmas = read_vmas(process, pages);
    return state;
}

}  // namespace faultline::live
