//! What code asks of `botContext`, with what, and what becomes of the answer.

use dialogsim::javascript::reading::{Argument, Call, Constant, ContextUse, OutcomeKind, Role, Value, read};

fn uses(code: &str) -> Vec<ContextUse> {
    let reading = read(code, Role::Functions);
    assert_eq!(reading.problems, [], "{code}");
    for found in &reading.calls {
        assert_eq!(code[found.range.clone()], *found.name);
    }
    reading.calls
}

fn call(code: &str) -> Call {
    uses(code).into_iter().next().unwrap().call.unwrap()
}

fn values(code: &str) -> Vec<Value> {
    call(code).arguments.into_iter().map(|Argument { value, .. }| value).collect()
}

fn text(text: &str) -> Value {
    Value::Constant(Constant::Text(text.into()))
}

#[test]
fn each_function_and_property_is_found_however_it_is_written() {
    let code =
        "botContext.a(); botContext['b'](); var c = botContext.chatBotId; botContext\n  .d(botContext.e());";
    let found = uses(code);
    let names: Vec<(&str, bool)> = found.iter().map(|found| (&*found.name, found.call.is_some())).collect();
    assert_eq!(names, [("a", true), ("b", true), ("chatBotId", false), ("d", true), ("e", true)]);
    assert_eq!(&code[found[1].call.as_ref().unwrap().range.clone()], "botContext['b']()");
}

#[test]
fn a_variable_that_holds_nothing_else_is_bot_context() {
    let names = |code: &str| uses(code).into_iter().map(|found| found.name).collect::<Vec<_>>();
    assert_eq!(names("var bc = botContext; bc.a(); function f() { bc.b(); }"), ["a".into(), "b".into()]);
    assert_eq!(names("var bc; bc = botContext; bc.a();"), ["a".into()]);
    assert!(names("var bc = botContext; bc = other; bc.a();").is_empty());
    assert!(names("function f(botContext) { botContext.a(); }").is_empty());
    assert!(names("botContext[name](); botContext; f(botContext);").is_empty());
}

#[test]
fn arguments_are_known_as_far_as_they_are_written() {
    let code =
        "botContext.f('a', 1, -2, true, null, {}, [1], JSON.stringify(a), function () {}, b, b + 1, `c`);";
    let expected = [
        text("a"),
        Value::Constant(Constant::Number(1.0)),
        Value::Constant(Constant::Number(-2.0)),
        Value::Constant(Constant::Boolean(true)),
        Value::Constant(Constant::Null),
        Value::Object,
        Value::Array,
        Value::Stringified,
        Value::Function,
        Value::Unknown,
        Value::Unknown,
        text("c"),
    ];
    assert_eq!(values(code), expected);
}

#[test]
fn a_variable_stands_for_its_only_value() {
    let found = call("var list = []; list.push(1); botContext.f(list);");
    assert_eq!(found.arguments[0].value, Value::Array);
    assert_eq!(found.arguments[0].variable.as_deref(), Some("list"));
    assert_eq!(values("var a = 'b'; botContext.f(a);"), [text("b")]);
    for changed in [
        "var list = []; list = list.join(); botContext.f(list);",
        "var list = []; if (a) { var list = 1; } botContext.f(list);",
        "var list; list = []; list = 1; botContext.f(list);",
        "for (var list = []; ; list = 1) { botContext.f(list); }",
        "list = []; botContext.f(list);",
        "var [list] = [[]]; botContext.f(list);",
        "for (var list in []) { botContext.f(list); }",
    ] {
        assert_eq!(values(changed), [Value::Unknown], "{changed}");
    }
}

#[test]
fn what_a_function_only_hands_on_is_known_as_its_parameter() {
    let found = uses("function go(a, name) { botContext.f(name, 1); }");
    assert_eq!(found[0].within.as_deref(), Some("go"));
    assert_eq!(found[0].call.as_ref().unwrap().arguments[0].value, Value::Parameter(1));
    let named = uses("var go = function (name) { list.forEach(function () { botContext.f(name); }); };");
    assert_eq!(named[0].within.as_deref(), Some("go"));
    assert_eq!(named[0].call.as_ref().unwrap().arguments[0].value, Value::Parameter(0));
    assert_eq!(values("function go(name) { name = name || 'a'; botContext.f(name); }"), [Value::Unknown]);
    assert_eq!(values("list.forEach(function (item) { botContext.f(item); });"), [Value::Unknown]);
    assert_eq!(
        values("function f() { list.forEach(function (item) { botContext.f(item); }); }"),
        [Value::Unknown]
    );
}

#[test]
fn arguments_behind_a_spread_are_at_no_certain_position() {
    let found = call("botContext.f('a', ...b, 'c');");
    assert_eq!(found.argument(0).and_then(Argument::text), Some("a"));
    assert_eq!(found.argument(1), None);
    assert_eq!(found.argument(2), None);
}

/// What is done with the first call's result, and whether a variable stands between.
fn outcomes(code: &str) -> Vec<(OutcomeKind, bool)> {
    call(code).outcomes.into_iter().map(|found| (found.kind, found.is_variable)).collect()
}

fn member(name: &str) -> OutcomeKind {
    OutcomeKind::Member(name.into())
}

#[test]
fn where_the_context_is_handed_on_is_noted() {
    let lends = |code: &str| read(code, Role::Hook).lends_context;
    for code in ["f(botContext)", "a.b = botContext", "bc = botContext", "var a = botContext; var b = a;"] {
        assert!(lends(code), "{code}");
    }
    for code in ["botContext.f(1)", "var a = botContext; a.f(a.g)", "var botContext = 1; f(botContext)"] {
        assert!(!lends(code), "{code}");
    }
}

#[test]
fn what_is_read_of_a_result_is_found() {
    assert_eq!(outcomes("botContext.f().a;"), [(member("a"), false)]);
    assert_eq!(outcomes("botContext.f()['a'].b;"), [(member("a"), false)]);
    assert_eq!(outcomes("botContext.f()[a];"), [(member(""), false)]);
    assert_eq!(outcomes("(botContext.f() || {}).a;"), [(OutcomeKind::Other, false)]);
    assert_eq!(outcomes("botContext.f()?.a;"), [(OutcomeKind::Other, false)]);
    assert_eq!(outcomes("var a = botContext.f(); a.b; a.c();"), [(member("b"), true), (member("c"), true)]);
    assert_eq!(
        outcomes("var a; a = botContext.f(); if (a) { a.b; }"),
        [(OutcomeKind::Tested, true), (member("b"), true)]
    );
    assert_eq!(outcomes("var a = botContext.f() || {}; a.b;"), [(OutcomeKind::Other, false)]);
    assert_eq!(outcomes("var a = botContext.f(); a = 1; a.b;"), [(OutcomeKind::Other, false)]);
}

#[test]
fn tests_of_a_result_are_found() {
    let tested = (OutcomeKind::Tested, false);
    for code in ["if (!botContext.f()) {}", "botContext.f() ? 1 : 2", "a = botContext.f() && b"] {
        assert_eq!(outcomes(code), std::slice::from_ref(&tested), "{code}");
    }
    assert_eq!(outcomes("while (botContext.f()) {}"), [tested]);
    assert_eq!(outcomes("a = botContext.f() || b"), [(OutcomeKind::Other, false)]);
    assert_eq!(outcomes("a = b && botContext.f()"), [(OutcomeKind::Other, false)]);
    assert_eq!(outcomes("a = -botContext.f()"), [(OutcomeKind::Other, false)]);
}

#[test]
fn what_is_done_with_a_parsed_result_is_found() {
    let parsed = |code: &str| match outcomes(code).remove(0).0 {
        OutcomeKind::Parsed(outcomes) => outcomes.into_iter().map(|found| found.kind).collect(),
        other => vec![other],
    };
    assert_eq!(parsed("JSON.parse(botContext.f()).a"), [member("a")]);
    assert_eq!(parsed("var a = botContext.f(); var b = JSON.parse(a); b.c;"), [member("c")]);
    assert_eq!(parsed("JSON.parse(botContext.f() || '[]').a"), [OutcomeKind::Other]);
    assert_eq!(parsed("JSON.parse(a, botContext.f()).a"), [OutcomeKind::Other]);
    // Followed once only.
    assert_eq!(parsed("JSON.parse(JSON.parse(botContext.f())).a"), [OutcomeKind::Other]);
}

#[test]
fn what_a_result_is_compared_with_is_found() {
    let compared = |code: &str| match outcomes(code).remove(0).0 {
        OutcomeKind::Compared { strictly, with, range } => Some((strictly, with, code[range].to_owned())),
        _ => None,
    };
    let number = Constant::Number(5.0);
    assert_eq!(compared("botContext.f() === 5"), Some((true, number.clone(), "5".to_owned())));
    assert_eq!(compared("5 !== botContext.f()"), Some((true, number, "5".to_owned())));
    assert_eq!(compared("botContext.f() == true"), Some((false, Constant::Boolean(true), "true".to_owned())));
    assert_eq!(
        compared("var a = botContext.f(); b = a != null;"),
        Some((false, Constant::Null, "null".to_owned()))
    );
    assert_eq!(compared("botContext.f() > 5"), None);
    assert_eq!(compared("botContext.f() === a"), None);
}

#[test]
fn what_is_caught_is_known_to_be() {
    let is_caught = |code: &str| (uses(code)[0].is_caught, call(code).outcomes[0].is_caught);
    assert_eq!(is_caught("try { botContext.f().a; } catch (e) {}"), (true, true));
    assert_eq!(is_caught("try { b(); } catch (e) { botContext.f().a; }"), (false, false));
    assert_eq!(is_caught("try { botContext.f().a; } finally { b(); }"), (false, false));
    assert_eq!(is_caught("var a = botContext.f(); try { a.b; } catch (e) {}"), (false, true));
}
