// A description of elements, and a patch that changes only what differs, so that focus, selection and half-typed text stay.
(function (F) {
    'use strict';

    /** An element as data. `props`: attributes, on… listeners, key, html, value, live, checked. */
    F.h = function (tag, props, ...children) {
        return {tag, props: props || {}, children: children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false)};
    };

    const special = new Set(['key', 'html', 'value', 'live', 'checked', 'keep']);

    function setProps(node, props) {
        const before = node.faultlineProps || {};
        for (const name of Object.keys(before)) {
            if (name in props || special.has(name)) continue;
            if (name.startsWith('on')) node[name] = null;
            else node.removeAttribute(name);
        }
        for (const name of Object.keys(props)) {
            const value = props[name];
            if (special.has(name)) continue;
            if (name.startsWith('on')) node[name] = value;
            else if (value === null || value === undefined || value === false) {
                if (before[name] !== value) node.removeAttribute(name);
            } else if (before[name] !== value || !node.hasAttribute(name)) node.setAttribute(name, value === true ? '' : value);
        }
        if ('html' in props && before.html !== props.html) {
            node.innerHTML = props.html;
            // The lab's own words: no language of the page is theirs.
            node.dataset.from = 'lab';
        }
        // What is being typed is the learner's until it is committed; a `live` value is committed with each key.
        if ('value' in props && node.value !== props.value && (props.live || document.activeElement !== node)) node.value = props.value;
        if ('checked' in props && node.checked !== props.checked) node.checked = props.checked;
        node.faultlineProps = props;
    }

    function fits(node, wanted) {
        if (typeof wanted === 'string') return node.nodeType === Node.TEXT_NODE;
        return node.nodeType === Node.ELEMENT_NODE && node.localName === wanted.tag &&
            (node.faultlineProps ? node.faultlineProps.key : undefined) === wanted.props.key;
    }

    function update(node, wanted) {
        if (typeof wanted === 'string') {
            if (node.data !== wanted) node.data = wanted;
            return;
        }
        setProps(node, wanted.props);
        if (!('html' in wanted.props) && !wanted.props.keep) F.patch(node, wanted.children);
    }

    function make(wanted) {
        if (typeof wanted === 'string') return document.createTextNode(wanted);
        const node = document.createElement(wanted.tag);
        update(node, wanted);
        return node;
    }

    /** Makes the children of `parent` what `children` describes. */
    F.patch = function (parent, children) {
        let at = parent.firstChild;
        for (const child of children) {
            const wanted = typeof child === 'object' ? child : String(child);
            let found = at;
            if (found && !fits(found, wanted)) {
                found = null;
                if (typeof wanted === 'object' && wanted.props.key !== undefined) {
                    for (let later = at; later; later = later.nextSibling) {
                        if (fits(later, wanted)) {
                            found = later;
                            break;
                        }
                    }
                }
                if (found) {
                    // Nodes before a kept one go away: moving the kept one would take the focus from it.
                    while (at !== found) {
                        const gone = at;
                        at = at.nextSibling;
                        gone.remove();
                    }
                }
            }
            if (found) {
                update(found, wanted);
                at = found.nextSibling;
            } else {
                parent.insertBefore(make(wanted), at);
            }
        }
        while (at) {
            const gone = at;
            at = at.nextSibling;
            gone.remove();
        }
    };

    F.byId = (id) => document.getElementById(id);
})(window.Faultline);
