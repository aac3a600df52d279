// What axe finds in the page as it is: one line a violation, with the elements that it is about.
import {readFileSync} from 'node:fs';
import {sourceRoot} from './site.mjs';

const axe = readFileSync(`${sourceRoot}tests/browser/node_modules/axe-core/axe.min.js`, 'utf8');

export async function violations(page) {
    await page.run(axe);
    return page.run(async () => {
        const result = await window.axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
        return result.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | ')}`);
    });
}
