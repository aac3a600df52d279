/// Small owners of what the operating system lends: descriptors and private folders.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace faultline::live {

/// Owns a file descriptor; -1 is none.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }
    int get() const { return number_; }
    bool valid() const { return number_ >= 0; }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

  private:
    int number_ = -1;
};

/// A folder of our own on a file system with a page cache on disk (never tmpfs, whose pages count as shmem), removed
/// with its files at the end. `path()` is empty if there is none to be had.
class PrivateFolder {
  public:
    PrivateFolder();
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    ~PrivateFolder();
    const std::string& path() const { return path_; }

    /// Writes and syncs a file in pieces of `piece_bytes`, so that the page cache's folios are no larger. False on
    /// error.
    bool write(const std::string& name, const std::vector<std::byte>& bytes, unsigned mode,
               std::size_t piece_bytes = 4096);

  private:
    std::string path_;
    std::vector<std::string> names_;
};

/// The whole text of a small file; empty if it cannot be read.
std::string read_text(const std::string& path);

}  // namespace faultline::live
