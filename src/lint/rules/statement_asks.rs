//! Texts that ask something and do not wait.

use crate::bot::{DialogKind, InteractionKind};
use crate::diagnostic::{Diagnostic, rule};
use crate::flow::{Destination, Ending, Reach};
use crate::lint::Subject;
use crate::lint::visit::{Place, live_places};
use crate::source::Text;
use crate::text::Closing;

rule! {
    /// A dialog ends with a text that asks something.
    ///
    /// A `text` does not wait. What the consumer answers is matched with the starters of all dialogs, and most
    /// answers start none: "Is that right?", "Yes", "Not able to understand your question". Invitations such as "How
    /// can I help you?" are meant for the starters and not reported, nor are fallback dialogs. Only English is read.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - text: Your order is on its way. Is that right?
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Orders
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*order*"] }
    ///       - multiple_choice: Your order is on its way. Is that right?
    ///         choices: ["Yes", "No"]
    ///         rules:
    ///           - option: "Yes"
    ///           - option: "No"
    ///       - text: Thank you.
    /// ```
    pub(crate) STATEMENT_ASKS = "statement-asks", Warning, preview
}

/// Words of questions that any dialog may answer.
const INVITATIONS: [&str; 9] = [
    "help",
    "assist",
    "else",
    "do for you",
    "looking for",
    "would you like to",
    "what can",
    "how may",
    "how can",
];

/// Words that ask for an answer without a question mark.
const REQUESTS: [&str; 4] = ["please type", "please enter", "please reply", "please answer"];

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    let language = subject.bot().language.as_ref().map(Text::as_str);
    if language.is_some_and(|language| !language.to_ascii_lowercase().starts_with("en")) {
        return;
    }
    for place in live_places(subject).filter(|place| !matches!(place.dialog.kind, DialogKind::Fallback)) {
        let InteractionKind::Text(text) = &place.interaction.kind else { continue };
        let Some(why) = asks(text.as_str()).filter(|_| is_the_end(subject, place)) else { continue };
        out.push(
            Diagnostic::new(&STATEMENT_ASKS, text.span(), "the dialog ends with a text that asks something")
                .label(why)
                .also(place.interaction.kind_span, "does not wait for an answer")
                .help(
                    "What the consumer answers is matched with the starters of all dialogs, as if nothing had been asked. \
                     Make it a question with rules for its answers, or say it without asking.",
                ),
        );
    }
}

/// Whether all that follows is the end of the dialog.
fn is_the_end(subject: &Subject<'_>, place: Place<'_>) -> bool {
    let flow = subject.flow();
    let ends = |to| matches!(to, Destination::End(Ending::Complete | Ending::EndInteraction));
    let edges = flow.edges_from(place.id);
    flow.reach(place.id) == Reach::Yes && !flow.is_open(place.id) && edges.iter().all(|edge| ends(edge.to))
}

/// What of a text asks for an answer, if it is no invitation to say anything.
fn asks(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if Closing::find(text).is_some() {
        return None;
    }
    let sentences = text.trim_end_matches(['.', '!', '?']);
    let last = sentences.rsplit(['.', '!', '?', '\n']).next().unwrap_or(text).to_lowercase();
    let why = if text.ends_with('?') {
        "ends with a question"
    } else {
        REQUESTS.iter().any(|words| last.contains(words)).then_some("asks for an answer")?
    };
    INVITATIONS.iter().all(|words| !last.contains(words)).then_some(why)
}

#[cfg(test)]
mod tests {
    use super::asks;

    #[test]
    fn questions_and_requests_ask_and_invitations_do_not() {
        for text in ["Is that right? Is it red?", "Fine?", "Please enter your name.", "Is it here?? "] {
            assert!(asks(text).is_some(), "{text}");
        }
        for text in
            ["Fine.", "How can I help you?", "Anything else?", "Fine? Yes.", "Bye? LP_CLOSEDIALOG", ""]
        {
            assert!(asks(text).is_none(), "{text}");
        }
    }
}
