//! What elements of many types have.

use std::sync::Arc;

use serde_json::Value as Json;

use super::fields::Fields;
use super::reader::Reader;
use super::words;
use crate::rich::element_type::ElementType;
use crate::rich::{AspectRatio, Border, Common, Display, DisplaySize, Rgb, Style, TextSize, limits};

/// A property that elements of many types have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Property {
    Tooltip,
    Alt,
    /// With its version.
    Tag,
    RightToLeft,
    Style,
    Accessibility,
    /// Whether it works in the last message only.
    CustomSettings,
    /// Whether the consumer can type beside it.
    ContainerSettings,
}

use Property::{Accessibility, Alt, ContainerSettings, CustomSettings, RightToLeft, Tag, Tooltip};

/// Which type has which of them: the schema of json-pollock 1.7.7 with what the versions since then add.
fn properties(of: ElementType) -> &'static [Property] {
    use Property::Style;
    match of {
        ElementType::Text => &[Tooltip, Alt, Tag, RightToLeft, Style, Accessibility],
        ElementType::Button
        | ElementType::Image
        | ElementType::Map
        | ElementType::LinkPreview
        | ElementType::SubmitButton => {
            &[Tooltip, Alt, Tag, RightToLeft, Style, Accessibility, CustomSettings]
        }
        ElementType::Template => {
            &[Tooltip, Alt, Tag, RightToLeft, Style, Accessibility, CustomSettings, ContainerSettings]
        }
        ElementType::KeyValuePairList => &[],
        ElementType::Vertical | ElementType::Horizontal => {
            &[Tooltip, Alt, Tag, Style, Accessibility, CustomSettings, ContainerSettings]
        }
        ElementType::Carousel | ElementType::CarouselSelect | ElementType::AccordionSelect => {
            &[Tooltip, Alt, Style, Accessibility, CustomSettings, ContainerSettings]
        }
        ElementType::Tabs => &[Style, CustomSettings, ContainerSettings],
        ElementType::List | ElementType::SectionList => &[Tooltip, Alt, CustomSettings, ContainerSettings],
        ElementType::Section | ElementType::Checklist => {
            &[Tooltip, Alt, Accessibility, CustomSettings, ContainerSettings]
        }
        ElementType::Checkbox => &[Tooltip, Tag, RightToLeft, Style, Accessibility, CustomSettings],
        ElementType::ButtonList => &[Tooltip, Alt, CustomSettings],
    }
}

/// Colours of a style. A bad one is no mistake: the window ignores it.
const COLORS: [&str; 8] = [
    "background-color-active",
    "background-color-hover",
    "border-color",
    "border-color-selected",
    "border-color-hover",
    "color-hover",
    "color-active",
    "fill",
];

/// Sides of an element.
const SIDES: [&str; 4] = ["top", "trailing", "bottom", "leading"];

/// Reads what elements of that type have in common with others.
pub(super) fn read(fields: &mut Fields<'_, '_>, of: ElementType) -> Common {
    let mut common = Common { pointer: Arc::from(fields.reader.pointer()), ..Common::default() };
    for property in properties(of) {
        match property {
            Tooltip => common.tooltip = fields.text("tooltip", limits::NAME),
            Alt => common.alt = fields.text("alt", limits::ALT),
            Tag => {
                common.tag = fields.text("tag", limits::TAG);
                common.tag_version = fields.text("tagVersion", limits::TAG);
            }
            RightToLeft => common.rtl = fields.flag("rtl").unwrap_or(false),
            Property::Style => common.style = fields.enter("style", style).unwrap_or_default(),
            Accessibility => accessibility_of(fields),
            CustomSettings => {
                fields
                    .enter("customSettings", |reader, json| one_flag(reader, json, "blockSCWhenNotLastMsg"));
            }
            ContainerSettings => {
                fields.enter("customContainerSettings", |reader, json| {
                    one_flag(reader, json, "blockTextInput")
                });
            }
        }
    }
    common
}

/// Reads what assistive software is told; nothing here needs it.
pub(super) fn accessibility_of(fields: &mut Fields<'_, '_>) {
    fields.enter("accessibility", |reader, json| {
        let mut fields = Fields::open(reader, json, "an `accessibility`")?;
        fields.enter("web", aria);
        fields.finish();
        Some(())
    });
}

/// The attributes of a web page: texts, as far as they are known; others may be anything.
fn aria<'j>(reader: &mut Reader<'j>, json: &'j Json) {
    use super::reader::Step;
    let Json::Object(attributes) = json else {
        let message = format!("`web` of an `accessibility` must be an object and is {}", words::value(json));
        reader.refuse(message, "Write it in braces: `{ … }`.");
        return;
    };
    let known = |name: &str| matches!(name, "role" | "tabindex") || name.starts_with("aria-");
    for (name, value) in attributes.iter().filter(|(name, value)| known(name) && !value.is_string()) {
        let message = format!("{} must be a text and is {}", words::quoted(name), words::value(value));
        reader.refuse_at(Step::Key(name), message, "Put it in quotes.");
    }
}

fn one_flag<'j>(reader: &mut Reader<'j>, json: &'j Json, name: &'static str) {
    if let Some(mut fields) = Fields::open(reader, json, "such settings") {
        fields.flag(name);
        fields.finish();
    }
}

/// Reads a style (scripting spec 7.6).
pub(super) fn style<'j>(reader: &mut Reader<'j>, json: &'j Json) -> Style {
    let Some(mut fields) = Fields::open(reader, json, "a style") else { return Style::default() };
    let color = |text: Option<Arc<str>>| text.and_then(|text| Rgb::parse(&text));
    let style = Style {
        bold: fields.flag("bold").unwrap_or(false),
        italic: fields.flag("italic").unwrap_or(false),
        size: fields.word("size", &TextSize::ALL).unwrap_or_default(),
        color: color(fields.text("color", limits::NAME)),
        background: color(fields.text("background-color", limits::NAME)),
    };
    for name in COLORS {
        fields.text(name, limits::NAME);
    }
    fields.text("font-family", limits::NAME);
    fields.number("border-radius");
    fields.word("text-alignment", &[("leading", ()), ("center", ()), ("trailing", ())]);
    fields.enter("padding", |reader, json| {
        let mut fields = Fields::open(reader, json, "the padding of a style")?;
        for side in SIDES {
            fields.number_within(side, &limits::STYLE_PADDING);
        }
        fields.finish();
        Some(())
    });
    fields.finish();
    style
}

/// Reads how cards fill their room.
pub(super) fn display(fields: &mut Fields<'_, '_>) -> Display {
    let read = fields.enter("display", |reader, json| {
        let mut fields = Fields::open(reader, json, "a `display`")?;
        let ratios = [
            ("rectangle", AspectRatio::Rectangle),
            ("square", AspectRatio::Square),
            ("horizontal", AspectRatio::Horizontal),
        ];
        let sizes = [
            ("cover", DisplaySize::Cover),
            ("contain", DisplaySize::Contain),
            ("large", DisplaySize::Large),
            ("compact", DisplaySize::Compact),
            ("tall", DisplaySize::Tall),
            ("full", DisplaySize::Full),
        ];
        let display =
            Display { aspect_ratio: fields.word("aspectRatio", &ratios), size: fields.word("size", &sizes) };
        fields.finish();
        Some(display)
    });
    read.flatten().unwrap_or_default()
}

/// Reads the line around a layout.
pub(super) fn border(fields: &mut Fields<'_, '_>) -> Border {
    let borders = [("border", Border::Line), ("borderLess", Border::None), ("dropShadow", Border::Shadow)];
    fields.word("border", &borders).unwrap_or_default()
}
