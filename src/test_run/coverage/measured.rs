//! The result: what was covered, without the bots.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{CoverageError, Fingerprint, Item, Kind, Needed, Tallies};

/// The version of the JSON. It changes when a reader of the old one could not read the new one.
pub const VERSION: u64 = 1;

/// What conversations have played of bots, by file. Bots that share a file share what is covered of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    files: BTreeMap<String, CoveredFile>,
}

/// What was played of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredFile {
    /// By what its text is known again.
    pub fingerprint: Fingerprint,
    /// How often each item has happened.
    pub items: BTreeMap<Item, u64>,
}

/// Something that has never happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing<'c> {
    /// The item.
    pub item: &'c Item,
    /// Whether it stands for both ways of a rule.
    pub both_ways: bool,
}

impl Missing<'_> {
    /// How many items it stands for.
    pub(super) fn count(&self) -> u64 {
        1 + u64::from(self.both_ways)
    }
}

impl std::fmt::Display for Missing<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.both_ways {
            true => write!(out, "{} was never tried", self.item.label),
            false => out.write_str(&self.item.never()),
        }
    }
}

/// As it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u64,
    files: Vec<WrittenFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    name: String,
    hash: Fingerprint,
    items: Vec<WrittenItem>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenItem {
    line: u32,
    column: u32,
    kind: Kind,
    dialog: String,
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    needs: Option<Needed>,
    hits: u64,
}

/// What is read first, to say which version it is.
#[derive(Deserialize)]
struct Head {
    version: u64,
}

impl Coverage {
    /// Reads what [`super::report::json()`] has written.
    ///
    /// # Errors
    /// It is something else, or of another version.
    pub fn parse(json: &str) -> Result<Self, CoverageError> {
        let unreadable = |error: serde_json::Error| CoverageError::Unreadable(error.to_string());
        let head: Head = serde_json::from_str(json).map_err(unreadable)?;
        if head.version != VERSION {
            return Err(CoverageError::OtherVersion(head.version));
        }
        let written: Written = serde_json::from_str(json).map_err(unreadable)?;
        let mut coverage = Self::default();
        for file in written.files {
            coverage.file(&file.name, file.hash)?;
            for WrittenItem { line, column, kind, dialog, label, needs, hits } in file.items {
                if line == 0 || column == 0 {
                    let reason = format!("lines and columns count from 1, but not those of `{label}`");
                    return Err(CoverageError::Unreadable(reason));
                }
                coverage.add(&file.name, Item { line, kind, column, dialog, label, needs }, hits);
            }
        }
        Ok(coverage)
    }

    /// The JSON on several lines, with a line break at its end.
    pub(super) fn to_json(&self) -> Result<String, serde_json::Error> {
        let item = |(item, hits): (&Item, &u64)| WrittenItem {
            line: item.line,
            column: item.column,
            kind: item.kind,
            dialog: item.dialog.clone(),
            label: item.label.clone(),
            needs: item.needs,
            hits: *hits,
        };
        let file = |(name, file): (&String, &CoveredFile)| WrittenFile {
            name: name.clone(),
            hash: file.fingerprint,
            items: file.items.iter().map(item).collect(),
        };
        let written = Written { version: VERSION, files: self.files.iter().map(file).collect() };
        serde_json::to_string_pretty(&written).map(|json| json + "\n")
    }

    /// Adds a file without items, or finds that it is there.
    pub(super) fn file(&mut self, name: &str, fingerprint: Fingerprint) -> Result<(), CoverageError> {
        let new = || CoveredFile { fingerprint, items: BTreeMap::new() };
        let file = self.files.entry(name.to_owned()).or_insert_with(new);
        if file.fingerprint == fingerprint {
            Ok(())
        } else {
            Err(CoverageError::FileChanged { file: name.to_owned() })
        }
    }

    /// Adds hits of an item of a file that is there.
    pub(super) fn add(&mut self, file: &str, item: Item, hits: u64) {
        if let Some(file) = self.files.get_mut(file) {
            let known = file.items.entry(item).or_default();
            *known = known.saturating_add(hits);
        }
    }

    /// Adds what other conversations have played, with the same bots or with others.
    ///
    /// # Errors
    /// A file of both had different texts. Nothing is added then.
    pub fn merge(&mut self, other: Self) -> Result<(), CoverageError> {
        let is_other = |(name, file): &(&String, &CoveredFile)| {
            self.files.get(*name).is_some_and(|own| own.fingerprint != file.fingerprint)
        };
        if let Some((name, _)) = other.files.iter().find(is_other) {
            return Err(CoverageError::FileChanged { file: name.clone() });
        }
        for (name, file) in other.files {
            self.file(&name, file.fingerprint)?;
            file.items.into_iter().for_each(|(item, hits)| self.add(&name, item, hits));
        }
        Ok(())
    }

    /// Its files by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &CoveredFile)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// All items with their file and their hits, by file, line and kind.
    pub fn items(&self) -> impl Iterator<Item = (&str, &Item, u64)> {
        self.files().flat_map(|(name, file)| file.items.iter().map(move |(item, hits)| (name, item, *hits)))
    }

    /// How many items have happened.
    pub fn tallies(&self) -> Tallies {
        Tallies::of(self.items().map(|(_, item, hits)| (item.kind, hits)))
    }
}

impl CoveredFile {
    /// What has not happened, though what it needs has: the rest of what is missing follows from this.
    pub fn missing(&self) -> Vec<Missing<'_>> {
        let mut hits: BTreeMap<Needed, u64> = BTreeMap::new();
        for (item, own) in &self.items {
            let all = hits.entry(item.as_needed()).or_default();
            *all = all.saturating_add(*own);
        }
        let may_happen = |item: &Item| item.needs.is_none_or(|needed| hits.get(&needed) != Some(&0));
        let missing = self.items.iter().filter(|(item, hits)| **hits == 0 && may_happen(item));
        let missing: BTreeSet<&Item> = missing.map(|(item, _)| item).collect();
        let is_missing = |item: &Item, kind| missing.contains(&Item { kind, ..item.clone() });
        let told = missing.iter().filter_map(|item| match item.kind {
            Kind::RuleTaken if is_missing(item, Kind::RuleNotTaken) => {
                Some(Missing { item, both_ways: true })
            }
            Kind::RuleNotTaken if is_missing(item, Kind::RuleTaken) => None,
            _ => Some(Missing { item, both_ways: false }),
        });
        told.collect()
    }

    /// How many items have happened.
    pub fn tallies(&self) -> Tallies {
        Tallies::of(self.items.iter().map(|(item, hits)| (item.kind, *hits)))
    }

    /// Its dialogs in the order of their first item, with how many of their items have happened.
    pub fn dialogs(&self) -> Vec<(&str, Tallies)> {
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut dialogs: Vec<(&str, Vec<(Kind, u64)>)> = Vec::new();
        for (item, hits) in &self.items {
            let place = *places.entry(&item.dialog).or_insert(dialogs.len());
            if place == dialogs.len() {
                dialogs.push((&item.dialog, Vec::new()));
            }
            dialogs[place].1.push((item.kind, *hits));
        }
        dialogs.into_iter().map(|(name, items)| (name, Tallies::of(items.into_iter()))).collect()
    }
}
