//! The graphs of small bots.

use std::fmt::Write as _;

use dialogsim::bot::Bot;
use dialogsim::flow::{Destination, Ending, Graph, Pause, Reach};
use dialogsim::linked::{InteractionId, Names};
use dialogsim::lint::{Selection, check_bot};
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::source::Sources;

use super::steps::graph;

fn bot(text: &str) -> Bot {
    let files = MemoryFiles::default().with("bot.yaml", text);
    load_bot("bot.yaml", &files, &mut Sources::default()).bot.unwrap()
}

fn name(names: &Names<'_>, id: InteractionId) -> String {
    let interaction = names.at(id).1;
    interaction
        .name
        .as_ref()
        .map_or_else(|| interaction.kind.key().to_owned(), |name| name.as_str().to_owned())
}

fn target(names: &Names<'_>, to: Destination) -> String {
    match to {
        Destination::Interaction(id) => name(names, id),
        Destination::End(ending) => match ending {
            Ending::Complete => "(complete)",
            Ending::EndInteraction => "(end)",
            Ending::CloseDialog => "(close dialog)",
            Ending::CloseConversation => "(close conversation)",
            Ending::Missing => "(missing)",
            Ending::Rematched => "(starters)",
            Ending::StoppedByCode => "(stopped)",
        }
        .to_owned(),
    }
}

/// The graph as a text: beginnings, then interactions with their steps.
fn drawn(text: &str) -> String {
    let bot = bot(text);
    let names = Names::new(&bot);
    let graph = graph(&names);
    let mut out = String::new();
    for entry in graph.entries() {
        writeln!(out, "{} begins {}", entry.in_words(&names), target(&names, entry.to)).unwrap();
    }
    for id in graph.ids() {
        let marks = marks(&graph, id);
        writeln!(out, "{}{marks}", name(&names, id)).unwrap();
        for edge in graph.edges_from(id) {
            let words = Some(edge.in_words(&names)).filter(|words| !words.is_empty());
            let words = words.map_or_else(String::new, |words| format!(" {words}"));
            let pause = match edge.pause {
                Pause::None => "->",
                Pause::Answer => "=>",
                Pause::AnswerOrKnown => "~>",
            };
            let doubt = if edge.is_certain { "" } else { " ?" };
            writeln!(out, "  {pause} {}{words}{doubt}", target(&names, edge.to)).unwrap();
        }
    }
    out
}

fn marks(graph: &Graph, id: InteractionId) -> String {
    let reach = match graph.reach(id) {
        Reach::Yes => "",
        Reach::Perhaps => " perhaps",
        Reach::Never => " never",
    };
    let marks =
        [(graph.is_open(id), " open"), (graph.is_dead_end(id), " dead end"), (!graph.is_live(id), " off")];
    marks.into_iter().filter(|(is, _)| *is).fold(reach.to_owned(), |all, (_, mark)| all + mark)
}

#[test]
fn rules_come_before_the_next_action_and_take_its_place() {
    let drawn = drawn(
        r#"bot: A
integrations:
  - { api: Score, method: GET, url: "https://example.com" }
dialogs:
  - dialog: Loan
    interactions:
      - dialog_starter: { patterns: ["*loan*", credit], intent: loan }
      - text_question: How much?
        name: much
      - multiple_choice: Where?
        name: where
        choices: [Home, Away]
        rules:
          - option: Home
          - option: Away
            and: { variable: far, equals: "yes" }
            next: much
          - result: success
          - no_match: One of these, please.
            next: current
          - no_match: Never said.
            next: much
      - integration: Score
        name: handled
        rules:
          - { result: success, next: end }
          - { result: failure, next: much }
      - integration: Score
        name: half
        rules: [{ result: failure, next: gone }]
      - integration: Score
        name: depends
        rules:
          - { result: success, and: { variable: Score.value, exists: true } }
          - { result: success, next: close_dialog }
      - integration: Score
        name: bare
        next: close_conversation
  - fallback_dialog: Pardon
    interactions:
      - text: Pardon?
  - survey_dialog: Survey
    interactions:
      - text_question: Happy?
"#,
    );
    assert_eq!(
        drawn,
        "pattern *loan* or credit, intent loan begins dialog_starter
not understood begins text
conversation closed begins text_question
dialog_starter
  -> much
much
  => where any answer
where
  => handled option Home
  => much option Away if far ?
  => where no match
handled
  -> (end) result success
  -> much result failure
half never
  -> (missing) result failure
  -> depends else
depends never
  -> bare result success if Score.value ?
  -> (close dialog) result success ?
  -> (end) failure that no rule takes
bare never
  -> (close conversation)
  -> (end) failure that no rule takes
text dead end
  -> (complete)
text_question dead end
  => (complete) any answer
"
    );
}

#[test]
fn what_is_disabled_is_passed_over() {
    let drawn = drawn(
        r#"bot: A
dialogs:
  - dialog: On
    interactions:
      - dialog_starter: { patterns: [on] }
      - text: One.
        name: one
        next: off
      - text: Two.
        name: off
        enabled: false
      - text: Three.
        name: three
        next: away
      - text: Four.
        name: four
        enabled: false
  - dialog: Away
    enabled: false
    interactions:
      - dialog_starter: { patterns: [away] }
      - text: Away.
        name: away
  - fallback_dialog: Pardon
    enabled: false
    interactions: [{ text: Pardon? }]
"#,
    );
    assert_eq!(
        drawn,
        "pattern on begins dialog_starter
dialog_starter
  -> one
one
  -> three
off never off
three dead end
  -> (complete)
four never off
dialog_starter never off
away never off
text never off
"
    );
}

#[test]
fn code_leads_where_it_says_also_through_functions() {
    let drawn = drawn(
        r#"bot: A
functions: |
  function go(name) { botContext.setTriggerNextMessage(name); }
  function again(where) { go(where); }
  function home() { again('home'); }
  function quiet() { return 1; }
  function __initConversation() { botContext.setTriggerNextMessage('one'); }
integrations:
  - api: Score
    method: GET
    url: "https://example.com"
    transform_result: again('two');
dialogs:
  - dialog: On
    interactions:
      - dialog_starter: { patterns: [on] }
      - text: One.
        name: one
        pre_process: quiet();
      - text: Two.
        name: two
        pre_process: if (botContext.getBotVariable('x')) home();
        post_process: botContext.setTriggerNextMessage('platform.default');
      - text_question: What?
        name: what
        process_user_response: |
          var there = 'two';
          go(there);
          botContext.setTriggerNextMessage('Nowhere');
      - integration: Score
        name: score
        post_process: botContext.sendImmediateReply('Stop');
        next: end
      - text: Home.
        name: home
      - text: Unnamed.
"#,
    );
    assert_eq!(
        drawn,
        "pattern on begins dialog_starter
dialog_starter
  -> one
one
  -> two
two
  -> what ?
  -> home code ?
  -> (starters) code ?
what open
  => score any answer ?
  => two code ?
score
  -> (end) ?
  -> (end) failure that no rule takes ?
  -> (stopped) code ?
  -> two code ?
home
  -> text
text dead end
  -> (complete)
"
    );
}

#[test]
fn code_that_works_a_name_out_may_lead_to_whatever_has_one() {
    let with = |code: &str| {
        let text = format!(
            "bot: A\ndialogs:\n  - dialog: On\n    interactions:\n      - dialog_starter: {{ patterns: [on] }}\n      \
             - text: One.\n        next: end\n        pre_process: |\n          {code}\n      - text: Two.\n      \
             - text: Three.\n        name: three\n      - text: Four.\n"
        );
        let bot = bot(&text);
        let names = Names::new(&bot);
        let graph = graph(&names);
        graph.ids().map(|id| graph.reach(id)).collect::<Vec<_>>()
    };
    let (yes, perhaps, never) = (Reach::Yes, Reach::Perhaps, Reach::Never);
    assert_eq!(with("var a = 1;"), [yes, yes, never, never, never]);
    assert_eq!(with("botContext.setTriggerNextMessage('three');"), [yes, yes, never, yes, yes]);
    for open in [
        "botContext.setTriggerNextMessage('thr' + 'ee');",
        "botContext.setTriggerNextMessage('{$botContext.place}');",
        "botContext.setTriggerNextMessage('threee');",
        "var bot = botContext; bot.setTriggerNextMessage(x());",
        "helper(botContext);",
        "botContext['set' + x](y);",
        "var f = botContext.setTriggerNextMessage;",
        "eval(x);",
        "function f(a) { botContext.setTriggerNextMessage(a); } f('three');",
        "this is no code",
    ] {
        assert_eq!(with(open), [yes, yes, never, perhaps, perhaps], "{open}");
    }
    for quiet in
        ["var bot = botContext; bot.getBotVariable('a');", "if (typeof botContext === 'undefined') x();"]
    {
        assert_eq!(with(quiet), [yes, yes, never, never, never], "{quiet}");
    }
}

#[test]
fn a_function_that_knows_many_places_may_go_anywhere() {
    let jumps: String =
        (0..40).map(|place| format!("botContext.setTriggerNextMessage('t{place}');")).collect();
    let texts: String = (0..40)
        .map(|place| format!("      - text: T.\n        name: t{place}\n        next: end\n"))
        .collect();
    let bot = bot(&format!(
        "bot: A\nfunctions: function route() {{ {jumps} }}\ndialogs:\n  - dialog: On\n    interactions:\n      \
         - dialog_starter: {{ patterns: [on] }}\n        post_process: route();\n      - text: One.\n        \
         pre_process: |\n          {jumps}\n{texts}"
    ));
    let names = Names::new(&bot);
    let graph = graph(&names);
    let from = |index: usize| graph.edges_from(InteractionId::new(index)).len();
    assert!(graph.is_open(InteractionId::new(0)) && !graph.is_open(InteractionId::new(1)));
    assert_eq!((from(0), from(1)), (1, 41));
}

#[test]
fn what_lies_on_a_circle_is_one_component() {
    let bot = bot(r"bot: A
dialogs:
  - dialog: On
    interactions:
      - dialog_starter: { patterns: [on] }
      - { text: One., name: one }
      - { text: Two., name: two, next: three }
      - { text_question: Ask?, name: ask, next: one }
      - { text: Three., name: three, next: one }
      - { text: Itself., name: itself, next: itself }
");
    let names = Names::new(&bot);
    let graph = graph(&names);
    let on_circle = |waiting: bool| {
        let components = graph.components(|edge| waiting || !edge.waits());
        let on = graph.edges().iter().filter(|edge| components.is_on_circle(edge));
        on.map(|edge| name(&names, edge.from)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(on_circle(true), "one two three itself");
    assert_eq!(on_circle(false), "one two three itself");
    let components = graph.components(|edge| !edge.is_by_code());
    let step = graph.edges_from(InteractionId::new(0))[0];
    assert!(components.of(step.from) > components.of(step.target().unwrap()));
}

/// What takes time by the square of the size would take minutes here.
#[test]
fn ten_thousand_interactions_that_lead_everywhere_are_checked_in_no_time() {
    let files = MemoryFiles::default().with("bot.yaml", super::tangled::tangled(10_000));
    let everything = Selection { preview: true, ..Selection::default() };
    let checked = check_bot("bot.yaml", &files, &mut Sources::default(), &everything);
    let circles = checked.diagnostics.iter().filter(|found| found.rule.name == "circle-without-question");
    assert!(circles.count() > 0);
}
