//! Going back to a moment and doing the same again is as if nobody had gone back.

use dialogsim::play::Checkpoint;
use proptest::prelude::*;

use super::bots::{bot, linked};
use super::cases;
use super::consumers::acts;
use super::conversations::{conversation, play, state};

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn back_and_the_same_again_is_the_same(text in bot(), acts in acts(), far in any::<usize>()) {
        let mut conversation = conversation(linked(&text));
        let mut before: Vec<(Checkpoint, String)> = Vec::new();
        let mut logs = Vec::new();
        for act in &acts {
            before.push((conversation.checkpoint(), state(&conversation)));
            let log = play(&mut conversation, act).log;
            let after = state(&conversation);
            // One step back, and the same again.
            let (checkpoint, was) = &before[before.len() - 1];
            conversation.restore(checkpoint);
            prop_assert_eq!(was, &state(&conversation), "{}", text);
            prop_assert_eq!(&log, &play(&mut conversation, act).log, "{}", text);
            prop_assert_eq!(&after, &state(&conversation), "{}", text);
            logs.push(log);
        }
        // Far back, and everything since then again.
        let end = state(&conversation);
        let far = far % acts.len();
        conversation.restore(&before[far].0);
        prop_assert_eq!(&before[far].1, &state(&conversation), "{}", text);
        for (act, log) in acts.iter().zip(&logs).skip(far) {
            prop_assert_eq!(log, &play(&mut conversation, act).log, "{}", text);
        }
        prop_assert_eq!(end, state(&conversation), "{}", text);
    }
}
