//! What is newer than ES5.

use dialogsim::javascript::reading::{Role, read};

/// What is newer, each with its place in the code.
fn newer(code: &str) -> Vec<String> {
    let reading = read(code, Role::Functions);
    assert_eq!(reading.problems, [], "{code}");
    let show = |found: &dialogsim::javascript::reading::Newer| {
        assert!(!found.instead.is_empty());
        format!("{}: {}", &code[found.range.clone()], found.what)
    };
    reading.newer.iter().map(show).collect()
}

#[test]
fn syntax_is_found_at_its_exact_place() {
    let cases: &[(&str, &[&str])] = &[
        ("let a = 1; const b = 2;", &["let: `let`", "const: `const`"]),
        ("f(function () {}, (a, b) => a, c => { d; })", &["=>: an arrow function", "=>: an arrow function"]),
        ("a = `b ${c} d`; e`f`;", &["`: a template", "`: a template"]),
        ("class A extends B { c() {} }", &["class: a class"]),
        ("f(...a); b = [...c];", &["...: a spread", "...: a spread"]),
        ("function f(a, ...b) {}", &["...: a rest element"]),
        ("function f(a, b = 1) {}", &["b = 1: a default of a parameter"]),
        ("var { a } = b, [c] = d;", &["{ a }: destructuring", "[c]: destructuring"]),
        ("[a, b] = c; ({ d } = e);", &["[a, b]: destructuring", "{ d }: destructuring"]),
        ("for (var a of b) {}", &["for: `for … of`"]),
        ("function* f() { yield 1; }", &["function* f: a generator"]),
        ("async function f() { await 1; }", &["async function f: an `async` function"]),
        ("a = b ** c; d **= e;", &["**: the operator `**`", "**=: the operator `**=`"]),
        ("a = b /* ** */ ** c", &["**: the operator `**`"]),
        (
            "a?.b; c?.(); d?.[e].f",
            &["a?.b: optional chaining", "c?.(): optional chaining", "d?.[e].f: optional chaining"],
        ),
        (
            "a ?? b; c ??= d; e ||= f; g &&= h",
            &[
                "??: the operator `??`",
                "??=: the operator `??=`",
                "||=: the operator `||=`",
                "&&=: the operator `&&=`",
            ],
        ),
        (
            "a = { b, [c]: 1, d() {} };",
            &["b: a short property", "c: a computed name of a property", "d: a short method"],
        ),
        (
            "a = 10n + 1_000 + 0b11 + 0o17;",
            &[
                "10n: a big integer",
                "1_000: a number with `_` in it",
                "0b11: a binary number",
                "0o17: an octal number",
            ],
        ),
        (
            "a = /b/u; c = /d/y; e = /f/s;",
            &[
                "/b/u: the flag `u` of a regular expression",
                "/d/y: the flag `y` of a regular expression",
                "/f/s: the flag `s` of a regular expression",
            ],
        ),
        (
            r"a = /(?<b>c)/; d = /(?<=e)f/; g = /(?<!h)i/",
            &["/(?<b>c)/: a named group", "/(?<=e)f/: a look-behind", "/(?<!h)i/: a look-behind"],
        ),
        ("try { a(); } catch { b(); }", &["catch: `catch` without a name"]),
        ("function f() { return new.target; }", &["new.target: a meta property"]),
        ("f(a, b,); new F(a,); function g(a,) {}", &[",: a comma behind the last argument"; 3]),
        (r"a = '\u{1F600}'", &[r"'\u{1F600}': `\u{…}` in a text"]),
        ("import('a')", &["import: `import`"]),
    ];
    for (code, expected) in cases {
        assert_eq!(newer(code), *expected, "{code}");
    }
}

#[test]
fn what_es5_has_is_not_newer() {
    let old = [
        "var a = [1, 2,], b = { c: 1, get d() { return 1; }, if: 2, };",
        "f(a, /* , */ b /* , */); g((a, b)); new F;",
        r"a = /(?:b)(?=c)(?!d)[(?<e>]\(?<f>/gim; g = '\\u{1}' + '\u0041';",
        "a = 017 + 0x1F + 1e3 + .5; b = 'x'.trim(); [].forEach(c); [].map(d).filter(e).reduce(f);",
        "Object.keys(a); Array.isArray(b); Object.create(null); JSON.parse(c); Date.now(); f.bind(g);",
        "for (var a in b) { if (b.hasOwnProperty(a)) { continue; } } label: while (1) break label;",
        "'a'.startsWith('b'); 'a'.endsWith('b'); 'a'.replaceAll('b', 'c'); 'a'.contains('b'); 'a'.isEmpty();",
        "map.keySet().forEach(f); map.containsKey('a'); map.values(); map.entrySet();",
        "for each (var a in b) {}",
        "'use strict'; debugger; void 0; a = typeof b === 'function';",
    ];
    for code in old {
        assert_eq!(newer(code), [] as [&str; 0], "{code}");
    }
}

#[test]
fn functions_that_came_later_are_found_by_their_names() {
    let code = "Object.assign(a, b); Array.from(c); Number.isInteger(d); Math.trunc(e); f.includes(1); g.find(h); \
                'i'.padStart(2); new Map(); Promise.resolve();";
    let expected = [
        "Object.assign: `Object.assign`",
        "Array.from: `Array.from`",
        "Number.isInteger: `Number.isInteger`",
        "Math.trunc: `Math.trunc`",
        "includes: `includes`",
        "find: `find`",
        "padStart: `padStart`",
        "Map: `Map`",
        "Promise: `Promise`",
    ];
    assert_eq!(newer(code), expected);
    let names: Vec<_> = read(code, Role::Hook).newer.into_iter().filter_map(|found| found.name).collect();
    assert_eq!(names[..2], ["assign".into(), "from".into()]);
}

#[test]
fn what_only_looks_like_a_function_that_came_later_is_none() {
    let own = [
        "var Map = {}; Map.a = 1;",
        "function f(Promise) { return Promise; }",
        "var Object = {}; Object.assign(a);",
        "function F() { this.find(1); }",
        "botContext.find(1);",
        "if (!Array.prototype.includes) { a(); }",
        "a = b.find;",
    ];
    for code in own {
        assert_eq!(newer(code), [] as [&str; 0], "{code}");
    }
}

#[test]
fn what_depends_on_a_locale_is_found() {
    let code =
        "a.toLocaleString(); b.toLocaleDateString('de'); c.toLocaleTimeString(); d.toLocaleUpperCase();";
    let expected = [
        "toLocaleString: `toLocaleString`",
        "toLocaleDateString: `toLocaleDateString`",
        "toLocaleTimeString: `toLocaleTimeString`",
    ];
    assert_eq!(newer(code), expected);
}
