//! A sample with its bots and transcripts loaded, on which changed bots are played.

use std::collections::BTreeMap;
use std::sync::Arc;

use dialogsim::bot::Bot;
use dialogsim::diagnostic::Severity;
use dialogsim::integration::{AllowList, Gateway, Interrupt, Secrets, examine};
use dialogsim::linked::{LinkedBot, Names, link};
use dialogsim::load::{Files, load_bot, load_transcripts};
use dialogsim::replay::{Cast, Options, Record, Stop, UploadedFile, Uploads, Verdict, play, prepare};
use dialogsim::source::Sources;
use dialogsim::test_run::Silent;
use dialogsim::transcript::TranscriptFile;

use crate::mutant::{Changes, LeftOut, Mutant};
use crate::sample::{Sample, project};

type Bots = BTreeMap<String, Arc<LinkedBot>>;

/// What is needed to play the transcripts of one sample.
pub(crate) struct Stage<'s> {
    sample: &'s Sample,
    sources: Sources,
    transcripts: Vec<TranscriptFile>,
    /// The bots that the transcripts name, by their main files.
    written: BTreeMap<String, Bot>,
    linked: Bots,
}

impl<'s> Stage<'s> {
    pub(crate) fn new(sample: &'s Sample) -> Self {
        let files = sample.files(&BTreeMap::new());
        let mut sources = Sources::default();
        let mut transcripts = Vec::new();
        for path in sample.transcripts() {
            let loaded = load_transcripts(path, &files, &mut sources);
            assert!(loaded.diagnostics.is_empty(), "{path}: {}", loaded.diagnostics[0].message);
            transcripts.push(loaded.file.unwrap());
        }
        let mut stage =
            Self { sample, sources, transcripts, written: BTreeMap::new(), linked: BTreeMap::new() };
        let mains: Vec<String> = stage.transcripts.iter().flat_map(|file| stage.mains(file)).collect();
        for main in mains {
            let (written, linked) = stage.load(&main, &files).unwrap();
            stage.written.insert(main.clone(), written);
            stage.linked.insert(main, linked);
        }
        stage
    }

    /// How many conversations there are.
    pub(crate) fn cases(&self) -> usize {
        self.transcripts.iter().map(|file| file.cases.len()).sum()
    }

    /// Every change of every bot.
    pub(crate) fn mutants(&self) -> (Vec<Mutant>, BTreeMap<LeftOut, usize>) {
        let (mut mutants, mut left_out) = (Vec::new(), BTreeMap::new());
        for (main, bot) in &self.written {
            let (own, left) = Changes::all(bot, &self.sources, main);
            mutants.extend(own);
            left.into_iter().for_each(|(why, count)| *left_out.entry(why).or_default() += count);
        }
        (mutants, left_out)
    }

    /// The first transcript that fails with the unchanged bots.
    pub(crate) fn first_failure(&self) -> Option<String> {
        self.failure(&self.linked)
    }

    /// The first transcript that fails with a changed bot.
    ///
    /// # Errors
    /// Why that bot cannot be played.
    pub(crate) fn failure_with(&mut self, mutant: &Mutant) -> Result<Option<String>, String> {
        let mut changed: BTreeMap<&str, String> = BTreeMap::new();
        let mut edits: Vec<_> = mutant.edits.iter().collect();
        // From the end of each file, so that the places of the others stay where they are.
        edits.sort_by_key(|(_, edit)| std::cmp::Reverse(edit.span.start));
        for (file, edit) in edits {
            let text = changed.entry(file).or_insert_with(|| self.sample.text(file).to_owned());
            text.replace_range(edit.span.range(), &edit.text);
        }
        let files = self.sample.files(&changed);
        let (_, bot) = self.load(&mutant.bot, &files)?;
        let mut bots = self.linked.clone();
        bots.insert(mutant.bot.clone(), bot);
        Ok(self.failure(&bots))
    }

    fn load(&mut self, main: &str, files: &dyn Files) -> Result<(Bot, Arc<LinkedBot>), String> {
        let loaded = load_bot(main, files, &mut self.sources);
        let mut errors = loaded.diagnostics.iter().filter(|problem| problem.severity == Severity::Error);
        if let Some(error) = errors.next() {
            return Err(error.message.clone());
        }
        let bot = loaded.bot.ok_or("there is no bot")?;
        let linked = link(&Names::new(&bot), &|_| None).ok_or("a name leads nowhere")?;
        Ok((bot, Arc::new(linked)))
    }

    /// The main files of the bots of a file of transcripts.
    fn mains(&self, file: &TranscriptFile) -> Vec<String> {
        let main = |path: &str| match self.sample.has(path) {
            true => path.to_owned(),
            false => format!("{path}/bot.yaml"),
        };
        file.bots.iter().map(|bot| main(&bot.path)).collect()
    }

    fn failure(&self, bots: &Bots) -> Option<String> {
        self.transcripts.iter().find_map(|file| {
            let mut cast = self.mains(file).into_iter().map(|main| bots[&main].clone());
            let gateway =
                Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
            let cast = Arc::new(Cast::new(cast.next().unwrap(), cast, Arc::new(gateway)));
            let failed = file.cases.iter().find(|case| {
                let mut problems = Vec::new();
                let Some(script) = prepare(case, &cast, &OnDisk, &mut problems) else { return true };
                let options =
                    Options { record: Record::Verdict, stop: Stop::WhenAstray, channel: None, live: &[] };
                play(&script, &options, &self.sources, &mut Silent).verdict == Verdict::Failed
            });
            failed.map(|case| case.name.clone())
        })
    }
}

/// The files that consumers send.
struct OnDisk;

impl Uploads for OnDisk {
    fn examine(&self, path: &str) -> Result<Arc<UploadedFile>, String> {
        let path = project().join(path);
        let facts = examine(&path).map_err(|problem| problem.to_string())?;
        Ok(Arc::new(UploadedFile { facts, path }))
    }
}
