//! What went wrong beside the conversation, in words.

use super::FilePlace;
use super::observed::Mishap;
use super::outcome::{Trouble, TroubleKind};
use super::steps::missed;
use super::told::Telling;
use crate::engine::{Problem, Unplayed};
use crate::linked::LinkedBot;
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
            one(mishap.kind(), &message, place)
        });
        let missed = captures.iter().map(|capture| missed(capture, *self));
        refused.into_iter().chain(mishaps).chain(missed).collect()
    }

    fn mishap(&self, mishap: &Mishap) -> (String, Option<FilePlace>) {
        match mishap {
            Mishap::NotSimulated(bot, what) => unplayed(*self, bot, what),
            Mishap::Run(problem) => (run_problem(problem), None),
            Mishap::Refused { integration, reason, nearest } => {
                let place = nearest.map(|span| self.place(span));
                (format!("`{integration}` was not called: {reason}"), place)
            }
        }
    }
}

fn unplayed(telling: Telling<'_>, bot: &LinkedBot, what: &Unplayed) -> (String, Option<FilePlace>) {
    let (id, what) = match what {
        Unplayed::Interaction(id, key) => (*id, format!("interactions of the kind `{key}` are")),
        Unplayed::Dialog(id, key) => (*id, format!("dialogs of the kind `{key}` are")),
        Unplayed::Code(place) => (place.interaction, "bot code is".to_owned()),
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
