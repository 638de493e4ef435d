use super::*;
use crate::file_type::{MAX_UPLOAD_BYTES, accepts};
use proptest::prelude::*;

/// A ZIP container with empty, unpacked members, apart from a first one with content.
fn zip_of(names: &[&str], first_content: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let content = if index == 0 { first_content } else { "" };
        let sizes = [0_u32, content.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat();
        let lengths = [(name.len() as u16).to_le_bytes(), [0; 2]].concat();
        let offset = (bytes.len() as u32).to_le_bytes();
        let entry = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sizes, &lengths].concat();
        bytes.extend([b"PK\x03\x04", &entry[..], name.as_bytes(), content.as_bytes()].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &entry[..], &[0; 10], &offset, name.as_bytes()].concat());
    }
    let place = [directory.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat();
    let count = (names.len() as u16).to_le_bytes();
    bytes.extend(directory);
    bytes.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &place, &[0, 0]].concat());
    bytes
}

/// An OLE container with one directory sector that names one stream; the sector is the second one of
/// the directory, so that the allocation table has to be followed.
fn ole_with(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 512 * 5];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes[30] = 9;
    bytes[48] = 1;
    bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
    bytes[512 + 4..512 + 8].copy_from_slice(&3_u32.to_le_bytes());
    bytes[512 + 12..512 + 16].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[2048..2048 + name.len()].copy_from_slice(&name);
    bytes[2048 + 64] = name.len() as u8 + 2;
    bytes
}

const MARKS: &[&[u8]] =
    &[b"PK\x03\x04", b"PK\x05\x06", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"", b"\xFF\xFE"];
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
const EXE: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0";

fn examined(name: &str, content: &[u8]) -> FileFacts {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, content).unwrap();
    examine(&path).unwrap()
}

#[test]
fn content_and_name_together_make_the_type() {
    let docx = ["[Content_Types].xml", "_rels/.rels", "word/document.xml"];
    let unusual =
        ["docProps/a", "customXml/1", "customXml/2", "customXml/3", "x", "word/d.xml", "[Content_Types].xml"];
    let utf16: Vec<u8> =
        [0xFEFF_u16].into_iter().chain("a;b".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let table: Vec<(&str, Vec<u8>, &str)> = vec![
        ("id.pdf", PDF.to_vec(), "PDF"),
        ("ID.PDF", PDF.to_vec(), "PDF"),
        ("id", PDF.to_vec(), "PDF"),
        (".pdf", PDF.to_vec(), "PDF"),
        ("a.png", PNG.to_vec(), "PNG"),
        ("a.jpg", JPEG.to_vec(), "JPEG"),
        ("a.jpeg", JPEG.to_vec(), "JPEG"),
        ("a.gif", b"GIF89a\x01\0\x01\0\x80\0\0".to_vec(), "GIF"),
        ("a.bmp", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), "BMP"),
        ("a.rtf", b"{\\rtf1 hello}".to_vec(), "RTF"),
        ("a.docx", zip_of(&docx, "<x/>"), "DOCX"),
        ("a.docx", zip_of(&unusual, ""), "DOCX"),
        ("a.xlsx", zip_of(&["xl/workbook.xml", "[Content_Types].xml"], ""), "XLSX"),
        ("a.pptx", zip_of(&["[Content_Types].xml", "ppt/p.xml"], ""), "PPTX"),
        ("a.odt", zip_of(&["mimetype", "content.xml"], "application/vnd.oasis.opendocument.text"), "ODT"),
        ("a.zip", zip_of(&["word/document.xml"], ""), "ZIP"),
        ("a.zip", zip_of(&[], ""), "ZIP"),
        ("a.doc", ole_with("WordDocument"), "DOC"),
        ("a.xls", ole_with("Workbook"), "XLS"),
        ("a.ppt", ole_with("PowerPoint Document"), "PPT"),
        ("a.txt", "Grüße".as_bytes().to_vec(), "TXT"),
        ("a.txt", b"Gr\xfc\xdfe aus K\xf6ln".to_vec(), "TXT"),
        ("a.txt", b"BM is a mark, MZ too".to_vec(), "TXT"),
        ("a.csv", utf16, "CSV"),
        ("a.xml", b"<?xml version=\"1.0\"?><a/>".to_vec(), "XML"),
        ("notes", b"plain".to_vec(), "TXT"),
        ("id.pdf", EXE.to_vec(), "unknown"),
        ("id.exe", PDF.to_vec(), "unknown"),
        ("id.pdf", PNG.to_vec(), "unknown"),
        ("id.pdf", b"just text".to_vec(), "unknown"),
        ("id.txt", PDF.to_vec(), "unknown"),
        ("id.txt", b"a\0b".to_vec(), "unknown"),
        ("id.pdf", Vec::new(), "unknown"),
        ("a.docx", zip_of(&["a.txt"], ""), "unknown"),
        ("a.zip", zip_of(&docx, ""), "unknown"),
        ("a.docx", zip_of(&["[Content_Types].xml", "word/vbaProject.bin"], ""), "unknown"),
        ("a.zip", b"PK\x03\x04cut".to_vec(), "unknown"),
        ("a.doc", ole_with("Setup"), "unknown"),
        ("a.bin", vec![1, 2, 3], "unknown"),
    ];
    for (name, content, expected) in table {
        let facts = examined(name, &content);
        assert_eq!(facts.type_label(), expected, "{name}: {:?}", facts.evidence);
        assert_eq!(facts.size, content.len() as u64);
    }
}

#[test]
fn the_reason_says_which_evidence_decided() {
    let accept = [FileType::from_name("PDF").unwrap(), FileType::from_name("JPEG").unwrap()];
    let verdict = |name: &str, content: &[u8]| accepts(&accept, &examined(name, content));
    let table: [(&str, &[u8], bool, &str); 6] = [
        ("id.pdf", PDF, true, "PDF is accepted: content is PDF, and the name ends in .pdf"),
        ("id", JPEG, true, "JPEG is accepted: content is JPEG, and the name has no extension"),
        (
            "id.pdf",
            EXE,
            false,
            "not one of PDF, JPEG: content is a Windows program (MZ), although the name ends in .pdf",
        ),
        ("id.exe", PDF, false, "not one of PDF, JPEG: content is PDF, although the name ends in .exe"),
        ("a.png", PNG, false, "PNG is not among PDF, JPEG: content is PNG, and the name ends in .png"),
        ("a.pdf", b"", false, "not one of PDF, JPEG: the file is empty, so its content is of no type"),
    ];
    for (name, content, accepted, reason) in table {
        let verdict = verdict(name, content);
        assert_eq!((verdict.accepted, verdict.reason.as_str()), (accepted, reason));
    }
    assert!(accepts(&[], &examined("id.pdf", EXE)).accepted);
}

#[test]
fn the_media_type_is_that_of_the_evidence() {
    assert_eq!(examined("a.jpg", JPEG).media_type, "image/jpeg");
    assert_eq!(examined("a.exe", PDF).media_type, "application/pdf");
    assert_eq!(examined("a.unheard", &[0, 1]).media_type, "application/octet-stream");
}

#[test]
fn five_megabytes_are_not_too_large_and_one_byte_more_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.png");
    fs::write(&path, PNG).unwrap();
    for (size, too_large) in [(MAX_UPLOAD_BYTES, false), (MAX_UPLOAD_BYTES + 1, true)] {
        File::options().write(true).open(&path).unwrap().set_len(size).unwrap();
        let facts = examine(&path).unwrap();
        assert_eq!((facts.size, facts.is_too_large(), facts.type_label()), (size, too_large, "PNG"));
    }
}

#[test]
fn what_is_no_file_is_said_and_never_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(matches!(examine(&at("missing")), Err(FileProblem::Missing { .. })));
    assert!(matches!(examine(folder.path()), Err(FileProblem::Directory { .. })));
    fs::write(at("file"), PDF).unwrap();
    assert!(matches!(examine(&at("file/below")), Err(FileProblem::Missing { .. })));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_and_a_link_followed() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert!(std::process::Command::new("mkfifo").arg(at("pipe.pdf")).status().unwrap().success());
    assert!(matches!(examine(&at("pipe.pdf")), Err(FileProblem::Special { .. })));
    assert!(matches!(examine(Path::new("/dev/null")), Err(FileProblem::Special { .. })));
    fs::write(at("real.pdf"), PDF).unwrap();
    std::os::unix::fs::symlink(at("real.pdf"), at("link.pdf")).unwrap();
    assert_eq!(examine(&at("link.pdf")).unwrap().type_label(), "PDF");
}

proptest! {
    #[test]
    fn no_content_makes_it_panic(
        mark in prop::sample::select(MARKS),
        rest in prop::collection::vec(any::<u8>(), 0..700),
        cut in 0..400_usize,
    ) {
        let mut zip = zip_of(&["mimetype", "[Content_Types].xml", "word/x"], "text");
        zip.truncate(cut);
        for content in [[mark, &rest].concat(), zip] {
            let mut file = tempfile::tempfile().unwrap();
            io::Write::write_all(&mut file, &content).unwrap();
            file.seek(SeekFrom::Start(0)).unwrap();
            let content_says = read_content(&mut file, content.len() as u64).unwrap();
            let _ = facts_of("a.docx".to_owned(), 0, content_says);
        }
    }
}
