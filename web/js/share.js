// The dialog that hands out a link, a snippet for another page, and the attempt as a file; and takes such a file back.
(function (F) {
    'use strict';
    const at = (id) => F.byId('share-' + id);

    function base() {
        return location.protocol === 'file:' ? location.href.replace(/[?#].*$/, '') : new URL('.', location.href).href;
    }

    async function link(page) {
        const view = F.session.view();
        const seed = view.guide.varies ? '&seed=' + view.guide.seed : '';
        const address = base() + (location.protocol === 'file:' ? '' : page) + '?lab=' + encodeURIComponent(view.guide.lab) + seed;
        if (!at('whole').checked) return address;
        return address + '#' + await F.link.pack(F.session.text('faultline_attempt'));
    }

    const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

    async function fill() {
        const title = F.say('ShareFrameTitle', {title: F.session.view().guide.title});
        at('link').value = await link('');
        at('snippet').value = '<iframe src="' + attribute(await link('embed.html')) + '" title="' + attribute(title) +
            '" width="100%" height="900" style="border: 0" allow="clipboard-write" loading="lazy"></iframe>';
        at('said').textContent = at('link').value.length > 2000 ? F.say('ShareLong', {count: at('link').value.length}) : '';
    }

    async function copy(field) {
        try {
            await navigator.clipboard.writeText(field.value);
        } catch (error) {
            // Where the clipboard is closed to scripts the text is selected, to be copied by hand.
            field.select();
            at('said').textContent = F.say('ShareCopyByHand');
            return;
        }
        at('said').textContent = F.say('ShareCopied');
    }

    function save() {
        const file = new Blob([F.session.text('faultline_attempt')], {type: 'application/json'});
        const anchor = document.createElement('a');
        anchor.href = URL.createObjectURL(file);
        anchor.download = 'faultline-' + F.session.view().guide.lab + '.json';
        anchor.click();
        setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
    }

    async function open(event) {
        const file = event.target.files[0];
        event.target.value = '';
        if (!file) return;
        try {
            await F.openAttempt(await file.text());
            F.byId('share-dialog').close();
        } catch (error) {
            at('said').textContent = file.name + ': ' + error.message;
        }
    }

    at('whole').addEventListener('change', fill);
    at('copy-link').addEventListener('click', () => copy(at('link')));
    at('copy-snippet').addEventListener('click', () => copy(at('snippet')));
    at('save').addEventListener('click', save);
    at('file').addEventListener('change', open);
    F.byId('share-button').addEventListener('click', () => {
        if (!F.session.view() || !F.session.view().guide) return;
        if (!F.session.isOfSite()) return F.alert(F.say('ShareNotOfSite'));
        fill();
        F.dialogs.open('share-dialog');
    });
})(window.Faultline);
