//! Bots from texts, played from outside, with what is covered of them.

use std::sync::Arc;
use std::time::Duration;

use dialogsim::engine::{ConsumerFile, Event, Identity, Input, Session};
use dialogsim::file_type::{Content, Evidence, FileFacts, FileType};
use dialogsim::integration::{AllowList, CallObserver, Gateway, Interrupt, Secrets};
use dialogsim::linked::{LinkedBot, Names, link};
use dialogsim::lint::{Selection, check_bot};
use dialogsim::load::MemoryFiles;
use dialogsim::play::{Conversation, Watcher};
use dialogsim::source::Sources;
use dialogsim::test_run::coverage::{Coverage, CoverageError, Item, Listener, Plan};

/// A bot with its files.
pub(crate) struct Loaded {
    pub(crate) bot: Arc<LinkedBot>,
    pub(crate) sources: Sources,
    written: dialogsim::bot::Bot,
}

/// Loads a bot; files beside its own are its parts.
#[track_caller]
pub(crate) fn load(main: &str, files: &[(&str, &str)]) -> Loaded {
    let memory = files.iter().fold(MemoryFiles::default(), |memory, (name, text)| memory.with(*name, *text));
    let mut sources = Sources::default();
    let checked = check_bot(main, &memory, &mut sources, &Selection::default());
    assert!(checked.loaded.diagnostics.is_empty(), "{:?}", checked.loaded.diagnostics);
    let written = checked.loaded.bot.unwrap();
    let variable = |name: &str| (name == "SECRET").then(|| "s3cret-value".to_owned());
    let bot = Arc::new(link(&Names::new(&written), &variable).unwrap());
    Loaded { bot, sources, written }
}

/// A plan for these bots.
pub(crate) fn plan(bots: &[Loaded]) -> Plan {
    let mut plan = Plan::new();
    bots.iter().for_each(|loaded| add(&mut plan, loaded).unwrap());
    plan
}

pub(crate) fn add(plan: &mut Plan, loaded: &Loaded) -> Result<(), CoverageError> {
    plan.add(&loaded.written, &loaded.bot, &loaded.sources)
}

/// One step of a conversation.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    Say(&'static str),
    /// The choices at these places, from 1.
    Tap(&'static [usize]),
    /// A file of this name, by whose end its type is known, and of this many bytes.
    File(&'static str, u64),
    Event(&'static str),
    Wait(u64),
    Goto(&'static str),
    Intent(&'static str, u32),
}

struct Ear<'l, 'p>(&'l mut Listener<'p>);

impl CallObserver for Ear<'_, '_> {}

impl Watcher for Ear<'_, '_> {
    fn event(&mut self, bot: &Arc<LinkedBot>, _session: &Session, event: &Event) {
        self.0.event(bot, event);
    }
}

fn input(bot: &LinkedBot, step: Step) -> Input {
    match step {
        Step::Say(text) => Input::Text(Arc::from(text)),
        Step::Tap([place]) => Input::Tap(place - 1),
        Step::Tap(places) => Input::Taps(places.iter().map(|place| place - 1).collect()),
        Step::Event(text) => Input::Event(Arc::from(text)),
        Step::Wait(seconds) => Input::TimePassed(Duration::from_secs(seconds)),
        Step::Goto(name) => Input::Goto(bot.find_interaction(name).unwrap()),
        Step::Intent(name, percent) => {
            let intent = bot.intents.find(name).unwrap();
            let score = dialogsim::nlu::Score::from_percent(percent);
            Input::Intent { text: None, ranked: vec![dialogsim::nlu::ScoredIntent { intent, score }] }
        }
        Step::File(name, size) => Input::File(Arc::new(file(name, size))),
    }
}

/// A file whose content is what its name says.
fn file(name: &str, size: u64) -> ConsumerFile {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_owned());
    let file_type = extension.as_deref().and_then(FileType::from_extension);
    let content = file_type.map_or(Content::Unknown, Content::Known);
    let media_type = file_type.map_or("application/octet-stream", FileType::media_type).to_owned();
    let evidence = Evidence { content, extension };
    let facts = FileFacts { name: name.to_owned(), size, file_type, media_type, evidence };
    ConsumerFile { facts, caption: None, path: name.into() }
}

/// A conversation with these bots, heard by `listener`. What has begun is another one than before.
pub(crate) fn converse(listener: &mut Listener<'_>, bots: &[Loaded], steps: &[Step]) {
    listener.begin_conversation();
    let gateway = Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
    let mut bots = bots.iter().map(|loaded| loaded.bot.clone());
    let first = Conversation::new(bots.next().unwrap(), Arc::new(gateway), Identity::default());
    let mut conversation = first.with_others(bots);
    for step in steps {
        let input = input(conversation.bot(), *step);
        conversation.play(input, &mut Ear(listener));
    }
}

/// What these conversations cover of a bot whose file is `bot.yaml`.
#[track_caller]
pub(crate) fn covered(bot: &str, conversations: &[&[Step]]) -> Coverage {
    covered_by(&[load("bot.yaml", &[("bot.yaml", bot)])], conversations)
}

/// What these conversations cover of several bots of a run.
pub(crate) fn covered_by(bots: &[Loaded], conversations: &[&[Step]]) -> Coverage {
    let plan = plan(bots);
    let mut listener = Listener::new(&plan);
    conversations.iter().for_each(|steps| converse(&mut listener, bots, steps));
    plan.coverage(&listener.into_hits())
}

/// Everything that is covered of one file as lines: `line:column kind hits label`.
pub(crate) fn told(coverage: &Coverage) -> String {
    let line = |(_, item, hits): (&str, &Item, u64)| {
        format!("{}:{} {} {hits} {}\n", item.line, item.column, item.kind.name(), item.label)
    };
    coverage.items().map(line).collect()
}

/// How often an item has happened, by its kind and a part of its label; none if there is no such item.
#[track_caller]
pub(crate) fn hits(coverage: &Coverage, kind: &str, label: &str) -> Option<u64> {
    let is_meant = |item: &Item| item.kind.name() == kind && item.label.contains(label);
    let found: Vec<_> = coverage.items().filter(|(_, item, _)| is_meant(item)).collect();
    assert!(found.len() < 2, "several items: {found:?}");
    found.first().map(|(.., hits)| *hits)
}
