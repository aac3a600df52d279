// faultline-live: op scripts and programs on the machine's own kernel.
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tools/engine_ops/engine_target.hpp"
#include "tools/live/live_ops.hpp"
#include "tools/live/ptrace_run.hpp"
#include "tools/ops/expect.hpp"
#include "tools/ops/fuzz.hpp"

namespace {

using namespace faultline;

constexpr int skipped = 77;

int usage() {
    std::cerr << "usage: faultline-live ops FILE --json        one line of JSON for each operation\n"
                 "       faultline-live ops FILE --check       only what is not as the script expects\n"
                 "       faultline-live ops FILE --compare     the first difference between the kernel and the engine\n"
                 "       faultline-live run ELF [ARGUMENT...]  faults from exec to exit, each process\n"
                 "       faultline-live fuzz SEED PROGRAMS [swap] [plain] [nomerge] [all]\n"
                 "                                             random scripts on the kernel and in the engine\n"
                 "       faultline-live self SEED PROGRAMS [swap] [plain] [nomerge] [all]\n"
                 "                                             the same, the kernel against itself\n"
                 "swap: with a zram device; plain: no files, no locks; nomerge: without KSM's scanner;\n"
                 "all: do not stop at the first failure\n";
    return 2;
}

bool read_file(const char* path, std::string& text) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream whole;
    whole << file.rdbuf();
    text = whole.str();
    if (!file) std::cerr << path << ": cannot be read\n";
    return static_cast<bool>(file);
}

int say_skipped(const std::string& why) {
    std::cerr << "skipped because " << why << "\n";
    return skipped;
}

enum class Show { Json, Unmet, Difference };

int show_unmet(const char* path, const std::string& text, const ops::Parsed& parsed,
               const ops::OpTarget::Answer& answer, bool zero_page) {
    const ops::Expectations expectations = ops::parse_expectations(text, parsed);
    if (!expectations.error.empty()) std::cout << path << ":" << expectations.error << "\n";
    const std::vector<std::string> complaints = ops::unmet(expectations, answer.results, zero_page);
    for (const std::string& complaint : complaints) std::cout << path << ": " << complaint << "\n";
    if (!answer.failure.empty()) std::cout << path << ": " << answer.failure << "\n";
    return complaints.empty() && expectations.error.empty() && answer.failure.empty() ? 0 : 1;
}

int show_difference(const ops::OpProgram& program, live::LiveTarget& kernel) {
    ops::EngineTarget engine;
    const ops::Comparison comparison = ops::compare(kernel, engine, program);
    if (comparison.skipped) return say_skipped(*comparison.skipped);
    if (!comparison.difference) return 0;
    const std::uint32_t op = comparison.difference->op;
    std::cout << "after operation " << op;
    if (op < program.ops.size()) std::cout << " (" << ops::print_op(program.ops[op]) << ")";
    std::cout << ": " << comparison.difference->what << "\n";
    return 1;
}

int run_ops(const char* path, Show show) {
    std::string text;
    if (!read_file(path, text)) return 2;
    const ops::Parsed parsed = ops::parse_ops(text);
    if (!parsed.program) {
        std::cerr << path << ":" << parsed.error << "\n";
        return 2;
    }
    live::LiveTarget target;
    if (show == Show::Difference) return show_difference(*parsed.program, target);
    const ops::OpTarget::Answer answer = target.run(*parsed.program);
    if (answer.skipped) return say_skipped(*answer.skipped);
    if (show == Show::Unmet) return show_unmet(path, text, parsed, answer, target.zero_page());
    for (std::uint32_t i = 0; i < answer.results.size(); ++i)
        std::cout << ops::print_result(i, parsed.program->ops[i], answer.results[i]) << "\n";
    if (answer.failure.empty()) return 0;
    std::cerr << answer.failure << "\n";
    return 1;
}

void print_process(const live::LiveProcess& process) {
    std::cout << "min " << process.min_flt() << " maj " << process.maj_flt() << " anon " << process.at_exit.rss_anon_kib
              << " KiB file " << process.at_exit.rss_file_kib << " KiB shmem " << process.at_exit.rss_shmem_kib
              << " KiB, exit code " << process.end.exit_code << " signal " << process.end.signal << "\n";
    std::cout << process.maps_at_start << std::hex;
    constexpr std::size_t shown = 100;
    for (std::size_t i = 0; i < process.faults.size() && i < shown; ++i)
        std::cout << "  fault at " << process.faults[i].address << " by " << process.faults[i].instruction << "\n";
    if (process.faults.size() > shown) std::cout << "  and more\n";
    std::cout << std::dec;
}

int run_program(int count, char** words) {
    std::string text;
    if (!read_file(words[2], text)) return 2;
    std::vector<std::byte> elf(text.size());
    std::memcpy(elf.data(), text.data(), text.size());
    live::LiveOptions options;
    options.list_maps = true;
    options.trace_faults = true;
    for (int i = 3; i < count; ++i) options.arguments.emplace_back(words[i]);
    const live::LiveRun run = live::run_live(elf, options);
    if (run.skipped) return say_skipped(*run.skipped);
    std::cout << run.output;
    std::cerr << run.errors;
    for (const live::LiveProcess& process : run.processes) print_process(process);
    return 0;
}

/// Says every ten seconds how far a run is.
class Progress {
  public:
    explicit Progress(std::uint32_t programs) : programs_(programs) {}

    void operator()(const ops::FuzzResult& result) {
        constexpr std::chrono::seconds often(10);
        const Clock::time_point now = Clock::now();
        if (now - said_ < often) return;
        said_ = now;
        const double seconds = std::chrono::duration<double>(now - started_).count();
        std::cerr << result.programs << " of " << programs_ << " programs in " << std::lround(seconds) << " s, "
                  << result.failures << " differ, " << result.unstable << " differed once only\n";
    }

  private:
    using Clock = std::chrono::steady_clock;
    std::uint32_t programs_;
    Clock::time_point started_ = Clock::now();
    Clock::time_point said_ = started_;
};

int run_fuzz(int count, char** words, bool against_engine) {
    ops::FuzzOptions options;
    options.first.seed = std::strtoull(words[2], nullptr, 0);
    options.programs = static_cast<std::uint32_t>(std::strtoul(words[3], nullptr, 0));
    for (int i = 4; i < count; ++i) {
        if (std::strcmp(words[i], "swap") == 0) options.first.swap = true;
        if (std::strcmp(words[i], "plain") == 0)
            options.first.files = options.first.objects = options.first.locks = false;
        if (std::strcmp(words[i], "nomerge") == 0) options.first.merges = false;
        if (std::strcmp(words[i], "all") == 0) options.most_failures = options.programs;
    }
    options.progress = Progress(options.programs);
    live::LiveTarget kernel;
    ops::EngineTarget engine(ops::EngineTarget::Laws::Checked);
    ops::OpTarget* other = &kernel;
    if (against_engine) other = &engine;
    const ops::FuzzResult result = ops::fuzz(kernel, *other, options, std::cout);
    if (result.skipped) return say_skipped(*result.skipped);
    std::cout << result.programs << " programs from seed " << options.first.seed << ", " << result.operations
              << " operations, " << result.failures << " differ, " << result.unstable << " differed once only\n";
    return result.failures == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
    const auto word = [&](int at, const char* text) { return at < count && std::strcmp(words[at], text) == 0; };
    if (count == 4 && word(1, "ops")) {
        if (word(3, "--json")) return run_ops(words[2], Show::Json);
        if (word(3, "--check")) return run_ops(words[2], Show::Unmet);
        if (word(3, "--compare")) return run_ops(words[2], Show::Difference);
    }
    if (count >= 3 && word(1, "run")) return run_program(count, words);
    if (count >= 4 && word(1, "fuzz")) return run_fuzz(count, words, true);
    if (count >= 4 && word(1, "self")) return run_fuzz(count, words, false);
    return usage();
}
