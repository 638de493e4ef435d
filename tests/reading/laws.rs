//! What holds for the reading of any text.

use dialogsim::javascript::reading::{Reading, Role, read};
use proptest::prelude::*;
use proptest::test_runner::Config;

/// Code with a bit of everything, to be damaged.
const CODE: &str = r#"
// It's a "comment" with (brackets
var list = JSON.parse(botContext.getBotVariable('list')), text = '';
for each (var item in list) { text += item.name + ', '; }
for (var i = 0; i < list.length; i++) { if (list[i].ok === true) continue; else { break; } }
function __initConversation() { botContext.setBotVariable("a", { b: [1, 2], c: null }, true, false); }
var log = function (e) { botContext.printDebugMessage(e); };
let [x, ...y] = list.map(z => `${z.name}: ${z['value'] ?? "none"}`);
try { log(/[/"(]+(?<n>x)/g.test(text) ? 1 / 2 : -0x1f); } catch { window.alert('it\'s') }
label: do { switch (x) { case 1: default: break label; } } while (!x && typeof y !== 'undefined');
class A extends B { static #p = 1n; async *m(a = 1) { yield* await a?.b?.(); } }
botContext.setTriggerNextMessage(x || 'platform.default'); return;
"#;

const FRAGMENTS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "`",
    "${",
    "'",
    "\"",
    "/",
    "*",
    "//",
    "/*",
    "*/",
    "<!--",
    "-->",
    "\\",
    "\n",
    "\r",
    ";",
    ",",
    ".",
    "?.",
    "...",
    "=>",
    "=",
    "++",
    "for each (",
    "for (",
    " in ",
    " of ",
    "each",
    "await ",
    "yield ",
    "async ",
    "function ",
    "class ",
    "new ",
    "if (",
    "else ",
    "do ",
    "while (",
    "return ",
    "\u{2028}",
    "\u{feff}",
    "ü",
    "😀",
    "“",
    "0",
    "1e",
    "#a",
    "@",
    "import ",
    "export ",
    "let ",
    "\u{0}",
    "@flow",
    "botContext.",
    "this",
    "eval(",
    "with (",
    "var ",
    "a",
    ":",
    "case ",
];

/// Every place lies in the text, at letters; the run text leads back in order.
fn assert_well_formed(text: &str, reading: &Reading) {
    let places = reading.problems.iter().map(|found| &found.range);
    let places =
        places.chain(reading.problems.iter().filter_map(|found| found.began.as_ref().map(|began| &began.0)));
    let places = places.chain(reading.newer.iter().map(|found| &found.range)).chain(&reading.comments);
    let places = places.chain(reading.calls.iter().map(|found| &found.range));
    let places = places.chain(reading.uses.iter().map(|found| &found.range));
    let places = places.chain(reading.declares.iter().map(|found| &found.range));
    let calls = reading.calls.iter().filter_map(|found| found.call.as_ref());
    let places = places.chain(calls.clone().map(|call| &call.range));
    let places = places.chain(calls.clone().flat_map(|call| call.arguments.iter().map(|found| &found.range)));
    for place in places.chain(calls.flat_map(|call| call.outcomes.iter().map(|found| &found.range))) {
        assert!(text.get(place.clone()).is_some(), "{place:?} of {text:?}");
    }
    let run = reading.runnable.text(text);
    let offsets: Vec<usize> =
        (0..=run.len()).map(|offset| reading.runnable.original_offset(offset)).collect();
    assert!(offsets.is_sorted());
    assert_eq!((offsets[0], offsets[run.len()]), (0, text.len()));
    // What is not rewritten is the same byte.
    let same = (0..run.len()).filter(|&offset| {
        run.as_bytes()[offset] == text.as_bytes().get(offsets[offset]).copied().unwrap_or(0)
    });
    assert!(same.count() + 20 * run.matches("$each(").count() >= run.len());
}

fn read_both(text: &str) {
    for role in [Role::Hook, Role::Functions] {
        assert_well_formed(text, &read(text, role));
    }
}

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, ..Config::default() })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read_both(&text);
    }

    #[test]
    fn any_heap_of_fragments_is_read(fragments in prop::collection::vec(prop::sample::select(FRAGMENTS), 0..40)) {
        read_both(&fragments.concat());
    }

    #[test]
    fn damaged_code_is_read(
        damages in prop::collection::vec((0..CODE.len(), 0_usize..12, prop::sample::select(FRAGMENTS)), 1..6),
    ) {
        let mut text = CODE.to_owned();
        for (at, length, new) in damages {
            let end = (at + length).min(text.len());
            if text.get(at..end).is_some() {
                text.replace_range(at..end, new);
            }
        }
        read_both(&text);
    }

    #[test]
    fn loops_in_loops_lead_back(lists in prop::collection::vec("k[a-z]{1,5}(\\(k[a-z]?\\))?|[a-z], [a-z]", 1..12)) {
        let text: String = lists.iter().map(|list| format!("for each (var k in {list}) ")).collect::<String>() + ";";
        let reading = read(&text, Role::Hook);
        assert_eq!(reading.problems, []);
        assert_eq!(reading.runnable.text(&text).matches("$each(").count(), lists.len());
        assert_well_formed(&text, &reading);
    }
}

#[test]
fn the_code_to_be_damaged_is_fine_before() {
    assert_eq!(read(CODE, Role::Hook).problems, []);
}
