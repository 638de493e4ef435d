//! The engine takes no step that is not in the flow graph of the bot, and stops where `check` says so.

use std::fmt::Write as _;

use dialogsim::linked::Names;
use dialogsim::lint::{Selection, check_bot};
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::source::Sources;
use proptest::prelude::*;

use super::bots::{bot, linked};
use super::cases;
use super::consumers::{Act, acts};
use super::conversations::{conversation, play};
use super::steps::{Steps, graph};

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn every_step_of_the_engine_is_in_the_graph(text in bot(), acts in acts()) {
        let files = MemoryFiles::default().with("bot.yaml", text.as_str());
        let written = load_bot("bot.yaml", &files, &mut Sources::default()).bot.unwrap();
        let mut conversation = conversation(linked(&text));
        let mut steps = Steps::default();
        steps.graphs.insert(written.name.as_str().to_owned(), graph(&Names::new(&written)));
        for act in &acts {
            let input = act.input(&conversation.bot().clone());
            conversation.play(input, &mut steps);
        }
        prop_assert!(steps.missing.is_empty(), "{:#?}\n{text}", steps.missing);
        // Where the author sends the flow, nothing has to lead.
        if !acts.iter().any(|act| matches!(act, Act::Goto(_))) {
            prop_assert!(steps.unreached.is_empty(), "{:?}\n{text}", steps.unreached);
        }
    }
}

/// The rules on runs that the platform stops.
const CHAINS: [&str; 2] = ["chain-over-limit", "chain-across-dialogs-over-limit"];

/// A bot that says so many things in each of its dialogs, from one to the next, and asks at the end or does not.
fn run_over(dialogs: &[Vec<bool>], asks: bool) -> String {
    let mut text = String::from(
        "bot: Run\nintegrations:\n  - { api: Score, method: GET, url: \"https://example.com\", mock: [{ respond: { status: 200 \
         } }] }\ndialogs:\n",
    );
    for (index, says) in dialogs.iter().enumerate() {
        let starter = if index == 0 { "{ patterns: [start] }" } else { "" };
        let _ = write!(text, "  - dialog: D{index}\n    interactions:\n      - dialog_starter: {starter}\n");
        for (place, calls) in says.iter().enumerate() {
            let what = if *calls { "integration: Score" } else { "text: T." };
            let _ = write!(text, "      - {what}\n        name: i{index}x{place}\n");
        }
        if index + 1 < dialogs.len() {
            let _ = writeln!(text, "        next: i{}x0", index + 1);
        }
    }
    if asks {
        text.push_str("      - text_question: Q?\n");
    }
    text
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_run_is_reported_as_too_long_if_the_engine_stops_it(
        dialogs in prop::collection::vec(prop::collection::vec(any::<bool>(), 1..8), 1..4),
        asks in any::<bool>(),
    ) {
        let text = run_over(&dialogs, asks);
        let files = MemoryFiles::default().with("bot.yaml", text.as_str());
        let only = Selection { only: CHAINS.map(str::to_owned).to_vec(), ..Selection::default() };
        let found = check_bot("bot.yaml", &files, &mut Sources::default(), &only).diagnostics;
        let seen = play(&mut conversation(linked(&text)), &Act::Text("start"));
        let stops = seen.log.contains("Ended(ChainLimit)");
        prop_assert_eq!(stops, !found.is_empty(), "{:#?}\n{}\n{}", found, text, seen.log);
        let is_across = seen.log.contains("iteration count exceeded");
        for found in &found {
            prop_assert_eq!(found.rule.name, CHAINS[usize::from(is_across)], "{}\n{}", text, seen.log);
        }
    }
}
