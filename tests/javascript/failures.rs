//! What goes wrong with code, and where.

use dialogsim::bot::{CodeBody, Es5, ReplaceAll};
use dialogsim::javascript::CodeBase;
use dialogsim::script::FailureKind;
use dialogsim::source::{Sources, Span, Text};

use crate::run::{functions, hook, world};

/// Message and place of the only failure of a hook.
#[track_caller]
fn failure(code: &str) -> (String, String) {
    let done = hook(code).run();
    assert!(!done.failure().in_functions);
    (done.failure().message.to_string(), done.place())
}

#[test]
fn the_place_is_where_it_was_thrown() {
    let cases = [
        ("var a = null;\n  a.b;", "TypeError: cannot read property 'b' of null", "hook.js:2:3 a"),
        ("var o = {};\no.a.b = 1;", "TypeError: cannot set property 'b' of undefined", "hook.js:2:1 o"),
        ("var o = {}; o.first().second();", "TypeError: o.first is not a function", "hook.js:1:15 first"),
        ("var o = {};\no\n  .first();", "TypeError: first is not a function", "hook.js:3:4 first"),
        ("var f = 5;\nif (true) f(1);", "TypeError: f is not a function", "hook.js:2:11 f"),
        ("throw new TypeError('not a function');", "TypeError: not a function", "hook.js:1:11 TypeError"),
        ("(5)();", "TypeError: not a function", "hook.js:1:1 ("),
        ("later(1);", "ReferenceError: later is not defined", "hook.js:1:1 later"),
        ("\n\nthrow new Error('mine');", "Error: mine", "hook.js:3:11 Error"),
        ("throw new RangeError();", "RangeError", "hook.js:1:11 RangeError"),
        (
            "JSON.parse('{');",
            "SyntaxError: Expected property name or '}' in JSON at position 1 (line 1 column 2)",
            "hook.js:1:6 parse",
        ),
        (
            "[1].forEach(function (x) {\n  x.y.z;\n});",
            "TypeError: cannot read property 'z' of undefined",
            "hook.js:2:3 x",
        ),
        ("new Array(-1);", "RangeError: invalid array length", "hook.js:1:5 Array"),
        ("decodeURIComponent('%');", "URIError: expecting hex digit", "hook.js:1:1 decodeURIComponent"),
        (
            "'use strict';\nundeclared = 1;",
            "ReferenceError: undeclared is not defined",
            "hook.js:2:1 undeclared",
        ),
        (
            "'abc'.matches('[a-c&&[^b]]+');",
            "SyntaxError: `&&` inside a class in the regular expression `[a-c&&[^b]]+` is not simulated; write it \
             without",
            "hook.js:1:7 matches",
        ),
        ("eval('\\n\\nx.y');", "ReferenceError: x is not defined", "hook.js:1:1 eval"),
    ];
    for (code, message, place) in cases {
        assert_eq!(failure(code), (message.to_owned(), place.to_owned()), "{code}");
    }
}

#[test]
fn columns_are_right_behind_letters_of_all_kinds() {
    for before in ["äöü€", "😀😀", "\u{301}e\t\t", "日本語", "\u{a0}'+'\u{feff}"] {
        for start in ["", "\n", "/* ä\n😀 */\r\n", "var a;\r", "var a;\u{2028}"] {
            let code = format!("{start}var s = '{before}'; none.x;");
            let done = hook(&code).run();
            assert_eq!(&*done.failure().message, "ReferenceError: none is not defined");
            let span = done.failure().at.unwrap();
            assert_eq!(&code[span.range()], "none", "{code:?}");
        }
    }
}

#[test]
fn a_place_in_global_functions_is_in_their_file() {
    let bot =
        functions("var ä = 'ä';\nfunction first() { return 1; }\nfunction second(x) {\n  return x.y.z;\n}")
            .functions("function third() { second({}); }")
            .hook("botContext.printDebugMessage('é');\nthird();");
    let done = bot.run();
    assert_eq!(done.place(), "functions0.js:4:10 x");
    assert!(!done.failure().in_functions);
}

#[test]
fn what_is_thrown_need_not_be_an_error() {
    let cases = [
        ("'text'", "threw 'text'"),
        ("5", "threw 5"),
        ("null", "threw null"),
        ("undefined", "threw undefined"),
        ("{}", "threw an object, `[object Object]`"),
        ("{ toString: function () { return 'a\\nb'; } }", "threw an object, `a b`"),
        ("{ toString: function () { throw 1; } }", "threw an object"),
        ("Object.create(null)", "threw an object"),
        ("[1, 2]", "threw an object, `1,2`"),
        ("function f() {}", "threw an object, `function f() {}`"),
        ("Symbol('x')", "threw a symbol"),
        (
            "(function () { var e = new Error('a'); e.name = 'Mine'; e.message = 'b'; return e; })()",
            "Mine: b",
        ),
        (
            "(function () { var e = new Error(); e.message = { toString: function () { throw 2; } }; return e; })()",
            "Error",
        ),
        ("Object.create(Error.prototype)", "threw an object, `Error`"),
    ];
    for (thrown, message) in cases {
        let code = format!("botContext.printDebugMessage('ü');\n\n  throw {thrown};");
        let (found, place) = failure(&code);
        assert_eq!(found, message, "{thrown}");
        assert!(place.starts_with("hook.js:3:"), "{thrown}: {place}");
    }
}

#[test]
fn what_says_what_is_wrong_may_loop_itself() {
    let code = "throw { toString: function () { for (;;) {} } };";
    let done = hook(code).soon_stopped().run();
    assert_eq!(&*done.failure().message, "threw an object");
    assert_eq!(hook("throw { get toString() { for (;;) {} } };").soon_stopped().run().failures.len(), 1);
}

#[test]
fn messages_are_one_line_and_not_too_long() {
    let (message, _) =
        failure("throw new Error('first\\nsecond\\u0007\\t third ' + new Array(1000).join('x'));");
    assert!(message.starts_with("Error: first second third xxx"), "{message}");
    assert_eq!(message.chars().count(), 300);
    assert!(message.ends_with('…'));
}

#[test]
fn a_function_that_is_none_is_named_with_the_one_that_is_meant() {
    let cases = [
        ("botContext.setTriggerNextMessge('x');", "Did you mean `setTriggerNextMessage`?"),
        ("botContext.getbotvariable('x');", "Did you mean `getBotVariable`?"),
        ("botContext.makeCoffee();", "The platform has no function `makeCoffee`."),
        ("botcontext.sendMessage('x');", "Did you mean `botContext`?"),
        ("greeet();", "Did you mean `greet`?"),
        ("var x = Maths.max(1, 2);", "Did you mean `Math`?"),
    ];
    for (code, help) in cases {
        let done = functions("function greet() {}").hook(code).run();
        assert_eq!(done.failure().help.as_deref(), Some(help), "{code}");
    }
    let done = hook("botContext.makeCoffee();").run();
    assert_eq!(&*done.failure().message, "TypeError: botContext.makeCoffee is not a function");
    assert_eq!(done.place(), "hook.js:1:12 makeCoffee");
    assert_eq!(hook("zzzzz();").run().failure().help, None);
}

#[test]
fn code_that_is_no_javascript_does_not_run_at_all() {
    for es5 in [Es5::Warn, Es5::Error, Es5::Off] {
        let done = hook("botContext.printDebugMessage(1);\nvar x = = 2;").es5(es5).run();
        assert_eq!(done.failure().kind, FailureKind::Syntax);
        assert_eq!(done.place(), "hook.js:2:9 =");
        assert!(done.world.effects.is_empty());
    }
    // Neither does what would be JavaScript only with what is written around it.
    let done = hook("}); botContext.printDebugMessage(1); (function () {").run();
    assert_eq!(done.failure().kind, FailureKind::Syntax);
    assert!(done.world.effects.is_empty());
}

#[test]
fn one_part_of_the_functions_that_is_wrong_leaves_the_others() {
    let bot = functions(
        "function first() { return 1; }\nthrow new Error('top');\nfunction hoisted() { return 2; }",
    )
    .functions("function broken( {")
    .functions("var third = 3;")
    .hook("botContext.printDebugMessage(first() + hoisted() + third);");
    let done = bot.run();
    assert_eq!(done.log_anyway(), ["6"]);
    let told: Vec<_> = done
        .failures
        .iter()
        .map(|failure| (failure.kind, failure.in_functions, done.place_of(failure)))
        .collect();
    assert_eq!(told[0], (FailureKind::Thrown, true, "functions0.js:2:11 Error".to_owned()));
    assert_eq!((told[1].0, told[1].1), (FailureKind::Syntax, true));
    assert_eq!(told.len(), 2);
}

#[test]
fn what_was_done_before_stays_done() {
    let done = hook("botContext.printDebugMessage('a'); botContext.setBotVariable('v', 1); x.y;").run();
    assert_eq!(done.log_anyway(), ["a"]);
    assert!(done.request("v").is_some());
}

#[test]
fn a_for_each_does_not_move_places() {
    let code = "var m = [{}];\nfor each (var x in m) { for each (var y in x.list) { y; } x.a.b; } none;";
    let done = hook(code).run();
    assert_eq!(done.place(), "hook.js:2:59 x");
    let done = hook("for each (var x in [1]) {} /* ä */ none;").run();
    assert_eq!(done.place(), "hook.js:1:36 none");
    let done = functions("for each (var x in [1]) {} none;").run();
    assert_eq!(done.place(), "functions0.js:1:28 none");
}

#[test]
fn places_are_led_through_what_yaml_does_to_a_text() {
    // A block scalar whose lines are indented by four, behind a key.
    let file = "code: |\n    var a = 'ä';\n\n    a.b.c;\n";
    let text = "var a = 'ä';\n\na.b.c;\n";
    let mut sources = Sources::default();
    let id = sources.add("bot.yaml", file);
    let span = Span::new(id, 6..file.len());
    let map = Box::from([(0, 12), (14, 26), (15, 31)]);
    let code = dialogsim::bot::Code { span, body: CodeBody::Inline(Text::mapped(text, span, map)) };
    let mut base = CodeBase::new(Es5::Warn, ReplaceAll::Java);
    let hook = base.add(&code);
    let ran = base.finish().run(hook, Box::new(world()));
    let at = ran.failures[0].at.unwrap();
    assert_eq!((sources.position(at).line, sources.position(at).column, sources.slice(at)), (4, 5, "a"));
}

#[test]
fn a_stack_that_code_prints_has_its_own_lines() {
    let code = "var a;\ntry { a.b; } catch (e) { botContext.printDebugMessage(e.stack); }";
    assert_eq!(hook(code).run().log(), ["    at <anonymous> (hook:2:7)\n"]);
}

#[test]
fn nothing_of_the_machine_is_in_what_code_sees() {
    let code = "
        try { null.x; } catch (e) { botContext.printDebugMessage(e.stack); }
        try { [1].map(botContext.noFunction); } catch (e) { botContext.printDebugMessage(e.stack); }
        try { 'a'.replaceAll('(', ''); } catch (e) { botContext.printDebugMessage(e.stack); }
        botContext.printDebugMessage(botContext.printDebugMessage);
        botContext.printDebugMessage(Date.prototype.getHours);
        botContext.printDebugMessage(Object.getOwnPropertyNames(this).join());";
    let done = hook(code).run();
    for line in done.log() {
        for word in ["/", "\\", ".rs", "rquickjs", "RustFunction"] {
            assert!(!line.contains(word), "{word}: {line}");
        }
    }
}
