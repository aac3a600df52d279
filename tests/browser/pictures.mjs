// Pictures of the real page, made by running it: `node tests/browser/pictures.mjs` writes docs/images/lab.png, the picture of
// the README; with a folder as its argument it writes the page at three sizes in both themes there, to be looked at.
import {browsers, openLab} from './browsers.mjs';
import {serveSite, sourceRoot} from './site.mjs';
import {goToTheLoop} from './moments.mjs';

async function settle(page) {
    await page.run(() => new Promise((resolve) => setTimeout(resolve, 1200)));
}

const folder = process.argv[2];
const shots = folder
    ? ['light', 'dark'].flatMap((theme) => [[1440, 900], [1024, 768], [390, 844]].map(([width, height]) => ({theme, width, height, path: `${folder}/${theme}-${width}.png`})))
    : [{theme: 'dark', width: 1440, height: 960, path: `${sourceRoot}docs/images/lab.png`}];

const site = await serveSite();
const page = await browsers.chromium();
try {
    await page.size(1440, 900);
    await openLab(page, `${site.address}?lab=lazy-malloc`);
    await goToTheLoop(page);
    for (const shot of shots) {
        await page.size(shot.width, shot.height);
        await page.run((dark) => {
            document.documentElement.dataset.theme = dark ? 'dark' : 'light';
            window.Faultline.theme.onchange(dark);
        }, shot.theme === 'dark');
        await settle(page);
        await page.picture(shot.path);
        console.log(shot.path);
    }
} finally {
    await page.close();
    site.close();
}
