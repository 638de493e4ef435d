//! Loading and checking a bot against bare parsing of the same YAML.
//!
//! Budget: load and check of 10,000 interactions within 2× of the bare parser.
#![allow(missing_docs)]

#[path = "support/generated.rs"]
mod generated;
#[path = "support/tangled.rs"]
mod tangled;

use dialogsim::code::Scripts;
use dialogsim::diff::diff;
use dialogsim::flow::Graph;
use dialogsim::linked::Names;
use dialogsim::lint::{Selection, check_bot};
use dialogsim::load::{MemoryFiles, load_bot};
use dialogsim::source::Sources;
use divan::{Bencher, black_box};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    divan::main();
}

/// The parser's events and nothing else.
#[divan::bench(args = SIZES)]
fn bare_parse(bencher: Bencher, size: usize) {
    let text = generated::generated(size);
    bencher.bench(|| granit_parser::Parser::new_from_str(black_box(&text)).filter(Result::is_ok).count());
}

#[divan::bench(args = SIZES)]
fn load(bencher: Bencher, size: usize) {
    let files = MemoryFiles::default().with("bot.yaml", generated::generated(size));
    bencher.bench(|| load_bot("bot.yaml", black_box(&files), &mut Sources::default()));
}

/// With the rules of the stage "preview".
#[divan::bench(args = SIZES)]
fn load_and_check_everything(bencher: Bencher, size: usize) {
    let files = MemoryFiles::default().with("bot.yaml", generated::generated(size));
    let everything = Selection { preview: true, ..Selection::default() };
    bencher.bench(|| check_bot("bot.yaml", black_box(&files), &mut Sources::default(), &everything));
}

#[divan::bench(args = SIZES)]
fn load_and_check(bencher: Bencher, size: usize) {
    let files = MemoryFiles::default().with("bot.yaml", generated::generated(size));
    bencher.bench(|| {
        let mut sources = Sources::default();
        check_bot("bot.yaml", black_box(&files), &mut sources, &Selection::default())
    });
}

/// A bot against the same with one tenth of its texts changed.
#[divan::bench(args = SIZES)]
fn compare(bencher: Bencher, size: usize) {
    let load = |text: String| {
        let files = MemoryFiles::default().with("bot.yaml", text);
        load_bot("bot.yaml", &files, &mut Sources::default()).bot
    };
    let text = generated::generated(size);
    let changed = text.replace("0.\n        delay", "0, then.\n        delay");
    if let (Some(old), Some(new)) = (load(text), load(changed)) {
        bencher.bench(|| diff(black_box(&old), black_box(&new)));
    }
}

/// The flow graph alone, of a bot that leads everywhere from everywhere.
#[divan::bench(args = SIZES)]
fn flow_graph(bencher: Bencher, size: usize) {
    let files = MemoryFiles::default().with("bot.yaml", tangled::tangled(size));
    let loaded = load_bot("bot.yaml", &files, &mut Sources::default());
    let Some(bot) = loaded.bot else { return };
    let names = Names::new(&bot);
    let scripts = Scripts::new(&names);
    bencher.bench(|| Graph::new(black_box(&names), black_box(&scripts)));
}

/// All rules on it, with those of the stage "preview".
#[divan::bench(args = SIZES)]
fn check_tangled(bencher: Bencher, size: usize) {
    let files = MemoryFiles::default().with("bot.yaml", tangled::tangled(size));
    let everything = Selection { preview: true, ..Selection::default() };
    bencher.bench(|| check_bot("bot.yaml", black_box(&files), &mut Sources::default(), &everything));
}
