use std::time::Duration;

use crate::text::{CivilDay, Moment, TimeZone};

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

#[test]
fn a_zone_is_named_exactly() {
    for name in ["UTC", "Europe/Berlin", "America/Los_Angeles", "America/Argentina/Buenos_Aires", "EST5EDT"] {
        assert!(TimeZone::parse(name).is_some(), "{name}");
    }
    for name in ["", "europe/berlin", "Berlin", "PST", "+02:00", "Europe/Berlin ", "../UTC"] {
        assert_eq!(TimeZone::parse(name), None, "{name}");
    }
    assert_eq!(TimeZone::nearest_name("Europe/Berlim").as_deref(), Some("Europe/Berlin"));
    assert_eq!(TimeZone::nearest_name("the moon"), None);
}

#[test]
fn clocks_go_forward_and_back() {
    let berlin = TimeZone::parse("Europe/Berlin").unwrap();
    let spring = moment("2026-03-29T00:59:59Z");
    assert_eq!(berlin.offset_at(spring), 3600);
    assert_eq!(berlin.local_time(spring).minute, 60 + 59);
    let later = spring.after(Duration::from_secs(1));
    assert_eq!(berlin.offset_at(later), 7200);
    assert_eq!(berlin.local_time(later).minute, 3 * 60);
}

#[test]
fn midnight_comes_when_it_comes_in_the_zone() {
    let day = |zone: &str| TimeZone::parse(zone).unwrap().local_time(moment("2026-12-25T23:30:00Z"));
    let christmas = CivilDay::new(2026, 12, 25).unwrap();
    assert_eq!((day("UTC").day, day("UTC").minute), (christmas, 23 * 60 + 30));
    let tokyo = day("Asia/Tokyo");
    assert_eq!((tokyo.day.before(), tokyo.minute), (Some(christmas), 8 * 60 + 30));
    assert_eq!((christmas.weekday(), tokyo.day.weekday()), (4, 5));
    assert_eq!(day("America/Los_Angeles").day, christmas);
}

#[test]
fn only_days_that_exist_are_days() {
    assert!(CivilDay::new(2024, 2, 29).is_some());
    for (year, month, day) in [(2026, 2, 29), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (2026, 1, 32)] {
        assert_eq!(CivilDay::new(year, month, day), None);
    }
}
