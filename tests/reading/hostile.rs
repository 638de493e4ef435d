//! Code that would use up the stack, or the time, of whoever reads it.

use dialogsim::javascript::reading::{ProblemKind, Reading, Role, read};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// The longest code that is read.
const LONGEST: usize = 1024 * 1024;

/// Reads on a stack of the size that threads have.
fn read_on_a_thread(text: String) -> Reading {
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    thread.spawn(move || read(&text, Role::Hook)).unwrap().join().unwrap()
}

/// What can be nested or chained, with what may stand in the middle and what closes it.
const NESTS: &[(&str, &str, &str)] = &[
    ("(", "a", ")"),
    ("[", "", "]"),
    ("x={a:", "1", "}"),
    ("{", "", "}"),
    ("a(", "", ")"),
    ("a[", "1", "]"),
    ("(function(){", "", "})"),
    ("function f(){", "", "}"),
    ("if(a){", "", "}else{}"),
    ("switch(a){case 1:", "", "}"),
    ("try{", "", "}catch(e){}"),
    ("`${", "a", "}`"),
    ("(a=", "1", ")=>1"),
    ("class A{[", "a", "](){}}"),
    ("async(", "1", ")"),
    ("var [", "a", "]=1"),
    ("!", "a", ""),
    ("- ", "a", ""),
    ("typeof ", "a", ""),
    ("new ", "a", ""),
    ("a+", "a", ""),
    ("a**", "a", ""),
    ("a&&", "a", ""),
    ("a=", "a", ""),
    ("a?b:", "a", ""),
    ("a=>", "a", ""),
    ("if(a)", ";", ""),
    ("if(a);else ", ";", ""),
    ("if(a)b,c;else ", ";", ""),
    ("if(a){}else ", ";", ""),
    ("for(;;)", ";", ""),
    ("for each(a in b)", ";", ""),
    ("for(a in b)", ";", ""),
    ("while(a)", ";", ""),
    ("with(a)", ";", ""),
    ("do ", ";", " while(a);"),
    ("a:", ";", ""),
    ("x=class extends ", "a", "{}"),
    ("/", "(", ""),
    ("a", ".b", ""),
    ("a", "\n.b", ""),
    ("", "?.a", ""),
    ("a", "()", ""),
    ("a", "[0]", ""),
    ("a", "``", ""),
    ("/*", "", "*/"),
    ("/a/zz;", "", ""),
    ("'", "", "'"),
    ("a/", "b", ""),
    ("}/", "", ""),
    ("x={}/", "1", ""),
    ("await ", "a", ""),
    ("yield ", "a", ""),
    ("async function f(){await ", "a", "}"),
    ("function*f(){yield ", "a", "}"),
    ("<!--", "(", "\n"),
    ("-->", "(", "\n"),
    ("@a ", "class A{}", ""),
    ("\u{2028}", "(", "a"),
    ("“", "", "”"),
];

fn nested(open: &str, middle: &str, close: &str, count: usize) -> String {
    let mut text = open.repeat(count);
    text.push_str(&middle.repeat(if close.is_empty() && open.len() == 1 { count } else { 1 }));
    text.push_str(&close.repeat(count));
    text
}

fn cut(mut text: String) -> String {
    let mut length = text.len().min(LONGEST);
    while !text.is_char_boundary(length) {
        length -= 1;
    }
    text.truncate(length);
    text
}

/// What may be repeated without end, as nothing of it stands in anything else.
const FLAT: &[&str] = &[
    "a\n",
    "a;",
    "a,",
    "a.b()\n",
    "f(a, b) + c[1];",
    "x = {a: 1, b: [2, 3]};",
    "if (a) { b() } else { c() }\n",
    "if (a) b; else c;",
    "for (i = 0; i < 3; i++) a();",
    "while (a) b()\n",
    "function f() { return 1 }\n",
    "var f = function () { return /a(b)/.test(c) }\n",
    "switch (a) { case 1: case 2: b(); default: c() }",
    "a ? b : c,",
    "/(((a)))/g;",
    "`a${b}`;",
    "!a\n",
    "// (((((\n",
    "'((((';",
    "// It's\n",
];

#[test]
fn code_of_any_length_is_read_where_it_is_not_nested() {
    for unit in FLAT {
        let mut text = unit.repeat(3000);
        text.push_str("\na");
        assert_eq!(read(&text, Role::Hook).problems, [], "{unit}");
    }
}

#[test]
fn code_that_is_too_long_is_not_read() {
    let found = read(&"a;".repeat(LONGEST / 2 + 1), Role::Hook).problems;
    assert_eq!(found[0].kind, ProblemKind::Limit);
    assert_eq!(found[0].message, "this code is longer than 1 MiB");
}

#[test]
fn a_text_of_hundreds_of_parts_and_dozens_of_brackets_is_read() {
    let parts = "'<li>' + list[i].name.trim() + '</li>' +\n".repeat(300);
    assert_eq!(read(&format!("x = {parts}'';"), Role::Hook).problems, []);
    let brackets = nested("if (a) { f(function () { ", "b()", " }) }", 40);
    assert_eq!(read(&brackets, Role::Hook).problems, []);
    let choices = "if (a === 1) { b() } else ".repeat(200);
    assert_eq!(read(&format!("{choices}{{}}"), Role::Hook).problems, []);
}

#[test]
fn a_megabyte_of_anything_fits_on_the_stack_of_a_thread() {
    for (open, middle, close) in NESTS {
        let count = LONGEST / (open.len() + middle.len() + close.len());
        for text in [nested(open, middle, close, count), open.repeat(count), middle.repeat(count)] {
            read_on_a_thread(cut(text));
        }
    }
}

#[test]
fn what_is_just_nested_enough_to_be_read_fits_on_the_stack_of_a_thread() {
    for (open, middle, close) in NESTS {
        // The deepest that is not refused.
        let (mut fits, mut too_deep) = (1, 1200);
        while too_deep - fits > 1 {
            let half = usize::midpoint(fits, too_deep);
            let found = read_on_a_thread(nested(open, middle, close, half));
            let is_refused = found.problems.iter().any(|problem| problem.kind == ProblemKind::Limit);
            *(if is_refused { &mut too_deep } else { &mut fits }) = half;
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 60, failure_persistence: None, ..Config::default() })]

    #[test]
    fn nests_in_nests_fit_on_the_stack_of_a_thread(
        nests in prop::collection::vec((prop::sample::select(NESTS), 1_usize..2000), 1..8),
        between in prop::sample::select(vec!["", ";", "\n", ",", "}", ")", "a", "else "]),
    ) {
        let (mut head, mut tail) = (String::new(), String::new());
        for ((open, middle, close), count) in nests {
            head.push_str(&open.repeat(count));
            head.push_str(middle);
            head.push_str(between);
            tail.insert_str(0, &close.repeat(count));
        }
        read_on_a_thread(cut(head.clone() + &tail));
        read_on_a_thread(cut(head));
    }
}
