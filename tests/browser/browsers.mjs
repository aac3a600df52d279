// The three browsers behind one small interface: open a page, press keys, run a script in it, take a picture. Chromium and
// Firefox speak through puppeteer, WebKit through WebDriver; the latter two need a screen, so they run under Xvfb.
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {spawn} from 'node:child_process';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import puppeteer from 'puppeteer-core';

const chromiumFlags = [
    '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--hide-scrollbars=0',
    // A page that is tested is never in the background.
    '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows', '--disable-background-timer-throttling',
];

function sleep(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Asks `test` again and again; throws with `what` when it stays false. A generous limit: machines differ in speed. */
async function until(test, what, milliseconds = 120000) {
    for (const end = Date.now() + milliseconds; ;) {
        if (await test()) return;
        if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
        await sleep(50);
    }
}

class PuppeteerPage {
    constructor(browser, page) {
        this.browser = browser;
        this.page = page;
    }
    open(address) {
        return this.page.goto(address, {waitUntil: 'load'});
    }
    run(script, ...values) {
        return this.page.evaluate(script, ...values);
    }
    press(key) {
        // WebDriver BiDi knows the space bar by its character alone.
        return this.page.keyboard.press(key === 'Space' ? ' ' : key);
    }
    async type(text) {
        for (const letter of text) await this.page.keyboard.press(letter === '\n' ? 'Enter' : letter);
    }
    /** A key while another is held down. */
    async pressWith(held, key) {
        await this.page.keyboard.down(held);
        await this.page.keyboard.press(key);
        await this.page.keyboard.up(held);
    }
    size(width, height, ratio = 1) {
        return this.page.setViewport({width, height, deviceScaleFactor: ratio});
    }
    reduceMotion() {
        return this.page.emulateMediaFeatures([{name: 'prefers-reduced-motion', value: 'reduce'}]);
    }
    picture(path) {
        return this.page.screenshot({path});
    }
    close() {
        return this.browser.close();
    }
}

/** WebDriver's names of the keys that have no character. */
const driverKeys = {
    Tab: '\uE004', Enter: '\uE007', Space: ' ', ArrowDown: '\uE015', ArrowUp: '\uE013', ArrowRight: '\uE014', Escape: '\uE00C',
    Backspace: '\uE003', Delete: '\uE017', Home: '\uE011', End: '\uE010', Shift: '\uE008', Control: '\uE009',
};

class DriverPage {
    constructor(driver, end) {
        this.driver = driver;
        this.end = end;
    }
    open(address) {
        return this.driver.get(address);
    }
    run(script, ...values) {
        const source = typeof script === 'function' ? `return (${script})(...arguments)` : `return (${script})`;
        return this.driver.executeScript(source, ...values);
    }
    async press(key) {
        await this.driver.actions().sendKeys(driverKeys[key] ?? key).perform();
    }
    async type(text) {
        const actions = this.driver.actions();
        for (const letter of text) actions.sendKeys(letter === '\n' ? driverKeys.Enter : letter);
        await actions.perform();
    }
    async pressWith(held, key) {
        await this.driver.actions().keyDown(driverKeys[held]).sendKeys(driverKeys[key] ?? key).keyUp(driverKeys[held]).perform();
    }
    size(width, height) {
        return this.driver.manage().window().setRect({x: 0, y: 0, width, height});
    }
    async close() {
        await this.driver.quit().catch(() => {});
        this.end();
    }
}

for (const kind of [PuppeteerPage, DriverPage]) {
    kind.prototype.wait = function (script, what, ...values) {
        return until(() => this.run(script, ...values), what);
    };
    Object.assign(kind.prototype, {
        /** To the stop before. */
        back() { return this.pressWith('Shift', 'Tab'); },
        selectAll() { return this.pressWith('Control', 'a'); },
        startOfText() { return this.pressWith('Control', 'Home'); },
        selectDown() { return this.pressWith('Shift', 'ArrowDown'); },
        selectToEndOfLine() { return this.pressWith('Shift', 'End'); },
    });
}

async function chromium(options = {}) {
    const browser = await puppeteer.launch({
        executablePath: '/usr/bin/chromium', headless: true, args: [...chromiumFlags, ...(options.flags ?? [])], protocolTimeout: 300000,
    });
    const [first] = await browser.pages();
    const page = first ?? await browser.newPage();
    await page.bringToFront();
    return new PuppeteerPage(browser, page);
}

/** An X server of our own, on the first free display. */
async function screen() {
    for (let display = 90 + Math.floor(Math.random() * 400); ; ++display) {
        if (existsSync(`/tmp/.X${display}-lock`)) continue;
        const server = spawn('Xvfb', [`:${display}`, '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {stdio: 'ignore'});
        await until(() => existsSync(`/tmp/.X11-unix/X${display}`) || server.exitCode !== null, 'Xvfb', 20000);
        if (server.exitCode === null) return {display: `:${display}`, close: () => server.kill()};
    }
}

async function firefox() {
    const xvfb = await screen();
    const profile = mkdtempSync(join(tmpdir(), 'faultline-firefox-'));
    try {
        const browser = await puppeteer.launch({
            browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: false, userDataDir: profile, protocolTimeout: 300000,
            env: {...process.env, DISPLAY: xvfb.display, LIBGL_ALWAYS_SOFTWARE: '1', HOME: profile},
        });
        const page = new PuppeteerPage(browser, await browser.newPage());
        page.close = async () => {
            await browser.close().catch(() => {});
            xvfb.close();
            rmSync(profile, {recursive: true, force: true, maxRetries: 5});
        };
        return page;
    } catch (error) {
        xvfb.close();
        throw error;
    }
}

async function webkit() {
    const {Builder, Capabilities} = await import('selenium-webdriver');
    const xvfb = await screen();
    const port = 20000 + Math.floor(Math.random() * 20000);
    const service = spawn('/usr/bin/WebKitWebDriver', [`--port=${port}`], {
        stdio: 'ignore',
        env: {...process.env, DISPLAY: xvfb.display, LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1'},
    });
    const end = () => {
        service.kill();
        xvfb.close();
    };
    try {
        await until(() => fetch(`http://127.0.0.1:${port}/status`).then((answer) => answer.ok, () => false), 'WebKitWebDriver', 30000);
        const capabilities = new Capabilities({
            'browserName': 'MiniBrowser',
            'webkitgtk:browserOptions': {binary: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', args: ['--automation']},
        });
        const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
        await driver.manage().setTimeouts({script: 300000, pageLoad: 300000});
        return new DriverPage(driver, end);
    } catch (error) {
        end();
        throw error;
    }
}

export const browsers = {chromium, firefox, webkit};

/** Opens a lab and waits until it can be worked with. */
export async function openLab(page, address) {
    await page.open(address);
    await page.wait(() => document.documentElement.dataset.ready !== undefined, 'the lab');
}

/** So many pixels a CSS pixel, until the canvas has them. As the browser's zoom does it: Chromium tells a page nothing of a ratio alone. */
export async function zoom(page, ratio) {
    await page.size(Math.round(1440 / ratio), Math.round(900 / ratio), ratio);
    await page.wait((wanted) => {
        const canvas = document.getElementById('canvas');
        return Math.abs(canvas.width - canvas.clientWidth * wanted) <= 2;
    }, `${ratio} pixels a CSS pixel`, ratio);
}
