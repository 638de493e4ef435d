//! YAML as a tree that is changed in one place and written anew, in another style.

use dialogsim::source::Sources;
use dialogsim::yaml::{Limits, Node, Value, parse_yaml};

#[derive(Clone, Debug)]
pub(crate) enum Tree {
    Null,
    Scalar { text: String, plain: bool },
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

impl Tree {
    pub(crate) fn read(text: &str) -> Self {
        let mut sources = Sources::default();
        let id = sources.add("", text);
        let (document, problems) = parse_yaml(&sources, id, &Limits::default());
        assert!(problems.is_empty(), "{problems:?}");
        Self::of(&document.unwrap().root)
    }

    fn of(node: &Node) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Scalar(scalar) => {
                Self::Scalar { text: scalar.text.as_str().to_owned(), plain: scalar.plain }
            }
            Value::Sequence(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Mapping(entries) => {
                let entry =
                    |entry: &dialogsim::yaml::Entry| (entry.key.as_str().to_owned(), Self::of(&entry.value));
                Self::Map(entries.iter().map(entry).collect())
            }
        }
    }

    /// In one line, with everything in quotes that may be.
    pub(crate) fn written(&self) -> String {
        let quoted = |text: &str| serde_json::to_string(text).unwrap();
        match self {
            Self::Null => String::new(),
            Self::Scalar { text, plain } => {
                let is_json = matches!(text.as_str(), "null" | "~" | "" | "true" | "false")
                    || serde_json::from_str::<serde_json::Number>(text).is_ok();
                if *plain && is_json { text.clone() } else { quoted(text) }
            }
            Self::List(items) => {
                format!("[{}]", items.iter().map(Self::written).collect::<Vec<_>>().join(", "))
            }
            Self::Map(entries) => {
                let entry = |(key, value): &(String, Self)| format!("{}: {}", quoted(key), value.written());
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// As a bot's file: the keys at the top begin a line each.
    pub(crate) fn file(&self) -> String {
        let Self::Map(entries) = self else { panic!("a file has keys") };
        entries.iter().map(|(key, value)| format!("{key}: {}\n", value.written())).collect()
    }

    /// Every place in the tree, as the way to it.
    pub(crate) fn ways(&self) -> Vec<Vec<usize>> {
        let mut ways = Vec::new();
        self.add_ways(&mut Vec::new(), &mut ways);
        ways
    }

    fn add_ways(&self, way: &mut Vec<usize>, ways: &mut Vec<Vec<usize>>) {
        for index in 0..self.children() {
            way.push(index);
            ways.push(way.clone());
            self.child(index).add_ways(way, ways);
            way.pop();
        }
    }

    fn children(&self) -> usize {
        match self {
            Self::List(items) => items.len(),
            Self::Map(entries) => entries.len(),
            Self::Null | Self::Scalar { .. } => 0,
        }
    }

    fn child(&self, index: usize) -> &Self {
        match self {
            Self::List(items) => &items[index],
            Self::Map(entries) => &entries[index].1,
            Self::Null | Self::Scalar { .. } => panic!("no children"),
        }
    }

    fn at(&mut self, way: &[usize]) -> &mut Self {
        way.iter().fold(self, |tree, index| match tree {
            Self::List(items) => &mut items[*index],
            Self::Map(entries) => &mut entries[*index].1,
            Self::Null | Self::Scalar { .. } => panic!("no children"),
        })
    }

    /// The keys on the way to a place, for people.
    pub(crate) fn told(&self, way: &[usize]) -> String {
        let mut tree = self;
        let mut told = String::new();
        for index in way {
            match tree {
                Self::Map(entries) => told.push_str(&format!(".{}", entries[*index].0)),
                _ => told.push_str(&format!("[{}]", index + 1)),
            }
            tree = tree.child(*index);
        }
        told.trim_start_matches('.').to_owned()
    }

    /// The tree without what is at a place.
    pub(crate) fn without(&self, way: &[usize]) -> Self {
        let mut tree = self.clone();
        let (last, before) = way.split_last().unwrap();
        match tree.at(before) {
            Self::List(items) => drop(items.remove(*last)),
            Self::Map(entries) => drop(entries.remove(*last)),
            Self::Null | Self::Scalar { .. } => panic!("no children"),
        }
        tree
    }

    /// The tree with two neighbours in each other's place; keys stay where they are.
    pub(crate) fn swapped(&self, way: &[usize]) -> Self {
        let mut tree = self.clone();
        let (last, before) = way.split_last().unwrap();
        if let Self::List(items) = tree.at(before) {
            let next = (last + 1) % items.len();
            items.swap(*last, next);
        }
        tree
    }

    /// The tree with another scalar at a place; nothing where none is there.
    pub(crate) fn with(&self, way: &[usize], change: &dyn Fn(&str) -> String) -> Option<Self> {
        let mut tree = self.clone();
        let Self::Scalar { text, .. } = tree.at(way) else { return None };
        *text = change(text);
        Some(tree)
    }

    /// All keys in another order, apart from those whose order has a meaning: what is first says the kind, of two
    /// intents that fit equally the first one counts, and variables are set one after the other.
    pub(crate) fn turned(&self) -> Self {
        match self {
            Self::List(items) => Self::List(items.iter().map(Self::turned).collect()),
            Self::Map(entries) => {
                let entry = |(key, value): &(String, Self)| {
                    let is_ordered = matches!(key.as_str(), "intents" | "entities" | "set");
                    let value = if is_ordered { value.clone() } else { value.turned() };
                    (key.clone(), value)
                };
                let mut entries: Vec<(String, Self)> = entries.iter().map(entry).collect();
                if let Some((_, rest)) = entries.split_first_mut() {
                    rest.reverse();
                }
                Self::Map(entries)
            }
            other => other.clone(),
        }
    }
}
