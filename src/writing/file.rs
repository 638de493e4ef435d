//! Files of transcripts with one more transcript in them.

use serde_json::{Map, Value};

use super::update::append;
use crate::yaml::compose::{Texts, in_brackets, in_one_line, list_item};

/// A new file for these bots, as it is to name them.
pub fn new_file(bots: &[String], transcript: &Value) -> String {
    let bots = match bots {
        [only] => in_one_line(only, false),
        several => in_brackets(&several.iter().map(String::as_str).collect(), Texts::Everything),
    };
    format!("bot: {bots}\ntranscripts:\n{}\n", list_item(transcript, 2, Texts::Everything))
}

/// The text of a file with a transcript behind those that it has; everything else stays.
///
/// # Errors
/// The file is not laid out so that an item can be added, as a sentence.
pub fn appended(text: &str, transcript: &Value) -> Result<String, String> {
    append(text, "transcripts", transcript)
        .ok_or_else(|| "its list `transcripts` is not written so that one can be added".to_owned())
}

/// A transcript by its keys: its name comes first.
pub fn transcript(name: &str, settings: Map<String, Value>, turns: Vec<Value>) -> Value {
    let mut keys = Map::from_iter([("transcript".to_owned(), Value::from(name))]);
    keys.extend(settings);
    keys.insert("turns".into(), Value::Array(turns));
    Value::Object(keys)
}
