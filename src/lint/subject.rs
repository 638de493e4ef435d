//! What the rules look at: a bot's names, with what several rules need worked out once.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::rc::Rc;

use super::rich_content::{Found, violations};
use super::triggers::Triggers;
use super::variables::Variables;
use super::visit::{TextRole, patterns, quoted_in_code, texts};
use crate::bot::RegexSearch;
use crate::code::Scripts;
use crate::flow::Graph;
use crate::linked::Names;
use crate::source::{Sources, Text};
use crate::text::{Pattern, PatternProblem, RegexMode, RegexNotes, RegexProblem, RegexRule, Template};

/// A bot that is being checked. It can be asked whatever its [`Names`] can.
#[derive(Debug)]
pub struct Subject<'b> {
    names: Names<'b>,
    sources: &'b Sources,
    templates: OnceCell<Vec<(&'b Text, Template)>>,
    regexes: OnceCell<HashMap<&'b str, Rc<Checked>>>,
    regex_rules: RefCell<HashMap<Box<str>, Option<RegexRule>>>,
    patterns: OnceCell<HashMap<&'b str, Parsed>>,
    scripts: OnceCell<Scripts<'b>>,
    flow: OnceCell<Graph>,
    triggers: OnceCell<Triggers<'b>>,
    quoted: OnceCell<HashSet<&'b str>>,
    variables: OnceCell<Variables<'b>>,
    rich_content: OnceCell<Vec<Found<'b>>>,
}

/// A pattern, or everything that is wrong with it.
pub(super) type Parsed = Result<Pattern, Vec<PatternProblem>>;

/// What the check of a regular expression says.
type Checked = Result<RegexNotes, RegexProblem>;

impl<'b> Subject<'b> {
    /// A bot, by its names, and the texts of its files.
    pub fn new(names: Names<'b>, sources: &'b Sources) -> Self {
        Self {
            names,
            sources,
            templates: OnceCell::new(),
            regexes: OnceCell::new(),
            regex_rules: RefCell::default(),
            patterns: OnceCell::new(),
            scripts: OnceCell::new(),
            flow: OnceCell::new(),
            triggers: OnceCell::new(),
            quoted: OnceCell::new(),
            variables: OnceCell::new(),
            rich_content: OnceCell::new(),
        }
    }

    /// The texts of the bot's files, for what would mend a problem: what is wrong is seen in the bot itself.
    pub(super) fn sources(&self) -> &'b Sources {
        self.sources
    }

    /// Every text of the bot that may hold references, parsed. Most texts hold no brace, and then there
    /// is nothing to see in them.
    pub(super) fn templates(&self) -> &[(&'b Text, Template)] {
        self.templates.get_or_init(|| {
            let mut found = Vec::new();
            texts(self.names.bot(), &mut |text, role| {
                if !text.as_str().contains('{') {
                    return;
                }
                match role {
                    TextRole::Environment => {}
                    TextRole::Mock => found.push((text, Template::parse_mock(text.as_str()))),
                    TextRole::Filled | TextRole::Skill | TextRole::Request => {
                        found.push((text, Template::parse(text.as_str())));
                    }
                }
            });
            found
        })
    }

    /// All code of the bot, read.
    pub(super) fn scripts(&self) -> &Scripts<'b> {
        self.scripts.get_or_init(|| Scripts::new(&self.names))
    }

    /// What may follow what.
    pub(super) fn flow(&self) -> &Graph {
        self.flow.get_or_init(|| Graph::new(&self.names, self.scripts()))
    }

    /// What can trigger the bot's dialogs.
    pub(super) fn triggers(&self) -> &Triggers<'b> {
        self.triggers.get_or_init(|| Triggers::new(self))
    }

    /// One of the bot's own patterns, parsed once wherever else it stands.
    pub(super) fn pattern(&self, text: &Text) -> Parsed {
        let parsed = self.patterns.get_or_init(|| {
            let mut parsed = HashMap::new();
            for text in patterns(&self.names).map(|found| found.text) {
                parsed.entry(text.as_str()).or_insert_with(|| Pattern::parse(text.as_str()));
            }
            parsed
        });
        parsed.get(text.as_str()).cloned().unwrap_or_else(|| Pattern::parse(text.as_str()))
    }

    /// Everything between quotes in the bot's code.
    pub(super) fn quoted(&self) -> &HashSet<&'b str> {
        self.quoted.get_or_init(|| quoted_in_code(self.names.bot()))
    }

    /// Where the bot's variables get their values.
    pub(super) fn variables(&self) -> &Variables<'b> {
        self.variables.get_or_init(|| Variables::new(&self.names, self.scripts()))
    }

    /// Everything that is wrong with the bot's structured content.
    pub(super) fn rich_content(&self) -> &[Found<'b>] {
        self.rich_content.get_or_init(|| violations(&self.names))
    }

    /// What the check of one of the bot's own regular expressions says. Authors use the same few again
    /// and again, so each is checked once.
    pub(super) fn regex(&self, text: &Text) -> Rc<Checked> {
        let checked = self.regexes.get_or_init(|| {
            let mut checked = HashMap::new();
            for regex in super::visit::regexes(self.names.bot()) {
                let check = || Rc::new(RegexRule::check(regex.as_str()));
                checked.entry(regex.as_str()).or_insert_with(check);
            }
            checked
        });
        let found = checked.get(text.as_str()).cloned();
        found.unwrap_or_else(|| Rc::new(RegexRule::check(text.as_str())))
    }

    /// A regular expression of a rule, as the bot's settings have it applied; compiled once wherever else it
    /// stands. `None` where it cannot be read.
    pub(super) fn regex_rule(&self, text: &Text) -> Option<RegexRule> {
        if let Some(known) = self.regex_rules.borrow().get(text.as_str()) {
            return known.clone();
        }
        let mode = match self.names.bot().settings.regex_search {
            RegexSearch::WholeMessage => RegexMode::Full,
            RegexSearch::Anywhere => RegexMode::Search,
        };
        let made = RegexRule::new(text.as_str(), mode).ok();
        self.regex_rules.borrow_mut().insert(text.as_str().into(), made.clone());
        made
    }
}

impl<'b> Deref for Subject<'b> {
    type Target = Names<'b>;

    fn deref(&self) -> &Names<'b> {
        &self.names
    }
}
