//! A small bot in every format.

use dialogsim::graph::Format;

use super::bots::{drawn, read, text};

fn small(format: Format) -> String {
    text(&drawn(&read("tests/fixtures/graph/small/bot.yaml")).picture, format)
}

#[test]
fn mermaid_is_what_github_draws() {
    insta::assert_snapshot!(small(Format::Mermaid));
}

#[test]
fn dot_is_what_graphviz_draws() {
    insta::assert_snapshot!(small(Format::Dot));
}

#[test]
fn json_is_what_programs_read() {
    insta::assert_snapshot!(small(Format::Json));
}

#[test]
fn svg_is_drawn_here() {
    let svg = small(Format::Svg);
    let style = svg.find("<style>").unwrap()..svg.find("</defs>").unwrap();
    insta::assert_snapshot!(svg.replace(&svg[style], "…"));
}

#[test]
fn the_formats_are_known_by_the_ends_of_names() {
    for (_, format, ends) in Format::ALL {
        for end in ends {
            assert_eq!(Format::of_extension(end), Some(format));
            assert_eq!(Format::of_extension(&end.to_uppercase()), Some(format));
        }
    }
    assert_eq!(Format::of_extension("md"), None);
}

/// The example of the manual is what the program writes; `DIALOGSIM_UPDATE=1` writes it anew.
#[test]
fn the_manual_shows_a_diagram_as_it_is() {
    let manual = read("docs/graph.md");
    let (before, rest) = manual.split_once("```mermaid\n").unwrap();
    let (shown, after) = rest.split_once("```").unwrap();
    let diagram = small(Format::Mermaid);
    if std::env::var_os("DIALOGSIM_UPDATE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/graph.md");
        return std::fs::write(path, format!("{before}```mermaid\n{diagram}```{after}")).unwrap();
    }
    assert_eq!(shown, diagram);
}
