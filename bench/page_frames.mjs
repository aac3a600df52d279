// What a frame costs in the page on a machine of 16 GiB whose every page is in use: milliseconds of the page's own thread, the
// fastest of several batches. A frame of a picture that has not changed is thought through and not painted. A step's frame is
// painted; before it come the step itself, the scene and, in a row of its own, the page's HTML and its text twin.
import { workbench } from './workbench.mjs';

const program = `#include <sys/mman.h>
char *map(unsigned long bytes) { return mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); }
int main(void) {
    unsigned long bytes = 15ul << 30;
    char *p = map(bytes);
    for (unsigned long i = 0; i < bytes; i += 4096) p[i] = 1;
    char *own = map(32ul << 20);
    for (unsigned long i = 0; i < 32ul << 20; i += 4096) own[i] = 1;
    return 0;
}
`;

/** Runs the program, and goes back to where it touches the last pages. */
async function fillMemory(page) {
  const { idle, dispatch } = workbench(page);
  await dispatch({ do: 'edit', program: 'program', source: program });
  await dispatch({ do: 'setting', question: 'yours', index: 0, value: '16 GiB' });
  await idle();
  await dispatch({ do: 'run-edited' });
  await idle();
  await dispatch({ do: 'run-on' });
  await idle();
  await dispatch({ do: 'seek', tick: await page.run(() => window.Faultline.session.view().transport.recordedEnd) - 40_000 });
  await idle();
}

/** Milliseconds of a frame, of a step with its frame, and of the same with all that the page says of it. */
function timeView(view) {
  const { session } = window.Faultline;
  const fastest = (count, once) => {
    let best = Infinity;
    for (let repetition = 0; repetition < 5; ++repetition) {
      let sum = 0;
      for (let i = 0; i < count; ++i) {
        const begun = performance.now();
        once();
        sum += performance.now() - begun;
      }
      best = Math.min(best, sum / count);
    }
    return best;
  };
  const frame = () => session.text('faultline_frame');
  session.dispatch({ do: 'show', view });
  for (let settling = 0; settling < 10; ++settling) frame();
  return {
    frame: fastest(20, frame),
    step: fastest(20, () => {
      session.text('faultline_dispatch', '{"do": "step", "until": "ticks"}');
      frame();
    }),
    page: fastest(20, () => {
      session.dispatch({ do: 'step', until: 'ticks' });
      frame();
    }),
  };
}

/** Rows of a page that is open at the workbench. */
export async function frameRows(page) {
  await fillMemory(page);
  const rows = [];
  for (const view of ['board', 'address-space', 'frames']) {
    const { frame, step, page: whole } = await page.run(timeView, view);
    rows.push([`page_frame_${view}_16GiB_ms`, frame], [`page_step_and_frame_${view}_16GiB_ms`, step], [`page_step_frame_and_html_${view}_16GiB_ms`, whole]);
  }
  const mayGoOn = await page.run(() => window.Faultline.session.view().transport.mayGoForward);
  if (!mayGoOn) throw new Error('the program has ended, and its steps cost nothing');
  return rows;
}
