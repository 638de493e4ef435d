use proptest::prelude::*;

use crate::text::GmtTime;

#[test]
fn only_the_form_of_time_pickers_is_a_time() {
    for text in ["2026-04-30T13:30+0000", "2024-02-29T00:00+0000", "2000-02-29T23:59+0000"] {
        assert!(GmtTime::parse(text).is_some(), "{text}");
    }
    for text in [
        "",
        "tomorrow",
        "{$botContext.time}",
        "2026-04-30T13:30",
        "2026-04-30T13:30Z",
        "2026-04-30T13:30+0100",
        "2026-04-31T13:30+0000",
        "2025-02-29T00:00+0000",
        "1900-02-29T00:00+0000",
        "2026-13-01T00:00+0000",
        "2026-00-01T00:00+0000",
        "2026-01-00T00:00+0000",
        "2026-01-01T24:00+0000",
        "2026-01-01T00:60+0000",
        "2026-1-1T00:00+0000",
        "2026-01-01T00:00:00+0000",
        "2026-01-01-01T00:00+0000",
        "+026-01-01T00:00+0000",
    ] {
        assert_eq!(GmtTime::parse(text), None, "{text}");
    }
}

#[test]
fn offsets_go_around_the_clock() {
    let time = GmtTime::parse("2026-04-30T13:30+0000");
    let at = |offset| time.map(|time| time.clock_at(offset));
    assert_eq!(at(0).as_deref(), Some("13:30"));
    assert_eq!(at(60).as_deref(), Some("14:30"));
    // Five hours behind: (24 - 5) × 60.
    assert_eq!(at(1140).as_deref(), Some("08:30"));
    assert_eq!(at(1440).as_deref(), Some("13:30"));
}

proptest! {
    #[test]
    fn never_panics(text in any::<String>(), offset in 0_u32..=1440) {
        if let Some(time) = GmtTime::parse(&text) {
            prop_assert_eq!(time.clock_at(offset).len(), 5);
        }
    }
}
