//! The language of the platform: ES5 with Java's texts (scripting spec 2.2, 2.3).

use dialogsim::bot::{Es5, ReplaceAll};

use crate::run::{check, hook, values};

#[test]
fn texts_have_methods_of_java() {
    check(&[
        ("'Yes'.equalsIgnoreCase('yES')", "true"),
        ("'STRASSE'.equalsIgnoreCase('straße')", "true"),
        ("'a'.equalsIgnoreCase(null)", "false"),
        ("'abc'.contains('bc') + ' ' + 'abc'.contains('x')", "true false"),
        ("''.isEmpty() + ' ' + ' '.isEmpty()", "true false"),
        (r"'a!-b'.matches('\\p{L}\\!\\-\\p{L}')", "true"),
        ("'abc'.matches('b') + ' ' + 'abc'.matches('.b.') + ' ' + 'ab'.matches('a|ab')", "false true true"),
        ("'a\\nb'.matches('a.b') + ' ' + 'a\\nb'.matches('(?s)a.b')", "false true"),
        ("'apple'.compareTo('banana') + ' ' + 'ab'.compareTo('abcd') + ' ' + 'a'.compareTo('a')", "-1 -2 0"),
        ("'abc'.startsWith('b', 1) + ' ' + 'abc'.endsWith('bc')", "true true"),
        ("'hello'.hashCode() + ' ' + 'the quick brown fox'.hashCode()", "99162322 1302335171"),
        ("'aä€'.getBytes().join()", "97,-61,-92,-30,-126,-84"),
        ("'a1b2'.replaceFirst('[0-9]', '#')", "a#b2"),
        ("'abc'.replaceFirst(/B/i, '#')", "a#c"),
    ]);
    for name in ["contains", "matches", "hashCode"] {
        assert_eq!(values(&[&format!("String.prototype.{name}.name")]), [name]);
        let own = format!(
            "(function () {{ for (var k in 'a') if (k === '{name}') return 'shown'; return 'hidden'; }})()"
        );
        assert_eq!(values(&[&own]), ["hidden"]);
    }
}

#[test]
fn a_text_that_is_replaced_is_a_regex_as_in_java() {
    check(&[
        ("'a.b.c'.replaceAll('.', '-')", "-----"),
        ("'1,234,567'.replaceAll(',', '')", "1234567"),
        ("'a.b'.replaceAll('\\\\.', '-')", "a-b"),
        ("'John Smith'.replaceAll('(\\\\w+) (\\\\w+)', '$2, $1')", "Smith, John"),
        ("'ab'.replaceAll('(?<x>a)', '${x}${x}')", "aab"),
        ("'ab'.replaceAll('b', '\\\\$1')", "a$1"),
        ("'abc'.replaceAll('(b)', '$11')", "ab1c"),
        ("'abc'.replaceAll('[b-c]', function (m) { return m + m; })", "abbcc"),
        ("'aXbx'.replaceAll('(?i)x', '')", "ab"),
        ("'a.b'.replaceAll(/\\./g, '-')", "a-b"),
        ("'é1ü'.replaceAll('\\\\p{L}', 'x')", "x1x"),
        ("'a-b_c'.replaceAll('[\\\\p{Punct}]', '')", "abc"),
        ("'a+b'.replaceAll('\\\\Q+\\\\E', '-')", "a-b"),
    ]);
    let es = "botContext.printDebugMessage('a.b.c'.replaceAll('.', '-'));";
    assert_eq!(hook(es).replace_all(ReplaceAll::Es).run().log(), ["a-b-c"]);
    let wrong = hook("'abc'.replaceAll('b', '$2');").run();
    assert_eq!(&*wrong.failure().message, "Error: No group 2 for the replacement `$2`");
    let wrong = hook("\n  'abc'.replaceAll('(', '');").run();
    assert_eq!(&*wrong.failure().message, "SyntaxError: expecting ')'");
    assert_eq!(wrong.place(), "hook.js:2:9 replaceAll");
}

#[test]
fn for_each_goes_through_values() {
    let code = "
        function all(list) {
            var found = [];
            for each (var x in list) found.push(x);
            return found.join();
        }
        var inherits = Object.create({ b: 2 });
        inherits.a = 1;
        [[1, 2, 3], 'ab', { a: 1, b: 'x' }, inherits, {}, null, undefined, 5].forEach(function (list) {
            botContext.printDebugMessage(all(list));
        });";
    assert_eq!(hook(code).run().log(), ["1,2,3", "a,b", "1,x", "1,2", "", "", "", ""]);
}

#[test]
fn what_depends_on_a_place_is_as_everywhere_and_warned_of_once() {
    let code = "
        var d = new Date(0);
        [1234.5, [1, 2000], d, {}, true].forEach(function (value) {
            botContext.printDebugMessage(value.toLocaleString());
        });
        botContext.printDebugMessage(d.toLocaleDateString() + '|' + d.toLocaleTimeString());";
    let done = hook(code).run();
    let expected = [
        "1234.5",
        "1,2000",
        "Thu Jan 01 1970 00:00:00 GMT+0000",
        "[object Object]",
        "true",
        "Thu Jan 01 1970|00:00:00 GMT+0000",
    ];
    assert_eq!(done.log(), expected);
    assert_eq!(done.warnings().len(), 1, "{:?}", done.warnings());
    assert!(done.warnings()[0].starts_with("`toLocaleString` is not supported by the platform"));
}

#[test]
fn what_other_places_have_is_not_there() {
    for name in [
        "console",
        "window",
        "performance",
        "setTimeout",
        "fetch",
        "require",
        "process",
        "Java",
        "queueMicrotask",
    ] {
        assert_eq!(values(&[&format!("typeof {name}")]), ["undefined"], "{name}");
        let done = hook(&format!("\n{name}.x();")).run();
        assert_eq!(*done.failure().message, *format!("ReferenceError: {name} is not defined"));
        assert_eq!(done.place(), format!("hook.js:2:1 {name}"));
        let help = done.failure().help.as_deref().unwrap();
        assert!(help.starts_with(&format!("There is no `{name}` on the platform. ")), "{help}");
    }
    let help = hook("console.log(1)").run().failure().help.clone().unwrap();
    assert!(help.contains("botContext.printDebugMessage(text)"), "{help}");
}

#[test]
fn regular_expressions_and_json_and_numbers_work_as_everywhere() {
    check(&[
        ("'a1b22'.match(/[0-9]+/g).join()", "1,22"),
        (
            "JSON.stringify({ a: [1, null, 'x'], b: undefined, c: new Date(0) })",
            r#"{"a":[1,null,"x"],"c":"1970-01-01T00:00:00.000Z"}"#,
        ),
        ("JSON.parse('{\"a\":{\"b\":[1]}}').a.b[0]", "1"),
        (
            "(0.1 + 0.2) + ' ' + 1e21 + ' ' + (1.005).toFixed(2) + ' ' + parseInt('08')",
            "0.30000000000000004 1e+21 1.00 8",
        ),
        ("Object.keys({ b: 1, a: 2 }).join()", "b,a"),
        ("encodeURIComponent('ä b') + escape('ä')", "%C3%A4%20b%E4"),
        ("[3, 1, 2].sort().reverse().join()", "3,2,1"),
        ("eval('1 + 1') + new Function('a', 'return a * 2')(4)", "10"),
    ]);
}

#[test]
fn random_numbers_repeat_with_their_seed() {
    let two = ["Math.random()", "Math.random()"];
    let first = values(&two);
    assert_ne!(first[0], first[1]);
    assert_eq!(values(&two), first);
    for number in &first {
        let number: f64 = number.parse().unwrap();
        assert!((0.0..1.0).contains(&number));
    }
    // The next run goes on where this one stopped.
    let done = hook("Math.random();").run();
    let next = hook("botContext.printDebugMessage(Math.random());").run_in(*done.world);
    assert_eq!(next.log(), [first[1].as_str()]);
}

#[test]
fn all_es5_is_there_whatever_is_newer() {
    const NAMES: &str = "Array Boolean Date Error EvalError Function Infinity JSON Math NaN Number Object RangeError \
         ReferenceError RegExp String SyntaxError TypeError URIError decodeURI decodeURIComponent encodeURI \
         encodeURIComponent escape eval isFinite isNaN parseFloat parseInt undefined unescape botContext \
         Object.create Object.defineProperty Object.freeze Object.keys Object.getOwnPropertyNames \
         Function.prototype.bind Array.isArray Array.prototype.forEach Array.prototype.map Array.prototype.reduce \
         Array.prototype.indexOf String.prototype.trim String.prototype.substr String.prototype.localeCompare \
         Number.prototype.toFixed Math.atan2 Date.now Date.UTC Date.prototype.getYear Date.prototype.toISOString \
         Date.prototype.toJSON Date.prototype.setUTCHours RegExp.prototype.exec RegExp.prototype.source \
         Object.prototype.hasOwnProperty Error.prototype.toString String.prototype.startsWith";
    for es5 in [Es5::Warn, Es5::Error, Es5::Off] {
        let names = NAMES.split_whitespace().map(|name| {
            let (owner, last) = name.rsplit_once('.').unwrap_or(("this", name));
            format!("if (!('{last}' in {owner})) throw '{name}';")
        });
        let done = hook(&names.collect::<Vec<_>>().join("\n")).es5(es5).run();
        assert_eq!(done.failures, [], "{es5:?}");
    }
}
