//! The picture in a page to look around in: one file that opens from disk.
//!
//! Everything that an author wrote is filled in by templates that escape it, or stands in the page as JSON that is
//! only ever shown as text. Should that ever fail, the page's policy lets nothing be loaded and runs only the script
//! whose number it names, and that number follows from everything that is on the page.

use serde::Serialize;

use super::{GraphError, Picture, json, svg, template, words};
use crate::source::stable_hash;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

#[derive(Serialize)]
struct Page<'p> {
    bot: &'p str,
    subtitle: String,
    style: &'static str,
    script: &'static str,
    nonce: &'p str,
    /// Escaped already.
    picture: String,
    /// Escaped already.
    data: String,
    program: &'static str,
}

/// The page.
///
/// # Errors
/// A mistake of this program.
pub(super) fn html(picture: &Picture) -> Result<String, GraphError> {
    let data = in_script(&json::json(picture)?);
    let nonce = format!("{:016x}", stable_hash(data.bytes()));
    let page = Page {
        bot: &picture.bot,
        subtitle: words::subtitle(picture),
        style: STYLE,
        script: SCRIPT,
        picture: svg::inline(picture, &nonce)?,
        nonce: &nonce,
        data,
        program: concat!("dialogsim ", env!("CARGO_PKG_VERSION")),
    };
    template::filled(PAGE, &page)
}

/// JSON that cannot end the element that it stands in: these characters stand only in its strings.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
