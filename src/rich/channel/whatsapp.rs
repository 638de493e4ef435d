//! WhatsApp's own bodies: lists, and cards with reply buttons (scripting spec 7.9).

use super::profile::{Card, WHATSAPP_OPTIONS};
use super::report::Report;
use super::{Body, body, card};
use crate::bot::Channel;
use crate::rich::{Button, Content, Element};

/// Checks content for WhatsApp.
pub(super) fn check(report: &mut Report, content: &Content, form: &'static Card) {
    match body(content, Channel::WhatsApp) {
        Some(Body::ListMessage) => check_list(report, &content.root, form),
        _ => card::check(report, &content.root, std::slice::from_ref(form)),
    }
}

/// A list: one layout with title, subtitle, footer, the button that opens it, and its sections.
fn check_list(report: &mut Report, root: &Element, form: &'static Card) {
    let pointer = format!("{}/elements", root.common().pointer);
    report.count(&pointer, "parts of the list", root.children().len(), 1..=1);
    let [list, ..] = root.children() else { return };
    let mut options = Vec::new();
    let mut menus = 0;
    for part in list.children() {
        match part {
            Element::Text(text) => {
                let is_footer = text.common.tag.as_deref() == Some("footer");
                let most = if is_footer { form.footer.unwrap_or(form.subtitle) } else { form.subtitle };
                let pointer = format!("{}/text", text.common.pointer);
                report.length(&pointer, "a text of a list", &text.text, most, None);
            }
            Element::Button(button) if button.common.tag.as_deref() == Some("menu") => {
                menus += 1;
                report.length(
                    &format!("{}/title", button.common.pointer),
                    "the title of the button that opens the list",
                    &button.title,
                    form.button_title,
                    None,
                );
            }
            Element::Horizontal(section) => {
                section.elements.iter().for_each(|column| options.extend(options_of(column)));
            }
            other => misplaced(report, other),
        }
    }
    let pointer = format!("{}/elements", list.common().pointer);
    report.count(&pointer, "buttons with the tag `menu`", menus, 1..=1);
    report.count(&pointer, "options in the list", options.len(), 1..=WHATSAPP_OPTIONS);
    options.iter().for_each(|option| card::check_button(report, option, form));
}

fn options_of(column: &Element) -> impl Iterator<Item = &Button> {
    column.children().iter().filter_map(|part| match part {
        Element::Button(button) => Some(button),
        _ => None,
    })
}

fn misplaced(report: &mut Report, element: &Element) {
    let one = element.element_type().one();
    let message = format!(
        "{one} cannot stand in a list on `whatsapp`: it has texts, a button with the tag `menu`, and sections"
    );
    let help = "Put options into a `horizontal` with a `vertical` in it.";
    report.add(&element.common().pointer, message, help);
}
