//! Next actions and custom rules (export spec 7).

use serde_json::{Map, Value, json};

use super::super::fields::{Fields, Object};
use super::super::note::Topic;
use super::Importer;
use super::content::Class;

/// What `responseMatches` become.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) rules: Vec<Value>,
    /// The next action, where it is not the following interaction.
    pub(super) next: Option<String>,
}

impl Importer<'_> {
    /// The rules and the next action of an interaction.
    ///
    /// An entry without a condition is what happens when no rule is met. For a question that has rules our format
    /// says so with a `no_match` rule; everywhere else it is the interaction's own next action.
    pub(super) fn flow(&mut self, item: &Object, name: &str, class: Class) -> Flow {
        let mut flow = Flow::default();
        let entries: Vec<&Object> = item.objects("responseMatches").collect();
        let (conditional, plain): (Vec<&Object>, Vec<&Object>) =
            entries.into_iter().partition(|entry| is_rule(entry));
        let own_id = item.text("id").unwrap_or("");
        for entry in &conditional {
            match self.condition(entry, name, class) {
                Some(condition) => flow.rules.push(self.rule(entry, condition, (name, own_id), class)),
                None => self.not_a_rule(entry, name, class),
            }
        }
        let Some(default) = plain.first() else { return flow };
        if plain.len() > 1 {
            self.notes.add(Topic::Fault, name, "it has several next actions; the first one counts");
        }
        let asks = matches!(class, Class::Question | Class::MultipleChoice);
        let sets = default.objects("contextDataVariables").next().is_some();
        if asks && !flow.rules.is_empty() {
            let condition = ("no_match", Value::Null);
            flow.rules.push(self.rule(default, condition, (name, own_id), class));
            let text = "its last entry has no condition and takes every other answer: it is an empty `no_match` rule here";
            self.notes.add(Topic::Guess, name, text);
        } else if asks && sets {
            flow.rules.push(self.rule(default, ("pattern", json!("*")), (name, own_id), class));
        } else {
            if sets {
                let text = "its next action sets variables, which only a rule can do here: set them in code";
                self.notes.add(Topic::LeftOut, name, text);
            }
            flow.next = self.target(default, (name, own_id), false);
        }
        flow
    }

    fn not_a_rule(&mut self, entry: &Object, name: &str, class: Class) {
        let kind = entry
            .objects("conditions")
            .next()
            .and_then(|condition| condition.text("matchType"))
            .unwrap_or("unknown");
        let text = match class {
            Class::Starter | Class::Statement | Class::Routing | Class::Upload => {
                format!(
                    "a rule ({kind}) of an interaction that waits for nothing is never tried: it is left out"
                )
            }
            _ => format!("a rule ({kind}) cannot be met here, or its meaning is not known: it is left out"),
        };
        self.notes.add(Topic::Fault, name, text);
    }

    /// A condition's key and value, where an interaction of this class can have it.
    fn condition(&mut self, entry: &Object, name: &str, class: Class) -> Option<(&'static str, Value)> {
        let Some(condition) = entry.objects("conditions").next() else {
            // Only conditions on variables: any answer will do.
            return matches!(class, Class::Question | Class::MultipleChoice).then(|| ("pattern", json!("*")));
        };
        let kind = condition.text("matchType").unwrap_or("");
        let asks = matches!(class, Class::Question | Class::MultipleChoice);
        let excluded =
            |key: &str| condition.object(key).is_some_and(|of| of.texts("excludeKeywords").next().is_some());
        if excluded("patternMatch") || excluded("regexMatch") {
            let text =
                "a rule has exclude keywords, which our rules do not have: it may be met more often here";
            self.notes.add(Topic::LeftOut, name, text);
        }
        let made = match kind {
            "PATTERN" if asks => {
                ("pattern", one_or_more(condition.object("patternMatch")?.texts("patterns"))?)
            }
            "REGEX" if asks => ("regex", json!(condition.object("regexMatch")?.text("regexText")?)),
            "EXACT_VALUE" if asks => ("exact", json!(condition.object("exactValueMatch")?.text("value")?)),
            "EVAL_OPTION" if class == Class::MultipleChoice => {
                ("option", json!(condition.object("evaluateOptionMatch")?.text("value")?.trim()))
            }
            // The choice of what is no multiple choice question can only be said.
            "EVAL_OPTION" if asks => {
                ("exact", json!(condition.object("evaluateOptionMatch")?.text("value")?.trim()))
            }
            "NO_MATCH" if asks => {
                let message = condition.object("noMatch").and_then(|of| of.text("fallbackMessage"));
                ("no_match", message.map_or(Value::Null, Value::from))
            }
            "API_RESULT" if class == Class::Call => (
                "result",
                json!(word(
                    condition.object("apiResultsMatch")?,
                    &[("SUCCESS", "success"), ("FAILURE", "failure")]
                )?),
            ),
            "KB_MATCH" if class == Class::Search => {
                let words = [("MATCH_NOT_FOUND", "not_found"), ("MATCH_FOUND", "found")];
                ("knowledge_match", json!(word(condition.object("kbResultMatch")?, &words)?))
            }
            kind if asks && kind.contains("INTENT") => ("intent", json!(self.intent_of(condition, name)?)),
            _ => return None,
        };
        Some(made)
    }

    /// No export with a Response Intent rule is known: whatever text in it names an intent is taken for it.
    fn intent_of(&mut self, condition: &Object, name: &str) -> Option<String> {
        let texts = condition
            .values()
            .filter_map(Value::as_object)
            .flat_map(|of| of.values())
            .filter_map(Value::as_str);
        let intent = texts.into_iter().find_map(|text| self.intents.get(text).cloned())?;
        self.notes.add(Topic::Guess, name, format!("a rule is taken for one on the intent `{intent}`"));
        Some(intent)
    }

    fn rule(&mut self, entry: &Object, condition: (&str, Value), own: (&str, &str), class: Class) -> Value {
        let mut rule = Map::new();
        let says_it_already =
            |name: &str| condition.1.as_str().is_some_and(|value| value.eq_ignore_ascii_case(name));
        let name =
            entry.text("name").filter(|name| !is_made_up(name) && !says_it_already(name)).map(str::to_owned);
        rule.insert(condition.0.to_owned(), condition.1);
        if let Some(name) = name {
            rule.insert("name".to_owned(), json!(name));
        }
        let conditions: Vec<Value> = entry
            .objects("contextConditions")
            .filter_map(|condition| self.variable_condition(condition, own.0))
            .collect();
        let all = entry.text("contextMatchConditionType") == Some("ALL");
        match conditions.as_slice() {
            [] => {}
            [one] => {
                rule.insert("and".to_owned(), one.clone());
            }
            _ => {
                rule.insert(if all { "and" } else { "any" }.to_owned(), json!(conditions));
            }
        }
        self.variables_to_set(entry, own.0, &mut rule);
        let asks = matches!(class, Class::Question | Class::MultipleChoice);
        if let Some(next) = self.target(entry, own, asks) {
            rule.insert("next".to_owned(), json!(next));
        }
        Value::Object(rule)
    }

    fn variable_condition(&mut self, condition: &Object, name: &str) -> Option<Value> {
        let kind = condition.text("matchType").unwrap_or("").to_ascii_uppercase();
        let operator = match kind.as_str() {
            "CONTAINS" => "contains",
            "NOT_CONTAINS" => "not_contains",
            "EQUALS" | "EQUAL" | "EQUALS_TO" => "equals",
            "NOT_EQUALS" | "NOT_EQUAL" => "not_equals",
            "GREATER_THAN" => "greater_than",
            "LESS_THAN" => "less_than",
            "EXISTS" => "exists",
            "NOT_EXISTS" => "not_exists",
            _ => {
                let text = format!(
                    "a variable condition ({kind}) has no known meaning and is left out: the rule may be met more often here"
                );
                self.notes.add(Topic::LeftOut, name, text);
                return None;
            }
        };
        if !matches!(operator, "contains" | "not_contains") {
            self.notes.add(
                Topic::Guess,
                name,
                format!("the comparison {kind} of a variable condition is taken for `{operator}`"),
            );
        }
        let variable = condition.text("contextName")?;
        if matches!(operator, "exists" | "not_exists") {
            return Some(json!({ "variable": variable, operator: true }));
        }
        let value = condition.text("value").unwrap_or("");
        // A bare word is a variable where the bot has one of this name (export spec 7.2).
        let value = match self.mentioned.variables.contains(value) {
            true => {
                let text =
                    format!("`{value}`, with which a variable is compared, is the variable of this name");
                self.notes.add(Topic::Guess, name, text);
                format!("{{$botContext.{value}}}")
            }
            false => value.to_owned(),
        };
        Some(json!({ "variable": variable, operator: value }))
    }

    /// `set`, and `slot` for a value that names an entity.
    fn variables_to_set(&mut self, entry: &Object, name: &str, rule: &mut Map<String, Value>) {
        let mut set = Map::new();
        for variable in entry.objects("contextDataVariables") {
            let Some(key) = variable.text("name") else { continue };
            let value = variable.get("value").and_then(Value::as_str).unwrap_or("");
            let scope = match variable.text("scope") {
                Some("REQUEST") => Some("request"),
                Some("DIALOG") => Some("dialog"),
                _ => None,
            };
            if value.starts_with('@') && !rule.contains_key("slot") {
                self.notes.add(
                    Topic::Guess,
                    name,
                    format!("the variable `{key}` is set to an entity, so it is taken for a slot"),
                );
                let mut slot =
                    Map::from_iter([("name".to_owned(), json!(key)), ("value".to_owned(), json!(value))]);
                slot.extend(scope.map(|scope| ("scope".to_owned(), json!(scope))));
                rule.insert("slot".to_owned(), Value::Object(slot));
                continue;
            }
            let value = match scope {
                Some(scope) => json!({ "value": value, "scope": scope }),
                None => json!(value),
            };
            set.insert(key.to_owned(), value);
        }
        if !set.is_empty() {
            rule.insert("set".to_owned(), Value::Object(set));
        }
    }

    /// Where an entry leads, in our words; nothing where it is the following interaction.
    fn target(&mut self, entry: &Object, own: (&str, &str), asks: bool) -> Option<String> {
        let action = entry.object("action")?;
        let value = action.text("value").unwrap_or("");
        if action.text("name") == Some("DIALOG") {
            if let Some(head) = self.heads.get(value) {
                return Some(head.clone());
            }
            return Some(self.nowhere(own.0, value, "a dialog"));
        }
        match value {
            "next" | "" => None,
            "none" => Some("end".to_owned()),
            "close_dialog" | "close_conversation" => Some(value.to_owned()),
            id if id == own.1 && asks => Some("current".to_owned()),
            id => match self.interactions.get(id) {
                Some(name) => Some(name.clone()),
                None => Some(self.nowhere(own.0, id, "an interaction")),
            },
        }
    }

    /// The platform stops where a jump leads nowhere, and so do we.
    fn nowhere(&mut self, name: &str, id: &str, what: &str) -> String {
        let text = format!(
            "a next action leads to {what} that the bot does not have ({id}): it is `end` here, as the platform plays it"
        );
        self.notes.add(Topic::Fault, name, text);
        "end".to_owned()
    }
}

/// Whether an entry is a rule: a name alone makes none (export spec 7).
fn is_rule(entry: &Object) -> bool {
    entry.objects("conditions").next().is_some() || entry.objects("contextConditions").next().is_some()
}

/// The name that the editor puts on everything.
fn is_made_up(name: &str) -> bool {
    name.strip_prefix("RULE_").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn one_or_more<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Value> {
    let texts: Vec<&str> = texts.collect();
    match texts.as_slice() {
        [] => None,
        [one] => Some(json!(one)),
        _ => Some(json!(texts)),
    }
}

fn word(of: &Object, words: &[(&str, &'static str)]) -> Option<&'static str> {
    let status = of.text("status")?;
    words.iter().find(|(theirs, _)| *theirs == status).map(|(_, ours)| *ours)
}
