// The benches in Chromium: one browser for the whole run, a fresh worker a bench, files from a server of our own.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { browsers } from '../tests/browser/browsers.mjs';

const types = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json', '.mjs': 'text/javascript', '.otf': 'font/otf', '.ttf': 'font/ttf', '.wasm': 'application/wasm' };

/** Serves files below `root` and an empty page at "/". `close()` ends it. */
export async function serveFiles(root) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    try {
      const body = path === '/' ? '<!DOCTYPE html><title>bench</title>' : await readFile(join(root, path));
      // Isolated, so that the clock of the page steps by 5 microseconds instead of 100.
      response.writeHead(200, {
        'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp',
        'content-type': path === '/' ? 'text/html' : types[extname(path)] ?? 'application/octet-stream',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** A browser in which `run(script, words)` answers what the bench at that path prints. */
export async function openChromium(root) {
  const server = await serveFiles(root);
  const page = await browsers.chromium();
  await page.open(server.address);
  const run = async (script, words) => {
    await page.run((path, list) => {
      window.finished = undefined;
      const worker = new Worker('/bench/worker.js');
      worker.onmessage = ({ data }) => {
        worker.terminate();
        window.finished = data;
      };
      worker.onerror = (event) => { window.finished = { error: event.message ?? 'the worker failed' }; };
      worker.postMessage({ script: path, words: list });
    }, script, words);
    for (;;) {
      // Seldom, for asking takes time from what is measured.
      await new Promise((later) => setTimeout(later, 500));
      const finished = await page.run(() => window.finished);
      if (!finished) continue;
      if (finished.error) throw new Error(`${script} in Chromium: ${finished.error}`);
      return finished.text;
    }
  };
  return {
    run,
    close: async () => {
      await page.close();
      server.close();
    },
  };
}
