//! Whether the transcripts of the sample bots notice mistakes: each bot is changed in one place at a time, every
//! message, every next action, every condition and more, and at least one of its transcripts must fail.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "mutations/calls.rs"]
mod calls;
#[path = "mutations/conditions.rs"]
mod conditions;
#[path = "mutations/messages.rs"]
mod messages;
#[path = "mutations/mutant.rs"]
mod mutant;
#[path = "mutations/run.rs"]
mod run;
#[path = "mutations/sample.rs"]
mod sample;
#[path = "mutations/stage.rs"]
mod stage;
#[path = "mutations/ways.rs"]
mod ways;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use mutant::{Aspect, LeftOut, Mutant};
use run::{Fate, judge};
use sample::Sample;
use stage::Stage;

#[test]
fn the_transcripts_of_unchanged_bots_pass() {
    for sample in Sample::all() {
        let stage = Stage::new(&sample);
        assert!(stage.cases() > 0, "{} has no transcripts", sample.name);
        assert_eq!(stage.first_failure(), None, "{}", sample.name);
    }
}

/// What is changed in each sample is in the snapshot, so that nothing is left out unseen.
#[test]
fn no_change_of_a_sample_bot_goes_unnoticed() {
    let samples = Sample::all();
    let mut mutants: Vec<(usize, Mutant)> = Vec::new();
    let mut table = String::new();
    for (place, sample) in samples.iter().enumerate() {
        let (found, left_out) = Stage::new(sample).mutants();
        tell(&mut table, sample, &found, &left_out);
        mutants.extend(found.into_iter().map(|mutant| (place, mutant)));
    }
    insta::assert_snapshot!(table);
    let fates = judge(&samples, &mutants);
    let told = |wanted: fn(&Fate) -> Option<String>| {
        let found = mutants.iter().zip(&fates).filter_map(|((_, mutant), fate)| {
            wanted(fate).map(|reason| format!("{}{reason}", mutant.told()))
        });
        found.collect::<Vec<_>>().join("\n")
    };
    let broken = told(|fate| match fate {
        Fate::Unplayable(reason) => Some(format!("\n    {reason}")),
        _ => None,
    });
    assert!(broken.is_empty(), "these changes make no bot that can be played:\n{broken}");
    let survivors = told(|fate| matches!(fate, Fate::Survived).then(String::new));
    assert!(survivors.is_empty(), "no transcript notices that\n{survivors}");
}

fn tell(table: &mut String, sample: &Sample, mutants: &[Mutant], left_out: &BTreeMap<LeftOut, usize>) {
    writeln!(table, "{}: {} changes", sample.name, mutants.len()).unwrap();
    for aspect in Aspect::ALL {
        let count = mutants.iter().filter(|mutant| mutant.aspect == aspect).count();
        writeln!(table, "  {count:>4} {}", aspect.words()).unwrap();
    }
    for (why, count) in left_out {
        writeln!(table, "  left out {count} times: {}", why.reason()).unwrap();
    }
}
