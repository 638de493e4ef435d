use std::time::Duration;

use proptest::prelude::*;

use crate::text::{format_duration, format_size, parse_duration, parse_size};

#[test]
fn durations_are_read_and_shown() {
    for (text, milliseconds) in
        [("800ms", 800), ("2s", 2_000), ("15m", 900_000), ("1h", 3_600_000), ("90s", 90_000)]
    {
        assert_eq!(parse_duration(text), Ok(Duration::from_millis(milliseconds)));
        assert_eq!(format_duration(Duration::from_millis(milliseconds)), text);
    }
    assert_eq!(parse_duration("0"), Ok(Duration::ZERO));
    assert_eq!(format_duration(Duration::ZERO), "0s");
    assert_eq!(format_duration(Duration::from_secs(3_600)), "1h");
}

#[test]
fn sizes_are_read_and_shown() {
    for (text, bytes) in [("5MB", 5 * 1024 * 1024), ("200KB", 200 * 1024), ("512B", 512), ("0B", 0)] {
        assert_eq!(parse_size(text), Ok(bytes));
        assert_eq!(format_size(bytes), text);
    }
    assert_eq!(parse_size("512 bytes"), Ok(512));
    assert_eq!(parse_size("512bytes"), Ok(512));
}

#[test]
fn a_plain_mistake_gets_what_to_write() {
    for (text, right) in [
        ("5 sec", "5s"),
        ("1.5h", "90m"),
        ("1,5 hours", "90m"),
        ("2000", "2s"),
        ("1500", "1500ms"),
        ("5", "5s"),
        ("2 minutes", "2m"),
        ("1d", "24h"),
        ("5S", "5s"),
    ] {
        assert_eq!(parse_duration(text).unwrap_err().suggestion.as_deref(), Some(right), "{text}");
    }
    for (text, right) in [
        ("5mb", "5MB"),
        ("5 MB", "5MB"),
        ("1.5MB", "1536KB"),
        ("5242880", "5MB"),
        ("1GB", "1024MB"),
        ("5M", "5MB"),
    ] {
        assert_eq!(parse_size(text).unwrap_err().suggestion.as_deref(), Some(right), "{text}");
    }
}

#[test]
fn everything_else_says_what_is_accepted() {
    for text in ["", "s", "soon", "-5s", "1h30m", "999999999999999999999999s", "99999999h", "5 parsecs"] {
        let problem = parse_duration(text).unwrap_err();
        assert!(problem.message.starts_with("a duration is"), "{text}");
        assert_eq!(problem.suggestion, None, "{text}");
    }
    assert!(parse_size("99999999MB").unwrap_err().message.contains("terabyte"));
    assert!(parse_size("99999999999999 bytes").is_err());
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(value in 0u64..100_000_000_000) {
        let duration = Duration::from_millis(value);
        prop_assert_eq!(parse_duration(&format_duration(duration)), Ok(duration));
        prop_assert_eq!(parse_size(&format_size(value)), Ok(value));
    }

    #[test]
    fn suggestions_are_accepted(text in "[0-9]{0,12}[.,_ ]?[0-9]{0,4} ?(ms|s|sec|h|d|mb|MB|k|GB|B|é)?") {
        if let Err(problem) = parse_duration(&text) && let Some(right) = problem.suggestion {
            prop_assert!(parse_duration(&right).is_ok(), "{}", right);
        }
        if let Err(problem) = parse_size(&text) && let Some(right) = problem.suggestion {
            prop_assert!(parse_size(&right).is_ok(), "{}", right);
        }
    }
}
