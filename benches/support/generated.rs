//! Bots to measure with, made here so that every run measures the same.

use std::fmt::Write;

/// The text of a bot with `count` interactions of all common kinds, in dialogs of about twenty.
pub(crate) fn generated(count: usize) -> String {
    let mut text = String::from(
        "bot: Generated\nenvironment:\n  host: http://localhost:8080\nintegrations:\n  \
         - file: Store document\n    method: PUT\n    url: \"{$env.host}/documents\"\n    mock:\n      \
         - respond: { status: 201 }\n  - api: Score\n    method: GET\n    url: \"{$env.host}/score\"\n    \
         fields: { value: \"{$.api_Score.value}\" }\n    mock:\n      - respond: { json: { value: 700 } }\n\
         dialogs:\n",
    );
    let mut made = 0;
    let mut dialog = 0;
    while made < count {
        made += add_dialog(&mut text, dialog, count - made);
        dialog += 1;
    }
    text
}

/// Adds a dialog of at most `most` interactions and says how many it has.
fn add_dialog(text: &mut String, dialog: usize, most: usize) -> usize {
    let d = dialog;
    let _ = writeln!(text, "  - dialog: Dialog {d}\n    interactions:");
    let mut items = vec![format!(
        "      - dialog_starter:\n          patterns: [\"topic {d} please*\", \"(ask|tell me) about topic {d} now*\"]\n"
    )];
    for part in 0..3 {
        items.push(format!(
            "      - text: Welcome to part {part} of topic number {d}.\n        delay: 800ms\n"
        ));
        items.push(format!(
            "      - text_question: What is your answer to question {part} of topic {d}?\n        name: \
             ask_{d}_{part}\n        rules:\n          - regex: ^[A-Za-z' -]{{2,{}}}$\n            set: {{ \
             answer{d}x{part}: \"{{$userMessage}}\" }}\n          - no_match: Letters only, please.\n            \
             next: current\n",
            20 + part
        ));
        items.push(format!(
            "      - multiple_choice: Which one of these is it?\n        name: choose_{d}_{part}\n        \
             choices: [One, Two, Three]\n        fallback: Please choose one of the three.\n        rules:\n          \
             - option: One\n            next: ask_{d}_{part}\n          - option: Two\n          - pattern: \
             \"(three|the last)*\"\n"
        ));
        items.push(format!(
            "      - integration: Score\n        name: score_{d}_{part}\n        rules:\n          - result: \
             success\n            and: {{ variable: Score.value, greater_than: 600 }}\n          - result: \
             failure\n            next: choose_{d}_{part}\n"
        ));
    }
    items.push(format!(
        "      - file_upload: Please upload document {d} as a PDF of at most 5 MB.\n        name: upload_{d}\n        \
         accept: [PDF]\n        fallback: That did not work, please send a PDF.\n        success: Thank you.\n"
    ));
    items.push(format!(
        "      - integration: Store document\n        fallback: We could not store it.\n        rules:\n          \
         - result: failure\n            next: upload_{d}\n          - result: success\n"
    ));
    items.push(format!(
        "      - text: \"That is all for now, thank you: {{$botContext.answer{d}x0}}.\"\n        next: end\n"
    ));
    // A File Upload at the end of a cut dialog would lack its Integration.
    let mut taken = items.len().min(most);
    if taken == items.len() - 2 {
        taken -= 1;
    }
    let taken = taken.max(1);
    items[..taken].iter().for_each(|item| text.push_str(item));
    taken
}
