//! `Date`: the conversation's clock, the bot's time zone, nothing of the machine.

use std::time::Duration;

use dialogsim::script::World;

use crate::run::{check, check_in, hook, world, world_in};

#[test]
fn the_clock_is_the_conversations_and_stands_still() {
    let later = || World { now: Duration::from_millis(61_500), ..world() };
    check_in(
        later,
        &[
            ("new Date().toISOString()", "2026-01-01T09:01:01.500Z"),
            ("new Date().toString()", "Thu Jan 01 2026 09:01:01 GMT+0000"),
            ("Date()", "Thu Jan 01 2026 09:01:01 GMT+0000"),
            ("Date.now()", "1767258061500"),
            ("Date.now() === new Date().getTime()", "true"),
            (
                "(function () { var t = Date.now(); for (var i = 0; i < 1e5; i++) {} return Date.now() - t; })()",
                "0",
            ),
        ],
    );
}

#[test]
fn it_is_gmt_where_nothing_else_is_said() {
    check(&[
        ("new Date(2026, 6, 1, 12, 30).toISOString()", "2026-07-01T12:30:00.000Z"),
        ("new Date(2026, 6, 1).getTimezoneOffset()", "0"),
        ("new Date('2026-07-01T12:30').getHours()", "12"),
        ("new Date(0).toTimeString()", "00:00:00 GMT+0000"),
        ("new Date(99, 0).getFullYear() + ' ' + new Date(99, 0).getYear()", "1999 99"),
    ]);
}

#[test]
fn fields_are_those_of_the_zone() {
    check_in(
        || world_in("Europe/Berlin"),
        &[
            ("new Date().toString()", "Thu Jan 01 2026 10:00:00 GMT+0100"),
            ("new Date('2026-07-01T23:30:00Z').toString()", "Thu Jul 02 2026 01:30:00 GMT+0200"),
            ("new Date('2026-07-01T23:30:00Z').toDateString()", "Thu Jul 02 2026"),
            ("new Date('2026-07-01T23:30:00Z').toUTCString()", "Wed, 01 Jul 2026 23:30:00 GMT"),
            ("new Date('2026-07-01T23:30:00Z').getTimezoneOffset()", "-120"),
            ("new Date().getTimezoneOffset()", "-60"),
            (
                "(function (d) { return [d.getFullYear(), d.getMonth(), d.getDate(), d.getDay(), d.getHours(), d.getMinutes(), \
          d.getSeconds(), d.getMilliseconds()].join(); })(new Date(Date.UTC(2026, 11, 31, 23, 5, 6, 7)))",
                "2027,0,1,5,0,5,6,7",
            ),
            ("new Date(2026, 6, 1, 12).toISOString()", "2026-07-01T10:00:00.000Z"),
            ("new Date(2026, 0, 1, 12).toISOString()", "2026-01-01T11:00:00.000Z"),
            ("Date.UTC(2026, 0, 1)", "1767225600000"),
        ],
    );
    check_in(
        || world_in("America/New_York"),
        &[
            ("new Date(2026, 0, 1).toString()", "Thu Jan 01 2026 00:00:00 GMT-0500"),
            ("new Date(2026, 0, 1).getTimezoneOffset()", "300"),
        ],
    );
    check_in(|| world_in("Asia/Kolkata"), &[("new Date(0).toString()", "Thu Jan 01 1970 05:30:00 GMT+0530")]);
}

#[test]
fn fields_are_set_in_the_zone() {
    check_in(
        || world_in("Europe/Berlin"),
        &[
            (
                "(function (d) { d.setHours(12, 30); return d.toISOString(); })(new Date(2026, 6, 1))",
                "2026-07-01T10:30:00.000Z",
            ),
            (
                "(function (d) { d.setMonth(0); return d.toISOString(); })(new Date(2026, 6, 1, 12))",
                "2026-01-01T11:00:00.000Z",
            ),
            (
                "(function (d) { d.setDate(d.getDate() + 31); return d.toString(); })(new Date(2026, 11, 31))",
                "Sun Jan 31 2027 00:00:00 GMT+0100",
            ),
            ("(function (d) { return d.setFullYear(2020) === d.getTime(); })(new Date())", "true"),
            (
                "(function (d) { d.setFullYear(2020); return d.toISOString(); })(new Date(NaN))",
                "2019-12-31T23:00:00.000Z",
            ),
            ("(function (d) { d.setYear(99); return d.getFullYear(); })(new Date())", "1999"),
            ("(function (d) { d.setTime(0); return d.getHours(); })(new Date())", "1"),
            (
                "isNaN(new Date(NaN).setHours(1)) + ' ' + new Date(NaN).getHours() + ' ' + new Date('x')",
                "true NaN Invalid Date",
            ),
        ],
    );
}

#[test]
fn times_that_clocks_skip_or_show_twice_are_what_the_language_says() {
    check_in(
        || world_in("Europe/Berlin"),
        &[
            // Clocks go from 2:00 to 3:00: what is skipped is counted from before.
            ("new Date(2026, 2, 29, 2, 30).toString()", "Sun Mar 29 2026 03:30:00 GMT+0200"),
            ("new Date(2026, 2, 29, 1, 59).toISOString()", "2026-03-29T00:59:00.000Z"),
            ("new Date(2026, 2, 29, 3, 0).toISOString()", "2026-03-29T01:00:00.000Z"),
            // Clocks go from 3:00 back to 2:00: the first one is meant.
            ("new Date(2026, 9, 25, 2, 30).toString()", "Sun Oct 25 2026 02:30:00 GMT+0200"),
            ("new Date(2026, 9, 25, 3, 0).toString()", "Sun Oct 25 2026 03:00:00 GMT+0100"),
        ],
    );
}

#[test]
fn texts_without_a_zone_are_read_in_the_bots() {
    let expected = [
        ("'2026-07-01'", "2026-07-01T00:00:00.000Z"),
        ("'2026-07-01T12:00'", "2026-07-01T10:00:00.000Z"),
        ("'2026-07-01T12:00:00.5'", "2026-07-01T10:00:00.500Z"),
        ("'2026-07-01T12:00Z'", "2026-07-01T12:00:00.000Z"),
        ("'2026-07-01T12:00:00+05:00'", "2026-07-01T07:00:00.000Z"),
        ("'2026-07-01 12:00'", "2026-07-01T10:00:00.000Z"),
        ("'07/01/2026'", "2026-06-30T22:00:00.000Z"),
        ("'Jul 1, 2026'", "2026-06-30T22:00:00.000Z"),
        ("'July 1, 2026 12:00:00'", "2026-07-01T10:00:00.000Z"),
        ("'Wed Jul 01 2026 12:00:00 GMT+0200'", "2026-07-01T10:00:00.000Z"),
        ("'Wed, 01 Jul 2026 12:00:00 GMT'", "2026-07-01T12:00:00.000Z"),
        ("'1 Jul 2026 12:00 EST'", "2026-07-01T17:00:00.000Z"),
        ("new Date(2026, 6, 1).toString()", "2026-06-30T22:00:00.000Z"),
    ];
    let cases: Vec<(String, &str)> =
        expected.iter().map(|(text, time)| (format!("new Date({text}).toISOString()"), *time)).collect();
    let cases: Vec<(&str, &str)> = cases.iter().map(|(code, time)| (code.as_str(), *time)).collect();
    check_in(|| world_in("Europe/Berlin"), &cases);
    check_in(
        || world_in("Europe/Berlin"),
        &[
            ("Date.parse('2026-07-01T12:00') - Date.parse('2026-07-01T10:00Z')", "0"),
            (
                "Date.parse('') + ' ' + Date.parse('never') + ' ' + Date.parse('2026-13-01') + ' ' + Date.parse('2026-07-01T25:00')",
                "NaN NaN NaN NaN",
            ),
        ],
    );
}

#[test]
fn dates_are_made_of_anything_as_everywhere() {
    check(&[
        ("new Date(new Date(5)).getTime()", "5"),
        ("new Date('5').getFullYear() + ' ' + new Date(5).getFullYear()", "2001 1970"),
        (
            "new Date(null).getTime() + ' ' + new Date(undefined).getTime() + ' ' + new Date(true).getTime()",
            "0 NaN 1",
        ),
        ("new Date({ valueOf: function () { return 7; } }).getTime()", "7"),
        (
            "new Date({ toString: function () { return '2026-01-01'; }, valueOf: null }).getTime()",
            "1767225600000",
        ),
        ("new Date(new String('2026-01-01')).getTime()", "1767225600000"),
        ("new Date([2026]).getFullYear()", "2026"),
        ("new Date(8.64e15 + 1).getTime()", "NaN"),
        ("new Date(2026, 0, 1) - new Date(2025, 0, 1)", "31536000000"),
        ("new Date(0) + 1", "Thu Jan 01 1970 00:00:00 GMT+00001"),
        ("new Date(0) < new Date(1)", "true"),
        ("JSON.stringify({ d: new Date(0) })", r#"{"d":"1970-01-01T00:00:00.000Z"}"#),
        ("new Date(-62198755200000).toString()", "Fri Jan 01 -0001 00:00:00 GMT+0000"),
        (
            "(new Date() instanceof Date) + ' ' + Object.prototype.toString.call(new Date())",
            "true [object Date]",
        ),
        ("Date.prototype.constructor === Date", "true"),
        (
            "Date.length + Date.name + Date.prototype.getHours.name + Date.prototype.toString.name",
            "7DategetHourstoString",
        ),
        ("String(Date).replace(/\\s+/g, ' ')", "function Date() { [native code] }"),
        (
            "Object.keys(Date).length + Object.keys(Date.prototype).length + Object.keys(new Date()).length",
            "0",
        ),
    ]);
    let done = hook("\nDate.prototype.getHours.call({});").run();
    assert_eq!(&*done.failure().message, "TypeError: not a Date object");
    assert_eq!(done.place(), "hook.js:2:25 call");
}
