//! A bot whose parts all lead to each other: the worst there is for whoever follows its flow.

use std::fmt::Write;

/// So many interactions stand in a dialog.
const IN_DIALOG: usize = 50;

/// The text of a bot with `count` interactions: statements, calls and questions that jump all over the bot, code that
/// jumps through global functions which call each other, transfers, and a fallback dialog as long as all others.
pub(crate) fn tangled(count: usize) -> String {
    let functions = count / 20 + 1;
    let mut text = String::from("bot: Tangled\nfunctions: |\n");
    for function in 0..functions {
        let (next, place) = ((function * 7 + 1) % functions, somewhere(function, count));
        let _ = writeln!(
            text,
            "  function f{function}() {{ f{next}(); botContext.setTriggerNextMessage('{place}'); }}"
        );
    }
    text.push_str(
        "integrations:\n  - { api: Score, method: GET, url: \"http://localhost:8080\", mock: [{ respond: { status: 200 } }] }\n\
         dialogs:\n",
    );
    for index in 0..count {
        if index % IN_DIALOG == 0 {
            begin_dialog(&mut text, index / IN_DIALOG, count / IN_DIALOG / 2);
        }
        let to = |turn: usize| somewhere(index * 3 + turn, count);
        let _ = match index % 8 {
            0 | 1 => writeln!(text, "      - text: T.\n        name: i{index}\n        next: {}", to(0)),
            2 => writeln!(text, "      - text: T.\n        name: i{index}"),
            3 => writeln!(
                text,
                "      - integration: Score\n        name: i{index}\n        rules:\n          - {{ result: success, next: \
                 {} }}\n          - {{ result: failure, next: {} }}",
                to(0),
                to(1)
            ),
            4 | 5 => writeln!(
                text,
                "      - text_question: Q?\n        name: i{index}\n        rules:\n          - {{ pattern: \"a*\", next: {} \
                 }}\n          - {{ exact: b, next: {} }}\n          - {{ no_match: Pardon?, next: current }}",
                to(0),
                to(1)
            ),
            6 => writeln!(
                text,
                "      - text: T.\n        name: i{index}\n        pre_process: if (botContext.getBotVariable('x')) f{}();",
                index % functions
            ),
            _ => writeln!(text, "      - agent_transfer: A.\n        name: i{index}\n        skill: \"1\""),
        };
    }
    text.push_str(
        "  - auto_escalation_dialog: Escalation\n    interactions:\n      - text: E.\n        next: i0\n",
    );
    text
}

/// Some dialogs are triggered, some are only jumped into, one is the fallback.
fn begin_dialog(text: &mut String, dialog: usize, fallback: usize) {
    let _ = match dialog {
        dialog if dialog == fallback => writeln!(text, "  - fallback_dialog: Fallback\n    interactions:"),
        dialog if dialog % 3 == 0 => writeln!(
            text,
            "  - dialog: D{dialog}\n    interactions:\n      - dialog_starter: {{ patterns: [\"*topic {dialog}\"] }}"
        ),
        _ => writeln!(text, "  - dialog: D{dialog}\n    interactions:\n      - dialog_starter:"),
    };
}

/// An interaction that has nothing to do with the number.
fn somewhere(number: usize, count: usize) -> String {
    format!("i{}", number.wrapping_mul(2_654_435_761) % count)
}
