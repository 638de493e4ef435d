//! The run itself: threads that each play one case after the other, results in the order of the plan.

#![allow(clippy::disallowed_methods, reason = "the summary says how long a run took")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::plan::Plan;
use crate::bot::Channel;
use crate::engine::{Event, Session};
use crate::linked::LinkedBot;
use crate::play::{LiveChoice, Watcher};
use crate::replay::{Options, Outcome, Record, Script, Stop, Verdict, play};
use crate::source::Sources;

/// How a run goes.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// How many threads play; at least one does.
    pub jobs: usize,
    /// The channel of all cases, whatever they say themselves.
    pub channel: Option<Channel>,
    /// Which integrations of each case's bots are live, by the place of the case in the plan; empty where
    /// nothing is.
    pub live: Vec<Vec<LiveChoice>>,
    /// Whether the turns of cases that passed are kept too.
    pub keeps_passed: bool,
    /// Whether the first failure ends the run.
    pub fail_fast: bool,
    /// How often each case is played; more than once only to see whether it goes the same way.
    pub repeat: usize,
}

/// What came of a case.
#[derive(Debug)]
pub struct CaseResult {
    /// Its place in the plan.
    pub case: usize,
    /// What came of it.
    pub outcome: Outcome,
    /// The repetition, from 2, that went another way than the first one.
    pub unsteady: Option<usize>,
}

impl CaseResult {
    /// Whether it failed.
    pub fn has_failed(&self) -> bool {
        self.outcome.verdict == Verdict::Failed || self.unsteady.is_some()
    }
}

/// What a run amounts to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Totals {
    /// Cases that went as they say.
    pub passed: usize,
    /// Cases that did not.
    pub failed: usize,
    /// Cases that were not played.
    pub skipped: usize,
    /// Cases that were left out after the first failure.
    pub left_out: usize,
    /// Turns that were played.
    pub turns: usize,
    /// How long it took, by the clock on the wall.
    pub took: Duration,
}

/// Sees what the cases of a thread do.
pub trait CaseWatcher: Watcher {
    /// A case begins.
    fn begin_case(&mut self, script: &Script);
}

/// Watches nothing.
#[derive(Debug)]
pub struct Silent;

impl crate::integration::CallObserver for Silent {}

impl Watcher for Silent {
    fn event(&mut self, _bot: &Arc<LinkedBot>, _session: &Session, _event: &Event) {}
}

impl CaseWatcher for Silent {
    fn begin_case(&mut self, _script: &Script) {}
}

/// Plays the chosen cases of a plan. `done` gets each result as soon as all before it are done; what it
/// gets, and in which order, does not depend on the number of threads. `watcher` makes a watcher for each
/// thread; they are given back when all is over.
pub fn run<W: CaseWatcher + Send>(
    plan: &Plan,
    chosen: &[usize],
    options: &RunOptions,
    sources: &Sources,
    watcher: &(dyn Fn() -> W + Sync),
    done: &mut dyn FnMut(CaseResult),
) -> (Totals, Vec<W>) {
    let start = Instant::now();
    let jobs = options.jobs.clamp(1, chosen.len().max(1));
    let queue = Queue { chosen, next: AtomicUsize::new(0), last: AtomicUsize::new(usize::MAX) };
    let (sender, receiver) = mpsc::channel();
    let mut totals = Totals::default();
    let mut watchers = Vec::with_capacity(jobs);
    std::thread::scope(|scope| {
        let worker = || {
            let (sender, queue) = (sender.clone(), &queue);
            let mut watcher = watcher();
            scope.spawn(move || {
                queue.play(plan, options, sources, &mut watcher, &sender);
                watcher
            })
        };
        let workers: Vec<_> = (0..jobs).map(|_| worker()).collect();
        drop(sender);
        in_order(receiver, options.fail_fast, &mut |result| {
            totals.count(&result);
            done(result);
        });
        for worker in workers {
            match worker.join() {
                Ok(watcher) => watchers.push(watcher),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    totals.left_out = chosen.len() - totals.passed - totals.failed - totals.skipped;
    totals.took = start.elapsed();
    (totals, watchers)
}

/// The chosen cases, from which threads take the next one.
struct Queue<'q> {
    chosen: &'q [usize],
    next: AtomicUsize,
    /// The first failure that ends the run: cases behind it need not be played.
    last: AtomicUsize,
}

impl Queue<'_> {
    /// Plays one case after the other until there is none left, or nobody wants to know any more.
    fn play(
        &self,
        plan: &Plan,
        options: &RunOptions,
        sources: &Sources,
        watcher: &mut dyn CaseWatcher,
        sender: &mpsc::Sender<(usize, CaseResult)>,
    ) {
        loop {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(case) = self.chosen.get(place) else { break };
            if place > self.last.load(Ordering::Relaxed) {
                break;
            }
            watcher.begin_case(&plan.cases[*case].script);
            let result = play_case(plan, *case, options, sources, watcher);
            if options.fail_fast && result.has_failed() {
                self.last.fetch_min(place, Ordering::Relaxed);
            }
            if sender.send((place, result)).is_err() {
                break;
            }
        }
    }
}

/// Hands results out in the order of the chosen cases; none behind the first failure where that ends the run.
fn in_order(results: mpsc::Receiver<(usize, CaseResult)>, fail_fast: bool, done: &mut dyn FnMut(CaseResult)) {
    let mut waiting = BTreeMap::new();
    let mut due = 0;
    let mut is_over = false;
    for (place, result) in results {
        waiting.insert(place, result);
        while let Some(result) = waiting.remove(&due) {
            due += 1;
            if !is_over {
                is_over = fail_fast && result.has_failed();
                done(result);
            }
        }
    }
}

impl Totals {
    fn count(&mut self, result: &CaseResult) {
        match &result.outcome.verdict {
            _ if result.has_failed() => self.failed += 1,
            Verdict::Skipped(_) => self.skipped += 1,
            _ => self.passed += 1,
        }
        self.turns += result.outcome.played;
    }
}

/// Plays one case. Without live calls a case goes the same way again, so its turns are kept only in a second
/// playing of those that failed: most do not.
fn play_case(
    plan: &Plan,
    case: usize,
    options: &RunOptions,
    sources: &Sources,
    watcher: &mut dyn Watcher,
) -> CaseResult {
    let script = &plan.cases[case].script;
    let live = options.live.get(case).map_or(&[][..], Vec::as_slice);
    let is_live = live.iter().any(|live| live.all || !live.integrations.is_empty());
    let keeps = options.keeps_passed || is_live || options.repeat > 1;
    let record = if keeps { Record::Everything } else { Record::Verdict };
    let how = |record| Options { record, stop: Stop::WhenAstray, channel: options.channel, live };
    let mut outcome = play(script, &how(record), sources, watcher);
    if !keeps && outcome.verdict == Verdict::Failed {
        outcome = play(script, &how(Record::Everything), sources, &mut Silent);
    }
    let unsteady = (2..=options.repeat).find(|_| {
        let again = play(script, &how(Record::Everything), sources, &mut Silent);
        !goes_the_same_way(&outcome, &again)
    });
    if unsteady.is_none() && !options.keeps_passed && outcome.verdict == Verdict::Passed {
        outcome.turns.clear();
    }
    CaseResult { case, outcome, unsteady }
}

/// Whether two playings tell the same, to the letter.
fn goes_the_same_way(first: &Outcome, again: &Outcome) -> bool {
    let told = |outcome: &Outcome| serde_json::to_string(outcome).ok();
    told(first) == told(again)
}
