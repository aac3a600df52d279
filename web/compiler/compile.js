// Linked into tcc.js:  const tcc = await createFaultlineTcc();  tcc.compile(source, 'lazy.c')

/**
 * Compiles one C source to a static x86-64 ELF file, linked with Faultline's C library.
 * @param {string} source
 * @param {string} path what messages and line tables call the source
 * @param {Object<string, string>} files texts that the source may include, by name
 * @returns {{ok: boolean, elf: Uint8Array, diagnostics: {path: string, line: number, severity: 'error'|'warning', text: string}[]}}
 *     `elf` is empty unless `ok`; `line` is 0 when a message belongs to no line
 */
Module['compile'] = function (source, path, files) {
    const held = [];
    function hold(text) {
        const bytes = lengthBytesUTF8(text) + 1;
        const address = _malloc(bytes);
        stringToUTF8(text, address, bytes);
        held.push(address);
        return address;
    }
    try {
        for (const name of Object.keys(files || {})) _faultline_tcc_add_file(hold(name), hold(files[name]));
        const ok = _faultline_tcc_compile(hold(source), hold(path)) === 1;
        const diagnostics = [];
        for (let i = 0; i < _faultline_tcc_diagnostics(); i++) {
            diagnostics.push({
                path: UTF8ToString(_faultline_tcc_path(i)),
                line: _faultline_tcc_line(i),
                severity: _faultline_tcc_is_error(i) ? 'error' : 'warning',
                text: UTF8ToString(_faultline_tcc_text(i)),
            });
        }
        const start = _faultline_tcc_elf();
        return {ok, elf: HEAPU8.slice(start, start + _faultline_tcc_elf_bytes()), diagnostics};
    } finally {
        held.forEach((address) => _free(address));
    }
};
