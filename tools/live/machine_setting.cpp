#include "tools/live/machine_setting.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/swap.h>
#include <sys/sysmacros.h>

#include <array>
#include <cstring>
#include <vector>

namespace faultline::live {

namespace {

constexpr std::uint64_t area_bytes = 256ULL << 20;
constexpr std::uint32_t page_bytes = 4096;
constexpr const char* zswap_control = "/sys/module/zswap/parameters/enabled";
constexpr const char* page_cluster_control = "/proc/sys/vm/page-cluster";

std::string first_word(const std::string& text) { return text.substr(0, text.find_first_of(" \n")); }

/// Writes the header that swapon looks for: version 1, the last page, and the signature at the end of the first page.
bool format_swap(int file) {
    std::array<char, page_bytes> header{};
    const std::uint32_t version = 1;
    const auto last_page = static_cast<std::uint32_t>(area_bytes / page_bytes - 1);
    std::memcpy(header.data() + 1024, &version, sizeof version);
    std::memcpy(header.data() + 1028, &last_page, sizeof last_page);
    std::memcpy(header.data() + page_bytes - 10, "SWAPSPACE2", 10);
    return ::pwrite(file, header.data(), header.size(), 0) == static_cast<ssize_t>(header.size()) && ::fsync(file) == 0;
}

struct Area {
    std::string path;        ///< what swapon gets
    std::string zram_index;  ///< of the device to remove afterwards; empty for a file
    std::string page_cluster_before;
    std::string zswap_before;
};

std::optional<std::string> make_area(ops::Swap kind, Area& area) {
    if (kind == ops::Swap::Zram) {
        area.zram_index = first_word(read_text("/sys/class/zram-control/hot_add"));
        if (area.zram_index.empty()) return "there is no zram to make a swap device of";
        area.path = "/dev/zram" + area.zram_index;
        if (!write_control("/sys/block/zram" + area.zram_index + "/disksize", std::to_string(area_bytes)))
            return "the zram device takes no size";
    } else {
        area.path = "/var/tmp/faultline.swap." + std::to_string(::getpid());
    }
    const int create = kind == ops::Swap::Disk ? O_CREAT | O_EXCL : 0;
    Descriptor file(::open(area.path.c_str(), O_RDWR | O_CLOEXEC | create, 0600));
    const bool room = kind != ops::Swap::Disk || ::posix_fallocate(file.get(), 0, area_bytes) == 0;
    if (!file.valid() || !room || !format_swap(file.get())) return "no swap area could be written to " + area.path;
    return std::nullopt;
}

void undo(const Area& area) {
    if (!area.path.empty()) ::swapoff(area.path.c_str());
    if (!area.page_cluster_before.empty()) write_control(page_cluster_control, area.page_cluster_before);
    if (!area.zswap_before.empty()) write_control(zswap_control, area.zswap_before);
    if (!area.zram_index.empty()) {
        // The device is busy for a moment after swapoff while something else looks at it.
        for (int i = 0; i < 200 && !write_control("/sys/class/zram-control/hot_remove", area.zram_index); ++i)
            ::usleep(10'000);
    } else if (!area.path.empty()) {
        ::unlink(area.path.c_str());
    }
}

}  // namespace

bool write_control(const std::string& path, const std::string& text) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    return file.valid() && ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

std::optional<std::string> SwapArea::provide(const ops::Conditions& conditions) {
    const ops::Swap kind = conditions.swap;
    const bool as_it_is = conditions.page_cluster == page_cluster_ && conditions.zswap == zswap_;
    if (kind == kind_ && (kind == ops::Swap::None || as_it_is)) return std::nullopt;
    release();
    if (kind == ops::Swap::None) return std::nullopt;
    Area area;
    if (::geteuid() != 0) return "a swap area needs root";
    if (const std::optional<std::string> refused = make_area(kind, area)) {
        undo(area);
        return refused;
    }
    area.zswap_before = first_word(read_text(zswap_control));
    area.page_cluster_before = first_word(read_text(page_cluster_control));
    if (!guardian_.start([area] { undo(area); })) {
        undo(area);
        return "no process could be made";
    }
    const bool zswap_set = write_control(zswap_control, conditions.zswap ? "Y" : "N");
    if (conditions.zswap && !zswap_set) {
        release();
        return "there is no zswap";
    }
    const bool on = write_control(page_cluster_control, std::to_string(conditions.page_cluster)) &&
                    ::swapon(area.path.c_str(), SWAP_FLAG_PREFER | SWAP_FLAG_PRIO_MASK) == 0;
    kind_ = kind;
    page_cluster_ = conditions.page_cluster;
    zswap_ = conditions.zswap;
    if (on) return std::nullopt;
    release();
    return "swapon was refused";
}

void SwapArea::release() {
    guardian_.release();
    kind_ = ops::Swap::None;
}

ReadAhead::ReadAhead(const std::string& path, std::uint32_t pages) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return;
    const std::string device =
        "/sys/dev/block/" + std::to_string(major(info.st_dev)) + ":" + std::to_string(minor(info.st_dev));
    for (const char* queue : {"/queue/read_ahead_kb", "/../queue/read_ahead_kb"}) {
        before_ = first_word(read_text(device + queue));
        if (before_.empty()) continue;
        control_ = device + queue;
        set_ = write_control(control_, std::to_string(pages * 4));
        return;
    }
}

ReadAhead::~ReadAhead() {
    if (set_) write_control(control_, before_);
}

}  // namespace faultline::live
