//! Where the reading stands, and what is wrong so far.

use crate::rich::violation::{Consequence, Part, Violation};
use crate::text::pointer_step;

/// A walk through JSON that remembers its path.
pub(super) struct Reader<'j> {
    /// What is read.
    pub(super) part: Part,
    /// What is wrong so far.
    pub(super) violations: Vec<Violation>,
    path: Vec<Step<'j>>,
}

/// A step of a path.
#[derive(Clone, Copy)]
pub(super) enum Step<'j> {
    /// To the value of a key.
    Key(&'j str),
    /// To the item of a list.
    Item(usize),
}

impl<'j> Reader<'j> {
    pub(super) fn new(part: Part) -> Self {
        Self { part, violations: Vec::new(), path: Vec::new() }
    }

    /// Reads something one step on.
    pub(super) fn within<T>(&mut self, step: Step<'j>, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step);
        let done = read(self);
        self.path.pop();
        done
    }

    /// Where the reading stands, as a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Key(key) => pointer.push_str(&pointer_step(key)),
                Step::Item(place) => pointer.push_str(&place.to_string()),
            }
        }
        pointer
    }

    /// Reports that the window refuses what stands here.
    pub(super) fn refuse(&mut self, message: String, help: impl Into<String>) -> &mut Violation {
        let (place, at) = (self.violations.len(), (self.part, self.pointer()));
        self.violations.push(Violation::new(at, Consequence::NotRendered, message, help));
        &mut self.violations[place]
    }

    /// Reports that the window refuses what stands one step on.
    pub(super) fn refuse_at(
        &mut self,
        step: Step<'j>,
        message: String,
        help: impl Into<String>,
    ) -> &mut Violation {
        self.path.push(step);
        let (place, at) = (self.violations.len(), (self.part, self.pointer()));
        self.violations.push(Violation::new(at, Consequence::NotRendered, message, help));
        self.path.pop();
        &mut self.violations[place]
    }
}
