//! Mock entries that never answer.

use crate::bot::{Mock, When};
use crate::diagnostic::{Diagnostic, Safety, rule};
use crate::lint::Subject;
use crate::lint::layout::Lines;
use crate::lint::visit::mock_lists;

rule! {
    /// A mock entry stands below one that answers every call.
    ///
    /// Mocks are tried from the top. An entry without `when` and without `times` answers every call, so
    /// nothing below it is ever used and the conversation is not played as the author thinks.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    ///     mock:
    ///       - respond: { status: 200 }
    ///       - when: { call: 2 }
    ///         respond: { status: 503 }
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - api: Weather
    ///     method: GET
    ///     url: https://weather.example.com/today
    ///     mock:
    ///       - when: { call: 2 }
    ///         respond: { status: 503 }
    ///       - respond: { status: 200 }
    /// dialogs:
    ///   - dialog: Weather
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*weather*"] }
    ///       - integration: Weather
    /// ```
    pub(crate) UNREACHABLE_MOCK = "unreachable-mock", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for (name, mocks) in mock_lists(names.bot()) {
        let Some(index) = mocks.iter().position(answers_everything) else { continue };
        let (first, below) = mocks.split_at(index + 1);
        let (Some(first), Some(second)) = (first.last(), below.first()) else { continue };
        // Of several that answer everything, each would have to be the last one.
        let fix = Lines::of(names.sources(), mocks.iter().map(|mock| mock.span))
            .filter(|_| !below.iter().any(answers_everything))
            .and_then(|lines| {
                lines.move_to_end(index, "Move what answers every call to the end", Safety::Unsafe)
            });
        let message = match below.len() {
            1 => format!("this mock of `{name}` never answers"),
            more => format!("this mock of `{name}` and {} more never answer", more - 1),
        };
        out.push(
            Diagnostic::new(&UNREACHABLE_MOCK, second.span, message)
                .label("never tried")
                .also(first.span, "answers every call")
                .help(
                    "Mocks are tried from the top. Move the one that answers every call to the end, give it a `when`, \
                     or `times` after which it is used up.",
                )
                .fix_if(fix),
        );
    }
}

fn answers_everything(mock: &Mock) -> bool {
    let When { method, url, params, headers, body, file, call } = &mock.when;
    mock.times.is_none()
        && method.is_none()
        && url.is_none()
        && params.is_empty()
        && headers.is_empty()
        && body.is_none()
        && file.is_none()
        && call.is_none()
}
