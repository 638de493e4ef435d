//! Code that is no JavaScript, told in words that help.

use dialogsim::javascript::reading::{Problem, ProblemKind, Role, read};

/// The problems of a hook, each with the text that it is about.
fn problems(code: &str) -> Vec<(String, String)> {
    let found = read(code, Role::Hook).problems;
    found.into_iter().map(|found| (code[found.range].to_owned(), found.message)).collect()
}

fn first(code: &str, role: Role) -> Problem {
    read(code, role).problems.into_iter().next().unwrap()
}

fn assert_problem(code: &str, place: &str, message: &str) {
    assert_eq!(problems(code), [(place.to_owned(), message.to_owned())], "{code}");
}

#[test]
fn code_without_mistakes_has_no_problems() {
    let fine = [
        "",
        " \n\t",
        "// nothing yet",
        "for (j = 0; j < 3; j++) { k = j; }",
        "if (a) { return; }\nreturn 'b';",
        "var a = { default: 1, 'b': [1, 2,], get c() { return 1; }, };",
        "a = b / c / d; e = /[/]\\//g.test(f) / 2; g = (1 + 2) / 3 / h[0] / 4;",
        "if (a) /b/.test(c); else /d/.test(e)",
        "x = a\n++b\ny = 'it\\'s' + \"it's\" + 'a\\\nb'",
        "with (a) { b = 010; }",
        "a <!-- b\n--> c",
        "label: for (;;) { break label; }",
        "var each = 1; each(each)",
    ];
    for code in fine {
        assert_eq!(problems(code), [], "{code}");
    }
}

#[test]
fn an_apostrophe_in_a_text_is_found_where_the_text_ends_too_early() {
    assert_problem("a = 'It's fine';", "s", "`s` does not go on with what stands before it");
    assert_problem("say('Fine);\nb();", "'Fine);", "this text is not closed on its line");
    assert_problem("say(“Fine”);", "“", "`“` is not a quotation mark of code");
}

#[test]
fn a_bracket_without_its_other_half_is_named() {
    assert_problem("if (a) {\n  b();\n", "{", "this `{` is never closed");
    assert_problem("if (a) { b(); }}", "}", "this `}` closes nothing");
    assert_problem("a(b[1);", ")", "`]` is missing before `)`");
    assert_problem("if (a { b(); }", "{", "`)` is missing before `{`");
    let found = first("if (a { b(); }", Role::Hook);
    assert_eq!(found.began, Some((3..4, "it belongs to this")));
}

#[test]
fn what_is_missing_is_named_with_what_stands_in_its_place() {
    assert_problem("f(a b)", "b", "`,` or `)` is missing before `b`");
    assert_problem("a = {\n  b: 1\n  c: 2\n};", "c", "`,` or `}` is missing before `c`");
    assert_problem("var a = = 3", "=", "`=` is not expected here");
    assert_problem("var a =", "", "the code ends in the middle of a statement");
    assert_problem("a = 1 /* b", "/*", "this comment is never closed");
    assert_problem("a = /b;\nc", "/b;", "this regular expression is not closed on its line");
    assert_problem("a = \\ b", "\\", "a backslash outside of a text");
}

#[test]
fn the_first_mistake_is_told_not_its_consequences() {
    assert_problem("a = = 1; b = '", "=", "`=` is not expected here");
    assert_problem("// @flow\nvar a = = 3", "=", "`=` is not expected here");
    assert_problem("a = /b/gg;", "g", "flag g is mentioned twice in regular expression literal");
}

#[test]
fn a_name_may_not_be_declared_twice_where_the_language_says_so() {
    let found = first("let a = 1; let a = 2;", Role::Hook);
    assert_eq!((found.range, found.message.as_str()), (15..16, "`a` is declared already"));
    assert_eq!(found.began, Some((4..5, "declared here")));
    assert_eq!(problems("var a = 1; var a = 2; function a() {}"), []);
}

#[test]
fn only_the_code_of_an_interaction_may_return_at_its_top() {
    let found = first("return 1;", Role::Functions);
    assert_eq!(found.message, "`return` stands outside of a function");
    assert_eq!(problems("return 1;"), []);
}

#[test]
fn there_are_no_modules() {
    assert_problem("import a from 'b';", "import", "the platform has no modules");
    assert_problem("export default 1;", "export", "the platform has no modules");
}

#[test]
fn what_cannot_be_read_for_certain_is_not_called_wrong() {
    for code in ["x = {} / 2", "if (a) {}\n/b/.test(c)", "var \\u0061 = 1"] {
        assert_eq!(first(code, Role::Hook).kind, ProblemKind::Limit, "{code}");
    }
}

#[test]
fn nothing_else_is_known_of_code_with_problems() {
    let found = read("botContext.sendMessage('a'); b(; function c() {}", Role::Functions);
    assert_eq!(found.problems.len(), 1);
    assert!(found.calls.is_empty() && found.uses.is_empty() && found.declares.is_empty());
}
