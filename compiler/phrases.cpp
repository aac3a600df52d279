#include "compiler/phrases.hpp"

#include <cstddef>

namespace faultline::compiler {
namespace {

struct Phrase {
    std::string_view pattern;  ///< `%` is any text
    std::string_view plain;    ///< `%` are the same texts, in order
};

constexpr Phrase phrases[] = {
    {"'%' expected (got \"%\")", "`%` is missing before `%`"},
    {"identifier expected", "a name is missing here, or something stands where no statement can"},
    {"constant expression expected", "a constant is wanted here"},
    {"constant expected", "a constant is wanted here"},
    {"expected constant", "a constant is wanted here"},
    {"lvalue expected",
     "this cannot be assigned to, and has no address: only a variable can. An array is filled item by item, or by strcpy()"},
    {"pointer expected", "`*`, `[]` or `->` needs a pointer, and this is none"},
    {"struct or union expected", "`.` needs a struct or a union on its left; a pointer to one takes `->`"},
    {"field not found: %", "this struct has no member `%`"},
    {"function pointer expected", "only a function can be called, and this is none"},
    {"too few arguments to function", "this function wants more arguments"},
    {"too many arguments to function", "this function wants fewer arguments"},
    {"redefinition of '%'", "`%` is defined a second time"},
    {"redeclaration of '%'", "`%` is declared a second time"},
    {"'%' defined twice", "`%` is defined a second time"},
    {"redefinition of parameter '%'", "two parameters are called `%`"},
    {"redefinition of enumerator '%'", "the enumerator `%` is there already"},
    {"incompatible types for redefinition of '%'", "`%` was declared before with another type"},
    {"incompatible redefinition of '%'", "`%` was declared before with another type"},
    {"struct/union/enum already defined", "this struct, union or enum is defined a second time"},
    {"cannot convert '%' to '%'", "a value of type `%` cannot become one of type `%`"},
    {"invalid operands for binary operation", "this operator cannot take operands of these types"},
    {"invalid operand types for binary operation", "this operator cannot take operands of these types"},
    {"pointer/integer mismatch in %", "a pointer and a number are mixed in %"},
    {"division by zero in constant", "a division by zero, in a constant"},
    {"division by zero", "a division by zero, in a constant"},
    {"cannot break", "`break` stands outside of a loop and of a switch"},
    {"cannot continue", "`continue` stands outside of a loop"},
    {"switch expected", "`case` and `default` belong into a switch"},
    {"duplicate case value", "two cases of this switch have the same value"},
    {"too many 'default'", "this switch has a second `default`"},
    {"label '%' used but not defined", "there is a `goto %`, but no such label in this function"},
    {"duplicate label '%'", "the label `%` is there a second time"},
    {"empty character constant", "there is no character between the quotes"},
    {"multi-character character constant", "single quotes hold one character; text has double quotes"},
    {"integer constant overflow", "this number does not fit into any integer type"},
    {"unknown escape sequence: '\\%'", "`\\%` is no escape sequence"},
    {"unexpected end of file in comment", "a comment is not closed: `*/` is missing"},
    {"unexpected end of file", "the file ends too early"},
    {"missing #endif", "an `#if` has no `#endif`"},
    {"invalid digit", "this number has a digit that its base has not: a number that begins with 0 is octal, with 0x hexadecimal"},
    {"declaration expected", "outside of functions stand declarations alone, and this is none"},
    {"#endif without matching #if", "this `#endif` has no `#if`"},
    {"#else without matching #if", "this `#else` has no `#if`"},
    {"#error %", "%"},
    {"#warning %", "%"},
    {"macro '%' used with too few args", "the macro `%` wants more arguments"},
    {"macro '%' used with too many args", "the macro `%` wants fewer arguments"},
    {"invalid array size", "an array cannot have this size"},
    {"variable length array cannot be initialized", "an array whose length is not a constant cannot be initialised"},
    {"index too large", "there are more values here than the array has room for"},
    {"too many field init", "there are more values here than the struct has members"},
    {"initializer element is not constant",
     "a variable that lives as long as the program starts with a constant, and this is none"},
    {"initializer element is not computable at load time",
     "a variable that lives as long as the program starts with a constant, and this is none"},
    {"declaration of void object", "a variable cannot be of type `void`"},
    {"cannot use local functions", "a function cannot be defined inside of another"},
    {"invalid number\n", "a number or a name cannot look like this: a name begins with a letter"},
    {"too many basic types", "two types stand side by side here"},
    {"sizeof applied to an incomplete type", "this type is not defined here, so its size is not known"},
    {"field '%' has incomplete type", "the type of the member `%` is not known here"},
    {"cast to incomplete type", "this type is not known here"},
    {"unknown type size", "this type is not defined here, so its size is not known"},
    {"_Static_assert fail", "the assertion at compile time is false"},
    {"unknown opcode '%'", "the assembler does not know the instruction `%`"},
    {"stray '\\' in program", "a `\\` stands where none can"},
    {"unrecognized character \\x%", "a character with the code 0x% stands where none can"},
    {"type '%' does not match any association", "_Generic has no choice for the type `%`"},
    {"function might return no value: '%'", "`%` can reach its end without a `return` of its value"},
    {"'return' with no value", "this function has to return a value"},
    {"void function returns a value", "a function of type `void` returns no value"},
    {"assignment makes pointer from integer without a cast", "a number is used as a pointer, without a cast"},
    {"assignment makes integer from pointer without a cast", "a pointer is used as a number, without a cast"},
    {"assignment from incompatible pointer type",
     "a pointer of one type is used as a pointer of another, without a cast"},
    {"assignment discards qualifiers from pointer target type",
     "a pointer to `const` memory is used as one that may write"},
    {"assignment of read-only location", "this is `const`: it cannot be assigned to"},
    {"cast between pointer and integer of different size",
     "a pointer has 64 bits, this integer has fewer: some are lost"},
    {"'%' is not declared as function", "`%` is not a function"},
    {"storage class specified for '%'", "`%` cannot be static, extern or register here"},
    {"unnamed struct/union that defines no instances", "this declares nothing"},
    {"label '%' declared but not used", "nothing jumps to the label `%`"},
};

}  // namespace

std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view message) {
    std::vector<std::string> words;
    std::size_t mark;
    while ((mark = pattern.find('%')) != std::string_view::npos) {
        if (message.substr(0, mark) != pattern.substr(0, mark)) return std::nullopt;
        message.remove_prefix(mark);
        pattern.remove_prefix(mark + 1);
        const std::string_view next = pattern.substr(0, pattern.find('%'));
        const std::size_t end = next.empty() ? message.size() : message.find(next);
        if (end == std::string_view::npos) return std::nullopt;
        words.emplace_back(message.substr(0, end));
        message.remove_prefix(end);
    }
    if (message != pattern) return std::nullopt;
    return words;
}

std::string plain_phrase(std::string_view message) {
    for (const Phrase& phrase : phrases) {
        const auto words = match(phrase.pattern, message);
        if (!words.has_value()) continue;
        std::string plain;
        std::size_t word = 0;
        for (const char c : phrase.plain) {
            if (c == '%')
                plain += word < words->size() ? (*words)[word++] : "";
            else
                plain.push_back(c);
        }
        return plain;
    }
    return std::string(message);
}

}  // namespace faultline::compiler
