// The server behind `./faultline serve`.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'faultline-site-'));
const site = join(folder, 'site');
let server, port;

/** Starts the server; resolves to its first line, or to its exit. */
function start(wanted) {
    const child = spawn(process.execPath, ['setup/serve.mjs', site, String(wanted)], {stdio: ['ignore', 'pipe', 'pipe']});
    return new Promise((resolve) => {
        let errors = '';
        child.stderr.on('data', (data) => (errors += data));
        child.stdout.once('data', (data) => resolve({child, line: String(data)}));
        child.once('close', (status) => resolve({child, status, errors}));
    });
}

/** A request by its exact path: fetch() would tidy ".." away. */
function get(path, method = 'GET') {
    return new Promise((resolve, reject) => {
        request({host: '127.0.0.1', port, path, method}, (response) => {
            let body = '';
            response.on('data', (data) => (body += data));
            response.on('end', () => resolve({status: response.statusCode, type: response.headers['content-type'], body}));
        }).on('error', reject).end();
    });
}

before(async () => {
    mkdirSync(join(site, 'labs'), {recursive: true});
    writeFileSync(join(site, 'index.html'), '<title>lab</title>');
    writeFileSync(join(site, 'engine.wasm'), 'wasm');
    writeFileSync(join(site, 'app.js'), 'js');
    writeFileSync(join(site, 'labs', 'one.json'), '{}');
    writeFileSync(join(folder, 'secret.txt'), 'outside');
    server = await start('any');
    port = Number(/127\.0\.0\.1:(\d+)\//.exec(server.line)[1]);
});
after(() => {
    server.child.kill();
    rmSync(folder, {recursive: true});
});

test('it prints its address and serves the page there', async () => {
    const page = await get('/');
    assert.equal(page.status, 200);
    assert.equal(page.body, '<title>lab</title>');
    assert.match(page.type, /^text\/html/);
});

test('a browser accepts the types: wasm is compiled while it streams, scripts run, data is data', async () => {
    assert.equal((await get('/engine.wasm')).type, 'application/wasm');
    assert.match((await get('/app.js?v=1')).type, /^text\/javascript/);
    assert.match((await get('/labs/one.json')).type, /^application\/json/);
});

test('nothing outside of the folder is served', async () => {
    for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/labs/../../secret.txt', '/..%2fsecret.txt', '/%']) {
        assert.equal((await get(path)).status, 404, path);
    }
    assert.equal((await get('/absent')).status, 404);
    assert.equal((await get('/', 'POST')).status, 405);
    const head = await get('/', 'HEAD');
    assert.equal(head.status, 200);
    assert.equal(head.body, '');
});

test('an occupied port is one clear line, and without a wish the next free port is taken', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => occupant.once('listening', resolve));
    const refused = await start(occupant.address().port);
    occupant.close();
    assert.equal(refused.status, 3);
    assert.match(refused.errors, /^faultline: port \d+ is occupied.*--port N\n$/);

    const second = await start('any');
    second.child.kill();
    assert.match(second.line, /127\.0\.0\.1/);
    assert.notEqual(/:(\d+)\//.exec(second.line)[1], String(port));
});
