#include "shared_run.hpp"

#include "compiler/compile.hpp"

namespace faultline::shared {

const char* const touching_program = R"(#include <stdio.h>
#include <sys/mman.h>
int main(void) {
    char *p = mmap(0, 64 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int sum = p[3 * 4096];
    for (int i = 0; i < 64; i++) {
        p[i * 4096] = 'A';
    }
    puts("done");
    return sum;
}
)";

MachineConfig small_machine() {
    MachineConfig config;
    config.ram_bytes = 64ull << 20;
    return config;
}

Run::Run(const std::string& source, const MachineConfig& config) : source_(source) {
    const CompileResult compiled = compile(source, "touch.c");
    FAULTLINE_ASSERT(compiled.ok());
    LabProgram program;
    program.id = "touch";
    program.file = "touch.c";
    program.source = source;
    program.arguments = {"touch"};
    program.machine = config;
    Result<Launched> launched = launch(program, compiled.elf, 1);
    FAULTLINE_ASSERT(launched.ok());
    launched_ = std::make_unique<Launched>(std::move(launched.value()));
    history_ = std::make_unique<History>(launched_->machine, launched_->lines.get());
    guide_.transport.has_machine = true;
}

std::uint32_t Run::line_of(const std::string& text) const {
    std::uint32_t line = 1;
    for (std::size_t at = 0; at < source_.find(text); ++at) line += source_[at] == '\n' ? 1u : 0u;
    return line;
}

bool Run::to_next_mapped_fault() {
    for (;;) {
        if (history_->run({Until::What::AnyFault, 1, 0}, 10'000'000) != Stop::Reached) return false;
        const std::vector<FaultTrace> faults = history_->next_faults();
        const Scene now = scene();
        for (const Area& area : now.areas) {
            if (area.pages() == mapped_pages && !faults.empty() && faults[0].address >= area.start && faults[0].address < area.end) return true;
        }
    }
}

void Run::step() { history_->run({Until::What::Ticks, 1, 0}, 1); }

Scene Run::scene() {
    guide_.transport.tick = history_->tick();
    guide_.transport.recorded_end = history_->recorded_end();
    guide_.transport.all_exited = machine().tasks.empty();
    return builder_.build({&history_->now(), history_.get(), launched_->lines.get(), source_}, guide_, view_);
}

}  // namespace faultline::shared
