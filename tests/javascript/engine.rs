//! How a piece of code is run (scripting spec 2.4, 4).

use std::sync::Arc;
use std::thread;

use dialogsim::bot::{Es5, ReplaceAll};
use dialogsim::javascript::CodeBase;
use dialogsim::script::{Effect, FailureKind, ScriptId, World};

use crate::run::{check, functions, hook, world};

#[test]
fn code_is_the_body_of_a_function() {
    let code = "if (true) { botContext.printDebugMessage('before'); return 5; }\nbotContext.printDebugMessage('after');";
    assert_eq!(hook(code).run().log(), ["before"]);
    check(&[("this === Function('return this')()", "true"), ("typeof arguments", "object")]);
    for empty in ["", "  \n", "// nothing", "return;"] {
        assert_eq!(hook(empty).run().failures, [], "{empty}");
    }
}

#[test]
fn what_is_assigned_without_a_declaration_is_global() {
    let bot = functions("function later() { return typeof j; }");
    let done = bot.hook("for (j = 0; j < 3; j++) {}\nbotContext.printDebugMessage(later() + j);").run();
    assert_eq!(done.log(), ["number3"]);
}

#[test]
fn global_functions_run_before_each_piece_of_code_and_nothing_of_them_lasts() {
    let bot = functions("var count = 0; function next() { return ++count; }\nbotContext.printDebugMessage('set up');")
        .functions("var twice = next() + next(); let lexical = 'l';")
        .hook("var own = 1; botContext.printDebugMessage(next() + ' ' + twice + lexical + typeof leaked); leaked = 1;");
    let (scripts, hook, _) = bot.scripts();
    for _ in 0..3 {
        let ran = scripts.run(hook, Box::new(world()));
        assert_eq!(ran.failures, []);
        let expected = ["set up", "3 3lundefined"].map(|line| Effect::Log(line.into()));
        assert_eq!(ran.world.effects, expected);
    }
}

#[test]
fn names_of_one_piece_are_not_in_another() {
    let mut base = CodeBase::new(Es5::Warn, ReplaceAll::Java);
    assert!(base.is_empty());
    let mut sources = dialogsim::source::Sources::default();
    let one = base.add(&crate::run::code(
        &mut sources,
        "a",
        "var mine = 1; theirs = 2; botContext.printDebugMessage('one');",
    ));
    let two = base.add(&crate::run::code(
        &mut sources,
        "b",
        "botContext.printDebugMessage(typeof mine + typeof theirs);",
    ));
    assert!(!base.is_empty());
    let scripts = base.finish();
    let world = scripts.run(one, Box::new(world())).world;
    let ran = scripts.run(two, world);
    assert_eq!(ran.world.effects, [Effect::Log("one".into()), Effect::Log("undefinedundefined".into())]);
    // What is not there does nothing.
    assert_eq!(scripts.run(ScriptId(7), ran.world).failures, []);
}

/// What code does that uses much of what it may.
fn telling() -> (crate::run::Bot, fn() -> World) {
    let bot = functions(
        "function Thing(n) { this.n = n; }\nThing.prototype.twice = function () { return 2 * this.n; };",
    )
    .hook(
        "var all = [];
             for (var i = 0; i < 50; i++) all.push(Math.random() + ':' + new Thing(i).twice() + new Date());
             all.sort();
             for (var k in { b: 1, a: 2 }) botContext.printDebugMessage(k);
             botContext.setBotVariable('all', all);
             new Set(all).forEach(function (x) { botContext.sendMessage(x); });
             all.push('later');
             for (var j = 0; ; j++) if (j % 1000 === 0) botContext.printDebugMessage(j);",
    )
    .soon_stopped();
    (bot, world)
}

#[test]
fn the_same_code_does_the_same_each_time_and_on_each_thread() {
    let (bot, world) = telling();
    let (scripts, hook, _) = bot.scripts();
    let once = |scripts: &Arc<dyn dialogsim::script::Scripts>| {
        let ran = scripts.run(hook, Box::new(world()));
        let World { memory, effects, random, .. } = *ran.world;
        (format!("{memory:?} {effects:?} {random:?}"), ran.failures)
    };
    let first = once(&scripts);
    assert_eq!(first.1[0].kind, FailureKind::TimeOut);
    thread::scope(|scope| {
        let others: Vec<_> = (0..2).map(|_| scope.spawn(|| once(&scripts))).collect();
        for other in others {
            let other = other.join().unwrap();
            assert!(other == first);
        }
    });
    let (again, _, _) = bot.scripts();
    assert!(once(&again) == first);
}

#[test]
fn promises_are_kept_before_the_code_has_ended() {
    let code = "
        Promise.resolve(1).then(function (x) { botContext.printDebugMessage('kept ' + x); });
        (async function () { await null; botContext.printDebugMessage('awaited'); })();
        botContext.printDebugMessage('at once');";
    let done = hook(code).es5(Es5::Off).run();
    assert_eq!(done.log(), ["at once", "kept 1", "awaited"]);
}
