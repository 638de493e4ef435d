//! What is newer than ES5 (scripting spec 2.3).

use dialogsim::bot::Es5;
use dialogsim::script::FailureKind;

use crate::run::{functions, hook};

#[test]
fn it_runs_and_its_first_use_is_reported() {
    let code = "
        var log = botContext.printDebugMessage;
        for (let i = 0; i < 3; i++) log([1, 2].includes(2));
        log('a'.padStart(3, '-') + 'abc'.includes('b'));
        log(new Map([[1, 'one']]).get(1) + (new Map() instanceof Map));
        log(Object.assign({ a: 1 }, { b: 2 }).b);
        log([3].find(x => x === 3));
        log(typeof Symbol.iterator);";
    let done = hook(code).run();
    assert_eq!(done.log(), ["true", "true", "true", "--atrue", "onetrue", "2", "3", "symbol"]);
    let expected = [
        "`Array.prototype.includes`",
        "`String.prototype.padStart`",
        "`String.prototype.includes`",
        "`Map`",
        "`Object.assign`",
        "`Array.prototype.find`",
    ];
    let warned: Vec<&str> =
        done.warnings().iter().map(|warning| warning.split(" is newer than ES5").next().unwrap()).collect();
    assert_eq!(warned, expected);
    let off = hook(code).es5(Es5::Off).run();
    assert_eq!(off.log().len(), 8);
    assert!(off.warnings().is_empty());
}

#[test]
fn it_is_reported_once_whoever_uses_it() {
    let done = functions("function has(list, x) { return list.includes(x); }")
        .functions("var first = [1].includes(1);")
        .hook("botContext.printDebugMessage(has([2], 2) && [3].includes(3) && first);")
        .run();
    assert_eq!(done.log(), ["true"]);
    assert_eq!(done.warnings().len(), 1);
}

#[test]
fn what_a_bot_brings_itself_is_not_reported() {
    let own = "
        if (!Array.prototype.find) { none(); }
        Array.prototype.find = function (f) { return 'own'; };
        if (!String.prototype.padStart) { String.prototype.padStart = function () { return 'own'; }; }";
    let done = functions(own).hook("botContext.printDebugMessage([1].find(function () {}));").run();
    assert_eq!(done.log(), ["own"]);
    assert!(done.warnings().is_empty(), "{:?}", done.warnings());
    // Where only ES5 is there, what the bot brings is what is left.
    let own = own.replace("none();", "");
    let done = functions(&own)
        .hook("botContext.printDebugMessage([1].find(function () {}) + 'a'.padStart(2));")
        .es5(Es5::Error)
        .run();
    assert_eq!(done.log(), ["ownown"]);
}

#[test]
fn what_code_asks_for_stays_what_it_is() {
    let code = "
        var log = botContext.printDebugMessage;
        class Mine extends Map { twice() { return this.size * 2; } }
        log(new Mine([[1, 1]]).twice() + ' ' + (new Mine() instanceof Map));
        log(Promise.resolve instanceof Function);
        log(typeof Promise + Promise.name + Promise.length);
        try { Map(); } catch (e) { log(e.message); }
        log(Array.from({ length: 2 }).length);
        log(new Set([1, 1]).size);";
    let done = hook(code).run();
    assert_eq!(done.log(), ["2 true", "true", "functionPromise1", "must be called with new", "2", "1"]);
}

#[test]
fn syntax_that_is_newer_is_refused_where_the_bot_says_so() {
    let cases = [
        ("var a = 1;\nlet b = 2;", "`let` is newer than ES5", "hook.js:2:1 let"),
        ("var f = x => x;", "an arrow function is newer than ES5", "hook.js:1:11 =>"),
        ("var s = `a`;", "a template is newer than ES5", "hook.js:1:9 `"),
    ];
    for (code, message, place) in cases {
        let done = hook(&format!("{code}\nbotContext.printDebugMessage('ran');")).es5(Es5::Error).run();
        assert_eq!(done.failure().kind, FailureKind::NotEs5);
        assert_eq!(&*done.failure().message, message);
        assert_eq!(done.place(), place);
        assert!(done.failure().help.is_some());
        assert!(done.world.effects.is_empty());
    }
    let done =
        functions("const A = 1;").hook("botContext.printDebugMessage(typeof A);").es5(Es5::Error).run();
    assert!(done.failure().in_functions);
    assert_eq!(done.log_anyway(), ["undefined"]);
}

#[test]
fn functions_and_objects_that_are_newer_are_not_there_where_the_bot_says_so() {
    const NAMES: &str = "this.Map this.Set this.WeakMap this.Promise this.Symbol this.Proxy this.Reflect this.ArrayBuffer \
         this.Uint8Array this.globalThis this.BigInt this.Iterator this.AggregateError Array.prototype.includes \
         Array.prototype.find Array.prototype.flat Array.prototype.at Array.prototype.keys Array.from \
         String.prototype.includes String.prototype.padStart String.prototype.repeat String.prototype.trimStart \
         String.prototype.at Object.assign Object.entries Object.values Object.is Number.isInteger Math.trunc \
         Math.sign RegExp.prototype.flags RegExp.escape Error.isError JSON.rawJSON Function.prototype.none";
    let names = NAMES.split_whitespace().map(|name| {
        let (owner, last) = name.rsplit_once('.').unwrap();
        format!("if ('{last}' in {owner}) throw '{name}';")
    });
    let done = hook(&names.collect::<Vec<_>>().join("\n")).es5(Es5::Error).run();
    assert_eq!(done.failures, []);
    // The host and the language still work.
    let code = "var log = botContext.printDebugMessage;
        for each (var x in [1, 2]) log(x);
        log(new Date(2026, 0, 1).getFullYear() + 'a-b'.replaceAll('-', '') + 'b'.replace(/b/, 'c') + 'a,b'.split(',').length);
        botContext.setBotVariable('o', { a: [1] });
        log(botContext.getBotVariable('o').a[0] + JSON.stringify({ a: 1 }) + /x/i.test('X'));";
    let done = hook(code).es5(Es5::Error).run();
    assert_eq!(done.log(), ["1", "2", "2026abc2", "1{\"a\":1}true"]);
    let done = hook("\n[1].find(function () {});").es5(Es5::Error).run();
    assert_eq!(&*done.failure().message, "TypeError: find is not a function");
    assert_eq!(done.place(), "hook.js:2:5 find");
}
