//! `/fork`, `/switch`, `/forks`: several ways in which one conversation goes on.

use super::branches::MOST;
use super::chat::{Chat, Outcome, Then};
use super::names::unknown;
use super::page::count;
use super::view_past;
use super::words::unquoted;

/// `/fork NAME`.
pub(super) fn fork(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let name = unquoted(arguments);
    if name.is_empty() {
        return Err("what is the new branch to be called? /fork NAME".to_owned());
    }
    let branches = &chat.branches;
    if branches.all().iter().any(|(known, _)| *known == name) {
        return Err(format!("there is a branch `{name}` already: /switch {name} goes to it"));
    }
    if branches.count() >= MOST {
        return Err(format!("there are {MOST} branches, and there can be no more"));
    }
    let left = branches.current().to_owned();
    chat.fork(&name);
    chat.remark(&format!(
        "on the branch `{name}` from now on; `{left}` stays as it is, /switch {left} goes back to it"
    ));
    Ok(Then::GoOn)
}

/// `/switch NAME`, `/switch`.
pub(super) fn switch(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let name = unquoted(arguments);
    if name.is_empty() {
        return forks(chat, "");
    }
    if name == chat.branches.current() {
        chat.remark(&format!("the chat is on the branch `{name}` already"));
        return Ok(Then::GoOn);
    }
    if !chat.switch(&name) {
        return Err(unknown("branch", &name, chat.branches.all().into_iter().map(|(name, _)| name)));
    }
    chat.remark(&format!("on the branch `{name}` again, as it was left"));
    chat.show_state();
    Ok(Then::GoOn)
}

/// `/forks`: the branches, the one that is played marked.
pub(super) fn forks(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    let page = chat.page();
    let line = |(name, branch): &(&str, Option<&super::branches::Branch>)| {
        let (conversation, turns) =
            branch.map_or((&chat.conversation, chat.turns), |branch| (&branch.conversation, branch.turns));
        let state = view_past::state(&page, &conversation.session, turns);
        let mark = if branch.is_none() { "* " } else { "  " };
        let text = page.safe(&format!("{name}: {}; {state}", count(turns, "turn")));
        page.lines(&text, mark, "    ")
    };
    let text = chat.branches.all().iter().map(line).collect::<Vec<_>>().join("\n");
    chat.show(|_| text);
    Ok(Then::GoOn)
}

impl Chat<'_> {
    /// Shows what the conversation waits for: the question that waits as it was asked, with its choices.
    pub(super) fn show_state(&mut self) {
        let session = &self.conversation.session;
        let state = view_past::state(&self.page(), session, self.turns);
        let question = session.waiting_at().filter(|_| !session.is_with_agent() && !session.is_closed());
        let asked = question.map(|question| self.as_asked(question)).unwrap_or_default();
        let end = if asked.is_empty() { "" } else { ":" };
        self.remark(&format!("now: {state}{end}"));
        for text in asked {
            self.screen.show(&text);
        }
    }

    /// The messages with which a question was asked, drawn as they were then. The turn in which that was
    /// so may be some turns ago.
    fn as_asked(&self, question: crate::linked::InteractionId) -> Vec<String> {
        let page = self.page();
        let turns = self.last.iter().chain(self.past.steps().filter_map(|step| step.before.last.as_ref()));
        for turn in turns {
            let asked = view_past::asked(&turn.events, page.bot, question);
            let drawn: Vec<String> =
                asked.filter_map(|happened| super::view_event::event(&page, &happened.event)).collect();
            if !drawn.is_empty() {
                return drawn;
            }
        }
        Vec::new()
    }
}
