//! The same for the chat as a whole, with everything that a person can look at.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use dialogsim::cassette::Replay;
use dialogsim::chat::{
    BotFile, Chat, ChatOptions, Folders, LoadFailure, Place, Playable, Progress, Screen, TranscriptStore,
};
use dialogsim::integration::{AllowList, Gateway, Interrupt, Secrets};
use dialogsim::load::{MemoryFiles, load_transcripts};
use dialogsim::replay::{Cast, Outcome, observe, prepare};
use dialogsim::source::Sources;
use dialogsim::terminal::{ColorChoice, Terminal};
use dialogsim::test_run::Silent;
use dialogsim::text::Moment;
use proptest::prelude::*;

use super::bots::{bot, linked};
use super::cases;

struct Generated(String);

impl BotFile for Generated {
    fn load(&self) -> Result<Playable, LoadFailure> {
        let mut sources = Sources::default();
        // The bot's ids of its sources begin with the first one.
        sources.add("bot.yaml", &self.0);
        let bot = Arc::new(linked(&self.0));
        let replay = Replay::default();
        Ok(Playable { bot, others: Vec::new(), sources, replay, notices: Vec::new(), prelude: None })
    }
}

#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A chat as from a pipe, and what it writes.
struct Written<'c> {
    chat: Chat<'c>,
    paper: Paper,
}

fn terminal() -> Terminal {
    Terminal::detect(ColorChoice::Never, false, &|_| None)
}

impl<'c> Written<'c> {
    fn new(file: &'c Generated) -> Self {
        let paper = Paper::default();
        let screen = Screen::new(Box::new(paper.clone()), &terminal, false);
        let options = ChatOptions {
            live: Vec::new(),
            live_all: false,
            live_forbidden: None,
            allow: AllowList::default(),
            dry_run: false,
            interrupt: Interrupt::EndsProcess,
            start: None,
            set: Vec::new(),
            channel: None,
            clock: Moment::default(),
            folders: Folders { current: PathBuf::from("/nowhere"), home: None },
        };
        let playable = file.load().unwrap_or_else(|failure| panic!("{:?}", failure.reasons));
        let chat = Chat::new(playable, file, options, screen, Progress::new(false)).unwrap();
        Self { chat, paper }
    }

    /// What comes out of a line.
    fn line(&mut self, line: &str) -> String {
        self.chat.line(line);
        String::from_utf8(std::mem::take(&mut *self.paper.0.borrow_mut())).unwrap()
    }

    /// Everything that there is to see.
    fn state(&mut self) -> String {
        ["/vars", "/stack", "/log", "/calls", "/why", "/clock", "/mock", "/channel"]
            .map(|line| self.line(line))
            .concat()
    }
}

/// Lines that change the conversation, each of them always.
const LINES: &[&str] = &[
    "hello there",
    "yes",
    "One",
    "1",
    "2",
    "two",
    "oh yes please",
    "nonsense",
    "reset",
    "/set said=yes",
    "/set said=no",
    "/goto i0x0",
    "/goto D0",
    "/clock 2h",
    "/clock 10s",
    "/channel sms",
    "/channel web",
    "/burst yes | two",
    "/interrupt 1s yes",
    "/event file_upload_failed:x",
    "/intent order",
    "/mock Score 503",
    "/mock Score 200 {\"value\": 9}",
    "/mock Score off",
    "/mock Unmocked timeout",
    "/reset",
];

/// One file of transcripts in memory.
struct Memory<'m> {
    bot: &'m str,
    text: RefCell<Option<String>>,
}

impl TranscriptStore for Memory<'_> {
    fn look(&self, path: &Path) -> Result<Place, String> {
        let text = self.text.borrow().clone();
        let names =
            text.iter().flat_map(|text| text.lines()).filter_map(|line| line.split("transcript: ").nth(1));
        let names = names.map(|name| name.trim_matches('"').to_owned()).collect();
        let bots = vec!["bot.yaml".to_owned()];
        Ok(Place { path: path.to_owned(), shown: "t.yaml".to_owned(), text: text.clone(), bots, names })
    }

    fn written(&self, _place: &Place, _file: &Path) -> Result<String, String> {
        Err("there are no files".to_owned())
    }

    fn try_out(&self, _place: &Place, text: &str, name: &str) -> Result<Outcome, String> {
        let bot = Arc::new(linked(self.bot));
        let gateway = Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
        let cast = Arc::new(Cast::new(bot, [], Arc::new(gateway)));
        let mut sources = Sources::default();
        // As above, the bot's ids of its sources begin with the first one.
        sources.add("bot.yaml", self.bot);
        let files = MemoryFiles::default().with("t.yaml", text);
        let loaded = load_transcripts("t.yaml", &files, &mut sources);
        let mut diagnostics = loaded.diagnostics;
        let cases = loaded.file.map_or_else(Vec::new, |file| file.cases);
        let case = cases.iter().find(|case| case.name == name).ok_or("it is not there")?;
        let script = prepare(case, &cast, &super::rewriting::NoFiles, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}\n{text}");
        Ok(observe(&script.unwrap(), None, &sources, &mut Silent).0)
    }

    fn keep(&self, _place: &Place, text: &str) -> Result<(), String> {
        *self.text.borrow_mut() = Some(text.to_owned());
        Ok(())
    }
}

/// What keeps a conversation from being saved, each for a good reason.
const UNSAVED: &[&str] = &[
    "nothing was said yet that a transcript could check",
    "and nobody answered",
    "has no name to be called by",
    "a transcript cannot name",
    "as the transcript would fail",
];

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn what_is_saved_passes_and_the_chat_goes_on_as_if_nothing_had_happened(
        text in bot(),
        lines in proptest::collection::vec(proptest::sample::select(LINES), 1..12),
        assertions in proptest::sample::select(&["", "--assert state", "--assert calls", "--assert state,calls"][..]),
    ) {
        let file = Generated(text.clone());
        let store = Memory { bot: &text, text: RefCell::default() };
        let mut chat = Written::new(&file);
        chat.chat.save_in(&store);
        for line in &lines {
            chat.line(line);
            let before = chat.state();
            let out = chat.line(&format!("/save t.yaml {assertions}"));
            let saved = store.text.borrow().clone().unwrap_or_default();
            let is_fine = out.contains("`dialogsim test t.yaml` passes it")
                || UNSAVED.iter().any(|reason| out.contains(reason));
            prop_assert!(is_fine, "{:?}\n{}\n{}\n{}", lines, out, saved, text);
            prop_assert_eq!(&before, &chat.state(), "{}", text);
        }
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn back_redo_fork_and_switch_lose_nothing(
        text in bot(),
        lines in proptest::collection::vec(proptest::sample::select(LINES), 1..12),
    ) {
        let file = Generated(text.clone());
        let mut chat = Written::new(&file);
        let mut plain = Written::new(&file);
        let beginning = chat.state();
        for (number, line) in lines.iter().enumerate() {
            let before = chat.state();
            // On a branch first: the one that is left is not touched.
            chat.line(&format!("/fork b{number}"));
            chat.line(line);
            let branched = chat.state();
            chat.line("/switch main");
            prop_assert_eq!(&before, &chat.state(), "{} after /switch\n{}", line, text);
            // There and back.
            let out = chat.line(line);
            let after = chat.state();
            prop_assert_eq!(&branched, &after, "{} on a branch\n{}", line, text);
            chat.line("/back");
            prop_assert_eq!(&before, &chat.state(), "{} after /back\n{}", line, text);
            chat.line("/redo");
            prop_assert_eq!(&after, &chat.state(), "{} after /redo\n{}", line, text);
            chat.line("/back");
            prop_assert_eq!(&out, &chat.line(line), "{} again\n{}", line, text);
            prop_assert_eq!(&after, &chat.state(), "{} again\n{}", line, text);
            // Somebody who never went back sees the same.
            prop_assert_eq!(&out, &plain.line(line), "{}", text);
        }
        prop_assert_eq!(plain.state(), chat.state(), "{}", text);
        chat.line(&format!("/back {}", lines.len()));
        prop_assert_eq!(&beginning, &chat.state(), "{}", text);
        prop_assert!(chat.line("/back").contains("nothing to take back"), "{}", text);
        for _ in &lines {
            chat.line("/redo");
        }
        prop_assert_eq!(plain.state(), chat.state(), "{}", text);
    }
}

/// An endless pipe does not grow without bound, and who goes back too far is told why that cannot be.
#[test]
fn the_last_thousand_changes_are_kept() {
    let text = "bot: A\ndialogs:\n  - dialog: A\n    interactions:\n      - dialog_starter: { patterns: [\"*\"] }\n      - text: Hello\n";
    let file = Generated(text.to_owned());
    let mut chat = Written::new(&file);
    for _ in 0..1_005 {
        chat.line("x");
    }
    assert!(chat.line("/back 1001").contains("only the last 1000 changes are kept: /back 1000"));
    assert!(chat.line("/back 1000").contains("995 more"));
    assert!(chat.line("/why").starts_with("Turn 5\n"));
    assert!(chat.line("/back").contains("kept, and all of them are taken back"));
}
