//! Whatever a bot does can be written as a transcript, and whatever a transcript says of it can be rewritten.

use std::fmt::Write as _;
use std::sync::Arc;

use dialogsim::integration::{AllowList, Gateway, Interrupt, Secrets};
use dialogsim::load::{MemoryFiles, load_transcripts};
use dialogsim::replay::{
    CardShown, Cast, ChoiceShown, Looks, MessageShown, Script, Shown, UploadedFile, Uploads, Verdict,
    observe, prepare,
};
use dialogsim::source::Sources;
use dialogsim::test_run::Silent;
use dialogsim::text::TextMatch;
use dialogsim::transcript::{ChoiceExpected, ChoicesExpected, Offering, Step, Wanted, escaped, fill};
use dialogsim::writing::item;
use dialogsim::writing::update::{Played, Revision, revise};
use dialogsim::yaml::compose::{Texts, in_brackets, in_one_line, list_item};
use proptest::prelude::*;

use super::bots::{bot, linked};
use super::cases;
use super::consumers::TEXTS;

pub(crate) struct NoFiles;

impl Uploads for NoFiles {
    fn examine(&self, _path: &str) -> Result<Arc<UploadedFile>, String> {
        Err("there are no files".to_owned())
    }
}

/// Items as they stand in a file, behind the dash.
fn line() -> impl Strategy<Value = String> {
    let said = proptest::sample::select(TEXTS).prop_map(|text| {
        // A word of its own where there is nothing to say.
        let text = if text.trim().is_empty() { "nothing" } else { text };
        format!("consumer: {}", in_one_line(&escaped(text), false))
    });
    let others = proptest::sample::select(
        &[
            "tap: \"1\"",
            "wait: 2h",
            "event: file_upload_failed:x",
            "goto: i0x0",
            "burst: [yes, hello there]",
            "{ interrupt: two, after: 1s }",
            "set: { said: \"{$x}\" }",
            "bot: One",
            "bot: \"One\"   # a comment",
            "bot: |-\n    One\n    or two",
            "bot: >\n    folded\n    text\n",
            "bot: 'Which?'\n  choices: [One, \"2\", 'no']",
            "bot: Which?\n  buttons:\n  - One\n  # between\n  - Three",
            "{ bot: Which?, cards: [One, { title: Two, buttons: [a, b] }], comment: cards }",
            "private: Something",
            "transfer: \"4711\"",
            "transfer: { skill: \"4711\", agent: Ada }",
            "closed: true",
            "closed: { survey: true }",
            "link: https://example.com",
            "nothing: true",
            "expect: { waiting_at: i0x0, variables: { said: yes, other: null } }",
            "expect:\n    waiting_at: null   # nothing\n    stack:\n      - D0\n    state: open\n    calls: { Score: 1 }",
        ][..],
    );
    prop_oneof![4 => said, 6 => others.prop_map(str::to_owned)]
}

/// A file with one transcript.
fn file() -> impl Strategy<Value = String> {
    (proptest::collection::vec(line(), 1..12), 0..5_usize, any::<[bool; 3]>()).prop_map(
        |(lines, column, [crlf, unfinished, comments])| {
            let mut text = String::from("bot: bot.yaml\ntranscripts:\n  - transcript: T\n    turns:\n");
            let column = column + 4;
            // Time does not pass by itself, so this holds or is rewritten.
            for line in lines.iter().map(String::as_str).chain(["expect: { bot: Generated }"]) {
                if comments {
                    writeln!(text, "{:column$}# what follows", "").unwrap();
                }
                let line = line.replace('\n', &format!("\n{:column$}", ""));
                writeln!(text, "{:column$}- {}", "", line.trim_end()).unwrap();
            }
            if unfinished {
                text.truncate(text.len() - 1);
            }
            if crlf { text.replace('\n', "\r\n") } else { text }
        },
    )
}

/// Loads a file, plays it and works out how it would be rewritten.
fn revised(text: &str, cast: &Arc<Cast>) -> Result<(Sources, Revision, Verdict), Vec<String>> {
    let files = MemoryFiles::default().with("t.yaml", text);
    let mut sources = Sources::default();
    let loaded = load_transcripts("t.yaml", &files, &mut sources);
    let mut diagnostics = loaded.diagnostics;
    let scripts: Vec<Script> = loaded
        .file
        .iter()
        .flat_map(|file| &file.cases)
        .filter_map(|case| prepare(case, cast, &NoFiles, &mut diagnostics))
        .collect();
    if !diagnostics.is_empty() {
        return Err(diagnostics.iter().map(|found| found.message.clone()).collect());
    }
    let script = &scripts[0];
    let (outcome, notes) = observe(script, None, &sources, &mut Silent);
    let played = Played { case: script.case(), outcome: &outcome, notes: &notes, is_chosen: true };
    let revision = revise(&[played], &sources, &|id| id);
    let verdict = outcome.verdict.clone();
    drop(notes);
    drop(scripts);
    Ok((sources, revision, verdict))
}

fn odd_text() -> impl Strategy<Value = String> {
    let odd = proptest::sample::select(
        &[
            "",
            " ",
            "\n",
            "\r\n",
            "\t",
            "null",
            "~",
            "{vars.x}",
            "\\{vars.x}",
            "{captured.a}",
            "{",
            "a: b",
            "a #b",
            "- x",
            "[",
            "]",
            "\"",
            "'",
            "\\",
            "é",
            "\u{2028}",
            "$5,750.00",
            "{$botContext.name}",
            "true",
            "007",
            "|",
            "#",
            "two words",
        ][..],
    );
    let piece = prop_oneof![5 => odd.prop_map(str::to_owned), 1 => any::<String>(), 2 => "[a-z ]{1,8}"];
    proptest::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

fn shown() -> impl Strategy<Value = Shown> {
    let some = || proptest::option::of(odd_text());
    let labels = || proptest::collection::vec(odd_text(), 0..4);
    let card = (odd_text(), some(), some(), some(), labels())
        .prop_map(|(title, text, image, link, buttons)| CardShown { title, text, image, link, buttons });
    let looks = proptest::sample::select(&[Looks::Button, Looks::QuickReply, Looks::Other][..]);
    let choice = (odd_text(), looks).prop_map(|(label, looks)| ChoiceShown {
        label,
        looks,
        payload: None,
        link: None,
    });
    let choices = proptest::collection::vec(choice, 0..4);
    let cards = proptest::collection::vec(card, 0..3);
    let message = (odd_text(), choices, any::<[bool; 3]>(), cards).prop_map(
        |(text, choices, [is_typed, is_rich, has_cards], cards)| {
            let is_in_cards = has_cards && !cards.is_empty();
            let links = Vec::new();
            Shown::Message(Box::new(MessageShown {
                text,
                choices,
                is_typed: is_typed && !is_rich,
                links,
                cards,
                is_rich,
                is_in_cards,
            }))
        },
    );
    prop_oneof![
        6 => message,
        1 => odd_text().prop_map(Shown::Private),
        1 => (odd_text(), some()).prop_map(|(skill, agent)| Shown::Transfer { skill, agent }),
        1 => odd_text().prop_map(Shown::HandOver),
        1 => any::<bool>().prop_map(Shown::Closed),
        1 => odd_text().prop_map(Shown::Link),
    ]
}

/// Whether a predicate is met by this text and says all of it.
fn says(wanted: &Wanted, text: &str) -> bool {
    let TextMatch::Equals(wanted) = &wanted.value else { return false };
    fill(wanted, true, &mut |_, _| None) == text.trim()
}

fn all_say(wanted: &[Wanted], texts: &[String]) -> bool {
    wanted.len() == texts.len() && wanted.iter().zip(texts).all(|(wanted, text)| says(wanted, text))
}

fn option_says(wanted: &Option<Wanted>, text: Option<&String>) -> bool {
    wanted.as_ref().map_or(text.is_none(), |wanted| text.is_some_and(|text| says(wanted, text)))
}

/// Whether what can be tapped is told, each choice once; what is typed stands in the text, and cards tell of all
/// but quick replies.
fn all_choices_are_told(offered: &[ChoicesExpected], message: &MessageShown) -> bool {
    let belongs = |of: Offering| message.choices.iter().filter(move |choice| choice.looks.belongs_to(of));
    let label = |expected: &ChoiceExpected| match expected {
        ChoiceExpected::Named(wanted) => Some(wanted.clone()),
        ChoiceExpected::Keys { .. } => None,
    };
    let each_is_right = offered.iter().all(|expected| {
        let labels: Vec<String> = belongs(expected.of).map(|choice| choice.label.clone()).collect();
        let wanted: Option<Vec<Wanted>> = expected.choices.iter().map(label).collect();
        wanted.is_some_and(|wanted| !wanted.is_empty() && all_say(&wanted, &labels))
    });
    let times = |choice: &ChoiceShown| offered.iter().filter(|one| choice.looks.belongs_to(one.of)).count();
    let is_told = |choice: &ChoiceShown| match (message.is_in_cards, message.is_typed) {
        (true, _) => times(choice) == usize::from(choice.looks == Looks::QuickReply),
        (false, typed) => times(choice) == usize::from(!typed),
    };
    each_is_right && message.choices.iter().all(is_told)
}

/// Whether an item says all of what shows.
fn tells(step: &Step, shown: &Shown) -> bool {
    match (step, shown) {
        (Step::Bot(bot), Shown::Message(message)) => {
            let cards = bot.cards.as_ref().map_or(&[][..], |cards| &cards.value);
            let card = |(expected, shown): (&dialogsim::transcript::CardExpected, &CardShown)| {
                let buttons = expected.buttons.as_deref().unwrap_or_default();
                option_says(&expected.title, Some(&shown.title))
                    && option_says(&expected.text, shown.text.as_ref())
                    && option_says(&expected.image, shown.image.as_ref())
                    && option_says(&expected.link, shown.link.as_ref())
                    && all_say(buttons, &shown.buttons)
            };
            let told = if message.is_in_cards { &message.cards[..] } else { &[] };
            says(&bot.text, &message.text)
                && all_choices_are_told(&bot.offered, message)
                && cards.len() == told.len()
                && cards.iter().zip(told).all(card)
        }
        (Step::Private(wanted, _), Shown::Private(text)) | (Step::Link(wanted), Shown::Link(text)) => {
            says(wanted, text)
        }
        (Step::Transfer(expected), Shown::Transfer { skill, agent }) => {
            option_says(&expected.skill, Some(skill)) && option_says(&expected.agent, agent.as_ref())
        }
        (Step::Transfer(expected), Shown::HandOver(bot)) => option_says(&expected.bot, Some(bot)),
        (Step::Closed(expected), Shown::Closed(survey)) => *expected == Some(*survey),
        _ => false,
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn what_shows_is_read_back_from_its_item(shown in shown(), column in 2..9_usize, in_line in any::<bool>()) {
        let item = item(&shown);
        let written = match in_line {
            true => format!("{:column$}- {}", "", in_brackets(&item, Texts::Everything)),
            false => list_item(&item, column, Texts::Everything),
        };
        let text = format!("bot: b.yaml\ntranscripts:\n  - transcript: T\n    turns:\n{:column$}- consumer: x\n{written}\n", "");
        // A list behind a key may not stand left of it.
        prop_assume!(column >= 4);
        let files = MemoryFiles::default().with("t.yaml", text.as_str());
        let loaded = load_transcripts("t.yaml", &files, &mut Sources::default());
        prop_assert!(loaded.diagnostics.is_empty(), "{:?}\n{}", loaded.diagnostics, text);
        let step = &loaded.file.unwrap().cases[0].turns[1].step;
        prop_assert!(tells(step, &shown), "{:?}\n{}", step, text);
    }

    #[test]
    fn what_was_rewritten_passes_and_is_not_rewritten_again(bot in bot(), text in file()) {
        let gateway = Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
        let cast = Arc::new(Cast::new(Arc::new(linked(&bot)), [], Arc::new(gateway)));
        // The bot's ids of its sources begin with the first one; their names do not matter here.
        let Ok((_sources, revision, _)) = revised(&text, &cast) else { return Err(TestCaseError::reject("does not load")) };
        let new = revision.files.first().map_or(text.as_str(), |file| file.text.as_str());
        let again = revised(new, &cast);
        prop_assert!(again.is_ok(), "{:?}\n{}\n---\n{}\n{}", again.err(), text, new, bot);
        let (_, again, verdict) = again.unwrap();
        prop_assert!(again.files.is_empty(), "{}\n---\n{}\n---\n{}\n{}", text, new, again.files[0].text, bot);
        prop_assert!(
            verdict == Verdict::Passed || !again.refusals.is_empty(),
            "{}\n---\n{}\n{:?}\n{}", text, new, revision.refusals, bot
        );
        prop_assert_eq!(new.ends_with('\n'), text.ends_with('\n'));
        prop_assert_eq!(new.matches("\r\n").count() == new.matches('\n').count(), text.contains("\r\n"));
        // The consumer's part and every comment in a line of its own are as they were.
        let kept = |text: &str| -> Vec<String> {
            let lines = text.lines().map(str::trim);
            lines.filter(|line| *line == "# what follows" || line.starts_with("- consumer")).map(str::to_owned).collect()
        };
        prop_assert_eq!(kept(new), kept(&text), "{}\n---\n{}", text, new);
    }
}
