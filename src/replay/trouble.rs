//! What went wrong beside the conversation, in words.

use super::FilePlace;
use super::observed::Mishap;
use super::outcome::{Trouble, TroubleKind};
use super::steps::missed;
use super::told::Telling;
use crate::bot::CodeHook;
use crate::engine::{CodePlace, Problem, Unplayed, literals};
use crate::linked::LinkedBot;
use crate::script::Failure;
use crate::transcript::{Capture, Turn};

impl Telling<'_> {
    /// What went wrong in the turn of an item: the consumer's part, calls and the run, captures.
    pub(super) fn troubles(
        &self,
        item: Option<&Turn>,
        refusal: Option<&str>,
        mishaps: &[Mishap],
        captures: &[&Capture],
    ) -> Vec<Trouble> {
        let one = |kind, message: &str, place| Trouble { kind, message: self.text(message), place };
        let refused =
            refusal.map(|reason| one(TroubleKind::Consumer, reason, item.map(|item| self.place(item.key))));
        let mishaps = mishaps.iter().map(|mishap| {
            let (message, place) = self.mishap(mishap);
            // What the consumer cannot do stands in the transcript.
            let own = item.filter(|_| mishap.kind() == TroubleKind::Consumer);
            one(mishap.kind(), &message, place.or_else(|| own.map(|item| self.place(item.key))))
        });
        let missed = captures.iter().map(|capture| missed(capture, *self));
        refused.into_iter().chain(mishaps).chain(missed).collect()
    }

    fn mishap(&self, mishap: &Mishap) -> (String, Option<FilePlace>) {
        match mishap {
            Mishap::NotSimulated(bot, what) => unplayed(*self, bot, what),
            Mishap::Code(bot, place, failure) => self.code_failed(bot, *place, failure),
            Mishap::Run(problem) => (run_problem(problem), None),
            Mishap::Tap(problem) => (refused_tap(problem), None),
            Mishap::Refused { integration, reason, nearest } => {
                let place = nearest.map(|span| self.place(span));
                (format!("`{integration}` was not called: {reason}"), place)
            }
        }
    }
}

impl Telling<'_> {
    fn code_failed(
        &self,
        bot: &LinkedBot,
        code: CodePlace,
        failure: &Failure,
    ) -> (String, Option<FilePlace>) {
        let hook = code.hook.map_or(literals::INIT_CONVERSATION, CodeHook::key);
        let span = failure.at.or_else(|| Some(bot.interaction(code.interaction?).span));
        let whose =
            if failure.in_functions { "the global functions fail, before" } else { "bot code fails," };
        let message = format!(
            "{whose} `{hook}`: {}; correct it, or write `code_errors: allow` where it is to fail",
            failure.message
        );
        (message, span.map(|span| self.place(span)))
    }
}

fn unplayed(telling: Telling<'_>, bot: &LinkedBot, what: &Unplayed) -> (String, Option<FilePlace>) {
    let (id, what) = match what {
        Unplayed::Interaction(id, key) => (*id, format!("interactions of the kind `{key}` are")),
        Unplayed::Dialog(id, key) => (*id, format!("dialogs of the kind `{key}` are")),
    };
    let place = telling.place(bot.interaction(id).span);
    (format!("{what} not simulated yet, so what the platform does here is not known"), Some(place))
}

fn run_problem(problem: &Problem) -> String {
    match problem {
        Problem::BotNotInRun { to, known } => {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            format!(
                "the conversation is handed to the bot `{to}`, which the transcript does not name (it names {}): \
                 list it in `bot:`",
                known.join(", ")
            )
        }
        Problem::HandOversWithoutEnd(most) => {
            format!("the bots hand the conversation on more than {most} times within one turn")
        }
        _ => "the run is not as it must be".to_owned(),
    }
}

fn refused_tap(problem: &Problem) -> String {
    match problem {
        Problem::ReplyIsGone(label) => format!(
            "the quick reply `{label}` has vanished, as the consumer has done something else since: quick replies \
             of an earlier message cannot be tapped"
        ),
        Problem::TapRefused { label, nothing_ticked: true } => {
            format!("`{label}` sends what is ticked, and nothing is: tap what is to be ticked first")
        }
        Problem::TapRefused { label, .. } => format!("`{label}` is disabled, so it cannot be tapped"),
        Problem::PickFirst { label, hint } => {
            format!("`{label}` asks to pick something: {hint} (`tap: {{ choice: {label}, pick: … }}`)")
        }
        Problem::OneTapOnly => {
            "several choices are tapped where only one can be: list pickers with `multiple` take several"
                .to_owned()
        }
        _ => "there is no such choice any more".to_owned(),
    }
}
