// Tools of the package archive on the ELF file that our CPU runs, where they are installed: nanoseconds an instruction by the
// processor's time.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** cpu_program_long does this many times the work of cpu_program. */
const longer = 40;
const commands = {
  host_cpu: [],
  qemu_user: ['qemu-x86_64'],
  cachegrind: ['valgrind', '--tool=cachegrind', '--cache-sim=yes', '--cachegrind-out-file=/dev/null'],
};

const installed = (command) => spawnSync('which', [command]).status === 0;

/** Seconds of processor time of one run, by the shell's own clock. */
function seconds(command) {
  const run = spawnSync('bash', ['-c', 'TIMEFORMAT=%U; time "$@" >/dev/null 2>&1', 'bash', ...command], { encoding: 'utf8' });
  const time = Number(run.stderr.trim().split('\n').pop());
  if (!(time > 0)) throw new Error(`${command.join(' ')}: no time was measured`);
  return time;
}

/** Rows of one round, and the tools that are not installed. `instructions` is how many cpu_program has. */
export function toolRows(folder, instructions) {
  const program = `${folder}/cpu_program_long`, rows = [], missing = [];
  if (!existsSync(program)) return { rows, missing: Object.keys(commands) };
  for (const [name, command] of Object.entries(commands)) {
    if (command.length > 0 && !installed(command[0])) missing.push(name);
    else rows.push([`tool_${name}_instruction`, (seconds([...command, program]) * 1e9) / (instructions * longer)]);
  }
  return { rows, missing };
}
