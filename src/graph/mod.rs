//! The flow of a bot as a picture: one model, and one file for each format that it is drawn in.
//!
//! [`Making`] makes a [`Picture`] of a bot and its flow; what was played of it comes on top as marks. [`render`] draws
//! it. A format is a variant of [`Format`], an arm of `render` and a file.

mod dot;
mod html;
mod json;
mod make;
mod mermaid;
mod picture;
mod played;
mod svg;
mod template;
mod words;

pub use json::VERSION;
pub use make::{Key, Making};
pub use picture::{Dialog, Edge, End, Marks, Node, Picture, Place, Played, Shape, Stop};
pub use played::Steps;
pub use svg::LayoutFailed;

/// What a picture is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text that GitHub and many others draw.
    Mermaid,
    /// Text that Graphviz draws.
    Dot,
    /// Drawn here.
    Svg,
    /// The same in a page to look around in.
    Html,
    /// Data, for programs.
    Json,
}

impl Format {
    /// Every format with its name, and with what the names of its files end in.
    pub const ALL: [(&'static str, Self, &'static [&'static str]); 5] = [
        ("mermaid", Self::Mermaid, &["mmd", "mermaid"]),
        ("dot", Self::Dot, &["dot", "gv"]),
        ("svg", Self::Svg, &["svg"]),
        ("html", Self::Html, &["html", "htm"]),
        ("json", Self::Json, &["json"]),
    ];

    /// The format of files whose names end so.
    pub fn of_extension(end: &str) -> Option<Self> {
        let end = end.to_ascii_lowercase();
        Self::ALL.into_iter().find(|(_, _, ends)| ends.contains(&end.as_str())).map(|(_, format, _)| format)
    }

    /// Whether people cannot read it as it is.
    pub fn is_for_viewers(self) -> bool {
        matches!(self, Self::Svg | Self::Html)
    }
}

/// A picture that is drawn.
#[derive(Debug)]
pub struct Rendered {
    /// The whole file, with a line break at its end.
    pub text: String,
    /// What keeps those who usually draw it from doing so.
    pub warning: Option<String>,
}

/// Why a picture cannot be made: a mistake of this program.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// The layout failed.
    #[error("the picture cannot be made, which is a mistake of dialogsim: {0}")]
    Layout(#[from] LayoutFailed),
    /// It cannot be written down.
    #[error("the picture cannot be written, which is a mistake of dialogsim: {0}")]
    Writing(String),
}

/// Draws a picture. The same picture is drawn the same to the byte.
///
/// # Errors
/// A mistake of this program.
pub fn render(picture: &Picture, format: Format) -> Result<Rendered, GraphError> {
    let (text, warning) = match format {
        Format::Mermaid => mermaid::mermaid(picture),
        Format::Dot => (dot::dot(picture), None),
        Format::Svg => (svg::svg(picture)?, None),
        Format::Html => (html::html(picture)?, None),
        Format::Json => (json::json(picture)?, None),
    };
    Ok(Rendered { text, warning })
}
