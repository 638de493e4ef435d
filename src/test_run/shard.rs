//! `--shard 2/5`: one of several parts of about the same number of turns.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::str::FromStr;

use super::plan::Plan;

/// A part of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which one, from 1.
    number: usize,
    /// Of how many.
    of: usize,
}

/// Why a text is no part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a shard is written as `2/5`: the second of five parts, from 1 on")]
pub struct ShardProblem;

impl FromStr for Shard {
    type Err = ShardProblem;

    fn from_str(text: &str) -> Result<Self, ShardProblem> {
        let (number, of) = text.split_once('/').ok_or(ShardProblem)?;
        let number: usize = number.trim().parse().map_err(|_| ShardProblem)?;
        let of: usize = of.trim().parse().map_err(|_| ShardProblem)?;
        if number == 0 || number > of || of > 10_000 { Err(ShardProblem) } else { Ok(Self { number, of }) }
    }
}

impl Shard {
    /// Those of the chosen cases that belong to this part, in their order. The parts of a plan have no case in
    /// common and together all of them, and are the same on every machine.
    pub fn of(self, plan: &Plan, chosen: &[usize]) -> Vec<usize> {
        let mut heaviest: Vec<usize> = chosen.to_vec();
        // Names are unique, so that the order is the same wherever the files lie.
        heaviest.sort_by_cached_key(|case| {
            let planned = &plan.cases[*case];
            (Reverse(planned.script.weight()), planned.id())
        });
        let mut loads: BinaryHeap<Reverse<(usize, usize)>> =
            (0..self.of).map(|part| Reverse((0, part))).collect();
        let mut own = Vec::new();
        for case in heaviest {
            let Some(Reverse((load, part))) = loads.pop() else { break };
            if part + 1 == self.number {
                own.push(case);
            }
            loads.push(Reverse((load + plan.cases[case].script.weight().max(1), part)));
        }
        own.sort_unstable();
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_a_number_of_so_many() {
        assert_eq!("2/5".parse(), Ok(Shard { number: 2, of: 5 }));
        for text in ["", "2", "0/5", "6/5", "a/b", "-1/5", "1/0", "1/2/3"] {
            assert_eq!(text.parse::<Shard>(), Err(ShardProblem), "{text}");
        }
    }
}
