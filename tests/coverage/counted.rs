//! What counts, kind by kind.

use super::played::{Step, covered, covered_by, hits, load, told};
use Step::{Event, File, Goto, Intent, Say, Tap, Wait};

const HELLO: &str = include_str!("../../dialogs/hello/bot.yaml");

/// A bot of one dialog that starts with `go`.
fn dialog(before: &str, interactions: &str) -> String {
    let starter = "      - dialog_starter: { pattern: go }\n";
    format!("bot: B\n{before}dialogs:\n  - dialog: D\n    interactions:\n{starter}{interactions}")
}

#[test]
fn every_interaction_edge_rule_starter_and_choice_of_a_bot_is_an_item() {
    insta::assert_snapshot!(told(&covered(HELLO, &[])));
}

#[test]
fn a_conversation_hits_what_it_plays() {
    let steps = [Say("hello"), Say("!"), Say("Ada"), Say("hm"), Say("well"), Say("good evening")];
    insta::assert_snapshot!(told(&covered(HELLO, &[&steps])));
}

#[test]
fn all_of_a_bot_can_be_covered() {
    let played = covered(
        HELLO,
        &[
            &[Say("hey you"), Say("1"), Say("Ada"), Say("hm"), Tap(&[1]), Say("hm")],
            &[Say("good morning"), Say("Ada"), Say("so so")],
            &[Say("hello"), Say("Ada"), Say("very well")],
            &[Say("hello"), Say("Ada"), Say("hm")],
        ],
    );
    assert_eq!(told(&played).lines().filter(|line| line.contains(" 0 ")).collect::<Vec<_>>(), [""; 0]);
    assert!(played.tallies().overall().is_complete());
}

#[test]
fn what_is_disabled_or_not_played_is_no_item() {
    let bot = dialog(
        "",
        "      - text: On\n      - text: Off\n        enabled: false\n      - audio: https://example.com/a.mp3\n  - dialog: Off\n    enabled: \
         false\n    interactions:\n      - dialog_starter: { pattern: off }\n      - text: Never\n",
    );
    let items = told(&covered(&bot, &[&[Say("go")]]));
    assert_eq!(
        items,
        "5:9 interaction 1 Dialog Starter\n\
         5:9 edge 1 the way from the Dialog Starter in line 5 to the Text in line 6\n\
         5:36 starter_pattern 1 the pattern `go`\n\
         6:9 interaction 1 Text `On`\n\
         6:9 edge 1 the way from the Text in line 6 to the Audio in line 9\n"
    );
}

#[test]
fn a_question_without_rules_has_its_next_action_and_one_with_rules_has_theirs() {
    let bot = dialog(
        "",
        "      - text_question: Anything?\n        name: open\n        next: closed\n      - text_question: Yes?\n        \
         name: closed\n        next: open\n        rules: [{ exact: 'yes', next: end }]\n",
    );
    let played = covered(&bot, &[&[Say("go"), Say("x"), Say("yes")]]);
    assert_eq!(hits(&played, "edge", "from `open`"), Some(1));
    assert_eq!(hits(&played, "edge", "from `closed`"), Some(1));
    assert!(
        told(&played).contains("12:39 edge 1 the way from `closed` to `end` by rule 1 `exact`"),
        "{}",
        told(&played)
    );
}

#[test]
fn a_text_that_closes_goes_where_its_string_says() {
    let bot = dialog("", "      - text: Bye LP_CLOSEDIALOG\n        name: bye\n        next: bye\n");
    let played = covered(&bot, &[&[Say("go")]]);
    assert_eq!(hits(&played, "edge", "the way from `bye` to `close_dialog`"), Some(1));
}

#[test]
fn a_rule_is_not_taken_where_its_variable_condition_does_not_hold() {
    let bot = dialog(
        "",
        "      - text_question: Code?\n        name: code\n        rules:\n          - pattern: a*\n            and: { \
         variable: vip, equals: 'true' }\n            next: current\n          - pattern: '*'\n            set: { vip: 'true' }\n            \
         next: current\n",
    );
    let played = covered(&bot, &[&[Say("go"), Say("a")]]);
    assert_eq!(hits(&played, "rule_not_taken", "rule 1"), Some(1));
    assert_eq!(hits(&played, "rule_taken", "rule 1"), Some(0));
    // The second rule takes everything that it is tried with.
    assert_eq!(hits(&played, "rule_taken", "rule 2"), Some(1));
    assert_eq!(hits(&played, "rule_not_taken", "rule 2"), None);
    let played = covered(&bot, &[&[Say("go"), Say("a"), Say("a")]]);
    assert_eq!(hits(&played, "rule_taken", "rule 1"), Some(1));
}

#[test]
fn below_a_rule_that_takes_everything_nothing_can_happen() {
    let bot = dialog(
        "",
        "      - text_question: What?\n        name: ask\n        fallback: Hm?\n        rules:\n          - regex: .*\n          - \
         pattern: b\n          - no_match: No.\n",
    );
    let played = covered(&bot, &[&[Say("go"), Say("b")]]);
    let rules: Vec<String> =
        told(&played).lines().filter(|line| line.contains("rule")).map(String::from).collect();
    assert_eq!(
        rules,
        [
            "10:13 edge 1 the way from `ask` to the end of the dialog by rule 1 `regex`",
            "10:13 rule_taken 1 rule 1 `regex` of `ask`"
        ]
    );
    assert_eq!(hits(&played, "fallback_said", ""), None);
}

#[test]
fn no_match_is_not_taken_where_another_rule_is() {
    let bot = dialog(
        "",
        "      - text_question: What?\n        name: ask\n        rules:\n          - exact: a\n            next: current\n          - \
         no_match: No.\n            next: current\n",
    );
    let ways = |steps| {
        let played = covered(&bot, &[steps]);
        ["rule_taken", "rule_not_taken"].map(|kind| hits(&played, kind, "`no_match`").unwrap())
    };
    assert_eq!(ways(&[Say("go")]), [0, 0]);
    assert_eq!(ways(&[Say("go"), Say("b")]), [1, 0]);
    assert_eq!(ways(&[Say("go"), Say("a"), Say("a"), Say("b")]), [1, 2]);
    let alone = dialog("", "      - text_question: What?\n        rules: [{ no_match: No., next: end }]\n");
    let played = covered(&alone, &[&[Say("go"), Say("b")]]);
    assert_eq!((hits(&played, "rule_taken", ""), hits(&played, "rule_not_taken", "")), (Some(1), None));
}

#[test]
fn a_skipped_question_takes_its_rule() {
    let bot = dialog(
        "entities: { COLOR: [red, green] }\n",
        "      - text_question: Which colour?\n        name: ask\n        rules:\n          - pattern: '*'\n            slot: { name: \
         colour, value: '@COLOR' }\n            next: end\n",
    )
    .replace("pattern: go", "pattern: 'go*'");
    let played = covered(&bot, &[&[Say("go red")]]);
    assert_eq!(hits(&played, "interaction", "`ask`"), Some(1), "{}", told(&played));
    assert_eq!(hits(&played, "rule_taken", ""), Some(1));
    assert_eq!(hits(&played, "edge", "by rule 1"), Some(1));
}

#[test]
fn a_rule_that_takes_the_other_value_of_a_quick_reply_is_no_rule_that_was_not_taken() {
    let bot = dialog(
        "",
        "      - quick_reply: More?\n        name: more\n        replies: [{ title: Please, payload: again }, { title: No, \
         payload: bye }]\n        rules:\n          - exact: x\n            next: end\n          - exact: please\n            next: \
         end\n          - exact: bye\n            next: end\n",
    );
    let ways = |steps| {
        let played = covered(&bot, &[steps]);
        ["rule 1", "rule 2", "rule 3"]
            .map(|rule| ["rule_taken", "rule_not_taken"].map(|kind| hits(&played, kind, rule).unwrap()))
    };
    // The rules are tried with `again`, then with `Please`.
    assert_eq!(ways(&[Say("go"), Tap(&[1])]), [[0, 1], [1, 0], [0, 1]]);
    assert_eq!(ways(&[Say("go"), Tap(&[2])]), [[0, 1], [0, 1], [1, 0]]);
}

const SHOP: &str = "\
integrations:
  - api: Order
    method: GET
    url: https://shop.example.com/orders
    mock:
      - respond: { status: 200 }
        times: 1
      - respond: { status: 500 }
";

#[test]
fn calls_succeed_and_fail_by_the_interaction_that_makes_them() {
    let bot = dialog(
        SHOP,
        "      - integration: Order\n        name: first\n      - integration: Order\n        name: second\n        fallback: \
         No.\n",
    );
    let played = covered(&bot, &[&[Say("go")]]);
    for (kind, of, expected) in [
        ("call_succeeded", "`first`", 1),
        ("call_failed", "`first`", 0),
        ("call_succeeded", "`second`", 0),
        ("call_failed", "`second`", 1),
        ("edge", "the way from `first` to `second`", 1),
        ("edge", "the way from `first` to its end where no rule takes a failure", 0),
        ("edge", "the way from `second` to the end of the dialog", 0),
        ("edge", "the way from `second` to its end where no rule takes a failure", 1),
    ] {
        assert_eq!(hits(&played, kind, of), Some(expected), "{kind} {of}");
    }
}

#[test]
fn a_rule_that_is_tried_with_one_result_only_has_one_way() {
    let rules = "          - result: success\n            next: end\n          - result: failure\n            next: end\n          - \
                 result: failure\n";
    let bot =
        dialog(SHOP, &format!("      - integration: Order\n        name: call\n        rules:\n{rules}"));
    let played = covered(&bot, &[&[Say("go"), Say("go")]]);
    for (kind, rule, expected) in [
        ("rule_taken", "rule 1", Some(1)),
        ("rule_not_taken", "rule 1", Some(1)),
        ("rule_taken", "rule 2", Some(1)),
        ("rule_not_taken", "rule 2", None),
        ("rule_taken", "rule 3", None),
        ("rule_not_taken", "rule 3", None),
    ] {
        assert_eq!(hits(&played, kind, rule), expected, "{kind} {rule}");
    }
    let ways: Vec<String> =
        told(&played).lines().filter(|line| line.contains("way from `call`")).map(String::from).collect();
    assert_eq!(ways.len(), 2, "{ways:?}");
}

#[test]
fn a_bot_that_goes_on_after_failures_has_no_end_there() {
    let settings = format!("settings: {{ unhandled_failure: continue }}\n{SHOP}");
    let bot = dialog(&settings, "      - integration: Order\n        name: call\n");
    let played = covered(&bot, &[&[Say("go"), Say("go")]]);
    assert_eq!(hits(&played, "edge", "from `call`"), Some(2));
}

#[test]
fn searches_find_something_and_nothing_and_their_failure_is_nothing() {
    let bot = dialog(
        "knowledge_bases: { FAQ: [{ title: Opening hours, summary: 'Nine to five.' }] }\n",
        "      - text_question: What?\n      - knowledge: FAQ\n        name: search\n        next: end\n",
    );
    let outcomes = |said| {
        let played = covered(&bot, &[&[Say("go"), Say(said)]]);
        ["search_found", "search_not_found"]
            .map(|kind| hits(&played, kind, "the search by `search`").unwrap())
    };
    assert_eq!(outcomes("opening hours"), [1, 0]);
    assert_eq!(outcomes("zebra"), [0, 1]);
}

#[test]
fn the_policy_engine_answers_or_does_not() {
    let bot = dialog(
        "",
        "      - dynamic_routing: One moment.\n        name: route\n        mock:\n          - respond: { json: { actions: [{ \
         send_message: Hm }] } }\n            times: 1\n          - respond: { status: 500 }\n",
    );
    let played = covered(&bot, &[&[Say("go"), Say("go"), Say("go")]]);
    assert_eq!(hits(&played, "call_succeeded", "`route`"), Some(1));
    assert_eq!(hits(&played, "call_failed", "`route`"), Some(2));
    assert_eq!(hits(&played, "edge", "from `route`"), Some(3));
}

const STORE: &str = "\
integrations:
  - file: Store
    method: PUT
    url: https://store.example.com/documents
    mock:
      - respond: { status: 201 }
        times: 1
      - respond: { status: 500 }
";

const UPLOAD: &str = "      - file_upload: Your card?
        name: card
        accept: [PDF]
        fallback: A PDF, please.
      - integration: Store
        name: store
        rules:
          - result: failure
            next: card
";

#[test]
fn uploads_are_accepted_and_refused_and_their_files_are_stored_or_not() {
    let bot = dialog(STORE, UPLOAD);
    let steps = [Say("go"), Say("what?"), File("a.docx", 10), File("a.pdf", 10), Say("go"), File("b.pdf", 9)];
    let played = covered(&bot, &[&steps]);
    for (kind, of, expected) in [
        ("upload_accepted", "the upload `card`", 2),
        ("upload_refused", "the upload `card`", 1),
        ("fallback_said", "the fallback of `card` to a text", 1),
        ("edge", "the way from `card` to `store`", 2),
        ("call_succeeded", "`store`", 1),
        ("call_failed", "`store`", 1),
        ("edge", "the way from `store` to the end of the dialog", 1),
        ("edge", "the way from `store` to `card` by rule 1 `result`", 1),
        ("rule_not_taken", "rule 1 `result` of `store`", 1),
    ] {
        assert_eq!(hits(&played, kind, of), Some(expected), "{kind} {of}\n{}", told(&played));
    }
    assert!(told(&played).contains("16:9 upload_refused"), "{}", told(&played));
}

#[test]
fn an_upload_in_the_background_ends_when_the_flow_has_gone_on() {
    let settings = format!("settings: {{ file_upload: asynchronous }}\n{STORE}");
    let bot = dialog(&settings, UPLOAD);
    let played = covered(&bot, &[&[Say("go"), File("a.pdf", 10), Say("go"), File("b.pdf", 9)]]);
    assert_eq!(hits(&played, "call_succeeded", "`store`"), Some(1));
    assert_eq!(hits(&played, "call_failed", "`store`"), Some(1));
    assert_eq!(hits(&played, "edge", "from `store`"), Some(2));
    assert_eq!(hits(&played, "rule_taken", ""), None);
}

#[test]
fn an_upload_that_accepts_every_type_need_not_refuse_any() {
    let bot = dialog(STORE, &UPLOAD.replace("        accept: [PDF]\n", ""));
    let played = covered(&bot, &[&[Say("go"), File("a.docx", 10)]]);
    assert_eq!(hits(&played, "upload_accepted", ""), Some(1));
    assert_eq!(hits(&played, "upload_refused", ""), None);
}

#[test]
fn a_call_whose_conversation_began_anew_is_not_taken_for_another() {
    // The survey begins while the first file is being stored in the background, so nobody hears how that ends.
    let settings = format!("settings: {{ file_upload: asynchronous }}\n{STORE}");
    let bot = dialog(
        &settings,
        &UPLOAD.replace("        name: store\n", "        name: store\n        next: close_dialog\n"),
    ) + "  - dialog: Other\n    interactions:\n      - dialog_starter: { pattern: other }\n"
        + &UPLOAD.replace("card", "other_card").replace("store", "other_store")
        + "  - survey_dialog: S\n    interactions:\n      - text_question: Fine?\n";
    let steps = [Say("go"), File("a.pdf", 10), Say("yes"), Say("other"), File("b.pdf", 9)];
    let played = covered(&bot, &[&steps]);
    let ends = |of| ["call_succeeded", "call_failed"].map(|kind| hits(&played, kind, of).unwrap());
    assert_eq!(ends("`store`"), [0, 0]);
    // The first mock entry has answered the call that nobody heard of.
    assert_eq!(ends("`other_store`"), [0, 1]);
}

#[test]
fn a_transfer_that_cannot_fail_at_once_has_no_failure() {
    let transfer = |before: &str, skill: &str| {
        let rules = "[{ result: failure, next: end }]";
        let bot = dialog(
            before,
            &format!(
                "      - agent_transfer: Wait.\n        name: hand\n        skill: '{skill}'\n        rules: {rules}\n"
            ),
        );
        let played = covered(&bot, &[&[Say("go")]]);
        let ways = ["rule_taken", "rule_not_taken"].map(|kind| hits(&played, kind, ""));
        (ways, hits(&played, "edge", "from `hand` to the end of the dialog"))
    };
    assert_eq!(transfer("", "12"), ([None, None], Some(1)));
    assert_eq!(transfer("", "{$botContext.skill}"), ([Some(1), Some(0)], Some(0)));
    assert_eq!(transfer("skills: { '12': unavailable }\n", "12"), ([Some(1), None], None));
    let sometimes = "skills: { '12': [unavailable, agents] }\n";
    assert_eq!(transfer(sometimes, "12"), ([Some(1), Some(0)], Some(0)));
}

const INTENTS: &str = "\
intents:
  tea: { phrases: [I want tea, some tea please] }
  coffee: { phrases: [I want coffee, some coffee please] }
  drinks: { intents: [tea, coffee] }
  food: { phrases: [I am hungry] }
";

#[test]
fn patterns_and_intents_start_dialogs_each_for_itself() {
    let bot = format!(
        "bot: B\n{INTENTS}dialogs:\n  - dialog: Off\n    enabled: false\n    interactions:\n      - dialog_starter: {{ patterns: [x, c, a] }}\n  - dialog: D\n    interactions:\n      - dialog_starter: {{ patterns: [a, 'b*'], intent: drinks \
         }}\n      - text: D\n  - dialog: E\n    interactions:\n      - dialog_starter: {{ patterns: [A, c], intent: food }}\n      - \
         text: E\n"
    );
    let steps =
        [Say("b"), Say("c"), Say("a"), Say("some tea please"), Intent("coffee", 90), Say("I am hungry")];
    let played = covered(&bot, &[&steps]);
    let starters: Vec<String> =
        told(&played).lines().filter(|line| line.contains("starter_")).map(String::from).collect();
    // The second `A` is always taken by the first one.
    insta::assert_snapshot!(starters.join("\n"));
}

#[test]
fn an_intent_that_is_picked_of_several_starts_its_dialog() {
    let starter = |dialog: &str, intent: &str| {
        format!(
            "  - dialog: {dialog}\n    interactions:\n      - dialog_starter: {{ intent: {intent} }}\n      - text: {dialog}\n"
        )
    };
    let ask = "  - disambiguation_dialog: Which\n    interactions:\n      - disambiguation: Which one?\n        name: which\n        \
               none_of_these: Neither\n        fallback: One of these.\n";
    let bot = format!("bot: B\n{INTENTS}dialogs:\n{}{}{ask}", starter("T", "tea"), starter("C", "coffee"));
    let ask = Say("tea coffee");
    let played = covered(&bot, &[&[ask, Say("hm"), Say("neither"), Say("tea")]]);
    assert_eq!(hits(&played, "starter_intent", "`tea`"), Some(1), "{}", told(&played));
    assert_eq!(hits(&played, "starter_intent", "`coffee`"), Some(0));
    assert_eq!(hits(&played, "choice", "`Neither`"), Some(1));
    assert_eq!(hits(&played, "fallback_said", "`which`"), Some(1));
    assert_eq!(hits(&played, "edge", "from `which`"), None);
}

#[test]
fn choices_are_tapped_or_said() {
    let bot = dialog(
        "",
        "      - multiple_choice: Which?\n        name: ask\n        choices: [One, Two, 'For {$botContext.name}', Four]\n        rules:\n          \
         - option: One\n            next: current\n          - option: Two\n            next: current\n",
    );
    let chosen = |steps| {
        let played = covered(&bot, &[steps]);
        ["`One`", "`Two`", "`Four`"].map(|label| hits(&played, "choice", label).unwrap())
    };
    assert_eq!(chosen(&[Say("One"), Say("go"), Say("something")]), [0, 0, 0]);
    assert_eq!(chosen(&[Say("go"), Say(" one "), Tap(&[2]), Tap(&[4])]), [1, 1, 1]);
    assert_eq!(hits(&covered(&bot, &[]), "choice", "name"), None);
}

#[test]
fn a_number_that_stands_for_a_choice_is_that_choice() {
    let bot = dialog(
        "settings: { channel: sms }\n",
        "      - multiple_choice: Which?\n        choices: [One, Two]\n        rules:\n          - option: Two\n            next: end\n",
    );
    let played = covered(&bot, &[&[Say("go"), Say("2.")]]);
    assert_eq!(hits(&played, "choice", "`Two`"), Some(1));
}

#[test]
fn buttons_of_one_label_are_told_apart_by_what_they_say_and_pages_by_their_address() {
    let bot = dialog(
        "",
        "      - structured_question: Which?\n        tiles:\n          - title: Tea\n            url: https://example.com/tea\n            \
         buttons: [{ label: Choose, postback: tea }, { label: More, url: https://example.com/more }]\n          - title: \
         Coffee\n            buttons: [{ label: Choose, postback: coffee }, { label: More, url: '{$botContext.page}' }]\n",
    );
    let played = covered(&bot, &[&[Say("go"), Tap(&[1]), Tap(&[3]), Tap(&[4])]]);
    let choices: Vec<String> =
        told(&played).lines().filter(|line| line.contains(" choice ")).map(String::from).collect();
    insta::assert_snapshot!(choices.join("\n"));
}

#[test]
fn several_items_of_a_list_picker_are_chosen_at_once() {
    let bot = dialog(
        "settings: { channel: apple }\n",
        "      - list_picker: Which?\n        multiple: true\n        sections:\n          - title: All\n            items: [{ title: \
         'Tea, black' }, { title: Coffee }, { title: Tea }]\n",
    );
    let played = covered(&bot, &[&[Say("go"), Tap(&[1, 2])]]);
    let hit = ["`Tea, black`", "`Coffee`", "`Tea`"].map(|label| hits(&played, "choice", label).unwrap());
    assert_eq!(hit, [1, 1, 0], "{}", told(&played));
}

#[test]
fn the_author_may_go_anywhere_and_time_and_texts_of_the_platform_are_heard() {
    let bot = dialog("", "      - text: Never mind\n        name: hidden\n        next: end\n")
        + "  - dialog: E\n    interactions:\n      - dialog_starter: { pattern: 'event*' }\n      - text: E\n";
    let played = covered(&bot, &[&[Goto("hidden"), Wait(10), Event("event one")]]);
    assert_eq!(hits(&played, "interaction", "`hidden`"), Some(1));
    assert_eq!(hits(&played, "starter_pattern", "`event*`"), Some(1));
    assert_eq!(hits(&played, "starter_pattern", "`go`"), Some(0));
}

#[test]
fn bots_of_a_run_are_covered_together_and_a_shared_part_once() {
    let part = "dialogs:\n  - dialog: Shared\n    interactions:\n      - dialog_starter: { pattern: shared }\n      - text: Shared\n";
    let bot = |name: &str, other: &str| {
        let own = format!(
            "      - dialog_starter: {{ pattern: {name} }}\n      - agent_transfer: To the other one.\n        skill: '7'\n        next: end\n"
        );
        format!(
            "bot: {name}\ninclude: part.yaml\nskills: {{ '7': {{ bot: {other} }} }}\ndialogs:\n  - dialog: {name}\n    interactions:\n{own}"
        )
    };
    let (one, two) = (bot("one", "two"), bot("two", "one"));
    let files = [("one.yaml", one.as_str()), ("two.yaml", two.as_str()), ("part.yaml", part)];
    let bots = [load("one.yaml", &files), load("two.yaml", &files)];
    let played = covered_by(&bots, &[&[Say("shared"), Say("one"), Say("shared")]]);
    assert_eq!(hits(&played, "interaction", "Text `Shared`"), Some(2), "{}", told(&played));
    assert_eq!(hits(&played, "starter_pattern", "`one`"), Some(1));
    assert_eq!(
        played.files().map(|(name, _)| name).collect::<Vec<_>>(),
        ["one.yaml", "part.yaml", "two.yaml"]
    );
}

#[test]
fn an_intent_that_a_sibling_passes_on_starts_its_dialog() {
    let bot = |name: &str, starter: &str| {
        format!(
            "bot: {name}\ngroup: {{ name: G, collaboration: true }}\n{INTENTS}dialogs:\n  - dialog: {name}\n    interactions:\n      - \
             dialog_starter: {{ {starter} }}\n      - text: Here is {name}\n"
        )
    };
    let (one, two) = (bot("one", "pattern: one"), bot("two", "intent: tea"));
    let files = [("one.yaml", one.as_str()), ("two.yaml", two.as_str())];
    let bots = [load("one.yaml", &files), load("two.yaml", &files)];
    let played = covered_by(&bots, &[&[Say("one"), Say("some tea please")]]);
    assert_eq!(hits(&played, "starter_intent", "`tea`"), Some(1), "{}", told(&played));
    assert_eq!(hits(&played, "interaction", "Text `Here is two`"), Some(1));
}

#[test]
fn a_bot_that_is_not_in_the_plan_is_not_counted() {
    let (plan, bots) = (dialogsim::test_run::coverage::Plan::new(), [load("b.yaml", &[("b.yaml", HELLO)])]);
    let mut listener = dialogsim::test_run::coverage::Listener::new(&plan);
    super::played::converse(&mut listener, &bots, &[Say("hello")]);
    assert_eq!(plan.coverage(&listener.into_hits()), dialogsim::test_run::coverage::Coverage::default());
}

#[test]
fn labels_hide_what_comes_from_the_process() {
    let before = "environment: { a: '${SECRET}' }\n";
    let bot = dialog(before, "      - text: Say s3cret-value now\n");
    let played = covered(&bot, &[]);
    assert!(told(&played).contains("Text `Say *** now`"), "{}", told(&played));
}
