//! The engine takes no step that is not in the flow graph of the bot.

use dialogsim::linked::Names;
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::source::Sources;
use proptest::prelude::*;

use super::bots::{bot, linked};
use super::cases;
use super::consumers::{Act, acts};
use super::conversations::conversation;
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
