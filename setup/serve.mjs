// Serves one folder on 127.0.0.1: `node serve.mjs FOLDER PORT|any`. With "any" it takes the first free port from 8080 on.
// Exit status 3 says that the port asked for is occupied.
import {createServer} from 'node:http';
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {extname, join, normalize, resolve, sep} from 'node:path';

const types = {
    '.css': 'text/css; charset=utf-8',
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.mjs': 'text/javascript; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.txt': 'text/plain; charset=utf-8',
    '.md': 'text/plain; charset=utf-8',
    '.c': 'text/plain; charset=utf-8',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.ico': 'image/x-icon',
    '.otf': 'font/otf',
    '.ttf': 'font/ttf',
    '.woff2': 'font/woff2',
    '.wasm': 'application/wasm',
    '.vtt': 'text/vtt; charset=utf-8',
};

const [folder, wanted] = process.argv.slice(2);
const root = resolve(folder);

/** The file that a request's path names, or null when it names nothing inside the folder. */
async function find(path) {
    let file;
    try {
        file = normalize(join(root, decodeURIComponent(path)));
    } catch {
        return null;
    }
    if (file !== root && !file.startsWith(root + sep)) return null;
    try {
        let found = await stat(file);
        if (found.isDirectory()) {
            file = join(file, 'index.html');
            found = await stat(file);
        }
        return found.isFile() ? {file, size: found.size} : null;
    } catch {
        return null;
    }
}

const server = createServer(async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, {Allow: 'GET, HEAD'}).end();
        return;
    }
    const found = await find(request.url.split(/[?#]/, 1)[0]);
    if (!found) {
        response.writeHead(404, {'Content-Type': 'text/plain; charset=utf-8'}).end('not found\n');
        return;
    }
    response.writeHead(200, {
        'Content-Type': types[extname(found.file)] ?? 'application/octet-stream',
        'Content-Length': found.size,
        'Cache-Control': 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(found.file).on('error', () => response.destroy()).pipe(response);
});

let port = wanted === 'any' ? 8080 : Number(wanted);
const lastPort = wanted === 'any' ? port + 19 : port;

server.on('error', (error) => {
    if (error.code === 'EADDRINUSE' && port < lastPort) {
        port += 1;
        server.listen(port, '127.0.0.1');
    } else if (error.code === 'EADDRINUSE') {
        console.error(`faultline: port ${wanted === 'any' ? `8080 to ${lastPort}` : port} is occupied by another program: stop it, or choose another with ./faultline serve --port N`);
        process.exit(3);
    } else if (error.code === 'EACCES') {
        console.error(`faultline: port ${port} needs root: choose one above 1023 with ./faultline serve --port N`);
        process.exit(3);
    } else {
        console.error(`faultline: the server stopped: ${error.message}`);
        process.exit(1);
    }
});
server.on('listening', () => {
    console.log(`Faultline is at http://127.0.0.1:${server.address().port}/ (Ctrl-C ends it)`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
server.listen(port, '127.0.0.1');
