#include "compiler/archive.hpp"

#include <cstddef>
#include <cstring>
#include <string_view>

namespace faultline::compiler {
namespace {

constexpr std::string_view magic = "!<arch>\n";
constexpr std::size_t header_bytes = 60;

std::uint64_t little_endian(const std::vector<std::uint8_t>& from, std::uint64_t offset, unsigned bytes) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < bytes; ++i) value |= std::uint64_t{from[static_cast<std::size_t>(offset + i)]} << (8 * i);
    return value;
}

void append(std::vector<std::uint8_t>& to, std::string_view text) { to.insert(to.end(), text.begin(), text.end()); }

void append_big_endian(std::vector<std::uint8_t>& to, std::size_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) to.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::string padded(std::string text, std::size_t width) {
    text.resize(width, ' ');
    return text;
}

/// Name, date, owner, group, mode, size, end mark. Dates and owners are left at 0: equal members, equal archives.
void append_header(std::vector<std::uint8_t>& to, const std::string& name, std::size_t size) {
    append(to, padded(name, 16) + padded("0", 12) + padded("0", 6) + padded("0", 6) + padded("100644", 8) +
                   padded(std::to_string(size), 10) + "`\n");
}

std::size_t even(std::size_t size) { return size + size % 2; }

void append_member(std::vector<std::uint8_t>& to, const std::string& name, const std::vector<std::uint8_t>& contents) {
    append_header(to, name, contents.size());
    to.insert(to.end(), contents.begin(), contents.end());
    if (contents.size() % 2 != 0) to.push_back('\n');
}

std::string text_at(const std::vector<std::uint8_t>& object, std::uint64_t offset) {
    std::string text;
    for (; object[static_cast<std::size_t>(offset)] != 0; ++offset) {
        text.push_back(static_cast<char>(object[static_cast<std::size_t>(offset)]));
    }
    return text;
}

struct Symbol {
    std::string name;
    std::size_t offset;  ///< of its Elf64_Sym in the object
};

constexpr std::size_t symbol_info = 4;  // st_info: the binding in the upper half, the type in the lower

std::vector<Symbol> defined_symbols(const std::vector<std::uint8_t>& object) {
    constexpr std::uint64_t symbol_table = 2;
    constexpr std::uint64_t symbol_bytes = 24;
    std::vector<Symbol> symbols;
    const std::uint64_t sections = little_endian(object, 0x28, 8);
    const std::uint64_t section_bytes = little_endian(object, 0x3a, 2);
    const std::uint64_t count = little_endian(object, 0x3c, 2);
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t section = sections + i * section_bytes;
        if (little_endian(object, section + 4, 4) != symbol_table) continue;
        const std::uint64_t first = little_endian(object, section + 0x18, 8);
        const std::uint64_t size = little_endian(object, section + 0x20, 8);
        const std::uint64_t strings_section = sections + little_endian(object, section + 0x28, 4) * section_bytes;
        const std::uint64_t strings = little_endian(object, strings_section + 0x18, 8);
        for (std::uint64_t symbol = first; symbol < first + size; symbol += symbol_bytes) {
            const bool global = little_endian(object, symbol + symbol_info, 1) >> 4 != 0;
            const bool defined = little_endian(object, symbol + 6, 2) != 0;
            if (!global || !defined) continue;
            symbols.push_back({text_at(object, strings + little_endian(object, symbol, 4)), static_cast<std::size_t>(symbol)});
        }
    }
    return symbols;
}

}  // namespace

std::vector<std::string> defined_globals(const std::vector<std::uint8_t>& object) {
    std::vector<std::string> names;
    for (const Symbol& symbol : defined_symbols(object)) names.push_back(symbol.name);
    return names;
}

void yield_names(std::vector<std::uint8_t>& object) {
    constexpr std::uint8_t weak = 2;
    for (const Symbol& symbol : defined_symbols(object)) {
        std::uint8_t& info = object[symbol.offset + symbol_info];
        if (symbol.name.front() != '_') info = static_cast<std::uint8_t>((info & 0xf) | weak << 4);
    }
}

std::vector<std::uint8_t> make_archive(const std::vector<ArchiveMember>& members) {
    std::vector<std::vector<std::string>> symbols;
    std::size_t symbol_count = 0;
    std::size_t name_bytes = 0;
    for (const ArchiveMember& member : members) {
        symbols.push_back(defined_globals(member.object));
        symbol_count += symbols.back().size();
        for (const std::string& name : symbols.back()) name_bytes += name.size() + 1;
    }

    std::vector<std::uint8_t> index;
    append_big_endian(index, symbol_count);
    std::size_t offset = magic.size() + header_bytes + even(4 + 4 * symbol_count + name_bytes);
    for (std::size_t i = 0; i < members.size(); ++i) {
        for (std::size_t n = 0; n < symbols[i].size(); ++n) append_big_endian(index, offset);
        offset += header_bytes + even(members[i].object.size());
    }
    for (const std::vector<std::string>& names : symbols) {
        for (const std::string& name : names) {
            append(index, name);
            index.push_back(0);
        }
    }

    std::vector<std::uint8_t> archive;
    append(archive, magic);
    append_member(archive, "/", index);
    for (const ArchiveMember& member : members) append_member(archive, member.name.substr(0, 15) + "/", member.object);
    return archive;
}

}  // namespace faultline::compiler
