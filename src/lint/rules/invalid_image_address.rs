//! Pictures that no window can fetch.

use super::said::pictures;
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::lint::visit::places;
use crate::source::{Span, Text};
use crate::text::{Segment, Template};

rule! {
    /// The address of a picture is neither an http nor an https address, nor a reference that may become one.
    ///
    /// The consumer's window fetches the picture itself: a path of your machine, a bare name or a `data:` address shows
    /// nothing. On the platform the address must also be on the account's list of allowed hosts.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Teapot
    ///     interactions:
    ///       - dialog_starter: { patterns: [teapot] }
    ///       - image: images/teapot.png
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// dialogs:
    ///   - dialog: Teapot
    ///     interactions:
    ///       - dialog_starter: { patterns: [teapot] }
    ///       - image: https://shop.example.com/images/teapot.png
    /// ```
    pub(crate) INVALID_IMAGE_ADDRESS = "invalid-image-address", Error
}

pub(crate) fn check(subject: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for place in places(subject) {
        pictures(place.interaction, &mut |address| out.extend(problem(address, place.interaction.kind_span)));
    }
    for base in &subject.bot().knowledge_bases {
        for article in &base.articles {
            out.extend(article.image_url.iter().filter_map(|address| problem(address, base.name.span())));
        }
    }
}

fn problem(address: &Text, of: Span) -> Option<Diagnostic> {
    let template = Template::parse(address.as_str());
    // A malformed reference is reported as such.
    let Some(Segment::Literal(first)) =
        template.segments().first().filter(|_| template.problems().is_empty())
    else {
        return None;
    };
    let begins = |scheme: &str| {
        first.trim_start().get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if begins("http://") || begins("https://") {
        return None;
    }
    let message = "the address of a picture begins with `http://` or `https://`";
    let diagnostic = Diagnostic::new(&INVALID_IMAGE_ADDRESS, address.span(), message)
        .label("shows nothing")
        .also(of, "its picture")
        .help("The consumer's window fetches the picture itself. Write the whole address, or a reference that holds it.");
    Some(if begins("www.") {
        let start = address.part(0..0);
        diagnostic.fix(Fix::replace("Put `https://` before it", Safety::Unsafe, start, "https://"))
    } else {
        diagnostic
    })
}
