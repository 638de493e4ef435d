//! Results add up in any order and come back from JSON as they were.

use dialogsim::test_run::coverage::{Coverage, CoverageError, Hits, Listener, report};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::played::{Step, converse, covered, load, plan};
use Step::{Say, Tap};

const HELLO: &str = include_str!("../../dialogs/hello/bot.yaml");

/// The same bots with other items and hits than any conversation would give: as a file of results.
fn any_coverage() -> impl Strategy<Value = Coverage> {
    let kind = prop_oneof![Just("interaction"), Just("edge"), Just("rule_taken"), Just("choice")];
    let hits = prop_oneof![4 => 0_u64..3, 1 => Just(u64::MAX)];
    let item = (1_u32..4, 1_u32..3, kind, "[a-b]", "[a-b]{0,2}", hits);
    let file = (prop_oneof![Just("a.yaml"), Just("b/c.yaml")], proptest::collection::vec(item, 0..6));
    proptest::collection::vec(file, 0..3).prop_map(|files| {
        let files: Vec<Json> = files
            .into_iter()
            .map(|(name, items)| {
                let item = |(line, column, kind, dialog, label, hits): (u32, u32, &str, String, String, u64)| {
                    json!({ "line": line, "column": column, "kind": kind, "dialog": dialog, "label": label, "hits": hits })
                };
                let items: Vec<Json> = items.into_iter().map(item).collect();
                json!({ "name": name, "hash": "fnv1a64:0123456789abcdef", "items": items })
            })
            .collect();
        Coverage::parse(&json!({ "version": 1, "files": files }).to_string()).unwrap()
    })
}

fn merged(one: &Coverage, other: &Coverage) -> Coverage {
    let mut merged = one.clone();
    merged.merge(other.clone()).unwrap();
    merged
}

proptest! {
    #[test]
    fn results_merge_in_any_order(a in any_coverage(), b in any_coverage(), c in any_coverage()) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &Coverage::default()), a.clone());
        prop_assert_eq!(merged(&Coverage::default(), &a), a);
    }

    #[test]
    fn results_come_back_from_json_and_are_ordered(a in any_coverage()) {
        let text = report::json(&a).unwrap();
        prop_assert_eq!(Coverage::parse(&text).unwrap(), a.clone());
        prop_assert_eq!(report::json(&Coverage::parse(&text).unwrap()).unwrap(), text);
        let places: Vec<_> = a.items().map(|(file, item, _)| (file, item.line, item.kind)).collect();
        prop_assert!(places.is_sorted());
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_report_fails_whatever_is_covered(a in any_coverage(), width in 20_usize..140, color in any::<bool>()) {
        let terminal = dialogsim::terminal::Terminal { width, color, unicode: true };
        for line in report::table(&a, &terminal).lines() {
            prop_assert!(dialogsim::terminal::display_width(line) <= width, "{}: {}", width, line);
        }
        report::cobertura(&a).unwrap();
        report::html(&a, &|_| None, &dialogsim::integration::Secrets::default()).unwrap();
        report::lcov(&a);
    }

    /// However conversations are spread over workers and shards, the result is that of one.
    #[test]
    fn workers_and_shards_count_what_one_counts(
        played in proptest::collection::vec(proptest::collection::vec(any_step(), 0..6), 0..6),
        workers in 1_usize..4,
    ) {
        let bots = [load("bot.yaml", &[("bot.yaml", HELLO)])];
        let plan = plan(&bots);
        let mut alone = Listener::new(&plan);
        let mut spread: Vec<Listener<'_>> = (0..workers).map(|_| Listener::new(&plan)).collect();
        for (index, steps) in played.iter().enumerate() {
            converse(&mut alone, &bots, steps);
            converse(&mut spread[index % workers], &bots, steps);
        }
        let mut together = Hits::default();
        spread.iter().for_each(|listener| together.merge(&listener.clone().into_hits()));
        let one = plan.coverage(&alone.clone().into_hits());
        prop_assert_eq!(&plan.coverage(&together), &one);
        let mut shards = Coverage::default();
        for listener in &spread {
            let text = report::json(&plan.coverage(&listener.clone().into_hits())).unwrap();
            shards.merge(Coverage::parse(&text).unwrap()).unwrap();
        }
        // Without any worker there is no file either.
        prop_assert_eq!(shards, one);
    }
}

fn any_step() -> impl Strategy<Value = Step> {
    let said = ["hello", "good morning", "Ada", "!", "fine", "so so", "very well"];
    prop_oneof![
        6 => proptest::sample::select(said.to_vec()).prop_map(Say),
        1 => Just(Tap(&[1])),
        1 => Just(Tap(&[2])),
    ]
}

#[test]
fn results_of_other_files_or_versions_do_not_fit() {
    let before = covered(HELLO, &[&[Say("hello")]]);
    let after = covered(&HELLO.replace("Hello!", "Hi!"), &[]);
    let mut both = before.clone();
    let error = both.merge(after.clone()).unwrap_err();
    assert_eq!(error, CoverageError::FileChanged { file: "bot.yaml".to_owned() });
    assert_eq!(both, before);
    let parsed = |text: &str| Coverage::parse(text).unwrap_err().to_string();
    let refused = [
        error.to_string(),
        parsed(r#"{"version": 2, "surprise": []}"#),
        parsed("TN:"),
        parsed(r#"{"version": 1, "files": [], "more": 1}"#),
        parsed(r#"{"version": 1, "files": [{"name": "a", "hash": "md5:1", "items": []}]}"#),
        parsed(
            r#"{"version": 1, "files": [{"name": "a", "hash": "fnv1a64:0123456789abcdef",
                "items": [{"line": 0, "column": 1, "kind": "edge", "dialog": "", "label": "", "hits": 1}]}]}"#,
        ),
    ];
    insta::assert_snapshot!(refused.join("\n"));
    // A line end of another system is no other text.
    let elsewhere = covered(&HELLO.replace('\n', "\r\n"), &[]);
    assert!(before.clone().merge(elsewhere).is_ok());
}

#[test]
fn a_plan_is_shared_by_threads() {
    let bots = [load("bot.yaml", &[("bot.yaml", HELLO)])];
    let plan = plan(&bots);
    let play = || {
        let mut listener = Listener::new(&plan);
        converse(&mut listener, &bots, &[Say("hello"), Say("Ada")]);
        listener.into_hits()
    };
    let mut together = Hits::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(play)).collect();
        workers.into_iter().for_each(|worker| together.merge(&worker.join().unwrap()));
    });
    let text = report::json(&plan.coverage(&together)).unwrap();
    assert!(text.contains("\"hits\": 4") && !text.contains("\"hits\": 1"), "{text}");
}

#[test]
fn a_bot_whose_file_is_another_under_the_same_name_is_refused_and_leaves_no_trace() {
    let bots = [load("bot.yaml", &[("bot.yaml", HELLO)])];
    let other =
        load("bot.yaml", &[("bot.yaml", "bot: B\ndialogs:\n  - dialog: D\n    interactions: [text: D]\n")]);
    let mut plan = plan(&bots);
    let before = plan.len();
    assert!(super::played::add(&mut plan, &other).is_err());
    assert_eq!(plan.len(), before);
    assert!(super::played::add(&mut plan, &bots[0]).is_ok());
    assert_eq!(plan.len(), before);
}
