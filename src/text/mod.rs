//! What the product and this program do with text: patterns, regular expressions, references in
//! braces, splitting, quantities.
//!
//! Everything here is parsed once and used many times, deals in `&str` and byte ranges of what was
//! parsed (callers map them to places in files), and never fails at run time: what is wrong with an
//! author's text is found when it is parsed. No I/O, no clock, no knowledge of bots.

mod calendar_date;
mod closing;
mod credential_shape;
mod fold;
mod gmt_time;
mod json_path;
mod json_pointer;
mod keyword;
mod matcher;
mod moment;
mod pattern;
mod pattern_set;
mod phrase_set;
mod process_environment;
mod quantity;
mod reference;
mod regex_rule;
mod shortened;
mod split;
mod template;
mod time_zone;

pub use calendar_date::CalendarDate;
pub use closing::{CLOSE_CONVERSATION, CLOSE_DIALOG, Closing, SET_USER_PROFILE};
pub use credential_shape::credentials_in;
pub use gmt_time::GmtTime;
pub use json_path::{JsonPath, JsonPathProblem, json_text};
pub use json_pointer::{key_of_step, pointer_step};
pub use keyword::Keywords;
pub use matcher::TextMatch;
pub use moment::Moment;
pub use pattern::{Effort, Pattern, PatternMiss, PatternProblem, PatternProblemKind};
pub use pattern_set::PatternSet;
pub use phrase_set::{PhrasePlace, PhraseSet};
pub use process_environment::{EnvironmentProblem, EnvironmentSegment, Expansion, ProcessEnvironmentText};
pub use quantity::{QuantityProblem, format_duration, format_size, parse_duration, parse_size};
pub use reference::{FileField, Reference, RequestPart};
pub use regex_rule::{RegexFailure, RegexMode, RegexNotes, RegexProblem, RegexRule};
pub use shortened::shortened;
pub use split::split_text;
pub use template::{Segment, Template, TemplateProblem, TemplateProblemKind};
pub use time_zone::{CivilDay, LocalTime, TimeZone};

#[cfg(test)]
mod tests;
