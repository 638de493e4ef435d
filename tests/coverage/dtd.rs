//! The rules of Cobertura's DTD `coverage-04`, and what of a document breaks them.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use regex::Regex;

/// An element: what may be in it, as a regular expression over `name,` for each child; the attributes that it
/// must have; those that it may have.
struct Element {
    name: &'static str,
    content: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
}

const fn element(name: &'static str, content: &'static str, required: &'static [&'static str]) -> Element {
    Element { name, content, required, optional: &[] }
}

const RATES: [&str; 3] = ["line-rate", "branch-rate", "complexity"];

/// As published at <http://cobertura.sourceforge.net/xml/coverage-04.dtd>.
const ELEMENTS: [Element; 14] = [
    element(
        "coverage",
        "(sources,)?packages,",
        &[
            RATES[0],
            RATES[1],
            RATES[2],
            "lines-covered",
            "lines-valid",
            "branches-covered",
            "branches-valid",
            "version",
            "timestamp",
        ],
    ),
    element("sources", "(source,)*", &[]),
    element("source", "text,", &[]),
    element("packages", "(package,)*", &[]),
    element("package", "classes,", &["name", RATES[0], RATES[1], RATES[2]]),
    element("classes", "(class,)*", &[]),
    element("class", "methods,lines,", &["name", "filename", RATES[0], RATES[1], RATES[2]]),
    element("methods", "(method,)*", &[]),
    element("method", "lines,", &["name", "signature", RATES[0], RATES[1], RATES[2]]),
    element("lines", "(line,)*", &[]),
    Element {
        name: "line",
        content: "(conditions,)*",
        required: &["number", "hits"],
        optional: &["branch", "condition-coverage"],
    },
    element("conditions", "(condition,)*", &[]),
    element("condition", "", &["number", "type", "coverage"]),
    // No element but the document itself, whose one child is the root.
    element("", "coverage,", &[]),
];

/// Everything that is wrong with a document.
pub(crate) fn problems(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut problems = Vec::new();
    let mut open: Vec<(String, String)> = vec![(String::new(), String::new())];
    loop {
        match reader.read_event() {
            Err(error) => return vec![error.to_string()],
            Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => {
                let name = begin(&start, &mut open, &mut problems);
                open.push((name, String::new()));
            }
            Ok(Event::Empty(start)) => {
                let name = begin(&start, &mut open, &mut problems);
                end(name, "", &mut problems);
            }
            Ok(Event::End(_)) => {
                let (name, children) = open.pop().unwrap();
                end(name, &children, &mut problems);
            }
            Ok(Event::Text(text)) if !text.trim().is_empty() => {
                open.last_mut().unwrap().1.push_str("text,");
            }
            Ok(_) => {}
        }
    }
    let (name, children) = open.pop().unwrap();
    end(name, &children, &mut problems);
    problems
}

fn rules(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name == name)
}

fn begin(start: &BytesStart<'_>, open: &mut [(String, String)], problems: &mut Vec<String>) -> String {
    let name = start.name().as_ref().to_owned();
    let name = name.to_string();
    open.last_mut().unwrap().1.push_str(&format!("{name},"));
    let Some(element) = rules(&name) else {
        problems.push(format!("no element `{name}`"));
        return name;
    };
    let attributes: Vec<String> =
        start.attributes().map(|attribute| attribute.unwrap().key.as_ref().to_string()).collect();
    for required in element.required.iter().filter(|key| !attributes.iter().any(|own| own == *key)) {
        problems.push(format!("`{name}` lacks `{required}`"));
    }
    let known = |key: &str| element.required.contains(&key) || element.optional.contains(&key);
    problems
        .extend(attributes.iter().filter(|key| !known(key)).map(|key| format!("`{name}` has no `{key}`")));
    name
}

fn end(name: String, children: &str, problems: &mut Vec<String>) {
    let Some(element) = rules(&name) else { return };
    if !Regex::new(&format!("^(?:{})$", element.content)).unwrap().is_match(children) {
        problems.push(format!("`{name}` may hold `{}`, not `{children}`", element.content));
    }
}

#[test]
fn what_breaks_the_rules_is_found() {
    assert_eq!(problems("<coverage><lines/></coverage>").len(), 10);
    assert_eq!(problems("<packages></packages>"), ["`` may hold `coverage,`, not `packages,`"]);
    assert!(problems("<coverage>").len() > 1);
    assert!(!problems("<coverage></packages>").is_empty());
}
