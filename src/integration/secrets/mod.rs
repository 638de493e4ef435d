//! Values that no output may show.
//!
//! Promise 2 of the product: what comes from the process environment, and well-known credentials,
//! are masked in everything that is written. [`Secrets::mask`] is for any text, [`Secrets::mask_url`]
//! and [`Secrets::mask_header`] for places where more is known. Pure; who prints, masks.

mod credentials;
mod forms;

use std::borrow::Cow;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use crate::linked::LinkedBot;

pub use credentials::{is_credential_header, is_credential_parameter};

/// What stands in the place of a secret.
pub const MASK: &str = "***";

/// Values with fewer characters are not masked: replacing each `1` or `on` would leave no output
/// readable, and so short a value protects nothing.
pub const MIN_SECRET_CHARS: usize = 4;

/// The registered secrets, in all forms that a request or a file may show them in.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    finder: Finder,
    /// For each pattern of the finder, whether it is base64 from the middle of a longer value.
    inner_base64: Vec<bool>,
}

/// What to look for.
#[derive(Clone, Debug, Default)]
enum Finder {
    #[default]
    Nothing,
    Forms(AhoCorasick),
    /// The values are too many (gigabytes) for one automaton: then nothing may be shown at all.
    Everything,
}

impl Secrets {
    /// Registers values; those under [`MIN_SECRET_CHARS`] are left out.
    ///
    /// Each is found as it is, percent-encoded, escaped as in JSON, and inside the base64 of a Basic
    /// credential, whatever the user name. Of an http or https URL only the credentials, path, query
    /// and fragment are secret: its origin stands on the allow list in plain sight.
    pub fn new<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> Self {
        let mut forms: Vec<_> =
            values.into_iter().flat_map(|value| forms::of_value(value.as_ref())).collect();
        forms.sort_unstable();
        forms.dedup_by(|next, kept| next.text == kept.text);
        if forms.is_empty() {
            return Self::default();
        }
        let finder = AhoCorasick::new(forms.iter().map(|form| &form.text));
        let finder = finder.map_or(Finder::Everything, Finder::Forms);
        let inner_base64 = forms.iter().map(|form| form.inner_base64).collect();
        Self { finder, inner_base64 }
    }

    /// What these bots were given by the process environment.
    pub fn of<'b>(bots: impl IntoIterator<Item = &'b LinkedBot>) -> Self {
        Self::new(bots.into_iter().flat_map(|bot| &bot.secrets).map(|(_, value)| value))
    }

    /// Whether a text holds a secret in any form.
    pub fn contained_in(&self, text: &str) -> bool {
        match &self.finder {
            Finder::Nothing => false,
            Finder::Forms(finder) => finder.is_match(text),
            Finder::Everything => true,
        }
    }

    /// The text with each secret replaced by [`MASK`]; borrowed where there is none.
    pub fn mask<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if matches!(self.finder, Finder::Everything) {
            return Cow::Borrowed(MASK);
        }
        let mut masked = Cow::Borrowed(text);
        // Again until nothing is found: a mask and what stands beside it may spell a secret. Ends, as
        // every form is longer than the mask.
        while let Some(shorter) = self.mask_once(&masked) {
            masked = Cow::Owned(shorter);
        }
        masked
    }

    /// A URL to show: credentials before the host and the values of well-known parameters are masked
    /// whatever they are, then everything that is registered. The rest stays as written.
    pub fn mask_url(&self, url: &str) -> String {
        self.mask(&credentials::mask_in_url(url)).into_owned()
    }

    /// A header's value to show: the value of a well-known credential header is masked whatever it
    /// is, except for the scheme word (`Bearer ***`); of others what is registered.
    pub fn mask_header(&self, name: &str, value: &str) -> String {
        match is_credential_header(name) {
            true => credentials::mask_credential(value),
            false => self.mask(value).into_owned(),
        }
    }

    fn mask_once(&self, text: &str) -> Option<String> {
        let found = self.places(text);
        let mut rest = 0;
        let mut masked = String::with_capacity(text.len());
        for place in &found {
            masked.push_str(&text[rest..place.start]);
            masked.push_str(MASK);
            rest = place.end;
        }
        masked.push_str(&text[rest..]);
        (!found.is_empty()).then_some(masked)
    }

    /// Where secrets stand; those that overlap are one place, so that no half of one is left over.
    fn places(&self, text: &str) -> Vec<Range<usize>> {
        let Finder::Forms(finder) = &self.finder else { return Vec::new() };
        let mut found: Vec<Range<usize>> = Vec::new();
        for hit in finder.find_overlapping_iter(text) {
            let inner = self.inner_base64.get(hit.pattern().as_usize()).copied().unwrap_or(false);
            found.push(if inner { widened(text, hit.range()) } else { hit.range() });
        }
        found.sort_unstable_by_key(|place| (place.start, place.end));
        found.dedup_by(|next, kept| {
            let overlaps = next.start < kept.end;
            if overlaps {
                kept.end = kept.end.max(next.end);
            }
            overlaps
        });
        found
    }
}

/// The characters beside an inner piece of base64 hold some bits of the secret too.
fn widened(text: &str, range: Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let is_base64 =
        |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+/-_=".contains(byte));
    let start = range.start.checked_sub(1).filter(|at| is_base64(*at)).unwrap_or(range.start);
    let end = if is_base64(range.end) { range.end + 1 } else { range.end };
    start..end
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
