// `node pack.mjs SITE` makes three files out of the built site:
//   faultline-pack.js       every file that the page fetches, compressed, for places where it may fetch nothing
//   faultline-single.html   the whole lab in one file, which opens by a double click
//   embed.html              the page for a frame: the same, without masthead and footer
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';

const site = process.argv[2];
const read = (name) => readFileSync(join(site, name), 'utf8');

function files(folder, wanted) {
    return readdirSync(join(site, folder)).filter((name) => wanted.test(name)).sort().map((name) => `${folder}/${name}`);
}

const fetched = ['faultline.js', 'faultline.wasm', 'faultline-later.wasm', 'tcc.js', 'tcc.wasm', 'author.js', 'author.wasm', 'NOTICES.txt', 'js/tour.js',
    ...files('fonts', /\.otf$|\.ttf$/), ...files('labs', /\.json$/), ...files('tour', /\.json$/), ...files('trace', /\.(js|wasm|html)$/)];
const pack = 'window.FaultlinePack = ' +
    JSON.stringify(Object.fromEntries(fetched.map((name) => [name, gzipSync(readFileSync(join(site, name)), {level: 9}).toString('base64')])), null, 0) + ';\n';

/** Nothing in an inline script may look like its end. */
const inlined = (source) => '<script>' + source.replaceAll('</script', '<\\/script') + '</script>';

/** `pattern` must be there: a page that silently lost a part would be no page. */
function replaceEvery(text, pattern, by) {
    if (!pattern.test(text)) throw new Error(`index.html has nothing like ${pattern}`);
    return text.replaceAll(pattern, by);
}

const page = read('index.html');
const style = (name) => read(name).replaceAll(/url\("\.\.\/([^"]+)"\)/g, (_, file) =>
    `url("data:font/${file.slice(-3)};base64,${readFileSync(join(site, file)).toString('base64')}")`);
let single = replaceEvery(page, /<link rel="stylesheet" href="([^"]+)">/g, (_, name) => `<style>${style(name)}</style>`);
// The pack comes before the first script that may want it.
single = single.replace('<script defer', () => inlined(pack) + '\n<script defer');
single = replaceEvery(single, /<script(?: defer)? src="([^"]+)"><\/script>/g, (_, name) => inlined(read(name)));

writeFileSync(join(site, 'faultline-pack.js'), pack);
writeFileSync(join(site, 'faultline-single.html'), single);
writeFileSync(join(site, 'embed.html'), replaceEvery(page, /<html lang="en"/g, '<html lang="en" data-frame="embed"'));
