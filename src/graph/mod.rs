//! The flow of a bot as a picture: one model, one file a format.

mod picture;
mod svg;
mod template;
mod words;

pub use picture::{Dialog, Edge, End, Marks, Node, Picture, Place, Played, Shape, Stop};
pub use svg::LayoutFailed;

/// Why a picture cannot be made: a mistake of this program.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// The layout failed.
    #[error("the picture cannot be made, which is a mistake of dialogsim: {0}")]
    Layout(#[from] LayoutFailed),
    /// A template failed.
    #[error("the picture cannot be made, which is a mistake of dialogsim: {0}")]
    Template(String),
}

/// Test only.
pub fn try_svg(picture: &Picture) -> Result<String, GraphError> {
    svg::svg(picture)
}
