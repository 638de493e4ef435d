use crate::text::CalendarDate;

#[test]
fn days_are_read_in_one_form_and_must_exist() {
    for wrong in ["", "2026-2-3", "2026-02-30", "24.12.2026", "2026-12-24T10:00", "tomorrow"] {
        assert_eq!(CalendarDate::parse(wrong), None, "{wrong}");
    }
    assert_eq!(CalendarDate::parse(" 2026-12-24 ").map(|day| day.to_string()).as_deref(), Some("2026-12-24"));
    assert_eq!(CalendarDate::of_second(86_399), CalendarDate::parse("1970-01-01"));
    assert_eq!(CalendarDate::of_second(i64::MAX), None);
}

#[test]
fn days_are_written_in_the_form_of_their_picker() {
    let day = CalendarDate::parse("2026-12-03");
    let written = |form: &str| day.map(|day| day.format(form)).unwrap_or_default();
    assert_eq!(written("DD/MM/YYYY"), "03/12/2026");
    assert_eq!(written("M-D-YY"), "12-3-26");
    assert_eq!(written("dddd, MMMM Do YYYY"), "Thursday, December 3rd 2026");
    assert_eq!(written("ddd D MMM"), "Thu 3 Dec");
    assert_eq!(written("ä"), "ä");
}
