//! The names that code defines and uses.

use std::collections::BTreeSet;

use dialogsim::javascript::reading::{NameUse, Reading, Role, is_newer_global, read, unavailable};

fn reading(code: &str, role: Role) -> Reading {
    let reading = read(code, role);
    assert_eq!(reading.problems, [], "{code}");
    for found in &reading.uses {
        assert_eq!(code[found.range.clone()], *found.name);
    }
    for found in &reading.declares {
        assert_eq!(code[found.range.clone()], *found.name);
    }
    reading
}

fn declared(code: &str, role: Role) -> Vec<String> {
    reading(code, role).declares.into_iter().map(|found| found.name.into()).collect()
}

fn used(code: &str) -> Vec<String> {
    reading(code, Role::Hook).uses.into_iter().map(|found| found.name.into()).collect()
}

#[test]
fn global_functions_define_what_stands_at_their_top() {
    let code =
        "function f(a) { var b; } var c = 1, d; let e; if (x) { var g; } h = 2; function i() { j = 3; }";
    assert_eq!(declared(code, Role::Functions), ["f", "c", "d", "e", "g", "i", "h", "j"]);
}

#[test]
fn the_code_of_an_interaction_defines_only_what_it_does_not_declare() {
    assert_eq!(
        declared("function f() {} var a = 1; b = 2; for (i = 0; i < 3; i++) {}", Role::Hook),
        ["b", "i"]
    );
}

#[test]
fn what_stands_at_the_top_is_known_with_where_it_is_used() {
    let found =
        reading("function f(a) { g(a); } var g = f; f(1); g; (function () { f('b', 2); })();", Role::Hook);
    let names = |list: &[dialogsim::javascript::reading::Declaration]| -> Vec<String> {
        list.iter().map(|found| found.name.to_string()).collect()
    };
    assert_eq!(names(&found.locals), ["f", "g"]);
    let uses = found.own_uses.iter().map(|found| {
        (&*found.name, found.arguments.as_ref().map(Vec::len), found.within.as_deref().unwrap_or("nothing"))
    });
    let expected = [
        ("g", Some(1), "f"),
        ("f", None, "nothing"),
        ("f", Some(1), "nothing"),
        ("g", None, "nothing"),
        ("f", Some(2), "nothing"),
    ];
    assert_eq!(uses.collect::<Vec<_>>(), expected);
}

#[test]
fn names_that_the_code_does_not_define_are_used() {
    assert_eq!(used("f(a); var b = c; b.d; ({ e: g });"), ["f", "a", "c", "g"]);
    assert_eq!(used("late(); function late() {} early = 1; early();"), [] as [&str; 0]);
    assert_eq!(used("if (a) { function inner() {} } inner();"), ["a"]);
    assert_eq!(used("label: for (;;) break label; function f() { return arguments; }"), [] as [&str; 0]);
    assert_eq!(
        used("JSON.parse(undefined); new Date(); botContext.a(); parseInt(NaN); eval('');"),
        [] as [&str; 0]
    );
}

#[test]
fn a_call_is_told_from_a_mention() {
    let found = reading("f(1, 'a'); g; new H(1); i.j();", Role::Hook).uses;
    let is_called = |found: &NameUse| found.arguments.as_ref().map(Vec::len);
    assert_eq!(found.iter().map(is_called).collect::<Vec<_>>(), [Some(2), None, None, None]);
}

#[test]
fn code_that_lives_without_a_name_is_known_to() {
    let is_guarded = |code: &str| reading(code, Role::Hook).uses.iter().all(|found| found.is_guarded);
    assert!(is_guarded("if (typeof f === 'function') { f(); }"));
    assert!(is_guarded("try { f(); } catch (e) {}"));
    assert!(!is_guarded("f(); typeof g;"));
    assert!(!is_guarded("try { a = 1; } catch (e) { f(); }"));
    assert!(is_guarded("with ({}) { f(); }"));
}

#[test]
fn code_that_may_define_names_unseen_is_opaque() {
    let is_opaque = |code: &str| reading(code, Role::Functions).is_opaque;
    for code in [
        "eval('var a')",
        "(function (g) { g.a = 1; })(this)",
        "this[name] = f",
        "f.call(this)",
        "var g = this;",
    ] {
        assert!(is_opaque(code), "{code}");
    }
    for code in ["this.a = f", "function F() { return this; }", "a.eval('b')", "this['a'] = f"] {
        assert!(!is_opaque(code), "{code}");
    }
}

#[test]
fn functions_that_are_hung_on_objects_are_known_by_name() {
    let code = "Array.prototype.find = f; this['a'] = 1; b = { c: function () {}, d: 1, e: f, g() {} }; class H { i() {} }";
    let found: BTreeSet<_> = reading(code, Role::Functions).adds.into_iter().map(String::from).collect();
    assert_eq!(found, BTreeSet::from(["find", "a", "c", "e", "g", "i"].map(String::from)));
}

#[test]
fn line_comments_are_known() {
    let code = "// a\nb(); // c\n/* d */";
    let found: Vec<&str> = read(code, Role::Hook).comments.into_iter().map(|range| &code[range]).collect();
    assert_eq!(found, ["// a", "// c"]);
}

#[test]
fn names_of_other_places_come_with_what_to_do_instead() {
    assert!(unavailable("console").unwrap().contains("printDebugMessage"));
    assert!(unavailable("setTimeout").is_some());
    assert_eq!(unavailable("JSON"), None);
    assert!(is_newer_global("Promise") && !is_newer_global("Date") && !is_newer_global("console"));
}
