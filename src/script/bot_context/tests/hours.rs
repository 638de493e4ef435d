use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::*;

/// What hours it is at a moment, and what is warned of.
fn hours_at(moment: &str, hours: &Json, zone: &str) -> (Json, Vec<String>) {
    let mut world = World { began: Moment::parse(moment).unwrap(), ..world() };
    let kind = json(&mut world, "getHoursType", json!([hours, zone]));
    (kind, warnings(&mut world))
}

fn kind_at(moment: &str, hours: &Json, zone: &str) -> Json {
    let (kind, warnings) = hours_at(moment, hours, zone);
    assert!(warnings.is_empty(), "{warnings:?}");
    kind
}

#[test]
fn a_later_entry_comes_before_an_earlier_one() {
    let hours = json!(["REG~8:00~20:00", "OFF~20:00~8:00", "12.25.2026|XMAS~0:00~23:59"]);
    let zone = "America/Los_Angeles";
    assert_eq!(kind_at("2026-12-25T18:00:00Z", &hours, zone), "XMAS");
    assert_eq!(kind_at("2026-12-24T18:00:00Z", &hours, zone), "REG");
    // It is Christmas in London, and in Los Angeles not yet.
    assert_eq!(kind_at("2026-12-25T07:00:00Z", &hours, zone), "OFF");
    assert_eq!(kind_at("2026-12-25T07:00:00Z", &hours, "Europe/London"), "XMAS");
}

#[test]
fn the_start_is_in_the_hours_and_the_end_is_not() {
    let hours = json!(["REG~8:00~20:00"]);
    for (time, kind) in [
        ("07:59:59", Json::Null),
        ("08:00:00", json!("REG")),
        ("19:59:59", json!("REG")),
        ("20:00:00", Json::Null),
    ] {
        assert_eq!(kind_at(&format!("2026-03-02T{time}Z"), &hours, "UTC"), kind, "{time}");
    }
}

#[test]
fn hours_past_midnight_belong_to_the_day_on_which_they_begin() {
    // 2026-03-06 is a Friday.
    let hours = json!(["EVERY~0:00~23:59", "FRIDAY|WEEKEND~17:00~08:00"]);
    for (moment, kind) in [
        ("2026-03-06T02:00:00Z", "EVERY"),
        ("2026-03-06T16:59:00Z", "EVERY"),
        ("2026-03-06T17:00:00Z", "WEEKEND"),
        ("2026-03-07T07:59:00Z", "WEEKEND"),
        ("2026-03-07T08:00:00Z", "EVERY"),
        ("2026-03-07T17:00:00Z", "EVERY"),
    ] {
        assert_eq!(kind_at(moment, &hours, "UTC"), kind, "{moment}");
    }
    let party = json!(["12.31.2026|PARTY~20:00~4:00"]);
    assert_eq!(kind_at("2027-01-01T03:00:00Z", &party, "UTC"), "PARTY");
    assert_eq!(kind_at("2026-12-31T03:00:00Z", &party, "UTC"), Json::Null);
}

#[test]
fn summer_time_is_known() {
    let hours = json!(["REG~8:00~20:00"]);
    assert_eq!(kind_at("2026-07-01T06:30:00Z", &hours, "Europe/Berlin"), "REG");
    assert_eq!(kind_at("2026-01-01T06:30:00Z", &hours, "Europe/Berlin"), Json::Null);
}

#[test]
fn time_passes_in_the_conversation() {
    let mut world = World { now: Duration::from_secs(3 * 3600), ..world() };
    let hours = json!(["MORNING~8:00~12:00", "NOON~12:00~14:00"]);
    assert_eq!(json(&mut world, "getHoursType", json!([hours, "UTC"])), "NOON");
}

#[test]
fn malformed_entries_are_named_and_left_out() {
    for (entry, problem) in [
        ("REG", "write `TYPE~8:00~20:00`"),
        ("REG~8:00", "write `TYPE~8:00~20:00`"),
        ("A~8:00~9:00~x", "write `TYPE~8:00~20:00`"),
        ("~8:00~20:00", "a type is missing"),
        ("REG~8~20:00", "`8` is no time"),
        ("REG~8:00~24:00", "`24:00` is no time"),
        ("REG~8:00~20:60", "`20:60` is no time"),
        ("REG~8:00~8:00", "end when they begin"),
        ("Friday|REG~8:00~20:00", "write the day as `FRIDAY`"),
        ("HOLIDAY|REG~8:00~20:00", "`HOLIDAY` is no day"),
        ("2026-12-25|REG~8:00~20:00", "`2026-12-25` is no day"),
        ("02.30.2026|REG~8:00~20:00", "`02.30.2026` is no day"),
    ] {
        let (kind, warnings) = hours_at("2026-03-02T10:00:00Z", &json!([entry, "OTHER~9:00~11:00"]), "UTC");
        assert_eq!(kind, "OTHER", "{entry}");
        let [warning] = &warnings[..] else { panic!("{entry}: {warnings:?}") };
        assert!(warning.contains(&format!("`{entry}`")) && warning.contains(problem), "{warning}");
    }
}

#[test]
fn an_unknown_zone_gives_null() {
    for (zone, cure) in [
        ("Europe/Berlim", "`Europe/Berlin` is meant"),
        ("", "a name such as"),
        ("undefined", "a name such as"),
    ] {
        let (kind, warnings) = hours_at("2026-03-02T10:00:00Z", &json!(["REG~8:00~20:00"]), zone);
        assert_eq!(kind, Json::Null);
        assert!(warnings[0].contains("no time zone") && warnings[0].contains(cure), "{warnings:?}");
    }
}

proptest! {
    #[test]
    fn hours_of_any_form_give_one_of_their_types_or_nothing(
        hours in prop::collection::vec("(FRIDAY\\||12\\.25\\.2026\\|)?[A-C]?~?[0-2]?[0-9]:?[0-5][0-9]~[0-9:]{0,5}|\\PC{0,12}", 0..5),
        seconds in 0_u64..200_000_000,
    ) {
        let mut world = World { now: Duration::from_secs(seconds), ..world() };
        let kind = json(&mut world, "getHoursType", json!([hours, "Europe/Berlin"]));
        let is_known = |kind: &str| hours.iter().any(|entry| entry.contains(kind));
        prop_assert!(kind.is_null() || kind.as_str().is_some_and(is_known));
    }
}
