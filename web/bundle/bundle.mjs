// `node bundle.mjs SOURCE SITE ESBUILD` makes the site's index.html, scripts and styles out of the readable ones: SOURCE/index.html
// names those one by one, in their order; in the site each run of them is one file, minified, which is fetched in one request and
// packs better than many.
//   styles/page.css   every style
//   js/early.js       what runs before the first paint
//   js/page.js        every deferred script
//   js/tour.js        as it is named: it is fetched when it is wanted
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const [source, site, esbuild] = process.argv.slice(2);
// Whatever runs WebAssembly with its page in good order: the page itself says "the last five years".
const target = '--target=es2021';

/** The file with what only people read left out. A mistake in it ends the build with file and line, in esbuild's words. */
function minified(name) {
    return execFileSync(esbuild, ['--minify', target, '--log-level=warning', join(source, 'web', name)], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});
}

const runs = [
    {made: 'styles/page.css', each: /<link rel="stylesheet" href="(styles\/[^"]+)">/, tag: (name) => `<link rel="stylesheet" href="${name}">`},
    {made: 'js/early.js', each: /<script src="(js\/[^"]+)"><\/script>/, tag: (name) => `<script src="${name}"></script>`},
    {made: 'js/page.js', each: /<script defer src="(js\/[^"]+)"><\/script>/, tag: (name) => `<script defer src="${name}"></script>`},
];

let page = readFileSync(join(source, 'index.html'), 'utf8');
for (const folder of ['js', 'styles']) {
    rmSync(join(site, folder), {recursive: true, force: true});
    mkdirSync(join(site, folder), {recursive: true});
}
for (const {made, each, tag} of runs) {
    const run = page.match(new RegExp(`(?:${each.source}\n)+`));
    if (!run) throw new Error(`index.html has nothing like ${each.source}`);
    page = page.replace(run[0], () => tag(made) + '\n');
    if (page.search(each) !== page.indexOf(tag(made)) || page.match(new RegExp(each, 'g')).length !== 1) throw new Error(`index.html names files for ${made} in more than one place`);
    const names = Array.from(run[0].matchAll(new RegExp(each, 'g')), (found) => found[1]);
    writeFileSync(join(site, made), names.map(minified).join(''));
}
writeFileSync(join(site, 'js/tour.js'), minified('js/tour.js'));
writeFileSync(join(site, 'index.html'), page);
