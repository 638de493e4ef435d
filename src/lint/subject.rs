//! What the rules look at: a bot's names, with what several rules need worked out once.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Deref;
use std::rc::Rc;

use super::visit::{TextRole, texts};
use crate::code::Scripts;
use crate::flow::Graph;
use crate::linked::Names;
use crate::source::Text;
use crate::text::{RegexNotes, RegexProblem, RegexRule, Template};

/// A bot that is being checked. It can be asked whatever its [`Names`] can.
#[derive(Debug)]
pub struct Subject<'b> {
    names: Names<'b>,
    templates: OnceCell<Vec<(&'b Text, Template)>>,
    regexes: OnceCell<HashMap<&'b str, Rc<Checked>>>,
    scripts: OnceCell<Scripts<'b>>,
    flow: OnceCell<Graph>,
}

/// What the check of a regular expression says.
type Checked = Result<RegexNotes, RegexProblem>;

impl<'b> Subject<'b> {
    /// A bot, by its names.
    pub fn new(names: Names<'b>) -> Self {
        Self {
            names,
            templates: OnceCell::new(),
            regexes: OnceCell::new(),
            scripts: OnceCell::new(),
            flow: OnceCell::new(),
        }
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
}

impl<'b> Deref for Subject<'b> {
    type Target = Names<'b>;

    fn deref(&self) -> &Names<'b> {
        &self.names
    }
}
