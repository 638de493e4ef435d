//! Linking integrations and the environment that their requests read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::integration::DEFAULT_TIMEOUT;
use super::link::Linker;
use super::{LinkedField, LinkedHttp, LinkedIntegration};
use crate::bot::{Bot, DataField, HttpDefinition, Integration, IntegrationKind, Pair};
use crate::source::Text;
use crate::text::{JsonPath, ProcessEnvironmentText, Reference, Template};

impl Linker<'_, '_> {
    pub(super) fn environment(&mut self, bot: &Bot) -> BTreeMap<Arc<str>, Arc<str>> {
        let mut variables = BTreeMap::new();
        for variable in &bot.environment {
            let value = Arc::from(self.expanded(&variable.value));
            let unset = std::mem::take(&mut self.unset);
            if !unset.is_empty() {
                self.unset_environment.insert(variable.name.as_str().to_owned(), unset);
            }
            variables.insert(variable.name.shared(), value);
        }
        variables
    }

    /// A text with `${VAR}` read from the process environment; what came from there is a secret.
    pub(super) fn expanded(&mut self, text: &Text) -> String {
        let expansion = ProcessEnvironmentText::parse(text.as_str()).expand(self.environment);
        self.secrets.extend(expansion.used);
        for (name, _) in expansion.unset {
            if !self.unset.contains(&name) {
                self.unset.push(name);
            }
        }
        expansion.value
    }

    pub(super) fn integration(&mut self, integration: &Integration) -> Option<LinkedIntegration> {
        self.unset.clear();
        let (kind, articles) = self.service(&integration.kind, &integration.name)?;
        let unset = self.unset_for(&integration.kind);
        let variable = integration.answer();
        let field = |field: &DataField| LinkedField {
            name: Arc::from(format!("{}.{}", integration.name, field.name)),
            source: result_path(&field.path),
        };
        Some(LinkedIntegration {
            name: integration.name.shared(),
            key: integration.kind.key(),
            kind,
            articles: articles.map(Box::new),
            result_variable: Arc::from(format!("api_{variable}")),
            fields: integration.fields.iter().map(field).collect(),
            mocks: integration.mocks.clone().into_boxed_slice(),
            transform: None,
            unset,
            span: integration.name.span(),
        })
    }

    /// The unset process variables that a request needs, itself or by way of `{$env.name}`.
    fn unset_for(&mut self, kind: &IntegrationKind) -> Vec<String> {
        let mut unset = std::mem::take(&mut self.unset);
        let Some(http) = kind.http() else { return unset };
        let pairs = http.params.iter().chain(&http.headers).map(|pair| &pair.value);
        for text in [&http.url].into_iter().chain(&http.body).chain(pairs) {
            for (reference, _) in Template::parse(text.as_str()).references() {
                if let Reference::Environment(name) = reference
                    && let Some(variables) = self.unset_environment.get(&**name)
                {
                    unset.extend(variables.iter().cloned());
                }
            }
        }
        unset
    }

    pub(super) fn http(&mut self, http: &HttpDefinition) -> LinkedHttp {
        LinkedHttp {
            method: http.method.value,
            url: Template::parse(&self.expanded(&http.url)),
            params: self.pairs(&http.params),
            headers: self.pairs(&http.headers),
            body: http.body.as_ref().map(|body| Template::parse(&self.expanded(body))),
            timeout: http.timeout.map_or(DEFAULT_TIMEOUT, |timeout| timeout.value),
        }
    }

    pub(super) fn pairs(&mut self, pairs: &[Pair]) -> Vec<(Arc<str>, Template)> {
        let pair = |pair: &Pair| (pair.key.shared(), Template::parse(&self.expanded(&pair.value)));
        pairs.iter().map(pair).collect()
    }
}

/// The place in a stored response that a custom data field reads. What stands around it is reported by the rule
/// `malformed-data-field`.
pub(super) fn result_path(text: &Text) -> Option<(Arc<str>, JsonPath)> {
    Template::parse(text.as_str()).references().find_map(|(reference, _)| match reference {
        Reference::JsonPath { variable, path } => Some((variable.clone(), path.clone())),
        _ => None,
    })
}
