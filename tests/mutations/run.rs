//! Plays changed bots on all processors.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::mutant::Mutant;
use crate::sample::Sample;
use crate::stage::Stage;

/// What becomes of a change.
pub(crate) enum Fate {
    /// A transcript fails.
    Noticed,
    /// None does.
    Survived,
    /// The bot cannot be played, so that the change says nothing.
    Unplayable(String),
}

/// Plays every changed bot until the first transcript fails. Each mutant comes with the place of its sample.
pub(crate) fn judge(samples: &[Sample], mutants: &[(usize, Mutant)]) -> Vec<Fate> {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut fates: Vec<(usize, Fate)> = std::thread::scope(|scope| {
        let work = || {
            let mut stages = HashMap::new();
            let mut fates = Vec::new();
            while let Some((index, (sample, mutant))) = taken(&next, mutants) {
                let stage = stages.entry(*sample).or_insert_with(|| Stage::new(&samples[*sample]));
                let fate = match stage.failure_with(mutant) {
                    Ok(Some(_)) => Fate::Noticed,
                    Ok(None) => Fate::Survived,
                    Err(reason) => Fate::Unplayable(reason),
                };
                fates.push((index, fate));
            }
            fates
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    fates.sort_by_key(|(index, _)| *index);
    fates.into_iter().map(|(_, fate)| fate).collect()
}

fn taken<'m, T>(next: &AtomicUsize, all: &'m [T]) -> Option<(usize, &'m T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    all.get(index).map(|one| (index, one))
}
