//! However time passes, a transfer that nobody answers fails once, and when its time is over.

use std::sync::Arc;
use std::time::Duration;

use dialogsim::engine::{Event, Identity, Input, Session, advance};
use proptest::prelude::*;

use super::bots::linked;
use super::cases;

const TRANSFERS: &str = r#"
bot: Desk
skills: { "2": no_answer }
dialogs:
  - dialog: Agent
    interactions:
      - dialog_starter: { patterns: [agent] }
      - agent_transfer: One moment.
        skill: "2"
        next: end
  - dialog: Nobody
    interactions:
      - dialog_starter: { patterns: [__agent_escalation_failed__] }
      - text: Nobody answers.
        next: end
"#;

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_transfer_fails_once_and_in_time(steps in prop::collection::vec(0..120_u64, 1..12)) {
        let bot = linked(TRANSFERS);
        let mut session = Session::new(Identity::default());
        let mut said = Vec::new();
        let first = [Input::Text(Arc::from("agent"))].into_iter();
        let later = steps.iter().map(|seconds| Input::TimePassed(Duration::from_secs(*seconds)));
        for input in first.chain(later) {
            for event in advance(&bot, &mut session, input) {
                if let Event::Message(message) = event {
                    said.push((message.text.to_string(), message.at.as_secs()));
                }
            }
        }
        let passed: u64 = steps.iter().sum();
        let mut expected = vec![("One moment.".to_owned(), 0)];
        if passed >= 180 {
            expected.push(("Nobody answers.".to_owned(), 180));
        }
        prop_assert_eq!(said, expected);
        prop_assert_eq!(session.is_with_agent(), passed < 180);
        prop_assert_eq!(session.now().as_secs(), passed);
    }
}
