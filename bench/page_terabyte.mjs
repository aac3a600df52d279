// A terabyte promised by 16 GiB and written until the OOM killer comes, in the page: recorded for going back, drawn on the way.
import { workbench } from './workbench.mjs';

const program = `#include <sys/mman.h>
int main(void) {
    char *p = mmap(0, 1ul << 40, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (unsigned long i = 0; i < 1ul << 40; i += 4096) p[i] = 1;
    return 0;
}
`;
// Of the workbench's settings, in their order.
const memory = 0, swap = 1, overcommit = 4;

/** Seconds of a run from "run on" to its end, as its learner waits. */
async function secondsOfRun() {
  const { session } = window.Faultline;
  const begun = performance.now();
  session.dispatch({ do: 'run-on' });
  while (session.view().transport.busy) await new Promise((later) => setTimeout(later, 5));
  return (performance.now() - begun) / 1000;
}

/** Rows of a page that is open at the workbench. */
export async function terabyteRows(page) {
  const { idle, dispatch } = workbench(page);
  await dispatch({ do: 'edit', program: 'program', source: program });
  for (const [index, value] of [[memory, '16 GiB'], [swap, 'none'], [overcommit, 'always']]) {
    await dispatch({ do: 'setting', question: 'yours', index, value });
  }
  await idle();
  await dispatch({ do: 'run-edited' });
  await idle();
  const seconds = await page.run(secondsOfRun);
  const end = await page.run(() => document.getElementById('sentence').textContent);
  const allExited = await page.run(() => window.Faultline.session.view().transport.allExited);
  if (!allExited) throw new Error(`the program has not ended: ${end}`);
  return [['page_terabyte_seconds', seconds]];
}
