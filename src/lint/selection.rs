//! Which rules a run checks.

use super::registry::{find_rule, is_selectable};
use crate::diagnostic::{Rule, Stage};

/// The rules that are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these; all where it is empty.
    pub only: Vec<String>,
    /// All but these.
    pub ignore: Vec<String>,
    /// Rules of the stage [`Stage::Preview`] too. One that is among `only` is checked in any case.
    pub preview: bool,
}

/// A selection that cannot be meant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// No rule has this name.
    #[error("there is no rule `{name}`{}", suggestion.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default())]
    UnknownRule {
        /// As given.
        name: String,
        /// What is probably meant.
        suggestion: Option<&'static str>,
    },
    /// The rule says that a file cannot be read, or that a transcript cannot be played.
    #[error("`{name}` cannot be ignored: a bot or a transcript that cannot be read is never fine")]
    NotIgnorable {
        /// The rule's name.
        name: String,
    },
}

impl Selection {
    /// Whether all names are names of rules, and of rules that can be selected.
    ///
    /// # Errors
    /// The first name that is not.
    pub fn validate(&self) -> Result<(), SelectionError> {
        for name in &self.only {
            known(name)?;
        }
        for name in &self.ignore {
            if !is_selectable(known(name)?) {
                return Err(SelectionError::NotIgnorable { name: name.clone() });
            }
        }
        Ok(())
    }

    /// Whether a rule of `check` is asked for.
    pub fn selects(&self, rule: &Rule) -> bool {
        let names = |list: &[String]| list.iter().any(|name| name == rule.name);
        let asked_for = match self.only.is_empty() {
            true => self.preview || rule.stage == Stage::Stable,
            false => names(&self.only),
        };
        asked_for && !names(&self.ignore)
    }
}

fn known(name: &str) -> Result<&'static Rule, SelectionError> {
    find_rule(name).map_err(|suggestion| SelectionError::UnknownRule { name: name.to_owned(), suggestion })
}
