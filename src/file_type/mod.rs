//! The file types that an author can name in an accept list, as one table. No input or output.

/// A type of file that a File Upload can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileType(usize);

/// How the bytes of a type can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The content begins in a way that is known.
    Magic,
    /// Any readable text; the name says which kind of text.
    Text,
}

/// One type: its name, then everything else that an author or a file calls it.
struct Row {
    label: &'static str,
    mark: Mark,
    /// The first one is the usual one.
    extensions: &'static [&'static str],
    /// The first one is the registered one.
    media_types: &'static [&'static str],
}

const fn magic(
    label: &'static str,
    extensions: &'static [&'static str],
    media_types: &'static [&'static str],
) -> Row {
    Row { label, mark: Mark::Magic, extensions, media_types }
}

const fn text(
    label: &'static str,
    extensions: &'static [&'static str],
    media_types: &'static [&'static str],
) -> Row {
    Row { label, mark: Mark::Text, extensions, media_types }
}

#[rustfmt::skip]
static TABLE: &[Row] = &[
    magic("PDF", &["pdf"], &["application/pdf", "application/x-pdf"]),
    magic("JPEG", &["jpg", "jpeg", "jpe", "jfif"], &["image/jpeg", "image/jpg", "image/pjpeg"]),
    magic("PNG", &["png"], &["image/png", "image/x-png"]),
    magic("GIF", &["gif"], &["image/gif"]),
    magic("BMP", &["bmp", "dib"], &["image/bmp", "image/x-ms-bmp"]),
    magic("TIFF", &["tiff", "tif"], &["image/tiff"]),
    magic("WEBP", &["webp"], &["image/webp"]),
    magic("HEIC", &["heic", "heif"], &["image/heic", "image/heif"]),
    magic("AVIF", &["avif"], &["image/avif"]),
    text("SVG", &["svg"], &["image/svg+xml"]),
    magic("DOC", &["doc", "dot"], &["application/msword"]),
    magic("DOCX", &["docx"], &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"]),
    magic("XLS", &["xls", "xlt"], &["application/vnd.ms-excel"]),
    magic("XLSX", &["xlsx"], &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]),
    magic("PPT", &["ppt", "pps"], &["application/vnd.ms-powerpoint"]),
    magic("PPTX", &["pptx"], &["application/vnd.openxmlformats-officedocument.presentationml.presentation"]),
    magic("ODT", &["odt"], &["application/vnd.oasis.opendocument.text"]),
    magic("ODS", &["ods"], &["application/vnd.oasis.opendocument.spreadsheet"]),
    magic("ODP", &["odp"], &["application/vnd.oasis.opendocument.presentation"]),
    magic("RTF", &["rtf"], &["application/rtf", "text/rtf"]),
    text("TXT", &["txt", "text", "log"], &["text/plain"]),
    text("CSV", &["csv"], &["text/csv", "application/csv"]),
    text("TSV", &["tsv"], &["text/tab-separated-values"]),
    text("JSON", &["json"], &["application/json", "text/json"]),
    text("XML", &["xml"], &["application/xml", "text/xml"]),
    text("HTML", &["html", "htm"], &["text/html"]),
    text("MD", &["md", "markdown"], &["text/markdown"]),
    text("ICS", &["ics"], &["text/calendar"]),
    text("VCF", &["vcf"], &["text/vcard"]),
    magic("ZIP", &["zip"], &["application/zip", "application/x-zip-compressed"]),
    magic("GZ", &["gz", "tgz"], &["application/gzip", "application/x-gzip"]),
    magic("7Z", &["7z"], &["application/x-7z-compressed"]),
    magic("RAR", &["rar"], &["application/vnd.rar", "application/x-rar-compressed"]),
    magic("TAR", &["tar"], &["application/x-tar"]),
    magic("EPUB", &["epub"], &["application/epub+zip"]),
    magic("MP3", &["mp3"], &["audio/mpeg", "audio/mp3"]),
    magic("M4A", &["m4a"], &["audio/mp4", "audio/m4a", "audio/x-m4a"]),
    magic("AAC", &["aac"], &["audio/aac"]),
    magic("AMR", &["amr"], &["audio/amr"]),
    magic("WAV", &["wav"], &["audio/wav", "audio/x-wav"]),
    magic("OGG", &["ogg", "oga", "opus"], &["audio/ogg", "audio/opus"]),
    magic("FLAC", &["flac"], &["audio/flac", "audio/x-flac"]),
    magic("MP4", &["mp4", "m4v"], &["video/mp4", "video/x-m4v"]),
    magic("MOV", &["mov", "qt"], &["video/quicktime"]),
    magic("AVI", &["avi"], &["video/x-msvideo"]),
    magic("WEBM", &["webm"], &["video/webm"]),
    magic("MKV", &["mkv"], &["video/x-matroska"]),
    magic("MPEG", &["mpg", "mpeg"], &["video/mpeg"]),
    magic("WMV", &["wmv"], &["video/x-ms-wmv"]),
];

impl FileType {
    /// Every type, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..TABLE.len()).map(Self)
    }

    /// Every name, for did-you-mean: `PDF`, `JPEG`, ...
    pub fn names() -> impl Iterator<Item = &'static str> {
        TABLE.iter().map(|row| row.label)
    }

    /// The type that an author means: `PDF`, `DOCx`, `jpg`, `.pdf`, `image/png`; case does not matter.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::find(|row| row.label.eq_ignore_ascii_case(name) || is_one_of(name, row.media_types))
            .or_else(|| Self::from_extension(name.strip_prefix('.').unwrap_or(name)))
    }

    /// All types that an author means: one for a name as [`FileType::from_name`] takes it, every known
    /// one of a family for `image/*`, `audio/*`, `video/*` and `text/*`; none for an unknown name.
    pub fn all_named(name: &str) -> Vec<Self> {
        let lower = name.trim().to_ascii_lowercase();
        match lower.strip_suffix("/*") {
            Some(family) => {
                Self::all().filter(|known| known.media_type().split('/').next() == Some(family)).collect()
            }
            None => Self::from_name(&lower).into_iter().collect(),
        }
    }

    /// The type that a file name's extension, without its dot, stands for.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::find(|row| is_one_of(extension, row.extensions))
    }

    /// The name that people read: `PDF`, `JPEG`, `DOCX`.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// The registered media type: `application/pdf`.
    pub fn media_type(self) -> &'static str {
        self.row().media_types[0]
    }

    /// The extensions, without dots, the usual one first.
    pub fn extensions(self) -> &'static [&'static str] {
        self.row().extensions
    }

    /// Whether the type is readable text, which only a name can tell apart.
    pub fn is_text(self) -> bool {
        self.row().mark == Mark::Text
    }

    fn find(wanted: impl Fn(&Row) -> bool) -> Option<Self> {
        TABLE.iter().position(wanted).map(Self)
    }

    fn row(self) -> &'static Row {
        // In range: only `all` and `find` make values, both from the table.
        &TABLE[self.0]
    }
}

impl std::fmt::Display for FileType {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(self.label())
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_may_write_a_type_in_many_ways() {
        let table = [
            ("PDF", "PDF"),
            (".pdf", "PDF"),
            (" application/PDF ", "PDF"),
            ("jpg", "JPEG"),
            ("JPEG", "JPEG"),
            ("image/jpg", "JPEG"),
            ("DOCx", "DOCX"),
            ("tif", "TIFF"),
            ("heif", "HEIC"),
            ("text/plain", "TXT"),
        ];
        for (written, label) in table {
            assert_eq!(FileType::from_name(written).map(FileType::label), Some(label), "{written}");
        }
        for unknown in ["", ".", "PDFF", "image/", "application/*", "exe"] {
            assert_eq!(FileType::from_name(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn a_family_names_all_its_types() {
        let images = FileType::all_named("IMAGE/*");
        for label in ["JPEG", "PNG", "GIF", "HEIC"] {
            assert!(images.iter().any(|known| known.label() == label), "{label}");
        }
        assert!(images.iter().all(|known| known.media_type().starts_with("image/")));
        assert_eq!(FileType::all_named(".png"), FileType::from_name("PNG").into_iter().collect::<Vec<_>>());
        assert!(FileType::all_named("nonsense/*").is_empty());
    }

    #[test]
    fn no_name_means_two_types() {
        let mut seen = std::collections::BTreeMap::new();
        for (index, row) in TABLE.iter().enumerate() {
            let names = row.extensions.iter().chain(row.media_types).map(|name| name.to_string());
            for name in names.chain([row.label.to_ascii_lowercase()]) {
                assert_eq!(*seen.entry(name.clone()).or_insert(index), index, "{name}");
            }
            assert!(FileType::from_name(row.label) == Some(FileType(index)));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_name_makes_it_panic(name in "\\PC{0,20}") {
            let _ = (FileType::from_name(&name), FileType::all_named(&name));
        }
    }
}
