// What a link may say: a list of names, each with what it may hold. Anything else is named in the page and left out.
window.Faultline = {};
(function (F) {
    'use strict';
    const kinds = {
        'lab': [/^[a-z0-9-]{1,60}$/, 'the name of a lab'],
        'lab-url': [/^.{1,2000}$/, 'an address'],
        'seed': [/^[0-9]{1,9}$/, 'a whole number of at most nine digits'],
        'tour': [/^.{0,10}$/, 'nothing'],
        'theme': [/^(light|dark|system)$/, 'light, dark or system'],
        'lang': [/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language such as en'],
        'view': [/^[a-z-]{1,40}$/, 'the name of a view, or text'],
    };

    const values = {};
    const problems = [];
    for (const [name, value] of new URLSearchParams(location.search)) {
        if (!(name in kinds)) problems.push({name, value, wanted: ''});
        else if (!kinds[name][0].test(value)) problems.push({name, value, wanted: kinds[name][1]});
        else values[name] = value;
    }

    F.options = {
        /** The value that the link gives, or undefined. */
        get: (name) => values[name],
        problems,
    };
})(window.Faultline);
