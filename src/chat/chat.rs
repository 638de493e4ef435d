//! A chat with a bot: what a person types, and what comes of it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::branches::Branches;
use super::commands::{self, Command};
use super::line::{Line, read_line};
use super::loading::connect;
use super::log::Log;
use super::options::{BotFile, ChatOptions, Playable};
use super::page::Page;
use super::past::{Change, Past};
use super::prelude::Prelude;
use super::progress::Progress;
use super::save::TranscriptStore;
use super::screen::Screen;
use super::tape::Tape;
use super::turn_trace::{Over, TraceOutput};
use super::watch::{Seen, TurnWatcher};
use super::{names, view_event, view_offer};
use crate::bot::Scope;
use crate::engine::{ConsumerFile, Identity, Input, TapOn};
use crate::integration::{AllowList, AllowListError, examine};
use crate::linked::LinkedBot;
use crate::play::{CallRecord, Conversation, Happened};
use crate::source::{Sources, Span};

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
    pub(super) events: Vec<Happened>,
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
    pub(super) log: Log,
    pub(super) last: Option<Arc<Turn>>,
    pub(super) turns: usize,
    pub(super) past: Past,
    pub(super) branches: Branches,
    pub(super) trace: Option<TraceOutput<'c>>,
    pub(super) transcripts: Option<&'c dyn TranscriptStore>,
    pub(super) tape: Tape,
    pub(super) prelude: Option<Prelude>,
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
        let (allow, gateway) = connect(&playable, &options)?;
        let tape = Tape::new(playable.replay);
        let conversation = Conversation::new(playable.bot, Arc::new(gateway), Identity::default())
            .with_others(playable.others);
        let mut chat = Self {
            file,
            options,
            sources: playable.sources,
            conversation,
            allow,
            screen,
            progress,
            log: Log::default(),
            trace: None,
            transcripts: None,
            tape,
            prelude: playable.prelude,
            last: None,
            turns: 0,
            past: Past::default(),
            branches: Branches::default(),
            failed: false,
        };
        chat.switch_to_live();
        chat.put_in_cassettes();
        Ok(chat)
    }

    /// Explains each turn from now on.
    pub fn trace_to(&mut self, trace: TraceOutput<'c>) {
        self.trace = Some(trace);
    }

    /// Lets the conversation be saved there.
    pub fn save_in(&mut self, transcripts: &'c dyn TranscriptStore) {
        self.transcripts = Some(transcripts);
    }

    /// Brings the session into the state that the command line asks for, or the transcript with which the chat
    /// begins. Nothing goes back beyond it.
    pub fn begin(&mut self) {
        self.without_past(Self::prepare);
    }

    fn prepare(&mut self) {
        let prelude = self.prelude.clone();
        if let Some(Prelude { script, channel, .. }) = &prelude {
            self.options.channel = *channel;
            self.options.clock = script.case().clock;
            script.set_up(&mut self.conversation, *channel);
        }
        self.conversation.begin_at(self.options.clock);
        self.conversation.session.choose_channel(self.options.channel);
        for (name, value) in &self.options.set {
            let (name, value) = (Arc::from(name.as_str()), Arc::from(value.as_str()));
            self.conversation.session.set_variable(name, value, Scope::Session);
        }
        if let Some(place) = prelude.and_then(|prelude| prelude.script.start()) {
            self.play(Input::Goto(place));
        }
        if let Some(name) = self.options.start.clone() {
            match names::find_place(self.bot(), &name) {
                Ok(id) => drop(self.play(Input::Goto(id))),
                Err(reason) => self.complain(&reason),
            }
        }
    }

    /// The bot that has the conversation.
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
            names_bots: self.has_several_bots(),
            wraps: self.screen.interactive,
        }
    }

    /// Whether there are other bots that the conversation may go to.
    pub(super) fn has_several_bots(&self) -> bool {
        self.conversation.members().len() > 1
    }

    /// Shows what a view makes.
    pub(super) fn show(&mut self, view: impl FnOnce(&Page<'_>) -> String) {
        let text = view(&self.page());
        self.screen.show(&text);
    }

    /// As [`Chat::show`], for what belongs to the conversation.
    pub(super) fn show_turn(&mut self, view: impl FnOnce(&Page<'_>) -> String) {
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
        match read_line(line, self.expecting(&self.conversation.session)) {
            Line::Empty => {}
            Line::Say(text) => self.say(text),
            Line::Tap(index) => self.tap(index, line.trim()),
            Line::Taps(places) => self.tap_several(places),
            Line::TapOn(tap) => {
                self.show_taps_on(&tap);
                self.play(Input::TapOn(tap));
            }
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
            Ok(command) => self.do_command(command, arguments),
            Err(reason) => Err(reason),
        };
        outcome.unwrap_or_else(|reason| {
            self.complain(&reason);
            Then::GoOn
        })
    }

    /// Runs a command; if it changes the conversation, so that it can be taken back.
    pub(super) fn do_command(&mut self, command: &Command, arguments: &str) -> Outcome {
        if command.arguments.is_empty() && !arguments.is_empty() {
            return Err(format!(
                "`/{}` takes nothing after it, so nothing was done: leave `{arguments}` out; /say says the line as text",
                command.name
            ));
        }
        if !command.changes.with(arguments) {
            return (command.run)(self, arguments);
        }
        let change = Change::Command(command.name, arguments.to_owned());
        self.change(change, |chat| (command.run)(chat, arguments))
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
        let choice = self.conversation.session.offered().get(index);
        if choice.is_some_and(|choice| !(self.screen.interactive && typed == &*choice.label)) {
            self.show_taps(&[index]);
        }
        self.play(Input::Tap(index));
    }

    /// Shows taps.
    pub(super) fn show_taps(&mut self, places: &[usize]) {
        let offered = self.conversation.session.offered().to_vec();
        let taps: Vec<_> = places.iter().filter_map(|place| Some((*place, offered.get(*place)?))).collect();
        self.show_turn(|page| view_offer::tapped(page, &taps));
    }

    /// Taps on a message of one's own choice, or with something that is picked.
    pub(super) fn show_taps_on(&mut self, tap: &TapOn) {
        let session = &self.conversation.session;
        let offer = match tap.message {
            Some(number) => session.offers().find(|(own, _)| *own == number).map(|(_, offer)| offer.clone()),
            None => session.offers().last().map(|(_, offer)| offer.clone()),
        };
        let choices = offer.map_or_else(Vec::new, |offer| offer.choices.to_vec());
        let places = tap.places.iter();
        let taps: Vec<_> = places.filter_map(|place| Some((*place, choices.get(*place)?))).collect();
        let picked = tap.picked.clone();
        self.show_turn(|page| view_offer::tapped_on(page, &taps, picked.as_deref()));
    }

    fn tap_several(&mut self, places: Vec<usize>) {
        self.show_taps(&places);
        self.play(Input::Taps(places));
    }

    /// The consumer sends a file.
    pub(super) fn upload(&mut self, path: &Path, caption: Option<&str>) -> Result<(), String> {
        let file = self.examined(path, caption)?;
        self.show_turn(|page| view_event::file(page, &file));
        self.play(Input::File(Arc::new(file)));
        Ok(())
    }

    /// A file as the consumer would send it.
    pub(super) fn examined(&self, path: &Path, caption: Option<&str>) -> Result<ConsumerFile, String> {
        let facts = examine(path).map_err(|problem| {
            // As the person wrote it, not as it was resolved.
            let folder = format!("{}{}", self.options.folders.current.display(), std::path::MAIN_SEPARATOR);
            problem.to_string().replace(&folder, "")
        })?;
        Ok(ConsumerFile { facts, caption: caption.map(Arc::from), path: path.to_owned() })
    }

    /// Plays one input as a turn and shows what happens. It can be taken back. Returns the turn.
    pub(super) fn play(&mut self, input: Input) -> Option<Arc<Turn>> {
        // Playing has no way to fail.
        self.change(Change::Input(input.clone()), |chat| Ok(chat.play_on(input))).ok()
    }

    fn play_on(&mut self, input: Input) -> Arc<Turn> {
        let passes_time = matches!(input, Input::TimePassed(_));
        let first_call = self.conversation.calls().len();
        let (bot, gateway) = (self.conversation.bot().clone(), self.conversation.gateway().clone());
        let names_bots = self.has_several_bots();
        let names = self.recording_names();
        let before = self.state_before(&bot);
        let mut watcher = TurnWatcher {
            bot,
            names_bots,
            sources: &self.sources,
            secrets: gateway.secrets(),
            screen: &mut self.screen,
            progress: &mut self.progress,
            recording: self.tape.recording.as_ref(),
            names,
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
        self.tape.answered_by.extend(seen.answered_by);
        self.log.add(self.turns, seen.log);
        self.tell(before.as_ref(), &seen.events, first_call);
        let turn = Arc::new(Turn { number: self.turns, events: seen.events, first_call });
        if is_turn {
            self.last = Some(turn.clone());
        }
        turn
    }

    /// The last turn's number, events and calls.
    pub(super) fn last_turn(&self) -> Option<(usize, &[Happened], &[CallRecord])> {
        let turn = self.last.as_ref()?;
        let calls = self.conversation.calls().get(turn.first_call..).unwrap_or_default();
        Some((turn.number, &turn.events, calls))
    }

    /// An empty line sets turns apart for the eye.
    pub(super) fn end_of_turn(&mut self) {
        self.screen.show("");
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
