//! Templates that escape what is filled in.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error};
use serde::Serialize;

use super::GraphError;

/// A template with its values: everything that is filled in is escaped for HTML and XML, and numbers are short.
///
/// # Errors
/// A mistake of this program: the templates are part of it.
pub(super) fn filled(template: &str, values: &impl Serialize) -> Result<String, GraphError> {
    rendered(template, values).map_err(|error| GraphError::Writing(error.to_string()))
}

fn rendered(template: &str, values: &impl Serialize) -> Result<String, Error> {
    let mut templates = Environment::new();
    templates.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    templates.add_filter("px", px);
    templates.render_str(template, Serde(values))
}

/// A length with one digit behind the point at most.
fn px(length: f64) -> String {
    let text = format!("{length:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
