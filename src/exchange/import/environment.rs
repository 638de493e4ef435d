//! The bot's environment: an export has none, but it shows which variables the bot reads.

use serde_json::{Map, Value, json};

use super::super::fields::Object;
use super::super::names::in_capitals;
use super::super::note::{Notes, Topic};
use super::words::{Mentioned, each_text};
use crate::text::{Reference, Template};

/// The variables that texts, integrations and code read. Each gets its value from the process.
pub(super) fn variables(
    root: &Object,
    integrations: &[Value],
    mentioned: &Mentioned,
    notes: &mut Notes,
) -> Map<String, Value> {
    let mut names = mentioned.environment.clone();
    let mut collect = |text: &str| {
        if !text.contains("{$env") {
            return;
        }
        for (reference, _) in Template::parse(text).references() {
            if let Reference::Environment(name) = reference {
                names.insert(name.to_string());
            }
        }
    };
    for key in ["conversationMessage", "responder", "bot"] {
        root.get(key).into_iter().for_each(|value| each_text(value, &mut collect));
    }
    integrations.iter().for_each(|value| each_text(value, &mut collect));
    let mut variables = Map::new();
    for name in names {
        let is_valid = name.starts_with("system_")
            || !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_valid {
            let text = format!("`{name}` cannot name an environment variable: letters and digits only");
            notes.add(Topic::Fault, "environment", text);
            continue;
        }
        if name.starts_with("system_") {
            continue;
        }
        let process = in_capitals(&name);
        notes.add(
            Topic::Missing,
            "environment",
            format!("`{name}` is read from `{process}` of the process: set it for live calls"),
        );
        variables.insert(name, json!(format!("${{{process}}}")));
    }
    variables
}

#[cfg(test)]
mod tests {
    use super::super::super::note::Notes;
    use super::super::words::Mentioned;
    use super::variables;
    use serde_json::json;

    #[test]
    fn what_texts_and_code_read_is_listed() {
        let export = json!({
            "bot": {}, "groups": [],
            "conversationMessage": [{ "preProcessMessage": "var x = botContext.getEnvVariable('loanDesk');" }],
            "responder": [{ "webhook": "{$env.shopHost}/x" }],
        });
        let export = export.as_object().cloned().unwrap_or_default();
        let found = variables(&export, &[], &Mentioned::read(&export), &mut Notes::default());
        assert_eq!(json!(found), json!({ "loanDesk": "${LOAN_DESK}", "shopHost": "${SHOP_HOST}" }));
    }
}
