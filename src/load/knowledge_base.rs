//! Knowledge bases.

use super::Loader;
use crate::bot::{Article, KnowledgeBase};
use crate::source::Text;
use crate::yaml::{Node, Value};

impl Loader<'_> {
    pub(super) fn load_knowledge_bases(&mut self, node: &Node) -> Vec<KnowledgeBase> {
        let Some(fields) = self.fields(node, "`knowledge_bases`") else { return Vec::new() };
        let entries = fields.entries().iter();
        entries.map(|entry| self.load_knowledge_base(entry.key.clone(), &entry.value)).collect()
    }

    /// A list of articles, or keys.
    fn load_knowledge_base(&mut self, name: Text, node: &Node) -> KnowledgeBase {
        let mut base = KnowledgeBase { name, articles: Vec::new(), mocks: Vec::new() };
        match &node.value {
            Value::Sequence(_) => base.articles = self.load_articles(node),
            Value::Mapping(_) => {
                let Some(mut fields) = self.fields(node, "a knowledge base") else { return base };
                if let Some(node) = fields.value("articles") {
                    base.articles = self.load_articles(node);
                }
                if let Some(node) = fields.value("mock") {
                    base.mocks = self.load_mocks_without_http(node, "a search");
                }
                self.finish(fields);
            }
            _ => self.wrong_type(node, "a knowledge base is a list of articles, or keys with values"),
        }
        base
    }

    fn load_articles(&mut self, node: &Node) -> Vec<Article> {
        self.items(node, "`articles`").iter().filter_map(|item| self.load_article(item)).collect()
    }

    fn load_article(&mut self, node: &Node) -> Option<Article> {
        let mut fields = self.fields(node, "an article")?;
        let title = fields.value("title").and_then(|node| self.name(node, "an article's title"));
        if title.is_none() {
            self.missing(&fields, "title", "The consumer is shown an article by its title.");
        }
        let summary = self.optional(&mut fields, "summary");
        let detail = self.optional(&mut fields, "detail");
        let content_url = self.optional(&mut fields, "content_url");
        let image_url = self.optional(&mut fields, "image_url");
        let phrases = fields.value("phrases").map_or_else(Vec::new, |node| self.texts(node, "a phrase"));
        self.finish(fields);
        Some(Article { title: title?, summary, detail, content_url, image_url, phrases })
    }
}
