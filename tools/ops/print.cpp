#include "tools/ops/op.hpp"
#include "tools/ops/words.hpp"

namespace faultline::ops {

namespace {

void add(std::string& line, std::string_view word) {
    line += ' ';
    line += word;
}
void add(std::string& line, std::uint32_t number) { add(line, std::to_string(number)); }

std::string prot_text(std::uint8_t prot) {
    std::string text;
    if ((prot & prot_read) != 0) text += 'r';
    if ((prot & prot_write) != 0) text += 'w';
    if ((prot & prot_exec) != 0) text += 'x';
    return text.empty() ? "-" : text;
}

std::string backing_text(const Op& op) {
    const auto object = [&](const char* kind) {
        return std::string(kind) + ":" + object_letter(op.object) + ":" + std::to_string(op.offset);
    };
    switch (op.backing) {
        case Backing::Anonymous:
            return "anon";
        case Backing::SharedAnonymous:
            return "shared";
        case Backing::PrivateObject:
            return object("private");
        case Backing::SharedObject:
            return object("shared");
    }
    return {};
}

std::string place_text(const Op& op) {
    std::string text = std::to_string(op.page);
    if (op.byte != default_byte) text += "." + std::to_string(op.byte);
    return text;
}

template <typename Table>
void add_flags(std::string& line, const Table& table, std::uint8_t flags) {
    for (const auto& entry : table)
        if ((flags & entry.number) != 0) add(line, entry.word);
}

void add_remap(std::string& line, const Op& op) {
    add(line, op.new_count);
    if (op.move == Move::InPlace) return;
    add(line, op.move == Move::To ? "to" : "keep");
    add(line, op.new_page);
}

void add_arguments(std::string& line, const Op& op, Shape shape) {
    const bool ranged = shape == Shape::Range || shape == Shape::RangeProt || shape == Shape::Mapping ||
                        shape == Shape::Remap || shape == Shape::RangeAdvice || shape == Shape::RangeSync;
    if (ranged) {
        add(line, op.page);
        add(line, op.count);
    }
    const bool on_object = shape == Shape::ObjectSize || shape == Shape::ObjectRange || shape == Shape::ObjectPage ||
                           shape == Shape::ObjectPageValue || shape == Shape::ObjectAlone;
    if (on_object) add(line, std::string(1, object_letter(op.object)));
    switch (shape) {
        case Shape::Nothing:
        case Shape::Range:
        case Shape::ObjectAlone:
            break;
        case Shape::RangeProt:
            add(line, prot_text(op.prot));
            break;
        case Shape::Mapping:
            add(line, prot_text(op.prot));
            add(line, backing_text(op));
            add_flags(line, map_flag_words, op.flags);
            break;
        case Shape::Remap:
            add_remap(line, op);
            break;
        case Shape::RangeAdvice:
            add(line, word_of(advice_words, op.advice));
            break;
        case Shape::RangeSync:
            add(line, word_of(sync_words, op.flags));
            break;
        case Shape::LockFlags:
            add_flags(line, lock_flag_words, op.flags);
            break;
        case Shape::Count:
        case Shape::ObjectSize:
            add(line, op.count);
            break;
        case Shape::Access:
        case Shape::Address:
            add(line, place_text(op));
            break;
        case Shape::AccessValue:
            add(line, place_text(op));
            add(line, op.value);
            break;
        case Shape::Page:
            add(line, op.page);
            break;
        case Shape::PageValue:
            add(line, op.page);
            add(line, op.value);
            break;
        case Shape::Child:
            add(line, std::string(1, static_cast<char>('a' + op.child)));
            break;
        case Shape::ObjectRange:
            add(line, op.offset);
            add(line, op.count);
            break;
        case Shape::ObjectPage:
            add(line, op.offset);
            break;
        case Shape::ObjectPageValue:
            add(line, op.offset);
            add(line, op.value);
            break;
    }
}

void add_condition(std::string& text, const char* name, std::string_view value) {
    text += "set ";
    text += name;
    add(text, value);
    text += '\n';
}

}  // namespace

char object_letter(Object object) { return object == Object::File ? 'f' : object == Object::OtherFile ? 'g' : 'm'; }

bool drops_tlb(Verb verb) {
    return verb != Verb::Read && verb != Verb::Write && verb != Verb::Write8 && verb != Verb::Exec &&
           verb != Verb::KernelRead && verb != Verb::KernelWrite;
}

std::string print_op(const Op& op) {
    std::string line(1, static_cast<char>('a' + op.process));
    const VerbWord& word = verb_word(op.verb);
    add(line, word.word);
    add_arguments(line, op, word.shape);
    return line;
}

std::string print_program(const OpProgram& program) {
    const Conditions usual;
    const Conditions& is = program.conditions;
    std::string text;
    if (!program.title.empty()) text += "# title: " + program.title + "\n";
    const auto number = [&](const char* name, std::uint32_t value, std::uint32_t default_value) {
        if (value != default_value) add_condition(text, name, std::to_string(value));
    };
    number("pages", is.pages, usual.pages);
    number("file_pages", is.file_pages, usual.file_pages);
    if (is.swap != usual.swap) add_condition(text, "swap", word_of(swap_words, static_cast<std::int32_t>(is.swap)));
    number("page_cluster", is.page_cluster, usual.page_cluster);
    number("read_ahead", is.read_ahead, usual.read_ahead);
    number("write_pages", is.write_pages, usual.write_pages);
    if (is.brk) add_condition(text, "brk", std::to_string(*is.brk));
    if (is.thp) add_condition(text, "thp", "madvise");
    if (!is.drop_tlb) add_condition(text, "tlb", "keep");
    if (is.cold_cache) add_condition(text, "cache", "cold");
    if (is.pkeys) add_condition(text, "pkeys", "on");
    if (is.zswap) add_condition(text, "zswap", "on");
    if (is.zero_page) add_condition(text, "zero_page", *is.zero_page ? "on" : "off");
    for (const Op& op : program.ops) text += print_op(op) + "\n";
    return text;
}

}  // namespace faultline::ops
