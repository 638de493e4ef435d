//! Code that tries to take more than there is. Each ends, each says why, and the next run is as if it had not been.

use std::time::Duration;

use dialogsim::javascript::Limits;
use dialogsim::script::{Effect, FailureKind};

use crate::run::{Done, functions, hook};

/// Runs code that is to be stopped, and then a harmless one.
#[track_caller]
fn stopped(code: &str) -> FailureKind {
    let done = hook(code).soon_stopped().run();
    assert_eq!(done.failures.len(), 1, "{code}: {:?}", done.failures);
    assert_clear(&done);
    assert_eq!(
        hook("botContext.printDebugMessage([1].concat(2).join());").soon_stopped().run().log(),
        ["1,2"]
    );
    done.failure().kind
}

/// A message that says what happened, and a way out.
#[track_caller]
fn assert_clear(done: &Done) {
    let failure = done.failure();
    assert!(
        !failure.message.contains("interrupted") && !failure.message.contains("InternalError"),
        "{failure:?}"
    );
    assert!(failure.kind == FailureKind::Thrown || failure.help.is_some());
    assert!(failure.at.is_some());
}

#[test]
fn loops_without_end() {
    for code in [
        "for (;;) {}",
        "while (true) { var a = { b: [1, 2] }; }",
        "function f() {} for (;;) f();",
        "for (;;) { try { for (;;) {} } catch (e) {} finally { for (;;) {} } }",
        "try { for (;;) {} } finally { return 1; }",
        "[1, 2, 3].forEach(function () { for (;;) {} });",
        "for (;;) botContext.getBotVariable('x');",
        "for (;;) try { none(); } catch (e) {}",
        "function* g() { for (;;) yield 1; } for (var x of g()) {}",
        "Promise.resolve().then(function f() { Promise.resolve().then(f); });",
        "(async function () { for (;;) await null; })();",
        "[3, 1, 2].sort(function () { for (;;) {} });",
        "JSON.parse('[1]', function () { for (;;) {} });",
        "'a'.replace(/a/, function () { for (;;) {} });",
        "new Proxy({}, { get: function () { for (;;) {} } }).x;",
        "label: for (;;) { continue label; }",
        "var map = new Map([[1, 1]]); map.forEach(function (v, k) { map.delete(k); map.set(k + 1, 1); });",
    ] {
        assert_eq!(stopped(code), FailureKind::TimeOut, "{code}");
    }
}

#[test]
fn the_place_of_a_loop_is_told() {
    let done = functions("function spin() {\n  for (;;) { var x = 1; }\n}")
        .hook("var a = 'ä';\nspin();")
        .soon_stopped()
        .run();
    assert!(done.place().starts_with("functions0.js:1:"), "{}", done.place());
    let done = functions("botContext.printDebugMessage('functions');\nfor (;;) {}")
        .hook("botContext.printDebugMessage('hook');")
        .soon_stopped()
        .run();
    assert_eq!((done.failure().kind, done.failure().in_functions), (FailureKind::TimeOut, true));
    // One budget for both: nothing is left for the hook.
    assert_eq!(done.log_anyway(), ["functions"]);
}

#[test]
fn calls_without_end() {
    for code in [
        "function f() { return f() + 1; } f();",
        "function f() { return f.apply(this, arguments) + 1; } f(1, 2, 3);",
        "var o = { get x() { return this.x; } }; o.x;",
        "var o = { toString: function () { return '' + this; } }; '' + o;",
        "function C() { return new C(); } new C();",
        "var a = []; for (var i = 0; i < 50000; i++) a = [a]; '' + a;",
        "var a = []; for (var i = 0; i < 50000; i++) a = [a]; JSON.stringify(a);",
        "JSON.parse(new Array(50000).join('['));",
        "eval(new Array(50000).join('('));",
        "var o = { get x() { return botContext.printDebugMessage(o); } }; o.x;",
        "var p = {}; for (var i = 0; i < 20000; i++) p = new Proxy(p, {}); p.x;",
        "'a'.replace(/a/, function f() { return 'a'.replace(/a/, f); });",
    ] {
        assert_eq!(stopped(code), FailureKind::StackOverflow, "{code}");
    }
    // Calls that end may be as deep as anyone writes them.
    let code =
        "function sum(n) { return n === 0 ? 0 : n + sum(n - 1); } botContext.printDebugMessage(sum(2000));";
    assert_eq!(hook(code).run().log(), ["2001000"]);
}

#[test]
fn code_can_go_on_after_calls_that_were_too_deep() {
    let code = "function f() { return f() + 1; }
        try { f(); } catch (e) { botContext.printDebugMessage('caught ' + e.name); }";
    assert_eq!(hook(code).run().log(), ["caught RangeError"]);
}

#[test]
fn memory_without_end() {
    for code in [
        "var a = []; for (;;) a.push({ x: [1, 2, 3] });",
        "var s = 'x'; for (;;) s += s;",
        "var s = 'x'; for (;;) { s += s; s.charCodeAt(s.length - 1); }",
        "var s = 'x'.repeat(1e9);",
        "new Array(1e7).fill(1).map(String).sort();",
        "var all = {}; for (var i = 0; ; i++) all['k' + i] = i;",
        "new Uint8Array(1e9);",
        "var f = []; for (;;) f.push(function () { return f; });",
        "JSON.stringify(new Array(5e6).fill('xxxxxxxxxxxxxxxx'));",
        "var m = new Map(); for (;;) m.set({}, {});",
        "var a = ['x']; for (;;) a = a.concat(a);",
    ] {
        let kind = stopped(code);
        assert_eq!(kind, FailureKind::OutOfMemory, "{code}");
    }
}

#[test]
fn code_can_go_on_after_it_had_no_memory() {
    let code = "
        try { var a = []; for (;;) a.push({ x: [1, 2, 3] }); } catch (e) { a = null; botContext.printDebugMessage('caught'); }
        botContext.printDebugMessage([1, 2].map(function (x) { return x * 2; }).join());";
    assert_eq!(hook(code).run().log(), ["caught", "2,4"]);
}

#[test]
fn memory_may_run_out_anywhere() {
    let bot = functions("function Thing(n) { this.n = n; this.all = [n, { n: n }, 'x' + n, new Date(n)]; }")
        .hook(
            "var all = [], last;
         for (var i = 0; i < 300; i++) { all.push(new Thing(i)); last = all[i]; }
         botContext.setBotVariable('all', all);
         botContext.setBotVariable('last', last, true);
         last.added = JSON.parse(JSON.stringify(all)).length;
         for each (var x in ['a', 'b']) botContext.printDebugMessage(x.replaceAll('a', 'b') + last.added);
         botContext.printDebugMessage(botContext.getBotVariable('all').length);",
        );
    let mut ended = [0, 0];
    // An environment itself takes about 150 kB.
    for memory in (200_000..1_200_000).step_by(7_001) {
        let done = bot.clone().limits(Limits { memory, ..Limits::small() }).run();
        let is_right = done.failures.iter().all(|failure| failure.kind == FailureKind::OutOfMemory);
        assert!(is_right, "{memory}: {:?}", done.failures);
        ended[usize::from(done.failures.is_empty())] += 1;
    }
    assert!(ended[0] > 10 && ended[1] > 10, "{ended:?}");
}

#[test]
fn regular_expressions_that_try_everything() {
    for code in [
        "/^(a+)+$/.test(new Array(50).join('a') + 'b');",
        "/(x+x+)+y/.test(new Array(60).join('x'));",
        "/^(([a-z])+.)+[A-Z]([a-z])+$/.test(new Array(60).join('a'));",
        "new Array(60).join('a').matches('(a|aa)+b');",
        "new Array(60).join('a').replaceAll('(a*)*b', '');",
        "/(?=(a+)+$)b/.test(new Array(50).join('a') + 'b');",
        "/a*b/.test(new Array(3e4).join('a'));",
    ] {
        assert_eq!(stopped(code), FailureKind::TimeOut, "{code}");
    }
    assert_eq!(stopped("/a*b/.test('a'.repeat(3e6));"), FailureKind::OutOfMemory);
    for code in ["new RegExp(new Array(50000).join('('));", "new RegExp('(a{1,65000}){1,65000}');"] {
        let done = hook(code).soon_stopped().run();
        assert!(done.failures.len() < 2, "{code}");
    }
}

#[test]
fn messages_and_log_lines_without_end() {
    for (code, done_at_most) in [
        ("for (var i = 0; i < 1e7; i++) botContext.sendMessage('x');", 1_001),
        ("for (;;) try { botContext.sendMessage('x'); } catch (e) {}", 1_001),
        ("for (var i = 0; i < 1e7; i++) botContext.printDebugMessage('x');", 10_001),
        ("for (;;) botContext.setBotVariable('x', 1);", 10_001),
        ("var s = new Array(10001).join('x'); for (;;) botContext.printDebugMessage(s);", 106),
        ("var s = new Array(1e6).join('x'); for (;;) botContext.setBotVariable('x', s);", 18),
        ("botContext.sendMessages(new Array(2000).fill('x'));", 3_000),
        ("for (;;) botContext.setBotVariable('x', [1, 2, 3, { a: 1, b: 2 }]);", 10_001),
    ] {
        let done = hook(code).run();
        assert_eq!(done.failures.len(), 1, "{code}");
        assert_eq!(done.failure().kind, FailureKind::TooMuch, "{code}");
        assert_clear(&done);
        assert!(done.place().starts_with("hook.js:1:"), "{code}: {}", done.place());
        assert!(done.world.effects.len() <= done_at_most, "{code}: {}", done.world.effects.len());
    }
}

#[test]
fn arguments_without_end() {
    for code in [
        "botContext.setBotVariable('x', new Array(1e9));",
        "botContext.setBotVariable('x', { length: 1, get a() { return { get a() { return { get a() { return 1; } }; } }; } }); var o = {}; for (var i = 0; i < 100; i++) o = { o: o }; botContext.setBotVariable('x', o);",
        "function Deep() {} Object.defineProperty(Deep.prototype, 'x', { get: function () { return new Deep(); } }); function deep() { var o = {}; Object.defineProperty(o, 'o', { get: deep, enumerable: true }); return o; } botContext.setBotVariable('x', deep());",
        "var all = {}; for (var i = 0; i < 200000; i++) all[i] = i; botContext.setBotVariable('x', all);",
        "var a = [1, 2]; for (var i = 0; i < 20; i++) a = [a, a]; botContext.setBotVariable('x', a);",
    ] {
        let done = hook(code).run();
        assert_eq!(done.failure().kind, FailureKind::TooMuch, "{code}");
        assert_clear(&done);
    }
    for code in [
        "botContext.setBotVariable('x', { get a() { for (;;) {} } });",
        "botContext.printDebugMessage({ toString: function () { for (;;) {} } });",
        "botContext.setBotVariable({ toString: function () { for (;;) {} } }, 1);",
    ] {
        assert_eq!(stopped(code), FailureKind::TimeOut, "{code}");
    }
}

#[test]
fn what_looks_at_much_at_once_counts_as_many_steps() {
    let code = "var all = []; for (var i = 0; i < 5000; i++) all.push('x' + i); botContext.setBotVariable('all', all);
        for (;;) botContext.getBotVariable('all2') || botContext.evaluateOptions('y', ['a', 'b']);";
    assert_eq!(stopped(code), FailureKind::TimeOut);
    let code =
        "botContext.setBotVariable('s', new Array(4e5).join('x')); for (;;) botContext.getBotVariable('s');";
    assert_eq!(stopped(code), FailureKind::TimeOut);
}

/// What goes on for seconds within a single function of the engine is left to itself.
#[test]
fn single_steps_that_do_not_end_are_not_waited_for() {
    let limits =
        Limits { time: Duration::from_millis(100), grace: Duration::from_millis(50), ..Limits::default() };
    for code in [
        "var a = []; a[100000000] = 1; a.sort();",
        "var s = new Array(300000).join('a'); s.indexOf(s.substr(1, 150000) + 'b');",
        "new Array(1e8).join('');",
    ] {
        let code = format!("botContext.setBotVariable('before', 'x'); {code}");
        let done = hook(&code).limits(limits.clone()).run();
        assert_eq!(done.failure().kind, FailureKind::TimeOut, "{code}");
        assert_clear(&done);
        // Nobody knows where it was.
        assert_eq!(done.place(), format!("hook.js:1:1 {code}"));
        assert!(done.request("before").is_some(), "{code}");
        assert_eq!(hook("botContext.printDebugMessage(1);").run().log(), ["1"]);
    }
}

#[test]
fn the_platforms_limits_hold_where_no_others_are_given() {
    let done = hook("botContext.printDebugMessage('a'); for (;;) {}").run();
    assert_eq!(done.failure().kind, FailureKind::TimeOut);
    assert_eq!(&*done.failure().message, "the code ran for longer than 5s, so it is stopped");
    assert_eq!(done.world.effects, [Effect::Log("a".into())]);
}
