//! Knowledge bases: the local stand-in for what the platform searches (spec 8.2, 11.4).

use super::Mock;
use crate::source::Text;

/// A knowledge base, by the name that interactions and integrations search it with.
#[derive(Clone, Debug)]
pub struct KnowledgeBase {
    /// Its name.
    pub name: Text,
    /// What it knows.
    pub articles: Vec<Article>,
    /// What a search answers, tried from the top before the articles are looked at.
    pub mocks: Vec<Mock>,
}

/// An article of a knowledge base.
#[derive(Clone, Debug)]
pub struct Article {
    /// Its title.
    pub title: Text,
    /// The short answer.
    pub summary: Option<Text>,
    /// The long answer.
    pub detail: Option<Text>,
    /// The page that tells more.
    pub content_url: Option<Text>,
    /// Its picture.
    pub image_url: Option<Text>,
    /// What it answers, in the consumer's words.
    pub phrases: Vec<Text>,
}

/// What a search of a KnowledgeAI integration looks at (spec 11.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchMode {
    /// The phrases and the titles.
    Intents,
    /// The phrases alone.
    IntentsOnly,
    /// The texts of the articles.
    Text,
}

impl SearchMode {
    /// Every mode with its word.
    pub const ALL: [(&'static str, Self); 3] =
        [("intents", Self::Intents), ("intents_only", Self::IntentsOnly), ("text", Self::Text)];

    /// The word in the bot file.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, mode)| *mode == self).map_or("", |(name, _)| name)
    }
}

/// The least confidence that an answer must have (spec 8.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinConfidence {
    /// `VERY GOOD`
    VeryGood,
    /// `GOOD`
    Good,
    /// `FAIR PLUS`
    FairPlus,
}

impl MinConfidence {
    /// Every confidence with its word.
    pub const ALL: [(&'static str, Self); 3] =
        [("very_good", Self::VeryGood), ("good", Self::Good), ("fair_plus", Self::FairPlus)];

    /// The word in the bot file.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, least)| *least == self).map_or("", |(name, _)| name)
    }
}

/// How answers are shown (spec 8.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerLayout {
    /// Auto render, rich: a card for each answer.
    Rich,
    /// Auto render, plain: the single best answer as a text.
    Plain,
    /// No auto rendering: they are only stored.
    None,
}

impl AnswerLayout {
    /// Every layout with its word.
    pub const ALL: [(&'static str, Self); 3] =
        [("rich", Self::Rich), ("plain", Self::Plain), ("none", Self::None)];
}
