#include "engine/kernel/proc.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "engine/kernel/vfs.hpp"
#include "tests/engine/kernel/c_program.hpp"

using namespace faultline;
using namespace faultline::testing;

namespace {

constexpr const char* forty_pages =
    "#include <sys/mman.h>\n#include <unistd.h>\n"
    "int main(void) { int i; char *p = mmap((void *)0x10000000, 100 * 4096, 3, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);\n"
    "    for (i = 0; i < 40; i++) p[i * 4096] = 1; volatile char c = p[50 * 4096]; pause(); return 0; }\n";

/// The number behind "NAME:" in a text of lines.
std::int64_t field(const std::string& text, const std::string& name) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(name + ":")) return std::stoll(line.substr(name.size() + 1));
    }
    return -1;
}

std::string part_of_smaps(const std::string& smaps, const std::string& start) {
    const std::size_t at = smaps.find(start);
    REQUIRE(at != std::string::npos);
    return smaps.substr(at, smaps.find("VmFlags", at) - at);
}

}  // namespace

TEST_CASE("status, statm and stat tell the same story in three ways") {
    CProgram program(forty_pages);
    CHECK(program.run().reason == Halt::Stuck);
    const std::string status = proc_pid_status(program.machine, program.task());
    const std::int64_t rss = field(status, "VmRSS");
    CHECK(rss == field(status, "RssAnon") + field(status, "RssFile") + field(status, "RssShmem"));
    CHECK(status.starts_with("Name:\tstory\nUmask:\t0022\nState:\tS (sleeping)\nTgid:\t1\nNgid:\t0\nPid:\t1\nPPid:\t0\n"));
    CHECK(status.find("\nVmStk:\t     132 kB\n") != std::string::npos);
    CHECK(status.find("\nSigIgn:\t0000000000000000\n") != std::string::npos);
    std::istringstream statm(proc_pid_statm(program.machine, program.task()));
    std::int64_t size = 0, resident = 0, shared = 0;
    statm >> size >> resident >> shared;
    CHECK(size * 4 == field(status, "VmSize"));
    CHECK(resident * 4 == rss);
    CHECK(shared * 4 == field(status, "RssFile"));

    std::istringstream stat(proc_pid_stat(program.machine, program.task()));
    std::vector<std::string> words;
    for (std::string word; stat >> word;) words.push_back(word);
    REQUIRE(words.size() == 52);
    CHECK(words[1] == "(story)");
    CHECK(words[2] == "S");
    CHECK(words[9] == std::to_string(program.task().faults.min_flt));
    CHECK(words[22] == std::to_string(size * 4096));
    CHECK(words[23] == std::to_string(resident));
}

TEST_CASE("smaps: forty written pages are private, dirty and anonymous; the page that was only read is not there") {
    CProgram program(forty_pages);
    program.run();
    const std::string smaps = proc_pid_smaps(program.machine, program.task());
    const std::string mapping = part_of_smaps(smaps, "10000000-10064000 rw-p 00000000 00:00 0 \n");
    CHECK(field(mapping, "Size") == 400);
    CHECK(field(mapping, "Rss") == 160);
    CHECK(field(mapping, "Pss") == 160);
    CHECK(field(mapping, "Private_Dirty") == 160);
    CHECK(field(mapping, "Anonymous") == 160);
    CHECK(field(mapping, "Shared_Clean") == 0);
    CHECK(smaps.find("VmFlags: rd wr mr mw me ac \n") != std::string::npos);
    CHECK(smaps.find("VmFlags: rd wr mr mw me gd ac \n") != std::string::npos);
    const std::string rollup = proc_pid_smaps_rollup(program.machine, program.task());
    CHECK(rollup.starts_with("00400000-7ffffffff000 ---p 00000000 00:00 0 "));
    CHECK(rollup.find("[rollup]\nRss:   ") == 73);
    CHECK(field(rollup, "Rss") == field(proc_pid_status(program.machine, program.task()), "VmRSS"));
}

TEST_CASE("pagemap has a frame for what is present, and nothing for what is not") {
    CProgram program(forty_pages);
    program.run();
    const std::string map = proc_pagemap(program.machine, "/proc/1/pagemap", 0x10000 * 8, 100 * 8);
    REQUIRE(map.size() == 800);
    const auto entry = [&map](std::size_t page) {
        std::uint64_t value = 0;
        __builtin_memcpy(&value, map.data() + 8 * page, 8);
        return value;
    };
    constexpr std::uint64_t present = 1ull << 63, exclusive = 1ull << 56;
    CHECK((entry(0) & (present | exclusive)) == (present | exclusive));
    CHECK((entry(39) & present) != 0);
    CHECK(entry(40) == 0);
    // The zero page is present, and nobody's own.
    CHECK((entry(50) & (present | exclusive)) == present);
    CHECK((entry(50) & 0xffffffff) == index_of(program.machine.zero_page));
}

TEST_CASE("a program reads its own /proc through read(2), from any place") {
    const std::string out = printed_by(
        "#include <stdio.h>\n#include <fcntl.h>\n#include <unistd.h>\n#include <string.h>\n"
        "int main(void) { char text[64] = {0}; int fd = open(\"/proc/self/comm\", O_RDONLY);\n"
        "    printf(\"%d \", (int)read(fd, text, 3)); printf(\"%s \", text); memset(text, 0, 64);\n"
        "    printf(\"%d \", (int)read(fd, text, 60)); printf(\"%s\", text); printf(\"%d \", (int)read(fd, text, 60));\n"
        "    lseek(fd, 0, SEEK_SET); printf(\"%d \", (int)read(fd, text, 60));\n"
        "    printf(\"%d %d\\n\", open(\"/proc/self/nothing\", O_RDONLY), open(\"/proc/99/stat\", O_RDONLY)); return 0; }\n");
    CHECK(out == "3 sto 3 ry\n0 6 -1 -1\n");
}

TEST_CASE("cmdline is what is on the stack, arguments apart by zeros") {
    CProgram program(forty_pages);
    CHECK(proc_pid_cmdline(program.machine, program.task()) == std::string("story\0", 6));
    CHECK(proc_pid_environ(program.machine, program.task()) == std::string("PATH=/usr/bin:/bin\0TERM=dumb\0", 29));
}

TEST_CASE("meminfo, vmstat and swaps: the machine's sums") {
    MachineConfig config = small_machine();
    config.swaps.push_back({SwapKind::Ssd, 8ull << 20});
    CProgram program(forty_pages, "", config);
    const std::int64_t free_before = field(proc_meminfo(program.machine), "MemFree");
    program.run();
    const std::string meminfo = proc_meminfo(program.machine);
    CHECK(field(meminfo, "MemTotal") == 65536 - 8);
    CHECK(free_before - field(meminfo, "MemFree") > 160);
    CHECK(field(meminfo, "SwapTotal") == 8192 - 4);
    CHECK(field(meminfo, "AnonPages") == field(proc_pid_status(program.machine, program.task()), "RssAnon"));
    CHECK(meminfo.starts_with("MemTotal:          65528 kB\n"));
    const std::string vmstat = proc_vmstat(program.machine);
    CHECK(vmstat.find("\npgfault " + std::to_string(program.machine.vmstat.pgfault) + "\n") != std::string::npos);
    CHECK(proc_swaps(program.machine) ==
          "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
          "/dev/swap0                              partition\t8188\t\t0\t\t-2\n");
}

TEST_CASE("what has ended keeps a line in stat and no memory") {
    CProgram program("int main(void) { return 7; }");
    program.run();
    CHECK(proc_pid_stat(program.machine, program.task()).find(" (story) Z 0 ") != std::string::npos);
    CHECK(proc_pid_maps(program.machine, program.task()) == "");
    CHECK(proc_pid_status(program.machine, program.task()).find("VmSize") == std::string::npos);
}
