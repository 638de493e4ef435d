//! What it costs to run bot code, each time in an environment of its own: alone, and within conversations.
//!
//! Budget: a hook with what it needs of its environment in half a millisecond.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/six_turns.rs"]
mod six_turns_dialog;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use dialogsim::bot::{Channel, Code, CodeBody, CodeHook, Es5, Fixtures, ReplaceAll};
use dialogsim::javascript::CodeBase;
use dialogsim::linked::LinkedBot;
use dialogsim::memory::{Identity, Memory, Variables};
use dialogsim::script::{Facts, Heard, Random, ScriptId, Scripts, World};
use dialogsim::source::{Sources, Span, Text};
use dialogsim::text::Moment;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use six_turns_dialog::{SIX_MESSAGES, SIX_TURNS, linked, play_six_turns};

/// What the code of an interaction typically does.
const TYPICAL: &str = "
var name = botContext.getBotVariable('name');
var message = botContext.getCurrentUserMessage();
if (name === null && message) {
    name = message.trim().split(' ')[0];
    botContext.setBotVariable('name', name, true);
}
var visits = Number(botContext.getBotVariable('visits') || 0) + 1;
botContext.setBotVariable('visits', visits, true, true);
botContext.printDebugMessage('visit ' + visits + ' of ' + name + ' at ' + new Date().getHours());
if (visits > 10) botContext.setTriggerNextMessage('Welcome Back');
";

fn main() {
    // What is measured must be code that runs.
    let (scripts, typical, _) = bot(&functions(32 * 1024));
    let ran = scripts.run(typical, world());
    assert_eq!(ran.failures, []);
    assert_eq!(ran.world.effects.len(), 3);
    assert_eq!(scripts.init_conversation(world()).unwrap().world.effects.len(), 1);
    let session = play_six_turns(&six_turns_with_code(), &messages());
    assert_eq!(session.variable("visits").as_deref(), Some("6"));
    assert!(session.stack().is_empty());
    divan::main();
}

/// Global functions of so many bytes, of the size and kind that bots have.
fn functions(bytes: usize) -> String {
    let mut code =
        "function __initConversation() { botContext.printDebugMessage(sum0([], 'x').name); }\n".to_owned();
    let mut number = 0;
    while code.len() < bytes {
        writeln!(
            code,
            "function sum{number}(list, name) {{\n    var total = 0;\n    for (var i = 0; i < list.length; i++) {{\n        \
             if (list[i].name === name) {{ total += list[i].price; }} else {{ total = total + {number}; }}\n    }}\n    \
             return {{ total: total, name: 'sum{number}', add: function (x) {{ return x + total; }} }};\n}}"
        )
        .unwrap();
        number += 1;
    }
    code
}

/// Code that is ready to run: the typical hook and an empty one.
fn bot(functions: &str) -> (Arc<dyn Scripts>, ScriptId, ScriptId) {
    let mut sources = Sources::default();
    let mut code = |text: &str| {
        let span = Span::new(sources.add("code.js", text), 0..text.len());
        Code { span, body: CodeBody::File(Text::new(text, span, 0)) }
    };
    let mut base = CodeBase::new(Es5::Warn, ReplaceAll::Java);
    if !functions.is_empty() {
        base.functions(&code(functions));
    }
    let (typical, empty) = (base.add(&code(TYPICAL)), base.add(&code("return;")));
    (base.finish(), typical, empty)
}

/// The six-turn dialog with 32 kB of global functions and the typical hook before each of its six interactions.
fn six_turns_with_code() -> LinkedBot {
    let indented = |code: &str, by: &str| code.trim().replace('\n', &format!("\n{by}"));
    let hook = format!("\n        pre_process: |\n          {}", indented(TYPICAL, "          "));
    let mut text = format!("functions: |\n  {}", indented(&functions(32 * 1024), "  "));
    for line in SIX_TURNS.lines() {
        text.push('\n');
        text.push_str(line);
        if ["- text_question:", "- multiple_choice:", "- text:"].iter().any(|kind| line.contains(kind)) {
            text.push_str(&hook);
        }
    }
    linked(&text)
}

fn messages() -> Vec<Arc<str>> {
    SIX_MESSAGES.iter().map(|message| Arc::from(*message)).collect()
}

fn world() -> Box<World> {
    Box::new(World {
        hook: Some(CodeHook::PreProcess),
        memory: Memory::default(),
        dialog: Variables::new(),
        heard: Heard { message: "Ada Lovelace".into(), ..Heard::default() },
        facts: Arc::new(Facts::default()),
        fixtures: Arc::new(Fixtures::default()),
        identity: Arc::new(Identity::default()),
        profile: None,
        channel: Channel::Web,
        now: Duration::ZERO,
        began: Moment::default(),
        random: Random::new(1),
        always_text: false,
        effects: Vec::new(),
    })
}

/// An environment in which nothing happens.
#[divan::bench]
fn environment_only(bencher: Bencher) {
    let (scripts, _, empty) = bot("");
    bencher.with_inputs(world).bench_values(|world| scripts.run(empty, world));
}

#[divan::bench]
fn typical_hook(bencher: Bencher) {
    let (scripts, typical, _) = bot("");
    bencher.with_inputs(world).bench_values(|world| scripts.run(typical, world));
}

#[divan::bench]
fn typical_hook_with_32_kb_of_functions(bencher: Bencher) {
    let (scripts, typical, _) = bot(&functions(32 * 1024));
    bencher.with_inputs(world).bench_values(|world| scripts.run(typical, world));
}

/// What a session begins with.
#[divan::bench]
fn beginning_with_32_kb_of_functions(bencher: Bencher) {
    let (scripts, _, _) = bot(&functions(32 * 1024));
    bencher.with_inputs(world).bench_values(|world| scripts.init_conversation(world));
}

/// The first run of all: what is read and compiled once for a bot.
#[divan::bench]
fn first_run_with_32_kb_of_functions(bencher: Bencher) {
    let functions = functions(32 * 1024);
    bencher.with_inputs(|| (bot(&functions), world())).bench_values(|((scripts, typical, _), world)| {
        let ran = scripts.run(typical, world);
        (scripts, ran)
    });
}

/// Whole conversations, seven runs of code in each; items are turns.
#[divan::bench]
fn six_turns_with_code_before_each(bencher: Bencher) {
    let (bot, messages) = (six_turns_with_code(), messages());
    bencher.counter(ItemsCount::new(messages.len())).bench(|| play_six_turns(black_box(&bot), &messages));
}
