//! Elements of structured content, drawn into lines of a given width (scripting spec 7.2, 8).

use std::collections::HashMap;

use super::page::Page;
use crate::rich::{
    Button, Checkbox, Clickable, Element, Horizontal, Image, KeyValuePairList, Map, SelectMode,
    Style as Looks, Template,
};
use crate::terminal::{Look, Style, display_width, wrap};

/// Below so many columns nothing stands side by side.
const LEAST_SIDE_BY_SIDE: usize = 60;
/// Between what stands side by side.
const GAP: usize = 2;
/// How far a card's content stands in.
const INSIDE: usize = 2;

/// Draws the elements of one message.
pub(super) struct Drawing<'d> {
    page: &'d Page<'d>,
    /// What can be tapped, by its place in the content.
    by_pointer: HashMap<&'d str, Vec<&'d Clickable<'d>>>,
}

impl<'d> Drawing<'d> {
    pub(super) fn new(page: &'d Page<'d>, clickables: &'d [Clickable<'d>]) -> Self {
        let mut by_pointer: HashMap<&str, Vec<&Clickable<'_>>> = HashMap::new();
        for clickable in clickables.iter().filter(|one| one.part == crate::rich::Part::Content) {
            by_pointer.entry(clickable.pointer).or_default().push(clickable);
        }
        Self { page, by_pointer }
    }

    /// The lines of an element, each of at most `width` columns.
    pub(super) fn element(&self, element: &Element, width: usize) -> Vec<String> {
        match element {
            Element::Text(text) => self.text(&text.text, &text.common.style, width),
            Element::Button(button) => self.button(button, width),
            Element::SubmitButton(button) => {
                let note = if button.disabled { " (disabled)" } else { "" };
                self.numbered(&button.common.pointer, &format!("{}{note}", button.title), width)
            }
            Element::Image(image) => self.image(image, width),
            Element::Map(map) => self.map(map, width),
            Element::LinkPreview(link) => {
                let title = link.title.as_deref().unwrap_or("page");
                self.dim(&format!("[link: {title}] {}", link.url), width)
            }
            Element::Template(template) => self.template(template, width),
            Element::KeyValuePairList(list) => self.pairs(list, width),
            Element::Horizontal(row) => self.horizontal(row, width),
            Element::Carousel(carousel) => {
                self.cards(&carousel.elements, width, |at, of| format!("Card {at}/{of}"))
            }
            Element::CarouselSelect(select) => {
                let how = match select.mode {
                    SelectMode::Single => "choose one",
                    SelectMode::Multiple => "choose several",
                };
                self.cards(&select.elements, width, |at, of| format!("Card {at}/{of}, {how}"))
            }
            Element::AccordionSelect(select) => {
                let title = |at: usize| select.titles.get(at - 1).map_or("", |title| &title.name);
                self.cards(&select.elements, width, |at, _| title(at).to_owned())
            }
            Element::Tabs(tabs) => {
                let label = |at: usize| tabs.elements.get(at - 1).and_then(|card| card.common().tag.clone());
                self.cards(&tabs.elements, width, |at, of| {
                    label(at).map_or_else(|| format!("Tab {at}/{of}"), |label| format!("Tab {label}"))
                })
            }
            Element::Checkbox(checkbox) => self.checkbox(checkbox, width),
            other => self.stacked(other.children(), width),
        }
    }

    fn stacked(&self, elements: &[Element], width: usize) -> Vec<String> {
        elements.iter().flat_map(|element| self.element(element, width)).collect()
    }

    fn text(&self, text: &str, looks: &Looks, width: usize) -> Vec<String> {
        self.wrapped(&self.page.safe(text), width, "", "")
            .into_iter()
            .map(|line| self.looking(looks, &line))
            .collect()
    }

    fn button(&self, button: &Button, width: usize) -> Vec<String> {
        let mut label = button.title.to_string();
        if let Some(subtitle) = &button.subtitle {
            label = format!("{label} – {subtitle}");
        }
        let opens = button.click.iter().flat_map(|click| click.links()).map(|uri| format!(" (opens {uri})"));
        self.numbered(&button.common.pointer, &(label + &opens.collect::<String>()), width)
    }

    fn image(&self, image: &Image, width: usize) -> Vec<String> {
        let words = [&image.caption, &image.common.alt, &image.common.tooltip];
        let word = words.into_iter().flatten().find(|word| !word.is_empty());
        let shown = match word {
            Some(word) => format!("[image: {word}] {}", image.url),
            None => format!("[image] {}", image.url),
        };
        match self.by_pointer.contains_key(&*image.common.pointer) {
            true => self.numbered(&image.common.pointer, &shown, width),
            false => self.dim(&shown, width),
        }
    }

    fn map(&self, map: &Map, width: usize) -> Vec<String> {
        self.numbered(&map.common.pointer, &format!("[map {},{}]", map.la, map.lo), width)
    }

    fn template(&self, template: &Template, width: usize) -> Vec<String> {
        let mut lines = self.text(&template.title, &template.common.style, width);
        for clickable in self.by_pointer.get(&*template.common.pointer).into_iter().flatten() {
            lines.extend(self.line_of(clickable, &clickable.label, width));
        }
        lines
    }

    fn pairs(&self, list: &KeyValuePairList, width: usize) -> Vec<String> {
        let longest = list.pairs.iter().map(|pair| display_width(&pair.key)).max().unwrap_or(0);
        let line = |key: &str, value: &str| {
            let pad = " ".repeat(longest.saturating_sub(display_width(key)));
            self.dim(&format!("{key}{pad}  {value}"), width)
        };
        list.pairs.iter().flat_map(|pair| line(&pair.key, pair.value.as_deref().unwrap_or(""))).collect()
    }

    fn checkbox(&self, checkbox: &Checkbox, width: usize) -> Vec<String> {
        self.numbered(&checkbox.common.pointer, &format!("( ) {}", checkbox.text), width)
    }

    /// Cards one below the other under their headings, as a terminal has no room to go through them.
    fn cards(
        &self,
        cards: &[Element],
        width: usize,
        heading: impl Fn(usize, usize) -> String,
    ) -> Vec<String> {
        let mut lines = Vec::new();
        for (place, card) in cards.iter().enumerate() {
            let title = heading(place + 1, cards.len());
            let choice = self
                .by_pointer
                .get(&*card.common().pointer)
                .and_then(|all| all.iter().find(|one| one.kind == crate::rich::ClickableKind::Card));
            lines.extend(match choice {
                Some(choice) => self.line_of(choice, &format!("( ) {title}: {}", choice.label), width),
                None => vec![self.page.terminal.paint(Style::Heading, &self.page.safe_line(&title))],
            });
            let inside = self.element(card, width.saturating_sub(INSIDE).max(1));
            lines.extend(inside.into_iter().map(|line| format!("{}{line}", " ".repeat(INSIDE))));
        }
        lines
    }

    /// Side by side where there is room, else one below the other (scripting spec 8).
    fn horizontal(&self, row: &Horizontal, width: usize) -> Vec<String> {
        let columns = row.elements.len();
        let room = width.saturating_sub(GAP * columns.saturating_sub(1));
        if columns < 2 || width < LEAST_SIDE_BY_SIDE || room / columns < 12 {
            return self.stacked(&row.elements, width);
        }
        let widths = shares(row, room);
        let blocks: Vec<Vec<String>> =
            row.elements.iter().zip(&widths).map(|(element, width)| self.element(element, *width)).collect();
        let height = blocks.iter().map(Vec::len).max().unwrap_or(0);
        let line = |at: usize| {
            let mut line = String::new();
            for (block, width) in blocks.iter().zip(&widths) {
                let cell = block.get(at).map_or("", String::as_str);
                line.push_str(cell);
                let pad = width.saturating_sub(display_width(cell)) + GAP;
                line.push_str(&" ".repeat(pad));
            }
            line.trim_end().to_owned()
        };
        (0..height).map(line).collect()
    }

    /// Something to tap, with its number.
    fn numbered(&self, pointer: &str, label: &str, width: usize) -> Vec<String> {
        match self.by_pointer.get(pointer).and_then(|all| all.first()) {
            Some(clickable) => self.line_of(clickable, label, width),
            None => self.wrapped(&self.page.safe_line(label), width, "", "  "),
        }
    }

    fn line_of(&self, clickable: &Clickable<'_>, label: &str, width: usize) -> Vec<String> {
        let number = format!("[{}] ", clickable.number);
        let rest = " ".repeat(number.len());
        let painted = format!("{} ", self.page.terminal.paint(Style::Choice, number.trim_end()));
        self.wrapped(&self.page.safe_line(label), width, &painted, &rest)
    }

    fn dim(&self, text: &str, width: usize) -> Vec<String> {
        let lines = self.wrapped(&self.page.safe_line(text), width, "", "  ");
        lines.into_iter().map(|line| self.page.terminal.paint(Style::Dim, &line)).collect()
    }

    fn wrapped(&self, text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
        wrap(text, width, first, rest).split('\n').map(str::to_owned).collect()
    }

    fn looking(&self, looks: &Looks, line: &str) -> String {
        let look = Look {
            bold: looks.bold,
            italic: looks.italic,
            color: looks.color.map(|color| (color.0, color.1, color.2)),
            background: looks.background.map(|color| (color.0, color.1, color.2)),
        };
        self.page.terminal.paint_as(look, line)
    }
}

/// How wide the elements of a row are: as its percentages say, the others share what is left.
fn shares(row: &Horizontal, room: usize) -> Vec<usize> {
    let columns = row.elements.len();
    let percent = |place: usize| row.percentages.get(place).and_then(serde_json::Number::as_f64);
    let given: Vec<Option<usize>> = (0..columns)
        .map(|place| {
            let share = percent(place)?.clamp(0.0, 100.0);
            // A share of a width is neither negative nor larger than the width.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            Some((room as f64 * share / 100.0) as usize)
        })
        .collect();
    let taken: usize = given.iter().flatten().sum();
    let others = given.iter().filter(|share| share.is_none()).count();
    let each = room.saturating_sub(taken).checked_div(others).unwrap_or(0);
    given.into_iter().map(|share| share.unwrap_or(each).max(8)).collect()
}
