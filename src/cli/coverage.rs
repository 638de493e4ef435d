//! `--coverage`, `--fail-under`, `--merge-coverage`: how much of the bots the transcripts play.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::chat::Failure;
use super::host::{People, complain};
use super::transcripts::Loaded;
use super::{Exit, Host};
use crate::diagnostic::{Severity, nearest};
use crate::disk::replace_file;
use crate::integration::Secrets;
use crate::terminal::Terminal;
use crate::test_run::coverage::{Coverage, FailUnder, Plan, report};

/// What is told of coverage.
#[derive(Debug, clap::Args)]
pub(super) struct CoverageArguments {
    /// Show how much of the bots was played; FORMAT=FILE writes lcov, cobertura, html or json. May be given
    /// several times.
    #[arg(
        long,
        value_name = "FORMAT=FILE",
        num_args = 0..=1,
        default_missing_value = "table",
        value_parser = CoverageOutput::from_str
    )]
    coverage: Vec<CoverageOutput>,
    /// Fail where less than this percentage is covered; `90,rules=100` asks for more of one kind of thing.
    #[arg(long, value_name = "PERCENT", value_parser = FailUnder::from_str)]
    fail_under: Option<FailUnder>,
    /// Play nothing: put together what shards wrote with `--coverage=json=FILE`.
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["paths", "watch", "report"])]
    merge_coverage: Vec<PathBuf>,
}

/// A form of coverage, and where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum CoverageOutput {
    /// For people, to standard output.
    Table,
    /// To a file.
    File(Format, PathBuf),
}

/// Forms that are written to files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Lcov,
    Cobertura,
    Html,
    Json,
}

impl Format {
    const ALL: [(&'static str, Self); 4] =
        [("lcov", Self::Lcov), ("cobertura", Self::Cobertura), ("html", Self::Html), ("json", Self::Json)];
}

fn is_format(text: &str) -> bool {
    Format::ALL.iter().any(|(name, _)| *name == text)
}

impl FromStr for CoverageOutput {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "table" {
            return Ok(Self::Table);
        }
        let Some((name, file)) =
            text.split_once('=').or_else(|| Some((text, "")).filter(|_| is_format(text)))
        else {
            return Err(format!(
                "`{text}` is no FORMAT=FILE; for the table alone, write `--coverage` behind the paths, or `--coverage=table`"
            ));
        };
        let Some((_, format)) = Format::ALL.into_iter().find(|(known, _)| *known == name) else {
            let names = Format::ALL.map(|(name, _)| name);
            return Err(match nearest(name, names) {
                Some(meant) => format!("there is no format `{name}`: did you mean `{meant}`?"),
                None => format!("there is no format `{name}`: write one of {}", names.join(", ")),
            });
        };
        if file.is_empty() {
            return Err(format!("where to? write `{name}=FILE`"));
        }
        Ok(Self::File(format, PathBuf::from(file)))
    }
}

impl CoverageArguments {
    /// What there is to cover, where that is asked for.
    ///
    /// # Errors
    /// Two bots have read a file of one name with different texts.
    pub(super) fn plan(&self, loaded: &Loaded) -> Result<Option<Plan>, Failure> {
        if self.coverage.is_empty() && self.fail_under.is_none() {
            return Ok(None);
        }
        let mut plan = Plan::new();
        for (written, bot) in &loaded.bots {
            plan.add(written, bot, &loaded.sources).map_err(|error| (Exit::Failed, error.to_string()))?;
        }
        Ok(Some(plan))
    }

    /// Whether only earlier results are put together.
    pub(super) fn only_merges(&self) -> bool {
        !self.merge_coverage.is_empty()
    }

    /// Puts the results of shards together and tells of them.
    pub(super) fn merge(&self, told: &Told<'_>) -> Result<Exit, Failure> {
        let host = told.host;
        let mut all = Coverage::default();
        for path in &self.merge_coverage {
            let shown = path.display();
            let text = fs::read_to_string(host.folder.join(path))
                .map_err(|error| (Exit::Failed, format!("cannot read {shown}: {error}")))?;
            let one = Coverage::parse(&text).map_err(|error| (Exit::Failed, format!("{shown}: {error}")))?;
            all.merge(one).map_err(|error| (Exit::Failed, format!("{shown}: {error}")))?;
        }
        let text = |name: &str| fs::read_to_string(host.folder.join(name)).ok();
        let telling = Telling { told, text: &text, secrets: &Secrets::default() };
        // Without any form that is asked for, people want to see it.
        let outputs = if self.coverage.is_empty() { &[CoverageOutput::Table][..] } else { &self.coverage };
        telling.tell(&all, outputs, self.fail_under.as_ref())
    }

    /// Tells how much was covered; the exit code says whether that is enough.
    pub(super) fn tell(
        &self,
        coverage: &Coverage,
        loaded: &Loaded,
        told: &Told<'_>,
    ) -> Result<Exit, Failure> {
        let text = |name: &str| loaded.sources.find(name).map(|source| source.text().to_owned());
        let telling = Telling { told, text: &text, secrets: &loaded.secrets() };
        telling.tell(coverage, &self.coverage, self.fail_under.as_ref())
    }
}

/// Where it is told.
pub(super) struct Told<'t> {
    pub(super) host: &'t Host<'t>,
    pub(super) people: &'t People,
    pub(super) messages: &'t Terminal,
}

/// What is needed to tell of coverage.
struct Telling<'t> {
    told: &'t Told<'t>,
    /// A file's text by the name that people see.
    text: &'t dyn Fn(&str) -> Option<String>,
    secrets: &'t Secrets,
}

impl Telling<'_> {
    fn tell(
        &self,
        coverage: &Coverage,
        outputs: &[CoverageOutput],
        fail_under: Option<&FailUnder>,
    ) -> Result<Exit, Failure> {
        for output in outputs {
            match output {
                CoverageOutput::Table => {
                    self.told.people.show(&report::table(coverage, &self.told.people.terminal));
                }
                CoverageOutput::File(format, path) => self.write(coverage, *format, path)?,
            }
        }
        let below = fail_under.map_or_else(Vec::new, |fail_under| fail_under.check(coverage));
        for one in &below {
            complain(self.told.messages, Severity::Error, &one.to_string());
        }
        Ok(if below.is_empty() { Exit::Fine } else { Exit::Problems })
    }

    fn write(&self, coverage: &Coverage, format: Format, path: &Path) -> Result<(), Failure> {
        let written = match format {
            Format::Lcov => Ok(report::lcov(coverage)),
            Format::Cobertura => report::cobertura(coverage),
            Format::Html => report::html(coverage, self.text, self.secrets),
            Format::Json => report::json(coverage),
        };
        let shown = path.display();
        let text = written.map_err(|error| (Exit::Failed, format!("coverage for {shown}: {error}")))?;
        replace_file(&self.told.host.folder.join(path), text.as_bytes())
            .map_err(|error| (Exit::Failed, format!("cannot write {shown}: {error}")))
    }
}
