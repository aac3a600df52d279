// The page's compiler against the native one: every C program of the labs, and some that tempt a compiler to differ.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {after, test} from 'node:test';

const site = 'build/web/site';
const native = 'build/gcc/tests/compiler/compile_file';
const folder = mkdtempSync(join(tmpdir(), 'faultline-'));
after(() => rmSync(folder, {recursive: true}));

const createFaultlineTcc = createRequire(import.meta.url)(join(process.cwd(), site, 'tcc.js'));
const tcc = await createFaultlineTcc({wasmBinary: readFileSync(join(site, 'tcc.wasm'))});

function nativeElf(file) {
    const output = join(folder, 'native.elf');
    execFileSync(native, [file, output], {stdio: ['ignore', 'ignore', 'inherit']});
    return readFileSync(output);
}

function assertSame(file) {
    const page = tcc.compile(readFileSync(file, 'utf8'), basename(file));
    assert.ok(page.ok, JSON.stringify(page.diagnostics));
    const expected = nativeElf(file);
    assert.ok(expected.length > 1000);
    assert.ok(expected.equals(Buffer.from(page.elf)), `${file} differs`);
}

const programs = {
    'lines.c': '#include <stdio.h>\nint main(void)\n{\n    printf("%d %s\\n", 1, "two");\n    return 0;\n}\n',
    'floats.c':
        'double a = 0.1, b = 1e-310, c = 0x1.8p3; float d = 3.3f; long double e = 2.7L;\n' +
        'unsigned long f = (unsigned long)-1.5; int g = (int)3e9; double h = 1.0 / 3.0;\n' +
        'int main(void) { return (int)(a + b + c + d + (double)e + h) + (int)f + g; }\n',
    'wide.c':
        '#include <stdint.h>\nuint64_t a = 0xfedcba9876543210u; int64_t b = -1ll << 40; unsigned long c = ~0ul / 3;\n' +
        'int main(void) { return (int)(a >> 60) + (int)(b >> 38) + (int)(c % 7) + (int)sizeof(long double); }\n',
    'tables.c':
        'struct pair { char name[7]; long value; } pairs[] = {{"one", 1}, [3] = {"four", 4}};\nstatic int (*call)(void);\n' +
        'enum { A = 5, B = A << 3 };\nint main(void) { switch (pairs[3].value) { case 4: return B; default: return call(); } }\n',
};
for (const [name, source] of Object.entries(programs)) {
    test(`${name} compiles to the same bytes in the page and natively`, () => {
        const file = join(folder, name);
        writeFileSync(file, source);
        assertSame(file);
    });
}

const labs = readdirSync('scenarios', {withFileTypes: true, recursive: false})
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readdirSync(join('scenarios', entry.name)).filter((name) => name.endsWith('.c')).map((name) => join('scenarios', entry.name, name)));
for (const file of labs) {
    test(`${file} compiles to the same bytes in the page and natively`, () => assertSame(file));
}

test('the page reports the same errors as the native compiler', () => {
    const source = 'int main(void) {\n    int pages = "ten";\n    return pages\n}\n';
    const file = join(folder, 'wrong.c');
    writeFileSync(file, source);
    const page = tcc.compile(source, 'wrong.c');
    assert.equal(page.ok, false);
    assert.equal(page.elf.length, 0);
    const ran = spawnSync(native, [file, join(folder, 'wrong.elf')], {encoding: 'utf8'});
    assert.equal(ran.status, 1);
    assert.equal(page.diagnostics.map((d) => `${d.path}:${d.line}: ${d.text}\n`).join(''), ran.stdout);
    assert.ok(page.diagnostics.some((d) => d.severity === 'error' && d.line === 3 && d.text.includes('`;`')));
});

test('a source may include texts that the page hands over', () => {
    const files = {'size.h': '#define SIZE 3\n'};
    assert.ok(tcc.compile('#include "size.h"\nint main(void) { return SIZE; }\n', 'a.c', files).ok);
    assert.equal(tcc.compile('#include "size.h"\nint main(void) { return SIZE; }\n', 'a.c').ok, false);
});
