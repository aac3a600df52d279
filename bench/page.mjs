// The page beside the smallest one: time to the first frame, what it fetches, and what it costs at rest and on a large machine.
// A fresh browser with a fresh profile each time.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { browsers } from '../tests/browser/browsers.mjs';
import { serveFiles } from './chromium.mjs';
import { frameRows } from './page_frames.mjs';
import { terabyteRows } from './page_terabyte.mjs';

const restSeconds = 10;

/**
 * Milliseconds from navigation to the first draw call of WebGL, and the gzipped KiB of everything fetched by then or until rest.
 */
async function visit(address, atRest) {
  const page = await browsers.chromium();
  try {
    await page.size(1280, 720);
    await page.page.evaluateOnNewDocument(() => {
      window.drawCalls = 0;
      for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
        for (const name of ['drawElements', 'drawArrays']) {
          const draw = kind.prototype[name];
          kind.prototype[name] = function (...values) {
            window.firstDraw ??= performance.now();
            window.drawCalls += 1;
            return draw.apply(this, values);
          };
        }
      }
    });
    const fetched = new Map();
    page.page.on('response', (response) => {
      if (response.url().startsWith('http') && response.ok()) fetched.set(response.url(), response.buffer().catch(() => undefined));
    });
    await page.open(address);
    await page.wait(() => window.firstDraw !== undefined, 'the first frame');
    const firstDraw = await page.run(() => window.firstDraw);
    if (!atRest) return { firstDraw };
    await page.wait(() => document.documentElement.dataset.ready === 'true', 'the lab');
    const rest = await measureRest(page);
    const bodies = (await Promise.all(fetched.values())).filter((body) => body !== undefined);
    return { firstDraw, rest, gzipKiB: bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1024 };
  } finally {
    await page.close();
  }
}

/** What `measure` finds in a page that is open at the workbench. */
async function visitWorkbench(address, measure) {
  const page = await browsers.chromium();
  try {
    await page.size(1280, 800);
    await page.open(address);
    await page.wait(() => document.documentElement.dataset.ready === 'true', 'the workbench');
    return await measure(page);
  } finally {
    await page.close();
  }
}

/** Ticks of processor time of each process below `root`, by /proc. */
function processorTicks(root) {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
      return { pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
    } catch {
      return undefined;   // it has ended meanwhile
    }
  }).filter(Boolean);
  const below = new Set([root]);
  for (let before = 0; before !== below.size;) {
    before = below.size;
    for (const { pid, parent } of processes) if (below.has(parent)) below.add(pid);
  }
  below.delete(root);
  return processes.filter(({ pid }) => below.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0);
}

/** Per cent of a core that renderer and GPU process take while nothing happens, and the draw calls meanwhile. */
async function measureRest(page) {
  const later = (milliseconds) => new Promise((ready) => setTimeout(ready, milliseconds));
  await later(3000);
  const pid = page.browser.process().pid, calls = () => page.run(() => window.drawCalls);
  const before = processorTicks(pid), drawn = await calls();
  await later(restSeconds * 1000);
  const ticks = processorTicks(pid) - before;
  return { percent: ticks / restSeconds, drawCalls: (await calls()) - drawn };
}

/** One round: rows as [row, value] pairs, or a text that says why there are none. */
export async function pageRows(root) {
  if (!existsSync(`${root}/build/web/site/index.html`)) return 'the page is not built';
  const server = await serveFiles(root);
  try {
    const floor = await visit(`${server.address}build/web/bench/floor/index.html`, false);
    const ours = await visit(`${server.address}build/web/site/index.html?lab=lazy-malloc`, true);
    const workbench = `${server.address}build/web/site/index.html?lab=sandbox`;
    return [
      ['page_first_frame_ms', ours.firstDraw], ['reference_page_first_frame_ms', floor.firstDraw],
      ['page_first_load_gzip_kib', ours.gzipKiB],
      ['page_rest_percent_of_a_core', ours.rest.percent], ['page_rest_draw_calls', ours.rest.drawCalls],
      ...await visitWorkbench(workbench, frameRows),
      ...await visitWorkbench(workbench, terabyteRows),
    ];
  } finally {
    server.close();
  }
}
