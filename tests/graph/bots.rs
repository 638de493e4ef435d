//! Bots to be drawn.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use dialogsim::code::Scripts;
use dialogsim::flow::Graph;
use dialogsim::graph::{Format, Making, Picture, render};
use dialogsim::integration::Secrets;
use dialogsim::linked::Names;
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::source::Sources;

/// A bot of one file.
pub(crate) struct Drawn {
    pub(crate) picture: Picture,
    /// How many interactions and steps its flow has.
    pub(crate) size: (usize, usize),
}

/// The picture of a bot that stands in one file.
pub(crate) fn drawn(text: &str) -> Drawn {
    let files = MemoryFiles::default().with("bot.yaml", text);
    let mut sources = Sources::default();
    let bot = load_bot("bot.yaml", &files, &mut sources).bot.unwrap();
    let names = Names::new(&bot);
    let scripts = Scripts::new(&names);
    let flow = Graph::new(&names, &scripts);
    let secrets = Secrets::default();
    let making = Making { names: &names, flow: &flow, sources: &sources, secrets: &secrets };
    let open = flow.ids().filter(|id| flow.is_open(*id)).count();
    Drawn { picture: making.picture(None).0, size: (flow.len(), flow.edges().len() + open) }
}

/// The picture in a format.
pub(crate) fn text(picture: &Picture, format: Format) -> String {
    render(picture, format).unwrap().text
}

/// A file of the project.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Bots of one file each: samples, one with everything, generated ones.
pub(crate) fn bots() -> Vec<String> {
    let written = [
        "tests/fixtures/graph/small/bot.yaml",
        "dialogs/hello/bot.yaml",
        "dialogs/order-status/bot.yaml",
        "tests/test_failures/bank.bot.yaml",
        "tests/test_failures/cinema.bot.yaml",
        "tests/check/ok/everything-else.yaml",
    ];
    let generated = (1..6).map(|seed| generated(seed, 40));
    written.into_iter().map(read).chain(generated).collect()
}

/// Numbers that look random and are always the same.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// A bot with so many interactions: dialogs of different sizes, questions that branch, jumps near and far, circles.
pub(crate) fn generated(seed: u64, interactions: usize) -> String {
    let mut numbers = Numbers(seed);
    let mut text = "bot: Generated\ndialogs:\n".to_owned();
    let mut first = 0;
    while first < interactions {
        let size = [2, 3, 5, 8, 13, 21][numbers.below(6)].min(interactions - first);
        let _ = write!(text, "  - dialog: Dialog {first}\n    interactions:\n");
        let _ =
            writeln!(text, "      - dialog_starter: {{ patterns: [start {first}] }}\n        name: i{first}");
        for own in first + 1..first + size {
            let mut target = || match numbers.below(10) {
                0..=4 => format!("i{}", first + numbers.below(size)),
                5 | 6 => format!("i{}", numbers.below(interactions)),
                7 => "end".to_owned(),
                8 => "close_dialog".to_owned(),
                _ => "next".to_owned(),
            };
            let (one, other, third) = (target(), target(), target());
            let item = match own % 3 {
                0 => format!("text: This is what is said in the place {own}.\n        next: {one}"),
                1 => {
                    let name = if one.starts_with('i') { &*one } else { "platform.default" };
                    format!(
                        "text: Short.\n        pre_process: 'botContext.setTriggerNextMessage(\"{name}\");'"
                    )
                }
                _ => format!(
                    "multiple_choice: What would you like in the place {own}?\n        choices: [Yes, No, Perhaps]\n        \
                     rules:\n          - {{ option: \"Yes\", next: {one} }}\n          - {{ option: \"No\", next: {other} }}\n          \
                     - {{ no_match: Please?, next: current }}\n        next: {third}"
                ),
            };
            let _ = writeln!(text, "      - {item}\n        name: i{own}");
        }
        first += size;
    }
    text
}
