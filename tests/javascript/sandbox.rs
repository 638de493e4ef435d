//! What code changes in its environment, and what it tries to get out of it.

use dialogsim::bot::Es5;
use dialogsim::script::FailureKind;

use crate::run::{functions, hook, values, world};

/// What uses the host in most of the ways that there are.
const USE: &str = "
    botContext.setBotVariable('o', { list: [1, 'a', new Date(0), null], text: 'x' }, true);
    var got = botContext.getBotVariable('o');
    botContext.printDebugMessage(got.list.length + got.text);
    botContext.setContextDataForUser('ns', 'k', { v: [1] });
    botContext.printDebugMessage(botContext.getContextDataForUser('ns').k.v[0]);
    botContext.sendMessages(['a', 'b']);
    botContext.printDebugMessage(new Date().getFullYear());";

#[test]
fn code_that_changes_what_is_built_in_changes_nothing_of_the_host() {
    for change in [
        "Array.prototype.push = function () { throw 'push'; };",
        "JSON = null; Object.keys = null; Array.isArray = null;",
        "JSON.parse = JSON.stringify = function () { throw 'json'; };",
        "Function.prototype.call = Function.prototype.apply = Function.prototype.bind = function () { throw 'call'; };",
        "Reflect = undefined; Symbol = undefined; Map = undefined; Promise = undefined;",
        "Object.defineProperty(Object.prototype, 'toString', { value: function () { return 'changed'; } });",
        "Object.prototype.get = 1; Object.prototype.value = 2; Object.prototype.writable = false; Object.prototype.set = 3;",
        "Array.prototype[Symbol.iterator] = function () { throw 'iterator'; };",
        "String = Number = Boolean = Error = function () { throw 'constructor'; };",
        "String.prototype.charAt = String.prototype.indexOf = String.prototype.slice = null;",
        "Date.prototype.getTime = Date.prototype.getUTCFullYear = Date.prototype.setTime = function () { throw 'date'; };",
        "RegExp.prototype.exec = function () { throw 'exec'; };",
        "Math.trunc = Math.floor = null; delete Object.defineProperty; delete Object.create;",
        "for (var name of Object.getOwnPropertyNames(Object)) { try { delete Object[name]; } catch (e) {} }",
    ] {
        let done = functions(change).hook(USE).es5(Es5::Off).run();
        assert_eq!(done.log(), ["4x", "1", "2026"], "{change}");
        // Nothing of it is there in the next run.
        assert_eq!(hook(USE).run().log(), ["4x", "1", "2026"]);
    }
    let deleted = "Object.getOwnPropertyNames(this).forEach(function (name) { if (name !== 'botContext' && name !== 'Date') delete this[name]; }, this);";
    assert_eq!(functions(deleted).hook(USE).run().log(), ["4x", "1", "2026"]);
}

#[test]
fn code_that_hangs_something_on_all_objects_harms_itself_only() {
    for change in [
        "Object.defineProperty(Array.prototype, '0', { set: function () { throw new Error('mine'); } });",
        "Object.defineProperty(Object.prototype, 'list', { set: function () { throw new Error('mine'); } });",
        "Object.defineProperty(Object.prototype, 'k', { get: function () { for (;;) {} } });",
        "Object.prototype.toString = function () { for (;;) {} };",
        "Object.defineProperty(Object.prototype, 'toString', { get: function () { throw new Error('mine'); } });",
        "Object.defineProperty(Object.prototype, 'then', { get: function () { throw new Error('mine'); } });",
        "Object.prototype.__proto__ = null; Object.setPrototypeOf(Array.prototype, null);",
        "botContext = null;",
        "botContext.getBotVariable = botContext.setBotVariable = function () { return 'mine'; };",
        "Object.freeze(Object.prototype); Object.freeze(Array.prototype); Object.freeze(botContext);",
    ] {
        let done = functions(change).hook(USE).es5(Es5::Off).soon_stopped().run();
        assert!(done.failures.len() <= 1, "{change} {:?}", done.failures);
        assert_eq!(hook(USE).run().log(), ["4x", "1", "2026"], "{change}");
    }
}

#[test]
fn there_is_no_way_out() {
    for way in [
        "Function('return this')()",
        "(0, eval)('this')",
        "botContext.constructor.constructor('return this')()",
        "botContext.printDebugMessage.constructor('return this')()",
        "botContext.__proto__.constructor.constructor('return this')()",
        "(function* () {}).constructor('return this')().next().value",
        "[].constructor.constructor('return this')()",
        "botContext.getContextDataForUser.call.constructor('return this')()",
        "new Error().constructor.constructor('return this')()",
        "$each.constructor('return this')()",
        "Date.constructor('return this')()",
    ] {
        for name in [
            "process",
            "require",
            "std",
            "os",
            "print",
            "scriptArgs",
            "console",
            "Deno",
            "WebAssembly",
            "load",
        ] {
            let code = format!(
                "for each (var x in []) {{}} var g = {way}; var all = g ? Object.getOwnPropertyNames(g) : [];
                 if (g && g !== this && typeof g.Array !== 'function') throw 'another world';
                 if (all.indexOf('{name}') >= 0) throw '{name}';"
            );
            let done = hook(&code).run();
            assert_eq!(done.failures, [], "{way} {name}");
        }
    }
    let done = hook("import('fs');").es5(Es5::Off).run();
    assert!(done.failures.len() < 2);
    let done = hook("import fs from 'fs';").es5(Es5::Off).run();
    assert_eq!(done.failure().kind, FailureKind::Syntax);
}

#[test]
fn nothing_but_the_platform_is_there_beside_the_language() {
    let code = "
        var known = 'botContext Object Function Array String Number Boolean Symbol Math JSON Date RegExp Error EvalError ' +
            'RangeError ReferenceError SyntaxError TypeError URIError InternalError AggregateError SuppressedError Iterator Reflect Map ' +
            'Set WeakMap WeakSet Promise Proxy ArrayBuffer SharedArrayBuffer DataView Atomics Uint8ClampedArray Int8Array ' +
            'Uint8Array Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array ' +
            'Float64Array NaN Infinity undefined globalThis eval parseInt parseFloat isNaN isFinite decodeURI ' +
            'decodeURIComponent encodeURI encodeURIComponent escape unescape DisposableStack AsyncDisposableStack BigInt';
        known = known.split(' ');
        Object.getOwnPropertyNames(this).forEach(function (name) {
            if (known.indexOf(name) < 0) botContext.printDebugMessage(name);
        });
        for (var name in this) botContext.printDebugMessage('shown ' + name);
        ['prepareStackTrace', 'captureStackTrace', 'stackTraceLimit'].forEach(function (name) {
            if (name in Error) botContext.printDebugMessage(name);
        });";
    assert_eq!(
        hook(code).es5(Es5::Off).run().log(),
        ["shown botContext", "shown known", "shown name"][..1].to_vec()
    );
}

#[test]
fn what_belongs_to_the_host_cannot_be_made_to_lie() {
    // An error that has another stack, a name that looks like a place.
    let done = hook("var e = new Error('x');\nObject.defineProperty(e, 'stack', { value: '    at f (hook:99:99)' });\nthrow e;").run();
    assert_eq!(done.place(), "hook.js:1:13 Error");
    let code = "var f = { 'f (hook:1:1)': function () { none.x; } };\nf['f (hook:1:1)']();";
    assert_eq!(hook(code).run().failures.len(), 1);
    let code = "var f = function () { throw 'a'; };\nObject.defineProperty(f, 'name', { value: 'x\\n    at y (hook:99999999999999999999:5)' });\nf();";
    assert_eq!(hook(code).run().failures.len(), 1);
    // Something that says it is a date.
    assert_eq!(
        values(&["Object.create(Date.prototype, { toString: { value: function () { return 'fake'; } } })"]),
        ["fake"]
    );
    assert_eq!(
        values(&["(function () { var r = /a/; r.toString = function () { return 'own'; }; return r; })()"]),
        ["own"]
    );
}

#[test]
fn memory_is_given_back() {
    // Whatever it leaves, it is gone with its run: what a machine of Linux says of this process grows no more.
    let code = "var all = []; for (var i = 0; i < 1000; i++) all.push({ i: i, all: all, f: function () { return all; } });
        botContext.setBotVariable('all', { all: all.length });
        botContext.getBotVariable('all').self = all; globalThing = all; throw all;";
    let bot = hook(code);
    let (scripts, hook, _) = bot.scripts();
    let run = |times: usize| {
        for _ in 0..times {
            assert_eq!(scripts.run(hook, Box::new(world())).failures.len(), 1);
        }
    };
    run(10);
    let Some(before) = resident() else { return println!("memory is only measured on Linux") };
    run(100);
    let after = resident().unwrap();
    // A run takes about half a MiB.
    assert!(after < before + 20 * 1024 * 1024, "{before} {after}");
}

/// How many bytes of memory this process has.
fn resident() -> Option<usize> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(pages.split(' ').nth(1)?.parse::<usize>().ok()? * 4096)
}
