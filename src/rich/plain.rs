//! What structured content says, without its looks.

use super::{Content, Element};

impl Content {
    /// What its texts say, one below the other; the titles of its buttons where it has no text.
    pub fn plain_text(&self) -> String {
        let (mut texts, mut titles) = (Vec::new(), Vec::new());
        let mut left = vec![&self.root];
        while let Some(element) = left.pop() {
            match element {
                Element::Text(text) if !text.text.is_empty() => texts.push(&*text.text),
                Element::Template(template) => texts.push(&*template.title),
                Element::Button(button) => titles.push(&*button.title),
                other => left.extend(other.children().iter().rev()),
            }
        }
        if texts.is_empty() { titles.join("\n") } else { texts.join("\n") }
    }
}
