// The built page behind a server of its own, for one test file.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Serves the site; `close()` ends it. FAULTLINE_SITE names another folder than the web preset's. */
export async function serveSite() {
    const site = process.env.FAULTLINE_SITE ?? `${root}build/web/site`;
    if (!existsSync(`${site}/index.html`)) throw new Error(`${site} has no page: build the web preset first`);
    const server = spawn(process.execPath, [`${root}setup/serve.mjs`, site, 'any'], {stdio: ['ignore', 'pipe', 'inherit']});
    const [line] = await once(server.stdout, 'data');
    const address = /http:\/\/[^ ]+/.exec(String(line))[0];
    return {address, close: () => server.kill()};
}

export const sourceRoot = root;
