#include "compiler/archive.hpp"
#include "compiler/columns.hpp"

#include <doctest/doctest.h>

#include <string>

#include "compiler/tcc_host.hpp"

using namespace faultline::compiler;

namespace {

Bytes object_of(std::string_view source) {
    FileTable files;
    files["unit.c"] = ByteView(reinterpret_cast<const std::uint8_t*>(source.data()), source.size());
    TccJob job;
    job.output = FAULTLINE_TCC_OBJECT;
    job.options = "-nostdinc";
    job.inputs = {"unit.c"};
    const TccOutcome outcome = run_tcc(job, files);
    REQUIRE(outcome.succeeded);
    return outcome.output;
}

}  // namespace

TEST_CASE("an object defines its global functions and data, and not what it only uses or hides") {
    const Bytes object = object_of("int used(void); static int hidden; int shown = 2; int twice(void) { return hidden + used(); }");
    CHECK(defined_globals(object) == std::vector<std::string>{"shown", "twice"});
}

TEST_CASE("an archive comes back from its columns") {
    const Bytes archive = make_archive({{"a.o", object_of("int b(void); int a(void) { return b(); } char odd[] = \"odd\";")},
                                        {"b.o", object_of("static int zero[9]; int b(void) { return zero[4]; }")}});
    const Bytes columns = columns_of(archive);
    CHECK(archive_of(columns) == archive);
    CHECK(columns != archive);
}

TEST_CASE("a program takes from an archive the members it needs and no others") {
    const Bytes archive = make_archive({{"a.o", object_of("int b(void); int a(void) { return b(); }")},
                                        {"b.o", object_of("int b(void) { return 4; }")},
                                        {"unneeded_member.o", object_of("int nobody_calls_this(void) { return 5; }")}});
    CHECK(archive.size() % 2 == 0);

    FileTable files;
    const std::string program = "int a(void); int _start(void) { return a(); }";
    files["program.c"] = ByteView(reinterpret_cast<const std::uint8_t*>(program.data()), program.size());
    files["lib.a"] = archive;
    TccJob job;
    job.options = "-nostdinc -nostdlib -static -g";
    job.inputs = {"program.c", "lib.a"};
    const TccOutcome outcome = run_tcc(job, files);
    REQUIRE(outcome.succeeded);
    const std::string bytes(outcome.output.begin(), outcome.output.end());
    CHECK(bytes.find(std::string("\0b\0", 3)) != std::string::npos);
    CHECK(bytes.find("nobody_calls_this") == std::string::npos);
}

TEST_CASE("a program's own function comes before a member's of the same name") {
    Bytes member = object_of("int index(void) { return 1; } int needed(void) { return index(); } int _kept(void) { return 2; }");
    yield_names(member);
    CHECK(defined_globals(member) == std::vector<std::string>{"index", "needed", "_kept"});

    const std::string program = "int needed(void); int index(void) { return 3; } int _start(void) { return needed(); }";
    const auto link = [&](const Bytes& object) {
        FileTable files;
        const Bytes archive = make_archive({{"member.o", object}});
        files["program.c"] = ByteView(reinterpret_cast<const std::uint8_t*>(program.data()), program.size());
        files["lib.a"] = archive;
        TccJob job;
        job.options = "-nostdinc -nostdlib -static";
        job.inputs = {"program.c", "lib.a"};
        const TccOutcome outcome = run_tcc(job, files);
        return outcome.succeeded && outcome.messages.empty();
    };
    CHECK(link(member));
    CHECK_FALSE(link(object_of("int index(void) { return 1; } int needed(void) { return index(); }")));
}
