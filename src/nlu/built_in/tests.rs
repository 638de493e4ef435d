use super::BuiltIns;
use crate::nlu::Language;

/// Everything that is found, as `KIND value`.
fn found(message: &str, language: Language) -> Vec<String> {
    let found = BuiltIns::new(language).find(message);
    found.iter().map(|found| format!("{} {}", found.kind.name(), found.value)).collect()
}

#[track_caller]
fn check(cases: &[(&str, &[&str])]) {
    for (message, expected) in cases {
        assert_eq!(&found(message, Language::English), expected, "{message}");
    }
}

#[test]
fn numbers() {
    check(&[
        ("I have 3 cats", &["NUMBER 3"]),
        ("1,234.50 and 1234567", &["NUMBER 1234.50", "NUMBER 1234567"]),
        ("minus is -5, not 3-5", &["NUMBER -5"]),
        ("twenty-four of two hundred and six", &["NUMBER 24", "NUMBER 206"]),
        ("three point one four", &["NUMBER 3.14"]),
        ("one", &["NUMBER 1"]),
        ("I want this one", &[]),
        ("5 million, 3 dozen, 10k", &[]),
        ("A12, 12A, #12x, 1.2.3, v2.0", &[]),
        ("007", &["NUMBER 007"]),
        ("1,23", &[]),
    ]);
}

#[test]
fn ordinals() {
    check(&[
        ("the 3rd and the 21st", &["ORDINAL 3", "ORDINAL 21"]),
        ("the twenty-first", &["ORDINAL 21"]),
        ("my first order", &["ORDINAL 1"]),
        ("the second one", &["ORDINAL 2"]),
        ("wait a second", &[]),
        ("the 3th, 11st", &[]),
    ]);
}

#[test]
fn dates() {
    check(&[
        ("on 2026-11-22.", &["DATE 2026-11-22"]),
        ("22 November 2026", &["DATE 2026-11-22"]),
        ("22nd of Nov. 2026, please", &["DATE 2026-11-22"]),
        ("November 22, 2026", &["DATE 2026-11-22"]),
        ("Nov 22nd", &["DATE --11-22"]),
        ("the twenty-second of November", &["DATE --11-22"]),
        ("in November 2026", &["DATE 2026-11"]),
        ("22.11.2026", &["DATE 2026-11-22"]),
        ("11/22/2026 or 22/11/2026", &["DATE 2026-11-22", "DATE 2026-11-22"]),
        ("3/4/2026", &[]),
        ("4/4/2026", &["DATE 2026-04-04"]),
        ("2026-02-30", &[]),
        ("30 February", &["NUMBER 30"]),
        ("tomorrow, in May, next Tuesday", &[]),
    ]);
}

#[test]
fn times() {
    check(&[
        ("at 14:30", &["TIME 14:30"]),
        ("2 pm, 2:30 p.m., 12am", &["TIME 14:00", "TIME 14:30", "TIME 00:00"]),
        ("14:30:05", &["TIME 14:30:05"]),
        ("noon or midnight, not afternoon", &["TIME 12:00", "TIME 00:00"]),
        ("25:00 and 13 pm", &["NUMBER 13"]),
        ("2.30pm", &["TIME 14:30"]),
    ]);
}

#[test]
fn durations() {
    check(&[
        ("for 2 weeks", &["DURATION P2W"]),
        ("two hours and 30 minutes", &["DURATION PT2H30M"]),
        ("1h 30min", &["DURATION PT1H30M"]),
        ("a 5-day trip of 1.5 hours", &["DURATION P5D", "DURATION PT1.5H"]),
        ("one year", &["DURATION P1Y"]),
        ("2 weeks ago, every 2 weeks", &["NUMBER 2", "NUMBER 2"]),
    ]);
}

#[test]
fn sums_of_money_and_percentages() {
    check(&[
        ("$5, € 19.99, 20€, 7 £", &["MONEY 5 USD", "MONEY 19.99 EUR", "MONEY 20 EUR", "MONEY 7 GBP"]),
        ("1,000 USD or EUR 5", &["MONEY 1000 USD", "MONEY 5 EUR"]),
        ("A$5, US$6", &["MONEY 5 AUD", "MONEY 6 USD"]),
        ("five dollars, twenty euros", &["MONEY 5 USD", "MONEY 20 EUR"]),
        ("5 pounds", &["NUMBER 5"]),
        ("5 ABC, 3 all", &["NUMBER 5", "NUMBER 3"]),
        ("$5 million", &[]),
        ("5%, 3.5 percent, ten per cent", &["PERCENT 5%", "PERCENT 3.5%", "PERCENT 10%"]),
    ]);
}

#[test]
fn other_languages_have_figures_and_their_number_words() {
    let german = Language::of_tag(Some("de-DE"));
    assert_eq!(found("vierundzwanzig oder 7", german), ["NUMBER 24", "NUMBER 7"]);
    assert_eq!(
        found("22.11.2026, 14:30, 5 €, 5 %", german),
        ["DATE 2026-11-22", "TIME 14:30", "MONEY 5 EUR", "PERCENT 5%"]
    );
    // A thousand and two hundred, or one and two tenths.
    assert!(found("1.200", german).is_empty());
    assert_eq!(found("twenty of 5", Language::Other), ["NUMBER 5"]);
}
