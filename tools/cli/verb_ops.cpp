// faultline-cli ops: an op script in the engine, one result a line. docs/op-script.md describes both languages.
#include <cstdio>

#include "tools/cli/program_file.hpp"
#include "tools/cli/verb.hpp"
#include "tools/engine_ops/engine_target.hpp"

namespace faultline::cli {

namespace {

void print_plain(std::uint32_t index, const ops::Op& op, const ops::OpResult& result) {
    std::printf("%3u  %-40s rc %d", index, ops::print_op(op).c_str(), result.rc);
    if (result.error_number != 0) std::printf(" errno %d", result.error_number);
    std::printf("  min %lld maj %lld", static_cast<long long>(result.min_flt), static_cast<long long>(result.maj_flt));
    if (result.signal != 0) {
        std::printf("  signal %d code %d error 0x%x", result.signal, result.si_code, result.x86_error);
    }
    std::printf("\n");
}

int run_script(const CommandLine& command) {
    if (command.operands.size() != 1) return complain("ops: wanted one FILE with an op script");
    std::string text, error;
    if (!read_host_file(command.operands[0], text, error)) return complain("ops: " + error);
    const ops::Parsed parsed = ops::parse_ops(text);
    if (!parsed.program.has_value()) return complain(command.operands[0] + ":" + parsed.error);
    ops::EngineTarget engine;
    const ops::OpTarget::Answer answer = engine.run(*parsed.program);
    for (std::uint32_t i = 0; i < answer.results.size(); ++i) {
        const ops::Op& op = parsed.program->ops[i];
        if (command.has("--json")) std::printf("%s\n", ops::print_result(i, op, answer.results[i]).c_str());
        else print_plain(i, op, answer.results[i]);
    }
    if (!answer.failure.empty()) return complain("ops: " + answer.failure);
    return success;
}

}  // namespace

const Verb& ops_verb() {
    static const Verb verb{"ops", "FILE", "run an op script (docs/op-script.md) in the engine",
                           {{"--json", {}, "one JSON object a line, with the state of every page"}}, run_script};
    return verb;
}

}  // namespace faultline::cli
