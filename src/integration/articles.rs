//! Searches that no mock answers: the bot's own articles do (spec 8.2, 11.4).

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{Answered, HttpRequest};
use crate::bot::MinConfidence;
use crate::linked::{ArticleSearch, LinkedArticle, LinkedIntegrationKind};
use crate::nlu::{Band, Score};

/// How a search of articles went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Searched {
    /// How many articles there are.
    pub articles: usize,
    /// How many are good enough.
    pub good_enough: usize,
    /// What is good enough.
    pub least: Band,
    /// The best score, however low.
    pub best: Option<Score>,
}

/// Answers a search from articles.
pub(super) fn search(
    articles: &ArticleSearch,
    kind: &LinkedIntegrationKind,
    request: &HttpRequest,
) -> (Answered, Searched) {
    let param = |wanted: &str| {
        let found = request.params.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.as_str())
    };
    let phrase = param("phrase").unwrap_or_default();
    let least = least(param("min_confidence").or(param("threshold")));
    let most = param("max_answers").or(param("max_results")).and_then(|most| most.parse().ok()).unwrap_or(1);
    let found = articles.find(phrase, least);
    let searched = Searched {
        articles: articles.len(),
        good_enough: found.len(),
        least,
        best: articles.best_score(phrase),
    };
    let results: Vec<Json> =
        found.iter().take(most).map(|(article, score)| result(article, *score)).collect();
    // The platform's two ways to search answer in different shapes.
    let body = match kind {
        LinkedIntegrationKind::KnowledgeBase => json!({ "results": results }),
        _ => json!({ "successResult": { "success": results } }),
    };
    let body = Arc::from(body.to_string().into_bytes());
    (Answered { status: 200, headers: Vec::new(), body }, searched)
}

fn least(word: Option<&str>) -> Band {
    match MinConfidence::ALL.iter().find(|(name, _)| Some(*name) == word).map(|(_, least)| *least) {
        Some(MinConfidence::VeryGood) => Band::VeryGood,
        Some(MinConfidence::FairPlus) => Band::FairPlus,
        Some(MinConfidence::Good) | None => Band::Good,
    }
}

/// An article under the platform's names; what it does not have is left out.
fn result(article: &LinkedArticle, score: Score) -> Json {
    let LinkedArticle { title, summary, detail, content_url, image_url } = article;
    let pairs = [
        ("title", Some(title)),
        ("summary", summary.as_ref()),
        ("detail", detail.as_ref()),
        ("contentURL", content_url.as_ref()),
        ("imageURL", image_url.as_ref()),
    ];
    let texts = pairs.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Json::from(&**text?))));
    let score = ("score".to_owned(), Json::from(f64::from(score.hundredths()) / 10_000.0));
    Json::Object(texts.chain([score]).collect())
}
