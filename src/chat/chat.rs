//! A chat with a bot: what a person types, and what comes of it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::line::{Expecting, Line, read_line};
use super::loading::connect;
use super::offers::Offers;
use super::options::{BotFile, ChatOptions, Playable};
use super::page::Page;
use super::progress::Progress;
use super::screen::Screen;
use super::turn_trace::{self, Over, Told, TraceFormat, TraceOutput};
use super::view_state::LogEntry;
use super::watch::{Seen, TurnWatcher};
use super::{commands, names, view_event, view_offer};
use crate::bot::Scope;
use crate::engine::{ConsumerFile, Identity, Input, Session};
use crate::integration::{AllowList, AllowListError, examine};
use crate::linked::{InteractionId, LinkedBot, Offer, Step};
use crate::play::{CallRecord, Conversation, Happened};
use crate::source::{Sources, Span};

/// Lines of `/log` that are kept; a pipe may be endless.
const LOG_ENTRIES: usize = 10_000;

/// Whether the chat goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It does.
    GoOn,
    /// The person leaves.
    Leave,
}

/// What came of a command: the reason if it did not work.
pub(super) type Outcome = Result<Then, String>;

/// The last turn, for `/why`.
#[derive(Debug)]
pub(super) struct Turn {
    pub(super) number: usize,
    events: Vec<Happened>,
    /// Where its calls begin in the conversation's list.
    first_call: usize,
}

/// A chat with a bot.
pub struct Chat<'c> {
    pub(super) file: &'c dyn BotFile,
    pub(super) options: ChatOptions,
    pub(super) sources: Sources,
    pub(super) conversation: Conversation,
    pub(super) allow: AllowList,
    pub(super) screen: Screen<'c>,
    progress: Progress,
    trace: Option<TraceOutput<'c>>,
    pub(super) log: Vec<LogEntry>,
    pub(super) last: Option<Turn>,
    turns: usize,
    failed: bool,
}

impl<'c> Chat<'c> {
    /// A chat that begins with the next input. The names in `options` must have been checked.
    ///
    /// # Errors
    /// An entry of the bot's list of allowed hosts is not a host.
    pub fn new(
        playable: Playable,
        file: &'c dyn BotFile,
        options: ChatOptions,
        screen: Screen<'c>,
        progress: Progress,
    ) -> Result<Self, AllowListError> {
        let (allow, gateway) = connect(&playable.bot, &options)?;
        let conversation = Conversation::new(playable.bot, Arc::new(gateway), Identity::default());
        let mut chat = Self {
            file,
            options,
            sources: playable.sources,
            conversation,
            allow,
            screen,
            progress,
            trace: None,
            log: Vec::new(),
            last: None,
            turns: 0,
            failed: false,
        };
        chat.conversation.live = chat.chosen_live();
        Ok(chat)
    }

    /// Explains each turn from now on.
    pub fn trace_to(&mut self, trace: TraceOutput<'c>) {
        self.trace = Some(trace);
    }

    /// Brings the session into the state that the command line asks for.
    pub fn begin(&mut self) {
        self.conversation.session.choose_channel(self.options.channel);
        for (name, value) in &self.options.set {
            let (name, value) = (Arc::from(name.as_str()), Arc::from(value.as_str()));
            self.conversation.session.set_variable(name, value, Scope::Session);
        }
        if let Some(name) = self.options.start.clone() {
            match names::find_place(self.bot(), &name) {
                Ok(id) => self.play(Input::Goto(id)),
                Err(reason) => self.complain(&reason),
            }
        }
    }

    /// The bot that is played.
    pub fn bot(&self) -> &LinkedBot {
        self.conversation.bot()
    }

    /// Whether something could not be done: a refused call, something that is not simulated, a command
    /// that did not work.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// Whether nobody reads any more.
    pub fn is_unread(&self) -> bool {
        let untold = self.trace.as_ref().is_some_and(|trace| trace.over == Some(Over::Unread));
        self.screen.is_gone() || untold
    }

    /// What views are written for, now.
    pub(super) fn page(&self) -> Page<'_> {
        Page {
            bot: self.conversation.bot(),
            sources: &self.sources,
            secrets: self.conversation.gateway().secrets(),
            terminal: self.screen.terminal(),
            wraps: self.screen.interactive,
        }
    }

    /// Shows what a view makes.
    pub(super) fn show(&mut self, view: impl FnOnce(&Page<'_>) -> String) {
        let text = view(&self.page());
        self.screen.show(&text);
    }

    /// As [`Chat::show`], for what belongs to the conversation.
    fn show_turn(&mut self, view: impl FnOnce(&Page<'_>) -> String) {
        let text = view(&self.page());
        self.screen.show_turn(&text);
    }

    /// Says what did not work.
    pub fn complain(&mut self, reason: &str) {
        self.failed = true;
        self.show(|page| page.alarm(reason));
    }

    /// Works off one line.
    pub fn line(&mut self, line: &str) -> Then {
        let expecting = Expecting {
            choices: self.conversation.session.offered(),
            several: self.conversation.session.offer().is_some_and(Offer::is_multiple),
            file: self.awaits_file(),
            folders: &self.options.folders,
        };
        match read_line(line, expecting) {
            Line::Empty => {}
            Line::Say(text) => self.say(text),
            Line::Tap(index) => self.tap(index, line.trim()),
            Line::Taps(places) => self.tap_several(places),
            Line::NoSuchChoice(number) => {
                let line = line.trim();
                let reason = format!("there is no choice {number}; /say {line} says it as text");
                self.complain(&reason);
            }
            Line::File(path) => {
                if self.screen.interactive {
                    self.show(|page| {
                        page.notice(
                            "a file's path, while a file is awaited: sent as an upload (/say sends the text)",
                        )
                    });
                }
                if let Err(reason) = self.upload(&path, None) {
                    self.complain(&reason);
                }
            }
            Line::Command(name, arguments) => return self.command(name, arguments),
        }
        Then::GoOn
    }

    fn command(&mut self, name: &str, arguments: &str) -> Then {
        let outcome = match commands::find(name) {
            Ok(command) => (command.run)(self, arguments),
            Err(reason) => Err(reason),
        };
        outcome.unwrap_or_else(|reason| {
            self.complain(&reason);
            Then::GoOn
        })
    }

    /// Shows what the consumer says, where it is not seen already.
    pub(super) fn hear(&mut self, text: &str) {
        if !self.screen.interactive {
            self.show_turn(|page| view_event::consumer(page, text));
        }
    }

    /// The consumer says something.
    pub(super) fn say(&mut self, text: &str) {
        self.hear(text);
        self.play(Input::Text(Arc::from(text)));
    }

    fn tap(&mut self, index: usize, typed: &str) {
        if let Some(choice) = self.conversation.session.offered().get(index).cloned()
            && !(self.screen.interactive && typed == &*choice.label)
        {
            self.show_turn(|page| view_offer::tapped(page, &[(index, &choice)]));
        }
        self.play(Input::Tap(index));
    }

    fn tap_several(&mut self, places: Vec<usize>) {
        let offered = self.conversation.session.offered().to_vec();
        let taps: Vec<_> = places.iter().filter_map(|place| Some((*place, offered.get(*place)?))).collect();
        self.show(|page| view_offer::tapped(page, &taps));
        self.play(Input::Taps(places));
    }

    /// The consumer sends a file.
    pub(super) fn upload(&mut self, path: &Path, caption: Option<&str>) -> Result<(), String> {
        let facts = examine(path).map_err(|problem| {
            // As the person wrote it, not as it was resolved.
            let folder = format!("{}{}", self.options.folders.current.display(), std::path::MAIN_SEPARATOR);
            problem.to_string().replace(&folder, "")
        })?;
        let file = ConsumerFile { facts, caption: caption.map(Arc::from), path: path.to_owned() };
        self.show_turn(|page| view_event::file(page, &file));
        self.play(Input::File(Arc::new(file)));
        Ok(())
    }

    /// Plays one input as a turn and shows what happens.
    pub(super) fn play(&mut self, input: Input) {
        let passes_time = matches!(input, Input::TimePassed(_));
        let first_call = self.conversation.calls().len();
        let (bot, gateway) = (self.conversation.bot().clone(), self.conversation.gateway().clone());
        let before = self.state_before(&bot);
        let mut watcher = TurnWatcher {
            bot,
            sources: &self.sources,
            secrets: gateway.secrets(),
            screen: &mut self.screen,
            progress: &mut self.progress,
            seen: Seen::default(),
        };
        self.conversation.play(input, &mut watcher);
        let seen = watcher.seen;
        self.progress.clear();
        // Time that passes is a turn only where something comes of it: `/why` goes on to explain the one before.
        let is_turn = !passes_time || seen.shown;
        self.turns += usize::from(is_turn);
        if is_turn && !seen.shown {
            self.show_turn(|page| page.notice("the bot has nothing to say to this (/why tells why)"));
        }
        self.failed |= seen.failed;
        self.keep_log(seen.log);
        self.tell(before.as_ref(), &seen.events, first_call);
        if is_turn {
            self.last = Some(Turn { number: self.turns, events: seen.events, first_call });
        }
    }

    /// The state that a trace for programs compares with.
    fn state_before(&self, bot: &Arc<LinkedBot>) -> Option<(Arc<LinkedBot>, Session)> {
        let trace = self.trace.as_ref().filter(|trace| trace.format == TraceFormat::Json)?;
        trace.over.is_none().then(|| (bot.clone(), self.conversation.session.clone()))
    }

    /// Writes the trace of what just happened.
    fn tell(&mut self, before: Option<&(Arc<LinkedBot>, Session)>, events: &[Happened], first_call: usize) {
        if self.trace.is_none() || !turn_trace::is_worth_telling(events) {
            return;
        }
        let calls = self.conversation.calls().get(first_call..).unwrap_or_default();
        let session = &self.conversation.session;
        let told = Told { number: self.turns, events, calls, before, session };
        let page = self.page();
        let text = match self.trace.as_ref().map(|trace| (trace.format, trace.out.is_some())) {
            Some((TraceFormat::Json, _)) => turn_trace::json(&page, &told),
            Some((TraceFormat::Human, true)) => Ok(turn_trace::in_a_file(&page, &told)),
            _ => Ok(turn_trace::between_turns(&page, &told)),
        };
        match (text, &mut self.trace) {
            (Err(reason), _) => self.complain(&reason),
            (Ok(text), Some(trace)) if trace.out.is_some() => {
                let was_over = trace.over.is_some();
                trace.write(&text);
                if let (false, Some(Over::Failed(reason))) = (was_over, trace.over.clone()) {
                    self.complain(&reason);
                }
            }
            (Ok(text), _) => self.show_turn(|_| text),
        }
    }

    fn keep_log(&mut self, lines: Vec<String>) {
        let turn = self.turns;
        self.log.extend(lines.into_iter().map(|text| LogEntry { turn, text }));
        let surplus = self.log.len().saturating_sub(LOG_ENTRIES);
        self.log.drain(..surplus);
    }

    /// The last turn's number, events and calls.
    pub(super) fn last_turn(&self) -> Option<(usize, &[Happened], &[CallRecord])> {
        let turn = self.last.as_ref()?;
        let calls = self.conversation.calls().get(turn.first_call..).unwrap_or_default();
        Some((turn.number, &turn.events, calls))
    }

    /// What the conversation waits for, in a word for the prompt.
    pub(super) fn expects(&self) -> &'static str {
        let session = &self.conversation.session;
        match session.waiting_at() {
            _ if session.is_with_agent() => "agent",
            _ if self.awaits_file() => "file",
            Some(_) if !session.offered().is_empty() => "choose",
            Some(_) if !session.is_closed() => "answer",
            _ => "you",
        }
    }

    /// What can be typed now.
    pub(super) fn offers(&self) -> Offers {
        let secrets = self.conversation.gateway().secrets();
        let labels = self.conversation.session.offered().iter().map(|choice| choice.label.to_string());
        Offers {
            bot: self.conversation.bot().clone(),
            choices: labels.filter(|label| !secrets.contained_in(label)).collect(),
            file: self.awaits_file(),
        }
    }

    /// An empty line sets turns apart for the eye.
    pub(super) fn end_of_turn(&mut self) {
        self.screen.show("");
    }

    /// Whether a File Upload waits.
    pub fn awaits_file(&self) -> bool {
        let waiting = self.conversation.session.waiting_at();
        waiting.is_some_and(|id: InteractionId| matches!(self.bot().interaction(id).step, Step::Upload(_)))
    }

    /// Begins the conversation again from nothing.
    pub(super) fn restart(&mut self) {
        self.conversation.restart(Identity::default());
        self.last = None;
        self.begin();
    }

    /// Moves the conversation's clock.
    pub(super) fn pass_time(&mut self, time: Duration) {
        self.play(Input::TimePassed(time));
    }

    /// Keeps a text that a person typed as a source, so that what it defines has a place.
    pub(super) fn add_source(&mut self, name: &str, text: &str) -> Span {
        let id = self.sources.add(name, text);
        Span::new(id, 0..text.len())
    }

    /// Shows a remark before or between turns.
    pub fn remark(&mut self, text: &str) {
        self.show(|page| page.notice(text));
    }
}
