// Dropping onto the page, as a person does it. `page` is a page of browsers.mjs.

/** Runs in the page: one file of these parts, which may be texts or blobs. */
export function dropped(name, parts) {
    const transfer = new DataTransfer();
    transfer.items.add(new File(parts, name));
    document.dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}));
}

/** Files by name, with their texts: a folder's contents, or one alone. */
export function drop(page, files) {
    return page.run((contents) => {
        const transfer = new DataTransfer();
        for (const [name, text] of Object.entries(contents)) transfer.items.add(new File([text], name));
        document.dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}));
    }, files);
}

/** A file of the text so many times: large, without travelling. */
export function dropRepeated(page, name, text, times) {
    return page.run(`(${dropped})(${JSON.stringify(name)}, Array(${times}).fill(${JSON.stringify(text)}))`);
}

/** A file of these bytes. */
export function dropBytes(page, name, bytes) {
    return page.run(`fetch('data:;base64,${bytes.toString('base64')}').then((answer) => answer.blob()).then((blob) => (${dropped})(${JSON.stringify(name)}, [blob]))`);
}
