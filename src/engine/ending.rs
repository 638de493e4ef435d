//! How a conversation ends: its two ways of closing, the survey after one of them, and the system
//! strings of Text statements (spec 3.7, 15.1).

use std::sync::Arc;

use super::advance::Turn;
use super::flow::After;
use super::session::{Chain, State};
use super::{Event, Part, Problem, Trace, WentBecause, literals};
use crate::linked::{DialogId, InteractionId, Target};
use crate::script::Profile;
use crate::text::{Closing, Template};

impl Turn<'_> {
    /// A Text statement. It may hold a string that closes the conversation, or be one that sets the
    /// consumer's profile; consumers see neither (spec 3.7).
    pub(super) fn text_statement(&mut self, id: InteractionId, text: &Template) -> After {
        let text = self.fill(text, Some(id));
        if let Some(profile) = profile_of(&text) {
            return self.statement(id, |turn| turn.set_profile(profile, id));
        }
        let Some((shown, target)) = closing(&text) else {
            return self.statement(id, |turn| turn.prepare_text(text, Some(id), Part::Content));
        };
        let after = self.statement(id, |turn| {
            if !shown.is_empty() {
                turn.prepare_text(shown, Some(id), Part::Content);
            }
        });
        match after {
            After::Goto(_, WentBecause::NextAction) => After::Goto(target, WentBecause::SystemString),
            by_code => by_code,
        }
    }

    fn set_profile(&mut self, profile: Result<Profile, String>, from: InteractionId) {
        match profile {
            Ok(profile) => {
                let profile = Arc::new(profile);
                self.trace(Trace::ProfileSet(profile.clone()));
                self.session.profile = Some(profile);
            }
            Err(reason) => self.problem(Problem::ProfileNotSet { from, reason: Arc::from(reason) }),
        }
    }

    /// Closes the conversation; the next message begins a new session (spec U-32). With a survey, the
    /// survey dialog comes first: its first interaction is returned.
    pub(super) fn close(&mut self, survey: bool) -> Option<InteractionId> {
        // A survey that closes its own conversation is not followed by another, also where it has handed the
        // consumer to an agent before: it would go on and on.
        let survey = survey && !self.session.is_survey;
        self.session.state = State::Closed;
        self.events.push(Event::Closed { survey });
        match self.bot.survey_dialog {
            Some(dialog) if survey => self.begin_survey(dialog),
            _ => None,
        }
    }

    /// The survey is a conversation of its own, as with the platform's survey bots: it knows neither
    /// variables nor dialogs of the one before (spec 14.1, 15.1).
    fn begin_survey(&mut self, dialog: DialogId) -> Option<InteractionId> {
        self.session.start_afresh();
        self.session.state = State::Surveying;
        self.session.is_survey = true;
        self.session.chain = Chain::default();
        self.trace(Trace::SurveyBegins(dialog));
        self.push(dialog);
        let first = self.bot.dialog(dialog).first;
        if first.is_none() {
            self.complete();
        }
        first
    }
}

/// What a text that closes the conversation still shows, and how it closes it. The string itself is
/// never shown, nor is a later message of a text that is split: the conversation is closed by then.
fn closing(text: &str) -> Option<(Arc<str>, Target)> {
    let Closing { at, string, survey } = Closing::find(text)?;
    let target = if survey { Target::CloseDialog } else { Target::CloseConversation };
    let (before, after) = (&text[..at], &text[at + string.len()..]);
    let after = after.split(literals::BREAK_WITH_DELAY).next().unwrap_or("");
    let shown = match (before.trim_end(), after.trim()) {
        (before, "") => before.to_owned(),
        (before, after) => format!("{before} {after}").trim_start().to_owned(),
    };
    let shown = shown.replace(literals::CLOSE_DIALOG, "").replace(literals::CLOSE_CONVERSATION, "");
    Some((Arc::from(shown.trim()), target))
}

/// `SET_USER_PROFILE | {…}`: the profile, or what is wrong with it.
fn profile_of(text: &str) -> Option<Result<Profile, String>> {
    let rest = text.trim().strip_prefix(literals::SET_USER_PROFILE)?;
    let Some(json) = rest.trim_start().strip_prefix('|') else {
        return Some(Err("a `|` must stand between the word and the JSON".to_owned()));
    };
    Some(serde_json::from_str(json.trim()).map_err(|error| error.to_string()).and_then(|profile: Profile| {
        match (&profile.first_name, &profile.last_name) {
            (None, None) => Err("it names no firstName and no lastName".to_owned()),
            _ => Ok(profile),
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_string_is_cut_out_and_what_follows_the_next_break_is_not_said() {
        let shown = |text: &str| closing(text).map(|(shown, target)| (shown.to_string(), target));
        assert_eq!(shown("Bye"), None);
        assert_eq!(shown("LP_CLOSEDIALOG"), Some((String::new(), Target::CloseDialog)));
        assert_eq!(
            shown("Bye LP_CLOSECONVERSATION now tag::breakWithDelay=10 never"),
            Some(("Bye now".to_owned(), Target::CloseConversation))
        );
        assert_eq!(
            shown("One tag::breakWithDelay=10 LP_CLOSEDIALOG LP_CLOSECONVERSATION"),
            Some(("One tag::breakWithDelay=10".to_owned(), Target::CloseDialog))
        );
    }

    #[test]
    fn a_profile_needs_a_bar_json_and_a_name() {
        assert_eq!(profile_of("Hello"), None);
        let set = profile_of(r#" SET_USER_PROFILE | {"firstName": "Ada", "lastName": "Lovelace"}"#);
        let ada = Profile { first_name: Some("Ada".to_owned()), last_name: Some("Lovelace".to_owned()) };
        assert_eq!(set, Some(Ok(ada)));
        for wrong in ["", " | {", " | {}", r#" | {"name": "Ada"}"#, r#" {"firstName": "Ada"}"#] {
            let text = format!("{}{wrong}", literals::SET_USER_PROFILE);
            assert!(matches!(profile_of(&text), Some(Err(_))), "{text}");
        }
    }
}
