//! Content so deep or so large that nobody reads it, found without recursion.

use serde_json::Value as Json;

use super::reader::Reader;
use crate::rich::limits;

/// `None`, and a report, where the JSON is deeper or larger than anything here goes through.
pub(super) fn within(reader: &mut Reader<'_>, json: &Json) -> Option<()> {
    let mut left = vec![(json, 1_usize)];
    let mut values = 0_usize;
    while let Some((value, depth)) = left.pop() {
        values += 1;
        if depth > limits::DEPTH {
            refuse(reader, "is nested more than", limits::DEPTH, "levels deep");
            return None;
        }
        if values > limits::VALUES {
            refuse(reader, "holds more than", limits::VALUES, "values");
            return None;
        }
        match value {
            Json::Array(items) => left.extend(items.iter().map(|item| (item, depth + 1))),
            Json::Object(pairs) => left.extend(pairs.values().map(|item| (item, depth + 1))),
            _ => {}
        }
    }
    Some(())
}

fn refuse(reader: &mut Reader<'_>, too: &str, most: usize, of: &str) {
    let message = format!("the content {too} {most} {of}, so it is not read");
    reader.refuse(message, "Send less of it, or send it in several messages.").limit = Some(most);
}
