//! Promises of larger files than the platform takes.

use std::ops::Range;

use super::uploads::{LARGEST_FILE, uploads};
use crate::diagnostic::{Diagnostic, Fix, Safety, rule};
use crate::lint::Subject;
use crate::source::Text;

rule! {
    /// A text of an upload promises more than 5 MB, or a mock waits for such a file.
    ///
    /// The platform takes no file of more than 5 MB, whatever the prompt says. A consumer who was told
    /// "up to 10 MB" is refused with a file that fits the promise. A mock entry for a larger file can
    /// never be used.
    ///
    /// ```yaml fails
    /// bot: Demo
    /// integrations:
    ///   - file: Store document
    ///     method: PUT
    ///     url: https://files.example.com/documents
    /// dialogs:
    ///   - dialog: Documents
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*document*"] }
    ///       - file_upload: Please send your ID card as a PDF of up to 10 MB.
    ///         accept: [PDF]
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    /// ```
    ///
    /// ```yaml passes
    /// bot: Demo
    /// integrations:
    ///   - file: Store document
    ///     method: PUT
    ///     url: https://files.example.com/documents
    /// dialogs:
    ///   - dialog: Documents
    ///     interactions:
    ///       - dialog_starter: { patterns: ["*document*"] }
    ///       - file_upload: Please send your ID card as a PDF of up to 5 MB.
    ///         accept: [PDF]
    ///         fallback: That did not work. Please send a PDF.
    ///       - integration: Store document
    ///         fallback: We could not store your ID card.
    /// ```
    pub(crate) UPLOAD_SIZE_OVER_LIMIT = "upload-size-over-limit", Warning
}

pub(crate) fn check(names: &Subject<'_>, out: &mut Vec<Diagnostic>) {
    for (place, upload) in uploads(names) {
        check_text(&upload.text, out);
        let fallback = &place.interaction.fallback;
        let messages = [&upload.in_progress, &upload.failure, &upload.validation_failure, fallback];
        messages.into_iter().flatten().for_each(|text| check_text(text, out));
        if let Ok(pair) = names.upload_pair(place.id)
            && let Some(text) = &names.at(pair).1.fallback
        {
            check_text(text, out);
        }
    }
    for mock in names.bot().integrations.iter().flat_map(|integration| &integration.mocks) {
        let Some(size) = mock.when.file.as_ref().and_then(|file| file.size) else { continue };
        if size.value > LARGEST_FILE {
            let message = "no file of this size ever gets here";
            out.push(
                Diagnostic::new(&UPLOAD_SIZE_OVER_LIMIT, size.span, message)
                    .label("more than 5 MB")
                    .help(
                        "The platform refuses files of more than 5 MB before the integration is called, so this mock \
                         never answers. To play a refused file, send one in a transcript.",
                    ),
            );
        }
    }
}

fn check_text(text: &Text, out: &mut Vec<Diagnostic>) {
    for range in too_large(text.as_str()) {
        let promised = &text.as_str()[range.clone()];
        let message = format!("this text speaks of {promised}, but at most 5 MB are taken");
        out.push(
            Diagnostic::new(&UPLOAD_SIZE_OVER_LIMIT, text.part(range.clone()), message)
                .label("more than the platform takes")
                .fix_if(Fix::rewrite(text, range, "5 MB", Safety::Unsafe))
                .help("A consumer who relies on it is refused. Say `5 MB`, or less if your own system takes less."),
        );
    }
}

/// Where a text names a size of more than 5 MB: a number, perhaps a space, and a unit.
fn too_large(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|letter: char| letter.is_ascii_digit()).map(|at| from + at) {
        let digits = &text[start..];
        let end = start + digits.find(|letter: char| !is_in_number(letter)).unwrap_or(digits.len());
        let number = text[start..end].trim_end_matches(['.', ',']);
        from = end;
        let unit_start =
            end + text[end..].len() - text[end..].trim_start_matches([' ', '-', '\u{a0}', '\u{202f}']).len();
        let rest = &text[unit_start..];
        let unit_length = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
        let Some(unit) = unit(&rest[..unit_length]) else { continue };
        let is_whole_number = number.len() == end - start;
        if is_whole_number && bytes(number, unit).is_some_and(|bytes| bytes > LARGEST_FILE as f64) {
            found.push(start..unit_start + unit_length);
        }
    }
    found
}

fn is_in_number(letter: char) -> bool {
    letter.is_ascii_digit() || letter == '.' || letter == ','
}

fn unit(word: &str) -> Option<f64> {
    const MB: f64 = 1024.0 * 1024.0;
    match word.to_lowercase().as_str() {
        "kb" | "kib" | "kilobyte" | "kilobytes" => Some(1024.0),
        "mb" | "mib" | "megabyte" | "megabytes" | "megs" => Some(MB),
        "gb" | "gib" | "gigabyte" | "gigabytes" => Some(1024.0 * MB),
        _ => None,
    }
}

/// A number with its unit. A mark before exactly three last digits divides thousands, any other one is
/// a decimal point.
fn bytes(number: &str, unit: f64) -> Option<f64> {
    let plain = match number.rfind(['.', ',']) {
        Some(mark) if number.len() - mark == 4 && !number.starts_with('0') => number.replace(['.', ','], ""),
        _ => number.replace(',', "."),
    };
    plain.parse::<f64>().ok().map(|number| number * unit)
}

#[cfg(test)]
mod tests {
    use super::too_large;

    #[test]
    fn a_size_is_read_however_people_write_it() {
        let found = |text: &'static str| -> Vec<&str> {
            too_large(text).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(found("up to 20MB, or 10 MB"), ["20MB", "10 MB"]);
        assert_eq!(found("5.5 MB are too many, 5,5 Mb as well"), ["5.5 MB", "5,5 Mb"]);
        assert_eq!(
            found("at most 6000 KB or 6,000 KB or 1 gigabyte."),
            ["6000 KB", "6,000 KB", "1 gigabyte"]
        );
        assert_eq!(found("a 10-MB file"), ["10-MB"]);
        for fine in
            ["5 MB", "5.0MB", "5,000 KB", "at most 5MB.", "page 10", "10 Mbps", "10 files of 2 MB", "12. MB"]
        {
            assert!(found(fine).is_empty(), "{fine}");
        }
    }
}
