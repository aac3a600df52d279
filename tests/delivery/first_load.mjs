// What a browser fetches when a lab is opened for the first time, until somebody does something: the size test weighs it, the
// browser test compares it with what is really asked for.
import {readFileSync, readdirSync} from 'node:fs';

/** Paths below the site, of a page that is opened at `lab`. */
export function firstLoad(site, lab) {
    const page = readFileSync(`${site}/index.html`, 'utf8');
    const named = Array.from(page.matchAll(/(?:src|href)="((?:js|styles)\/[^"]+)"/g), (match) => match[1]);
    const fonts = readdirSync(`${site}/fonts`).map((name) => `fonts/${name}`);
    return ['index.html', ...named, 'faultline.js', 'faultline.wasm', ...fonts, 'labs/index.json', `labs/${lab}.json`];
}
