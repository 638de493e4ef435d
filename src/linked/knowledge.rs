//! What knowledge bases know, ready to be searched (spec 8.2, 11.4).

use std::sync::Arc;

use super::domain;
use crate::bot::{Article, KnowledgeBase, NluEngine, SearchMode};
use crate::nlu::{Band, Engine, IntentDefinition, IntentModel, Score};
use crate::source::Text;

/// An article as a search answers with it.
#[derive(Debug)]
pub struct LinkedArticle {
    /// Its title.
    pub title: Arc<str>,
    /// The short answer.
    pub summary: Option<Arc<str>>,
    /// The long answer.
    pub detail: Option<Arc<str>>,
    /// The page that tells more.
    pub content_url: Option<Arc<str>>,
    /// Its picture.
    pub image_url: Option<Arc<str>>,
}

/// The articles of a knowledge base, as one mode of search sees them.
#[derive(Debug)]
pub struct ArticleSearch {
    articles: Box<[LinkedArticle]>,
    /// Each article is an intent whose phrases are what it answers.
    model: IntentModel,
    engine: Engine,
}

impl ArticleSearch {
    pub(super) fn new(base: &KnowledgeBase, mode: SearchMode, engine: NluEngine) -> Self {
        let shared = |text: &Option<Text>| text.as_ref().map(Text::shared);
        let linked = |article: &Article| LinkedArticle {
            title: article.title.shared(),
            summary: shared(&article.summary),
            detail: shared(&article.detail),
            content_url: shared(&article.content_url),
            image_url: shared(&article.image_url),
        };
        let learned = |article: &Article| IntentDefinition {
            name: article.title.shared(),
            display_name: None,
            phrases: phrases(article, mode),
            children: Vec::new(),
        };
        Self {
            articles: base.articles.iter().map(linked).collect(),
            model: IntentModel::new(base.articles.iter().map(learned).collect()),
            engine: domain::engine(engine),
        }
    }

    /// The articles that answer a phrase, from the best on, and how sure it is; none below `least`.
    pub fn find(&self, phrase: &str, least: Band) -> Vec<(&LinkedArticle, Score)> {
        let understood = self.model.understand(phrase);
        let good_enough = understood.ranked.iter().filter(|one| Band::of(one.score, self.engine) >= least);
        good_enough.filter_map(|one| Some((self.articles.get(one.intent)?, one.score))).collect()
    }

    /// The score of the article that comes nearest, however low it is.
    pub fn best_score(&self, phrase: &str) -> Option<Score> {
        self.model.understand(phrase).best().map(|best| best.score)
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
}

/// What a mode of search compares the phrase with.
fn phrases(article: &Article, mode: SearchMode) -> Vec<Arc<str>> {
    let own = article.phrases.iter();
    let texts = [Some(&article.title), article.summary.as_ref(), article.detail.as_ref()];
    match mode {
        SearchMode::Intents => own.chain([&article.title]).map(Text::shared).collect(),
        SearchMode::IntentsOnly => own.map(Text::shared).collect(),
        SearchMode::Text => texts.into_iter().flatten().map(Text::shared).collect(),
    }
}
