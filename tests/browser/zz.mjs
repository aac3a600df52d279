import {browsers, openLab} from './browsers.mjs';
import {serveSite} from './site.mjs';
import {writeFileSync} from 'node:fs';
const site = await serveSite();
const page = await browsers.chromium({});
page.page.on('console', (m) => console.log('console:', m.text()));
page.page.on('pageerror', (m) => console.log('pageerror:', m.message));
const shots = [['', 1440, 900, 'start'], ['?lab=lazy-malloc', 1440, 900, 'lab'], ['', 390, 844, 'start-phone'], ['?tour', 1440, 900, 'tour']];
for (const [q, w, h, name] of shots) {
  await page.size(w, h);
  try { await openLab(page, site.address + q); } catch (e) { console.log(name, e.message); }
  await new Promise((r) => setTimeout(r, 2500));
  console.log(name, await page.run(() => Array.from(document.querySelectorAll('.alert p'), (one) => one.textContent)));
  writeFileSync(`/tmp/shot-${name}.png`, await page.page.screenshot());
}
await page.close(); site.close();
