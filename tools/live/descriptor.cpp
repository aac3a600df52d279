#include "tools/live/descriptor.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <cerrno>

namespace faultline::live {

namespace {

bool keeps_pages_of_a_disk(const char* folder) {
    struct statfs info {};
    if (::statfs(folder, &info) != 0) return false;
    return info.f_type != TMPFS_MAGIC && info.f_type != RAMFS_MAGIC;
}

}  // namespace

PrivateFolder::PrivateFolder() {
    for (const char* parent : {"/var/tmp", "/tmp", "."}) {
        if (!keeps_pages_of_a_disk(parent)) continue;
        std::string name = std::string(parent) + "/faultline.XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) continue;
        // Absolute, because the program runs with this folder as its own.
        char* absolute = ::realpath(name.c_str(), nullptr);
        path_ = absolute != nullptr ? absolute : name;
        ::free(absolute);
        return;
    }
}

PrivateFolder::~PrivateFolder() {
    if (path_.empty()) return;
    for (const std::string& name : names_) ::unlink((path_ + "/" + name).c_str());
    ::rmdir(path_.c_str());
}

bool PrivateFolder::write(const std::string& name, const std::vector<std::byte>& bytes, unsigned mode,
                          std::size_t piece_bytes) {
    if (path_.empty()) return false;
    Descriptor file(::open((path_ + "/" + name).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (!file.valid()) return false;
    names_.push_back(name);
    for (std::size_t done = 0; done < bytes.size();) {
        const std::size_t piece = std::min(piece_bytes, bytes.size() - done);
        const ssize_t written = ::write(file.get(), bytes.data() + done, piece);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        done += static_cast<std::size_t>(written);
    }
    return ::fchmod(file.get(), mode) == 0 && ::fsync(file.get()) == 0;
}

std::string read_text(const std::string& path) {
    std::string text;
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) return text;
    char piece[4096];
    for (;;) {
        const ssize_t got = ::read(file.get(), piece, sizeof piece);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return text;
        text.append(piece, static_cast<std::size_t>(got));
    }
}

}  // namespace faultline::live
