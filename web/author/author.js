// Linked into author.js:  const author = await createFaultlineAuthor();  author.read('my-lab', {'lab.md': '…', 'lazy.c': '…'})

/**
 * Reads a lab's folder.
 * @param {string} folder how errors name it
 * @param {Object<string, string>} files texts by name
 * @returns {{json: string, errors: string[]}} the canonical JSON, empty when there are errors; each error names file and line
 */
Module['read'] = function (folder, files) {
    const held = [];
    function hold(text) {
        const bytes = lengthBytesUTF8(text) + 1;
        const address = _malloc(bytes);
        stringToUTF8(text, address, bytes);
        held.push(address);
        return address;
    }
    try {
        for (const name of Object.keys(files)) _faultline_author_add_file(hold(name), hold(files[name]));
        const count = _faultline_author_read(hold(folder));
        const errors = [];
        for (let i = 0; i < count; i++) errors.push(UTF8ToString(_faultline_author_error(i)));
        return {json: UTF8ToString(_faultline_author_json()), errors};
    } finally {
        held.forEach((address) => _free(address));
    }
};
