#include "tools/live/script_objects.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "tools/live/machine_setting.hpp"
#include "tools/live/process_view.hpp"

namespace faultline::live {

namespace {

using ops::Op;
using ops::Verb;

bool names_object(const Op& op) {
    switch (op.verb) {
        case Verb::Mmap:
            return op.backing == ops::Backing::PrivateObject || op.backing == ops::Backing::SharedObject;
        case Verb::Truncate:
        case Verb::Punch:
        case Verb::FileRead:
        case Verb::FileWrite:
        case Verb::DropCache:
            return true;
        default:
            return false;
    }
}

std::vector<std::byte> file_bytes(ops::Object object, std::uint32_t pages) {
    std::vector<std::byte> bytes(std::size_t{pages} * ops::page_bytes);
    for (std::uint32_t i = 0; i < pages; ++i) {
        const std::size_t page = std::size_t{i} * ops::page_bytes;
        if (object == ops::Object::File) bytes[page] = std::byte{0xc3};
        const std::uint32_t value = i % 100 + (object == ops::Object::File ? 1 : 101);
        bytes[page + ops::default_byte] = static_cast<std::byte>(value);
    }
    return bytes;
}

/// All of a file in this process's memory, in a way that leaves no trace on its pages: no read-ahead, and no accessed
/// bit that would count (MADV_RANDOM).
class Window {
  public:
    Window(int file, std::uint32_t pages) : bytes_(std::size_t{pages} * ops::page_bytes) {
        memory_ = ::mmap(nullptr, bytes_, PROT_READ, MAP_SHARED, file, 0);
        if (valid()) ::madvise(memory_, bytes_, MADV_RANDOM);
    }
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    ~Window() {
        if (valid()) ::munmap(memory_, bytes_);
    }
    bool valid() const { return memory_ != MAP_FAILED; }

    std::uint32_t cached_pages() const {
        std::vector<unsigned char> resident(bytes_ / ops::page_bytes);
        if (::mincore(memory_, bytes_, resident.data()) != 0) return 0;
        return static_cast<std::uint32_t>(
            std::count_if(resident.begin(), resident.end(), [](unsigned char page) { return (page & 1) != 0; }));
    }

    /// Maps every page, for `frames`.
    void touch() const {
        for (std::size_t at = 0; at < bytes_; at += ops::page_bytes)
            static_cast<void>(*(static_cast<volatile const char*>(memory_) + at));
    }

    std::vector<std::uint64_t> frames() const {
        return read_frames(::getpid(), reinterpret_cast<std::uintptr_t>(memory_), static_cast<std::uint32_t>(bytes_ / ops::page_bytes));
    }

  private:
    std::size_t bytes_;
    void* memory_;
};

/// Whether each piece that was written is one folio. What is left over at the end may be in several.
bool folios_are_pieces(const std::vector<std::uint64_t>& frames, std::uint32_t piece) {
    const FrameFlags flags;
    for (std::size_t i = 0; i < frames.size() / piece * piece; ++i) {
        const bool tail = (flags(frames[i]) & frame_compound_tail) != 0;
        if (tail != (i % piece != 0)) return false;
        if (tail && frames[i] != frames[i - 1] + 1) return false;
    }
    return true;
}

constexpr bool power_of_two(std::uint32_t number) { return (number & (number - 1)) == 0; }

}  // namespace

std::string make_objects(const ops::OpProgram& program, PrivateFolder& folder, Objects& objects) {
    const ops::Conditions& conditions = program.conditions;
    for (const ops::Object object : {ops::Object::File, ops::Object::OtherFile, ops::Object::Memory}) {
        const bool used = std::any_of(program.ops.begin(), program.ops.end(),
                                      [&](const Op& op) { return names_object(op) && op.object == object; });
        if (!used) continue;
        Descriptor& file = objects[static_cast<std::size_t>(object)];
        if (object == ops::Object::Memory) {
            file = Descriptor(::memfd_create("m", MFD_CLOEXEC));
            if (::ftruncate(file.get(), off_t{conditions.file_pages} * ops::page_bytes) != 0) return "no memfd";
            continue;
        }
        const std::string name(1, ops::object_letter(object));
        const std::size_t piece = std::size_t{conditions.write_pages} * ops::page_bytes;
        if (!folder.write(name, file_bytes(object, conditions.file_pages), 0600, piece)) return "no disk for files";
        const ReadAhead read_ahead(folder.path(), conditions.read_ahead);
        if (!read_ahead.set()) return "the read-ahead of the disk cannot be set";
        file = Descriptor(::open((folder.path() + "/" + name).c_str(), O_RDWR | O_CLOEXEC));
        if (conditions.cold_cache) ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
    }
    return {};
}

std::string cache_state(const ops::Conditions& conditions, const Objects& objects) {
    if (conditions.file_pages == 0) return {};
    for (const ops::Object object : {ops::Object::File, ops::Object::OtherFile}) {
        const Descriptor& file = objects[static_cast<std::size_t>(object)];
        if (!file.valid()) continue;
        // An open file of its own: read-ahead keeps its account in the other one.
        const Descriptor own(::open(("/proc/self/fd/" + std::to_string(file.get())).c_str(), O_RDONLY | O_CLOEXEC));
        const Window window(own.get(), conditions.file_pages);
        if (!own.valid() || !window.valid()) return "a file cannot be mapped";
        const std::uint32_t cached = window.cached_pages();
        if (cached != (conditions.cold_cache ? 0 : conditions.file_pages))
            return std::to_string(cached) + " of the " + std::to_string(conditions.file_pages) +
                   " pages of a file are in the page cache";
        if (conditions.cold_cache || !power_of_two(conditions.write_pages)) continue;
        window.touch();
        if (!folios_are_pieces(window.frames(), conditions.write_pages))
            return "the page cache did not keep a file in folios of " + std::to_string(conditions.write_pages) +
                   " pages";
    }
    return {};
}

std::optional<std::uint64_t> evicted_pages(const Objects& objects) {
    // As the kernel defines them; Debian 12's headers are older than the call.
    constexpr long cachestat_number = 451;
    struct Range {
        std::uint64_t offset = 0, length_or_0_for_all = 0;
    };
    struct Cachestat {
        std::uint64_t cached = 0, dirty = 0, under_writeback = 0, evicted = 0, recently_evicted = 0;
    };
    std::uint64_t evicted = 0;
    for (const ops::Object object : {ops::Object::File, ops::Object::OtherFile}) {
        const Descriptor& file = objects[static_cast<std::size_t>(object)];
        if (!file.valid()) continue;
        const Range all;
        Cachestat found;
        if (::syscall(cachestat_number, file.get(), &all, &found, 0) != 0) return std::nullopt;
        evicted += found.evicted;
    }
    return evicted;
}

}  // namespace faultline::live
