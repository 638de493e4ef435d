//! Cobertura's XML, which continuous integration reads.

use std::collections::BTreeMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::ReportError;
use crate::terminal::printable_line;
use crate::test_run::coverage::lines::{Line, lines};
use crate::test_run::coverage::{Coverage, CoveredFile};

/// The coverage as XML by the DTD `coverage-04`: a folder is a package, a file a class, a dialog a method.
/// Lines and branches are those of [`super::lcov()`].
///
/// The time is zero, so that the same run writes the same bytes.
///
/// # Errors
/// A mistake of this program.
pub fn cobertura(coverage: &Coverage) -> Result<String, ReportError> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    let written = document(&mut xml, &packages(coverage)).and_then(|()| {
        String::from_utf8(xml.into_inner()).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    });
    written.map(|text| text + "\n").map_err(|error| ReportError::new("Cobertura", &error))
}

const DOCTYPE: &str = "coverage SYSTEM \"http://cobertura.sourceforge.net/xml/coverage-04.dtd\"";
const PROGRAM: &str = concat!("dialogsim ", env!("CARGO_PKG_VERSION"));

type Xml = Writer<Vec<u8>>;

/// A file with its lines.
struct Class<'c> {
    name: &'c str,
    lines: Vec<Line<'c>>,
}

/// Files by their folder.
type Packages<'c> = BTreeMap<&'c str, Vec<Class<'c>>>;

fn packages(coverage: &Coverage) -> Packages<'_> {
    let mut packages = Packages::new();
    let is_told = |(_, file): &(&str, &CoveredFile)| !file.items.is_empty();
    for (name, file) in coverage.files().filter(is_told) {
        let folder = name.rsplit_once('/').map_or(".", |(folder, _)| folder);
        packages.entry(folder).or_default().push(Class { name, lines: lines(file) });
    }
    packages
}

/// How many lines and branches have happened.
#[derive(Default)]
struct Rates {
    lines: (usize, usize),
    branches: (usize, usize),
}

impl Rates {
    fn of<'l>(lines: impl Iterator<Item = &'l Line<'l>>) -> Self {
        let mut rates = Self::default();
        for line in lines {
            rates.lines.0 += usize::from(line.hits() > 0);
            rates.lines.1 += 1;
            rates.branches.0 += line.branches().iter().filter(|(_, hits)| *hits > 0).count();
            rates.branches.1 += line.branches().len();
        }
        rates
    }

    fn attributes(&self) -> Vec<(&'static str, String)> {
        let (lines, branches) = (rate(self.lines), rate(self.branches));
        vec![("line-rate", lines), ("branch-rate", branches), ("complexity", "0".to_owned())]
    }
}

/// Rounded down, so that only what is complete is 1.
fn rate((covered, total): (usize, usize)) -> String {
    if covered == total { "1".to_owned() } else { format!("0.{:04}", covered * 10_000 / total) }
}

fn document(xml: &mut Xml, packages: &Packages<'_>) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::DocType(BytesText::from_escaped(DOCTYPE)))?;
    let rates = Rates::of(packages.values().flatten().flat_map(|class| &class.lines));
    let mut attributes = rates.attributes();
    let counts = [
        ("lines-covered", rates.lines.0),
        ("lines-valid", rates.lines.1),
        ("branches-covered", rates.branches.0),
        ("branches-valid", rates.branches.1),
        ("timestamp", 0),
    ];
    attributes.extend(counts.map(|(name, count)| (name, count.to_string())));
    attributes.push(("version", PROGRAM.to_owned()));
    element(xml, "coverage", &attributes, |xml| {
        element(xml, "sources", &[], |xml| {
            xml.create_element("source").write_text_content(BytesText::new(".")).map(|_| ())
        })?;
        element(xml, "packages", &[], |xml| {
            packages.iter().try_for_each(|(folder, classes)| package(xml, folder, classes))
        })
    })
}

fn package(xml: &mut Xml, folder: &str, classes: &[Class<'_>]) -> io::Result<()> {
    let mut attributes = vec![("name", shown(folder))];
    attributes.extend(Rates::of(classes.iter().flat_map(|class| &class.lines)).attributes());
    element(xml, "package", &attributes, |xml| {
        element(xml, "classes", &[], |xml| classes.iter().try_for_each(|one| class(xml, one)))
    })
}

fn class(xml: &mut Xml, class: &Class<'_>) -> io::Result<()> {
    let file = class.name.rsplit_once('/').map_or(class.name, |(_, file)| file);
    let mut attributes = vec![("name", shown(file)), ("filename", shown(class.name))];
    attributes.extend(Rates::of(class.lines.iter()).attributes());
    element(xml, "class", &attributes, |xml| {
        element(xml, "methods", &[], |xml| {
            dialogs(&class.lines).into_iter().try_for_each(|(dialog, lines)| method(xml, dialog, &lines))
        })?;
        element(xml, "lines", &[], |xml| class.lines.iter().try_for_each(|one| line(xml, one)))
    })
}

/// The lines of each dialog, in the order of the file.
fn dialogs<'l>(lines: &'l [Line<'l>]) -> Vec<(&'l str, Vec<&'l Line<'l>>)> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut dialogs: Vec<(&str, Vec<&Line<'_>>)> = Vec::new();
    for line in lines {
        let Some((item, _)) = line.items.first() else { continue };
        let place = *places.entry(&item.dialog).or_insert(dialogs.len());
        if place == dialogs.len() {
            dialogs.push((&item.dialog, Vec::new()));
        }
        dialogs[place].1.push(line);
    }
    dialogs
}

fn method(xml: &mut Xml, dialog: &str, lines: &[&Line<'_>]) -> io::Result<()> {
    let mut attributes = vec![("name", shown(dialog)), ("signature", String::new())];
    attributes.extend(Rates::of(lines.iter().copied()).attributes());
    element(xml, "method", &attributes, |xml| {
        element(xml, "lines", &[], |xml| lines.iter().try_for_each(|one| line(xml, one)))
    })
}

fn line(xml: &mut Xml, line: &Line<'_>) -> io::Result<()> {
    let (branches, covered) = (line.branches(), line.covered());
    let mut attributes = vec![("number", line.number.to_string()), ("hits", line.hits().to_string())];
    if branches.is_empty() {
        attributes.push(("branch", "false".to_owned()));
        return empty(xml, "line", &attributes);
    }
    let percent = covered * 100 / branches.len();
    attributes.push(("branch", "true".to_owned()));
    attributes.push(("condition-coverage", format!("{percent}% ({covered}/{})", branches.len())));
    element(xml, "line", &attributes, |xml| {
        element(xml, "conditions", &[], |xml| {
            branches.iter().enumerate().try_for_each(|(index, (_, hits))| condition(xml, index, *hits))
        })
    })
}

fn condition(xml: &mut Xml, index: usize, hits: u64) -> io::Result<()> {
    let coverage = if hits > 0 { "100%" } else { "0%" };
    let kind = ("type", "jump".to_owned());
    empty(xml, "condition", &[("number", index.to_string()), kind, ("coverage", coverage.to_owned())])
}

type Attributes = [(&'static str, String)];

fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &Attributes,
    inside: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element(name).with_attributes(borrowed(attributes)).write_inner_content(inside).map(|_| ())
}

fn empty(xml: &mut Xml, name: &str, attributes: &Attributes) -> io::Result<()> {
    xml.create_element(name).with_attributes(borrowed(attributes)).write_empty().map(|_| ())
}

fn borrowed(attributes: &Attributes) -> impl Iterator<Item = (&str, &str)> {
    attributes.iter().map(|(name, value)| (*name, value.as_str()))
}

/// A name without the control characters that XML has no way to write.
fn shown(name: &str) -> String {
    printable_line(name).into_owned()
}
