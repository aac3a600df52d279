#include "compiler/columns.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

namespace faultline::compiler {
namespace {

constexpr std::size_t magic_bytes = 8, member_header_bytes = 60, elf_header_bytes = 64, section_header_bytes = 64;

/// What is no object (the archive's own headers and index), then the parts of objects by kind of section.
enum Column : std::size_t { Rest, ElfHeaders, SectionHeaders, Code, Symbols, Names, Relocations, Others, column_count };

/// Bytes that begin anew with each record of a column.
constexpr std::array<std::size_t, column_count> record_bytes = {1, elf_header_bytes, section_header_bytes, 1, 24, 1, 24,
                                                                1};

std::uint64_t number_at(ByteView from, std::size_t offset, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value |= std::uint64_t{from[offset + i]} << (8 * i);
    return value;
}

void append(Bytes& to, ByteView from) { to.insert(to.end(), from.begin(), from.end()); }

struct Section {
    std::size_t offset, size;
    Column column;
};

/// The sections of an object that have bytes in its file. Linux: elf(5).
std::vector<Section> sections_of(ByteView headers) {
    constexpr std::uint64_t with_code = 1, with_symbols = 2, with_names = 3, with_relocations = 4, without_bytes = 8;
    std::vector<Section> sections;
    for (std::size_t at = 0; at < headers.size(); at += section_header_bytes) {
        const std::uint64_t type = number_at(headers, at + 4, 4);
        if (type == 0 || type == without_bytes) continue;
        const Column column = type == with_code          ? Code
                              : type == with_symbols     ? Symbols
                              : type == with_names       ? Names
                              : type == with_relocations ? Relocations
                                                         : Others;
        sections.push_back({static_cast<std::size_t>(number_at(headers, at + 24, 8)),
                            static_cast<std::size_t>(number_at(headers, at + 32, 8)), column});
    }
    return sections;
}

struct HeaderTable {
    std::size_t offset, size;
};

HeaderTable header_table(ByteView elf_header) {
    return {static_cast<std::size_t>(number_at(elf_header, 40, 8)),
            static_cast<std::size_t>(number_at(elf_header, 60, 2)) * section_header_bytes};
}

std::size_t member_size(ByteView header) {
    return static_cast<std::size_t>(std::atol(std::string(header.begin() + 48, header.begin() + 58).c_str()));
}

bool is_object(ByteView header) { return header[0] != '/'; }

/// All first bytes of the records, all second ones, and so on; or back from there.
Bytes turned(ByteView bytes, std::size_t rows, std::size_t places) {
    Bytes out(bytes.size());
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t place = 0; place < places; ++place) out[place * rows + row] = bytes[row * places + place];
    }
    return out;
}

}  // namespace

Bytes columns_of(ByteView archive) {
    std::array<Bytes, column_count> columns;
    append(columns[Rest], archive.first(magic_bytes));
    for (std::size_t at = magic_bytes; at < archive.size();) {
        const ByteView header = archive.subspan(at, member_header_bytes);
        const std::size_t size = member_size(header);
        const ByteView member = archive.subspan(at + member_header_bytes, size);
        append(columns[Rest], header);
        if (is_object(header)) {
            const HeaderTable table = header_table(member);
            append(columns[ElfHeaders], member.first(elf_header_bytes));
            append(columns[SectionHeaders], member.subspan(table.offset, table.size));
            for (const Section& section : sections_of(member.subspan(table.offset, table.size))) {
                append(columns[section.column], member.subspan(section.offset, section.size));
            }
        } else {
            append(columns[Rest], member);
        }
        at += member_header_bytes + size;
        if (size % 2 != 0) columns[Rest].push_back(archive[at++]);
    }
    Bytes out;
    for (std::size_t i = 0; i < column_count; ++i) {
        for (std::size_t byte = 0; byte < 4; ++byte)
            out.push_back(static_cast<std::uint8_t>(columns[i].size() >> (8 * byte)));
        append(out, turned(columns[i], columns[i].size() / record_bytes[i], record_bytes[i]));
    }
    return out;
}

Bytes archive_of(ByteView packed) {
    std::array<Bytes, column_count> columns;
    std::array<std::size_t, column_count> used{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < column_count; ++i) {
        const auto size = static_cast<std::size_t>(number_at(packed, at, 4));
        columns[i] = turned(packed.subspan(at + 4, size), record_bytes[i], size / record_bytes[i]);
        at += 4 + size;
    }
    const auto take = [&](Column column, std::size_t bytes) {
        used[column] += bytes;
        return ByteView(columns[column]).subspan(used[column] - bytes, bytes);
    };

    Bytes archive;
    append(archive, take(Rest, magic_bytes));
    while (used[Rest] < columns[Rest].size()) {
        const ByteView header = take(Rest, member_header_bytes);
        const std::size_t size = member_size(header);
        append(archive, header);
        const std::size_t start = archive.size();
        const auto place = [&](std::size_t offset, ByteView bytes) {
            std::copy(bytes.begin(), bytes.end(), archive.begin() + static_cast<std::ptrdiff_t>(start + offset));
        };
        if (is_object(header)) {
            archive.resize(start + size);
            const ByteView elf_header = take(ElfHeaders, elf_header_bytes);
            const HeaderTable table = header_table(elf_header);
            const ByteView section_headers = take(SectionHeaders, table.size);
            place(0, elf_header);
            place(table.offset, section_headers);
            for (const Section& section : sections_of(section_headers)) {
                place(section.offset, take(section.column, section.size));
            }
        } else {
            append(archive, take(Rest, size));
        }
        if (size % 2 != 0) append(archive, take(Rest, 1));
    }
    return archive;
}

}  // namespace faultline::compiler
