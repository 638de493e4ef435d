//! Threads on which bot code runs.
//!
//! The engine asks often whether it is to stop, but not in the middle of its own functions, and some of them
//! go on for hours with the right arguments: `list.sort()` on four milliards of holes. So code runs on a thread
//! of its own, and the one who waits for it can go on without it. Such a thread then ends when the engine asks
//! next. It is also what gives code a stack of the same size wherever it is called from.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::code_base::BotCode;
use super::desk::Desk;
use super::run::{self, Outcome, Task};
use crate::script::{Ran, World};

/// The engine may use half of it; what it calls needs the rest, more so where nothing is optimised. Only what is
/// used of it takes memory.
const STACK: usize = 16 * 1024 * 1024;

/// What the engine may use of the stack of any other thread.
const STACK_ELSEWHERE: usize = 256 * 1024;

/// Threads that wait for something to run. As many are made as are needed at once.
static IDLE: Mutex<Vec<Worker>> = Mutex::new(Vec::new());

/// A thread that runs bot code.
#[derive(Debug)]
struct Worker {
    jobs: SyncSender<Job>,
    answers: Receiver<Answer>,
}

#[derive(Debug)]
struct Job {
    code: Arc<BotCode>,
    task: Task,
    desk: Arc<Desk>,
}

/// What came of a job, or a panic to go on with.
type Answer = Result<Outcome, Box<dyn Any + Send>>;

/// Runs a piece of code and waits for it, as long as the limits say. Also whether anything was called.
pub(super) fn run(code: &Arc<BotCode>, task: Task, world: Box<World>) -> (Ran, bool) {
    let desk = Arc::new(Desk::new(world));
    let job = Job { code: code.clone(), task, desk: desk.clone() };
    let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let Outcome { failures, was_called } = match idle.or_else(Worker::start) {
        Some(worker) => worker.run(job),
        // There are no more threads: it runs here.
        None => run::run(&job.code, task, &job.desk, STACK_ELSEWHERE),
    };
    let Some(world) = desk.take_world() else { unreachable!("the world is taken here only") };
    (Ran { world, failures }, was_called)
}

impl Worker {
    fn start() -> Option<Self> {
        let (jobs, to_do) = sync_channel::<Job>(1);
        let (done, answers) = sync_channel::<Answer>(1);
        let work = move || {
            while let Ok(Job { code, task, desk }) = to_do.recv() {
                let answer = catch_unwind(AssertUnwindSafe(|| {
                    let stack = code.limits.stack.min(STACK / 2);
                    run::run(&code, task, &desk, stack)
                }));
                if done.send(answer).is_err() {
                    break;
                }
            }
        };
        thread::Builder::new().name("bot code".to_owned()).stack_size(STACK).spawn(work).ok()?;
        Some(Self { jobs, answers })
    }

    fn run(self, job: Job) -> Outcome {
        let (code, task, desk) = (job.code.clone(), job.task, job.desk.clone());
        if let Err(SendError(job)) = self.jobs.send(job) {
            return run::run(&job.code, task, &job.desk, STACK_ELSEWHERE);
        }
        let answer = self.answers.recv_timeout(code.limits.time).or_else(|_| {
            desk.stop();
            self.answers.recv_timeout(code.limits.grace)
        });
        let Ok(answer) = answer else { return run::left_behind(&code, task) };
        IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(self);
        answer.unwrap_or_else(|panic| resume_unwind(panic))
    }
}
