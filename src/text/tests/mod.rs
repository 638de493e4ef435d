#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod calendar_date;
mod gmt_time;
mod json_path;
mod matcher;
mod pattern;
mod pattern_compare;
mod pattern_set;
mod phrase_set;
mod process_environment;
mod quantity;
mod regex_rule;
mod split;
mod template;
mod time_zone;
