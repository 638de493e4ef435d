//! Tags in texts that the platform does not allow.

use std::ops::Range;

use super::said::{Part, said};
use crate::bot::Interaction;
use crate::diagnostic::{Diagnostic, rule};
use crate::lint::Subject;
use crate::lint::visit::places;
use crate::source::Text;

rule! {
    /// A text holds HTML that the platform does not allow.
    ///
    /// Messages may hold `<p>`, `<br>`, `<b>`, `<strong>`, `<i>`, `<ul>`, `<ol>`, `<li>`, and `<a>` with an `href` that
    /// begins with `http:`, `https:`, `tel:` or `mailto:`. Other tags, and links that run code, are not taken: the
    /// consumer reads the tag, or nothing. Structured questions, and labels and choices anywhere, take no formatting at
    /// all.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - text: "We are open <u>from 8 to 17</u>."
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Help
    ///     interactions:
    ///       - dialog_starter: { patterns: [help] }
    ///       - text: "We are open <b>from 8 to 17</b>."
    /// ```
    pub(crate) DISALLOWED_HTML = "disallowed-html", Warning
}

/// Spec 5.4.1.
const ALLOWED: [&str; 9] = ["p", "br", "strong", "b", "i", "ul", "ol", "li", "a"];
const SCHEMES: [&str; 4] = ["http:", "https:", "tel:", "mailto:"];
/// What else is HTML: `<name>` is a placeholder of the author's.
const OTHERS: [&str; 52] = [
    "article",
    "audio",
    "blockquote",
    "body",
    "button",
    "center",
    "code",
    "div",
    "dd",
    "dl",
    "dt",
    "em",
    "embed",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "mark",
    "nav",
    "object",
    "option",
    "pre",
    "s",
    "script",
    "select",
    "small",
    "span",
    "style",
    "sub",
    "sup",
    "svg",
    "table",
    "td",
    "textarea",
    "th",
    "tr",
    "u",
    "video",
];

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in places(subject) {
        said(place.interaction, &mut |part, text| {
            if !text.as_str().contains('<') {
                return;
            }
            for tag in tags(text.as_str()) {
                out.extend(problem(part, text, &tag, place.interaction));
            }
        });
    }
}

/// A tag in a text.
struct Tag<'t> {
    /// In lower case.
    name: String,
    /// From `<` to `>`.
    range: Range<usize>,
    /// Behind the name, up to `>`.
    attributes: &'t str,
}

fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('<').map(|at| from + at) {
        from = open + 1;
        // What closes a tag is told with it.
        let inner = &text[from..];
        let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
        let Some(end) = inner.find(['<', '>']).filter(|end| inner[*end..].starts_with('>')) else { continue };
        let Some(attributes) = inner.get(name.len()..end) else { continue };
        let is_tag = attributes.is_empty() || attributes.starts_with([' ', '/', '\n', '\t']);
        if !name.is_empty() && is_tag {
            from += end + 1;
            tags.push(Tag { name: name.to_ascii_lowercase(), range: open..from, attributes });
        }
    }
    tags
}

fn problem(part: Part, text: &Text, tag: &Tag<'_>, interaction: &Interaction) -> Option<Diagnostic> {
    let is_allowed = ALLOWED.contains(&&*tag.name);
    if !is_allowed && !OTHERS.contains(&&*tag.name) {
        return None;
    }
    let is_plain = !matches!(part, Part::Message | Part::Question);
    let (message, help) = if is_plain {
        let what = "a title, a label or a choice takes no formatting".to_owned();
        (what, "The consumer reads the tag as it is written. Take it out.")
    } else if !is_allowed {
        let help = "Messages take `<p>`, `<br>`, `<b>`, `<strong>`, `<i>`, `<ul>`, `<ol>`, `<li>` and `<a href=…>` only. Write it \
                    with one of them, or as plain text.";
        (format!("the platform does not allow `<{}>`", tag.name), help)
    } else {
        let help = "The message is not taken as it is. A link has an `href` that begins with `http:`, `https:`, `tel:` or \
                    `mailto:`, and no attribute that runs code.";
        (unsafe_attribute(tag)?, help)
    };
    Some(
        Diagnostic::new(&DISALLOWED_HTML, text.part(tag.range.clone()), message)
            .label("not allowed here")
            .also(interaction.kind_span, "this interaction")
            .help(help),
    )
}

/// What is wrong with the attributes of a tag that is allowed.
fn unsafe_attribute(tag: &Tag<'_>) -> Option<String> {
    let lower = tag.attributes.to_ascii_lowercase();
    let attributes = || lower.split([' ', '\n', '\t', '/']).filter_map(|attribute| attribute.split_once('='));
    if let Some((name, _)) = attributes().find(|(name, _)| name.len() > 2 && name.starts_with("on")) {
        return Some(format!("`{name}` runs code, which the platform does not allow"));
    }
    let (_, href) = attributes().find(|(name, _)| *name == "href").filter(|_| tag.name == "a")?;
    let href = href.trim_start_matches(['"', '\'']);
    let scheme = &href[..href.find(':')? + 1];
    let is_scheme = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":+-.".contains(&byte));
    (is_scheme && !SCHEMES.contains(&scheme)).then(|| format!("a link may not begin with `{scheme}`"))
}
