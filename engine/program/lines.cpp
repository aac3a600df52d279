#include "engine/program/lines.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>

namespace faultline {

namespace {

constexpr std::uint32_t stab_bytes = 12;

/// Stab types that TCC writes and that we read.
enum StabType : std::uint8_t {
    GlobalVariable = 0x20,   // N_GSYM: address from the symbol table
    FunctionStart = 0x24,    // N_FUN
    StaticVariable = 0x26,   // N_STSYM
    ZeroedVariable = 0x28,   // N_LCSYM
    SourceLine = 0x44,       // N_SLINE, relative to the function
    SourceFile = 0x64,       // N_SO
    Local = 0x80,            // N_LSYM: a type, or a variable on the stack
    IncludedFile = 0x84,     // N_SOL
    Parameter = 0xa0,        // N_PSYM
};

struct Stab {
    std::uint32_t text_offset = 0;
    std::uint8_t type = 0;
    std::uint16_t description = 0;
    std::uint32_t value = 0;
};

Stab stab_at(std::span<const std::uint8_t> stabs, std::size_t at) {
    Stab stab;
    std::memcpy(&stab.text_offset, stabs.data() + at, 4);
    stab.type = stabs[at + 4];
    std::memcpy(&stab.description, stabs.data() + at + 6, 2);
    std::memcpy(&stab.value, stabs.data() + at + 8, 4);
    return stab;
}

struct TypeNote {
    std::string name;
    std::uint32_t bytes = 8;
};

/// Numbered types in the words of C. What is not understood stays unnamed, eight bytes wide.
class Types {
public:
    /// A definition such as "int:t1=r1;-2147483648;2147483647;".
    void define(std::string_view text) {
        const std::size_t colon = text.find(":t");
        if (colon == std::string_view::npos) return;
        std::uint32_t number = 0;
        std::from_chars(text.data() + colon + 2, text.data() + text.size(), number);
        const std::string name(text.substr(0, colon));
        types_[number] = {name, bytes_of(name)};
    }

    /// The type part of a variable: a number, or a chain of definitions such as "28=29=*2" or "30=ar1;0;15;2".
    TypeNote read(std::string_view text) {
        std::uint32_t number = 0;
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
        if (parsed.ec != std::errc{}) return {};
        text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()));
        if (text.empty() || text.front() != '=') {
            const auto known = types_.find(number);
            return known == types_.end() ? TypeNote{} : known->second;
        }
        text.remove_prefix(1);
        TypeNote note;
        if (text.starts_with('*')) {
            note = {read(text.substr(1)).name + "*", 8};
        } else if (text.starts_with("ar")) {
            note = read_array(text);
        } else {
            note = read(text);
        }
        types_[number] = note;
        return note;
    }

private:
    TypeNote read_array(std::string_view text) {
        // "ar<index type>;<low>;<high>;<element type>"
        std::size_t semicolon = text.find(';');
        std::int64_t bounds[2] = {0, -1};
        for (std::int64_t& bound : bounds) {
            if (semicolon == std::string_view::npos) return {};
            std::from_chars(text.data() + semicolon + 1, text.data() + text.size(), bound);
            semicolon = text.find(';', semicolon + 1);
        }
        if (semicolon == std::string_view::npos) return {};
        const TypeNote element = read(text.substr(semicolon + 1));
        const std::int64_t count = bounds[1] - bounds[0] + 1;
        return {element.name + "[" + std::to_string(count) + "]",
                static_cast<std::uint32_t>(element.bytes * static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0)))};
    }

    static std::uint32_t bytes_of(std::string_view name) {
        if (name == "char" || name == "signed char" || name == "unsigned char" || name == "bool") return 1;
        if (name.find("short") != std::string_view::npos) return 2;
        if (name == "int" || name == "unsigned int" || name == "float") return 4;
        if (name == "long double" || name.find("int128") != std::string_view::npos) return 16;
        return 8;
    }

    std::map<std::uint32_t, TypeNote> types_;
};

}  // namespace

LineTable::LineTable(std::span<const std::uint8_t> elf_bytes) {
    std::string reason;
    std::optional<Elf> elf = parse_elf(elf_bytes, reason);
    if (!elf.has_value()) return;
    elf_ = std::move(*elf);
    const ElfSection* stabs = elf_.section(".stab");
    const ElfSection* strings = elf_.section(".stabstr");
    if (stabs == nullptr || strings == nullptr) return;
    if (stabs->file_offset + stabs->bytes > elf_bytes.size() || strings->file_offset + strings->bytes > elf_bytes.size()) return;
    const auto part = [&](const ElfSection& section) {
        return elf_bytes.subspan(static_cast<std::size_t>(section.file_offset), static_cast<std::size_t>(section.bytes));
    };
    const std::span<const std::uint8_t> text = part(*strings);
    read_stabs(part(*stabs), {reinterpret_cast<const char*>(text.data()), text.size()});
    std::stable_sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) { return a.address < b.address; });
    points_ = code_points(*this, elf_bytes);
}

void LineTable::read_stabs(std::span<const std::uint8_t> stabs, std::string_view strings) {
    const auto text_of = [&](const Stab& stab) {
        const std::string_view rest = strings.substr(std::min<std::size_t>(stab.text_offset, strings.size()));
        return rest.substr(0, rest.find('\0'));
    };
    Types types;
    std::string main_file;
    bool in_main_file = true;
    for (std::size_t at = 0; at + stab_bytes <= stabs.size(); at += stab_bytes) {
        const Stab stab = stab_at(stabs, at);
        const std::string_view text = text_of(stab);
        const std::size_t colon = text.find(':');
        const std::string name(text.substr(0, colon));
        const bool has_class = colon != std::string_view::npos && colon + 1 < text.size();
        switch (stab.type) {
            case SourceFile:
                if (!text.empty() && text.back() != '/') main_file = text;
                break;
            case IncludedFile: in_main_file = text == main_file; break;
            case FunctionStart: {
                const ElfSymbol* symbol = elf_.function_at(stab.value);
                functions_.push_back({.name = name,
                                      .start = stab.value,
                                      .end = symbol == nullptr ? stab.value : symbol->address + symbol->bytes,
                                      .line = stab.description,
                                      .variables = {}});
                break;
            }
            case SourceLine:
                if (in_main_file && !functions_.empty()) {
                    lines_.push_back({functions_.back().start + stab.value, stab.description});
                }
                break;
            case Local:
            case Parameter: {
                if (!has_class) break;
                if (stab.type == Local && (text[colon + 1] == 't' || text[colon + 1] == 'T')) {
                    types.define(text);
                    break;
                }
                const bool lettered = text[colon + 1] == 'p';
                const TypeNote type = types.read(text.substr(colon + (lettered ? 2 : 1)));
                if (functions_.empty()) break;
                functions_.back().variables.push_back({.name = name,
                                                       .type = type.name,
                                                       .bytes = type.bytes,
                                                       .place = static_cast<std::int32_t>(stab.value)});
                break;
            }
            case GlobalVariable:
            case StaticVariable:
            case ZeroedVariable: {
                if (!has_class) break;
                const ElfSymbol* symbol = elf_.symbol(name);
                const TypeNote type = types.read(text.substr(colon + 2));
                globals_.push_back({.name = name,
                                    .type = type.name,
                                    .bytes = type.bytes,
                                    .place = symbol == nullptr ? std::int64_t{stab.value} : static_cast<std::int64_t>(symbol->address),
                                    .global = true});
                break;
            }
            default: break;
        }
    }
}

const Function* LineTable::function_at(std::uint64_t address) const {
    for (const Function& function : functions_) {
        if (function.start <= address && address < function.end) return &function;
    }
    return nullptr;
}

std::string LineTable::function_name_at(std::uint64_t address) const {
    const ElfSymbol* symbol = elf_.function_at(address);
    return symbol == nullptr ? std::string{} : symbol->name;
}

std::uint32_t LineTable::line_at(std::uint64_t address) const {
    if (function_at(address) == nullptr) return 0;
    const auto after = std::upper_bound(lines_.begin(), lines_.end(), address,
                                        [](std::uint64_t wanted, const Line& line) { return wanted < line.address; });
    return after == lines_.begin() ? 0 : (after - 1)->line;
}

bool LineTable::starts_line(std::uint64_t address) const {
    const auto found = std::lower_bound(lines_.begin(), lines_.end(), address,
                                        [](const Line& line, std::uint64_t wanted) { return line.address < wanted; });
    return found != lines_.end() && found->address == address;
}

std::uint64_t LineTable::address_of_line(std::uint32_t line) const {
    const Line* best = nullptr;
    for (const Line& candidate : lines_) {
        if (candidate.line < line) continue;
        if (best == nullptr || candidate.line < best->line ||
            (candidate.line == best->line && candidate.address < best->address)) {
            best = &candidate;
        }
    }
    return best == nullptr ? 0 : best->address;
}

}  // namespace faultline
