//! Work on many things at once.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

/// How many threads the machine runs at once.
pub(super) fn processors() -> usize {
    available_parallelism().map_or(1, NonZero::get)
}

/// What `work` makes of the numbers from 0 up to `count`, in their order, on as many threads as there are processors.
pub(super) fn in_order<T: Send>(count: usize, work: impl Fn(usize) -> Option<T> + Sync) -> Vec<Option<T>> {
    let threads = processors().min(count);
    if threads < 2 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= count {
                return done;
            }
            done.push((place, work(place)));
        }
    };
    let mut results: Vec<Option<T>> = (0..count).map(|_| None).collect();
    scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        for worker in workers {
            match worker.join() {
                Ok(done) => done.into_iter().for_each(|(place, result)| results[place] = result),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    results
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn results_come_in_the_order_of_the_work() {
        let squares = in_order(100, |number| (number != 7).then_some(number * number));
        let expected: Vec<_> = (0..100).map(|number| (number != 7).then_some(number * number)).collect();
        assert_eq!(squares, expected);
        assert!(in_order(0, Some).is_empty());
    }
}
