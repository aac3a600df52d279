#include "engine/program/elf.hpp"

#include <algorithm>
#include <cstring>

namespace faultline {

namespace {

constexpr std::uint32_t header_bytes = 64, program_header_bytes = 56, section_header_bytes = 64, symbol_bytes = 24;
constexpr std::uint16_t type_executable = 2, type_position_independent = 3, machine_x86_64 = 62;
constexpr std::uint32_t segment_load = 1, segment_interpreter = 3;
constexpr std::uint8_t symbol_untyped = 0, symbol_object = 1, symbol_function = 2;
constexpr std::uint64_t section_executable = 4;

/// Little-endian reads that never leave the file.
class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    bool holds(std::uint64_t offset, std::uint64_t count) const {
        return offset <= bytes_.size() && count <= bytes_.size() - offset;
    }
    template <class T>
    T at(std::uint64_t offset) const {
        T value{};
        if (holds(offset, sizeof(T))) std::memcpy(&value, bytes_.data() + offset, sizeof(T));
        return value;
    }
    std::string text(std::uint64_t offset) const {
        std::string out;
        for (; holds(offset, 1) && bytes_[static_cast<std::size_t>(offset)] != 0; ++offset) {
            out.push_back(static_cast<char>(bytes_[static_cast<std::size_t>(offset)]));
        }
        return out;
    }

private:
    std::span<const std::uint8_t> bytes_;
};

std::string check_header(const Reader& file) {
    if (!file.holds(0, header_bytes) || file.at<std::uint32_t>(0) != 0x464c457f) {
        return "not an ELF file: the first four bytes are not 7f 45 4c 46";
    }
    if (file.at<std::uint8_t>(4) != 2) return "byte 4: a 32-bit ELF file; only 64-bit ones can be run";
    if (file.at<std::uint8_t>(5) != 1) return "byte 5: a big-endian ELF file; only little-endian ones can be run";
    if (file.at<std::uint16_t>(18) != machine_x86_64) return "byte 18: not for x86-64";
    const auto type = file.at<std::uint16_t>(16);
    if (type == type_position_independent) return "byte 16: position independent; link with -static -no-pie";
    if (type != type_executable) return "byte 16: not an executable file";
    return {};
}

std::string read_segments(const Reader& file, Elf& into) {
    const auto headers = file.at<std::uint64_t>(32);
    for (std::uint32_t i = 0; i < into.program_header_count; ++i) {
        const std::uint64_t at = headers + std::uint64_t{i} * program_header_bytes;
        const std::string where = "program header " + std::to_string(i) + ": ";
        if (!file.holds(at, program_header_bytes)) return where + "beyond the end of the file";
        const auto type = file.at<std::uint32_t>(at);
        if (type == segment_interpreter) return where + "needs a dynamic linker; link with -static";
        if (type != segment_load) continue;
        const ElfSegment segment{.flags = file.at<std::uint32_t>(at + 4),
                                 .file_offset = file.at<std::uint64_t>(at + 8),
                                 .address = file.at<std::uint64_t>(at + 16),
                                 .file_bytes = file.at<std::uint64_t>(at + 32),
                                 .memory_bytes = file.at<std::uint64_t>(at + 40),
                                 .alignment = file.at<std::uint64_t>(at + 48)};
        if (!file.holds(segment.file_offset, segment.file_bytes)) return where + "its bytes lie beyond the end of the file";
        if (segment.file_bytes > segment.memory_bytes) return where + "more bytes in the file than in memory";
        if (segment.file_offset <= headers && headers - segment.file_offset < segment.file_bytes) {
            into.program_headers_address = headers - segment.file_offset + segment.address;
        }
        into.segments.push_back(segment);
    }
    return into.segments.empty() ? "no segment to load" : std::string{};
}

void read_sections(const Reader& file, Elf& into) {
    const auto table = file.at<std::uint64_t>(40);
    const auto count = file.at<std::uint16_t>(60), names = file.at<std::uint16_t>(62);
    if (!file.holds(table, std::uint64_t{count} * section_header_bytes)) return;
    const auto names_offset = file.at<std::uint64_t>(table + std::uint64_t{names} * section_header_bytes + 24);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint64_t at = table + std::uint64_t{i} * section_header_bytes;
        into.sections.push_back({.name = file.text(names_offset + file.at<std::uint32_t>(at)),
                                 .executable = (file.at<std::uint64_t>(at + 8) & section_executable) != 0,
                                 .address = file.at<std::uint64_t>(at + 16),
                                 .file_offset = file.at<std::uint64_t>(at + 24),
                                 .bytes = file.at<std::uint64_t>(at + 32)});
    }
}

/// Assembly written by hand often says neither that a label is a function nor how long it is: it goes to the next symbol.
void measure_unsized_functions(Elf& into) {
    for (std::size_t i = 0; i < into.symbols.size(); ++i) {
        ElfSymbol& symbol = into.symbols[i];
        if (!symbol.function || symbol.bytes != 0) continue;
        std::uint64_t end = symbol.address;
        for (const ElfSection& section : into.sections) {
            const bool holds = section.address <= symbol.address && symbol.address - section.address < section.bytes;
            if (section.executable && holds) end = section.address + section.bytes;
        }
        for (std::size_t next = i + 1; next < into.symbols.size(); ++next) {
            if (into.symbols[next].address == symbol.address) continue;
            end = std::min(end, into.symbols[next].address);
            break;
        }
        symbol.bytes = end - symbol.address;
    }
}

void read_symbols(const Reader& file, Elf& into) {
    const ElfSection* table = into.section(".symtab");
    const ElfSection* names = into.section(".strtab");
    if (table == nullptr || names == nullptr || !file.holds(table->file_offset, table->bytes)) return;
    for (std::uint64_t at = table->file_offset; at + symbol_bytes <= table->file_offset + table->bytes; at += symbol_bytes) {
        const std::uint8_t type = file.at<std::uint8_t>(at + 4) & 15u;
        const auto section = file.at<std::uint16_t>(at + 6);
        const bool is_code_label = type == symbol_untyped && section < into.sections.size() && into.sections[section].executable;
        if (section == 0 || (type != symbol_object && type != symbol_function && !is_code_label)) continue;
        into.symbols.push_back({.name = file.text(names->file_offset + file.at<std::uint32_t>(at)),
                                .address = file.at<std::uint64_t>(at + 8),
                                .bytes = file.at<std::uint64_t>(at + 16),
                                .function = type != symbol_object});
    }
    std::stable_sort(into.symbols.begin(), into.symbols.end(),
                     [](const ElfSymbol& a, const ElfSymbol& b) { return a.address < b.address; });
    measure_unsized_functions(into);
}

}  // namespace

const ElfSection* Elf::section(std::string_view name) const {
    for (const ElfSection& candidate : sections) {
        if (candidate.name == name) return &candidate;
    }
    return nullptr;
}

const ElfSymbol* Elf::symbol(std::string_view name) const {
    for (const ElfSymbol& candidate : symbols) {
        if (candidate.name == name) return &candidate;
    }
    return nullptr;
}

const ElfSymbol* Elf::function_at(std::uint64_t address) const {
    const ElfSymbol* found = nullptr;
    for (const ElfSymbol& candidate : symbols) {
        if (candidate.address > address) break;
        if (candidate.function && address - candidate.address < candidate.bytes) found = &candidate;
    }
    return found;
}

std::optional<Elf> parse_elf(std::span<const std::uint8_t> bytes, std::string& reason) {
    const Reader file(bytes);
    reason = check_header(file);
    if (!reason.empty()) return std::nullopt;
    Elf elf;
    elf.entry = file.at<std::uint64_t>(24);
    elf.program_header_count = file.at<std::uint16_t>(56);
    reason = read_segments(file, elf);
    if (!reason.empty()) return std::nullopt;
    read_sections(file, elf);
    read_symbols(file, elf);
    return elf;
}

}  // namespace faultline
