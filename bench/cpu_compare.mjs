// The CPU beside qemu-user and the host itself, on one ELF file, in turn: medians and the ratio. Judges nothing.
// Usage: node bench/cpu_compare.mjs [rounds]
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const folder = 'build/release/bench';
const rounds = Number(process.argv[2] ?? 5);
const program = `${folder}/cpu_program_long`;
if (!existsSync(program)) {
  console.error(`cpu_compare: ${program} is missing; build the release preset on x86-64 Linux with tcc installed`);
  process.exit(2);
}

/** Seconds of processor time of one run, by the shell's own clock; undefined when the command is not there. */
function seconds(command) {
  const run = spawnSync('bash', ['-c', `TIMEFORMAT=%U; time ${command} >/dev/null 2>&1; [ $? -ne 127 ]`], { encoding: 'utf8' });
  return run.status === 0 ? Number(run.stderr.trim().split('\n').pop()) : undefined;
}
/** ns an instruction of our CPU, and how many instructions the short program has. */
function ours() {
  const row = execFileSync(`${folder}/cpu_bench`, { encoding: 'utf8' }).split('\n').find((line) => line.startsWith('cpu_run,'));
  const [, instructions, each] = row.split(',').map(Number);
  return { instructions, each };
}

const LONG = 40;  // cpu_program_long runs this many times the rounds of cpu_program
const samples = { faultline: [], qemu: [], host: [] };
for (let i = 0; i < rounds; ++i) {
  const own = ours();
  samples.faultline.push(own.each);
  const each = (command) => {
    const time = seconds(command);
    return time === undefined ? undefined : (time * 1e9) / (own.instructions * LONG);
  };
  samples.qemu.push(each(`qemu-x86_64 ${program}`));
  samples.host.push(each(program));
}
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
for (const [name, values] of Object.entries(samples)) {
  if (values.includes(undefined)) {
    console.log(`${name.padEnd(10)} not installed`);
    continue;
  }
  const ratio = median(samples.faultline.map((value, i) => values[i] / value));
  console.log(`${name.padEnd(10)} ${median(values).toFixed(3)} ns an instruction; our speed is ${ratio.toFixed(3)} of it`);
}
