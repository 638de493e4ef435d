//! What a channel does not take, so far.

use std::ops::RangeInclusive;

use crate::bot::Channel;
use crate::rich::violation::{Consequence, Part, Violation, counted};

/// A report on a message for one channel.
pub(super) struct Report {
    /// The channel.
    pub(super) channel: Channel,
    /// The part that is looked at.
    pub(super) part: Part,
    /// What is wrong so far.
    pub(super) violations: Vec<Violation>,
}

impl Report {
    pub(super) fn new(channel: Channel) -> Self {
        Self { channel, part: Part::Content, violations: Vec::new() }
    }

    /// Reports that the channel does not take what stands there.
    pub(super) fn add(&mut self, pointer: &str, message: String, help: impl Into<String>) -> &mut Violation {
        self.push(pointer, Consequence::ChannelLimit(self.channel), message, help.into())
    }

    /// Reports that the window leaves out what stands there.
    pub(super) fn left_out(&mut self, pointer: &str, message: String, help: &str) -> &mut Violation {
        self.push(pointer, Consequence::NotDrawn, message, help.to_owned())
    }

    fn push(
        &mut self,
        pointer: &str,
        consequence: Consequence,
        message: String,
        help: String,
    ) -> &mut Violation {
        let (place, at) = (self.violations.len(), (self.part, pointer.to_owned()));
        self.violations.push(Violation::new(at, consequence, message, help));
        &mut self.violations[place]
    }

    /// Reports something about the whole part: what the channel does.
    pub(super) fn whole(&mut self, does: &str) {
        let message = format!("the channel `{}` {does}", self.channel.name());
        self.add("", message, "Say it in a text, or only on channels that show it.");
    }

    /// Reports a text that is too long for the channel.
    pub(super) fn length(
        &mut self,
        pointer: &str,
        what: &str,
        text: &str,
        most: usize,
        help: Option<String>,
    ) {
        let length = text.chars().count();
        if length > most {
            let name = self.channel.name();
            let message = format!("{what} has {length} characters and may have at most {most} on `{name}`");
            let help =
                help.unwrap_or_else(|| format!("Shorten it by {}.", counted(length - most, "character")));
            self.add(pointer, message, help).limit = Some(most);
        }
    }

    /// Reports a number of things that is not as it must be on the channel.
    pub(super) fn count(&mut self, pointer: &str, of: &str, actual: usize, bounds: RangeInclusive<usize>) {
        let (least, most) = bounds.into_inner();
        let (limit, bound, help) = if actual > most {
            (most, "at most", format!("Leave out {}.", actual - most))
        } else if actual < least {
            (least, "at least", format!("Add {}.", least - actual))
        } else {
            return;
        };
        let name = self.channel.name();
        let message = format!("there are {actual} {of}, and `{name}` takes {bound} {limit}");
        self.add(pointer, message, help).limit = Some(limit);
    }
}
