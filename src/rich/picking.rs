//! What the consumer says by picking a date or a slot (scripting spec 7.3).

use super::{DatePicker, PickerClass, Slot, SlotList};
use crate::text::CalendarDate;

/// How dates are written where the picker says nothing; open in the documentation.
const DATE_FORMAT: &str = "YYYY-MM-DD";
/// Between the two dates of a range.
const BETWEEN: &str = " - ";

/// The text that a date becomes, or a range of two: `2026-12-01`, `2026-12-01 - 2026-12-05`.
///
/// # Errors
/// What can be picked instead.
pub fn say_date(picker: &DatePicker, picked: &str) -> Result<String, String> {
    let form = picker.date_format.as_deref().filter(|form| !form.is_empty()).unwrap_or(DATE_FORMAT);
    let dates: Vec<&str> = match picker.class {
        PickerClass::Single => vec![picked],
        PickerClass::Range => picked.split(BETWEEN).collect(),
    };
    let days: Option<Vec<CalendarDate>> = dates.iter().map(|date| CalendarDate::parse(date)).collect();
    let wanted = if picker.class == PickerClass::Range { 2 } else { 1 };
    let days = days.filter(|days| days.len() == wanted).ok_or_else(|| date_hint(picker))?;
    let (first, last) = limits(picker);
    let is_within =
        |day: &CalendarDate| first.is_none_or(|first| *day >= first) && last.is_none_or(|last| *day <= last);
    if !days.iter().all(is_within) || !days.is_sorted() {
        return Err(format!("`{picked}` cannot be picked: {}", date_hint(picker)));
    }
    Ok(days.iter().map(|day| day.format(form)).collect::<Vec<_>>().join(BETWEEN))
}

/// What can be picked.
pub fn date_hint(picker: &DatePicker) -> String {
    let what = match picker.class {
        PickerClass::Single => "a date such as `2026-12-24`",
        PickerClass::Range => "two dates such as `2026-12-24 - 2026-12-31`",
    };
    let (first, last) = limits(picker);
    let first = first.map_or_else(String::new, |day| format!(", not before {day}"));
    let last = last.map_or_else(String::new, |day| format!(", not after {day}"));
    format!("{what}{first}{last}")
}

/// Nothing, and zero, is no limit.
fn limits(picker: &DatePicker) -> (Option<CalendarDate>, Option<CalendarDate>) {
    let day = |second: Option<i64>| second.filter(|second| *second != 0).and_then(CalendarDate::of_second);
    (day(picker.min_date), day(picker.max_date))
}

/// The text that a slot becomes: its title, else when it begins. It is picked by its title, its id or its
/// number.
///
/// # Errors
/// What can be picked instead.
pub fn say_slot(slots: &SlotList, picked: &str) -> Result<String, String> {
    let picked = picked.trim();
    let number = picked.trim_start_matches('#').parse::<usize>().ok();
    let by_number = number.and_then(|number| slots.slots.get(number.checked_sub(1)?));
    let named = |slot: &&Slot| slot.title.as_deref() == Some(picked) || &*slot.id == picked;
    let found = slots.slots.iter().find(named).or(by_number);
    found.map(slot_text).ok_or_else(|| format!("`{picked}` cannot be picked: {}", slot_hint(slots)))
}

/// What can be picked.
pub fn slot_hint(slots: &SlotList) -> String {
    let all = slots.slots.iter().enumerate();
    let listed: Vec<String> =
        all.map(|(place, slot)| format!("#{} {}", place + 1, slot_text(slot))).collect();
    format!("one of {}", listed.join(", "))
}

fn slot_text(slot: &Slot) -> String {
    match slot.title.as_deref().filter(|title| !title.is_empty()) {
        Some(title) => title.to_owned(),
        None => {
            CalendarDate::of_second(slot.start).map_or_else(|| slot.id.to_string(), |day| day.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn picker(class: PickerClass) -> DatePicker {
        let (min_date, max_date) = (Some(1_796_083_200), Some(1_796_947_200));
        DatePicker { class, title: None, min_date, max_date, date_format: Some(Arc::from("DD.MM.YYYY")) }
    }

    #[test]
    fn a_date_within_its_limits_is_said_in_the_pickers_form() {
        let said = |picked| say_date(&picker(PickerClass::Single), picked);
        assert_eq!(said("2026-12-01").as_deref(), Ok("01.12.2026"));
        assert!(
            said("2026-11-30").is_err_and(|why| why.contains("not before 2026-12-01, not after 2026-12-11"))
        );
        assert!(said("2026-12-01 - 2026-12-02").is_err());
        assert!(said("soon").is_err());
    }

    #[test]
    fn a_range_is_two_dates_in_order() {
        let said = |picked| say_date(&picker(PickerClass::Range), picked);
        assert_eq!(said("2026-12-01 - 2026-12-04").as_deref(), Ok("01.12.2026 - 04.12.2026"));
        assert!(said("2026-12-04 - 2026-12-01").is_err());
        assert!(said("2026-12-04").is_err());
    }

    #[test]
    fn a_slot_is_picked_by_title_id_or_number() {
        let slot = |id: &str, title: Option<&str>| Slot {
            id: Arc::from(id),
            start: 0,
            end: None,
            title: title.map(Arc::from),
            description: None,
            image_url: None,
        };
        let slots = [slot("a", Some("Morning")), slot("b", None)];
        let list = SlotList { title: None, slots: Box::new(slots), first_day: super::super::Week::default() };
        for (picked, said) in
            [("Morning", "Morning"), ("a", "Morning"), ("#2", "1970-01-01"), ("2", "1970-01-01")]
        {
            assert_eq!(say_slot(&list, picked).as_deref(), Ok(said));
        }
        assert!(say_slot(&list, "3").is_err_and(|why| why.contains("#1 Morning, #2 1970-01-01")));
    }
}
