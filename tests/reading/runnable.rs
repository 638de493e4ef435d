//! `for each`, which only the platform knows.

use dialogsim::javascript::reading::{Role, read};

fn run_text(code: &str) -> String {
    let reading = read(code, Role::Hook);
    assert_eq!(reading.problems, [], "{code}");
    reading.runnable.text(code).to_owned()
}

#[test]
fn code_without_it_runs_as_it_is_written() {
    let code = "for (var each in a) { each(b); } // for each (c in d)\n'for each (e in f)';";
    let reading = read(code, Role::Hook);
    assert!(std::ptr::eq(reading.runnable.text(code), code));
    assert_eq!(reading.runnable.original_offset(17), 17);
}

#[test]
fn it_runs_as_a_loop_over_values() {
    let cases = [
        ("for each (var x in e) { f(x); }", "for      (var x of $each(e)) { f(x); }"),
        ("for each (x in a, b) f();", "for      (x of $each((a, b))) f();"),
        ("for  each(x.y[0] in e) f();", "for      (x.y[0] of $each(e)) f();"),
        (
            "for /* a */ each /* b */ (x /* in c */ in e) f();",
            "for /* a */      /* b */ (x /* in c */ of $each(e)) f();",
        ),
        ("for each (var x in m.keySet()) {}", "for      (var x of $each(m.keySet())) {}"),
    ];
    for (code, expected) in cases {
        assert_eq!(run_text(code), expected, "{code}");
    }
}

#[test]
fn it_may_stand_in_itself() {
    let code = "for each (a in b) for each (c in function () { for each (d in e) {} }()) for (f in g) {}";
    let expected = "for      (a of $each(b)) for      (c of $each(function () { for      (d of $each(e)) {} }())) \
                    for (f in g) {}";
    assert_eq!(run_text(code), expected);
}

#[test]
fn a_place_in_the_run_text_leads_to_its_place_in_the_code() {
    let code = "for each (var x in list) { fail(x); }";
    let reading = read(code, Role::Hook);
    let run = reading.runnable.text(code);
    for word in ["for", "var", "list", "fail", "}"] {
        let place = run.find(word).unwrap();
        assert_eq!(reading.runnable.original_offset(place), code.find(word).unwrap(), "{word}");
    }
    assert_eq!(reading.runnable.original_offset(run.find("$each").unwrap()), code.find("list").unwrap());
    assert_eq!(reading.runnable.original_offset(run.len()), code.len());
}

#[test]
fn it_goes_with_in_only() {
    for code in ["for each (var x of e) {}", "for each (;;) {}"] {
        let found = read(code, Role::Hook).problems;
        assert_eq!(found[0].message, "`for each` goes with `in` only", "{code}");
        assert_eq!(&code[found[0].range.clone()], "each");
    }
}
