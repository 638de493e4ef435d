//! What is told of coverage: read by people, and read back as its consumers read it.

use std::path::Path;

use dialogsim::integration::Secrets;
use dialogsim::terminal::Terminal;
use dialogsim::test_run::coverage::{Aspect, Coverage, FailUnder, Kind, report};

use super::dtd;
use super::played::{Loaded, Step, covered_by, load};
use Step::{File, Say, Tap};

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn hello() -> Loaded {
    load("dialogs/hello/bot.yaml", &[("dialogs/hello/bot.yaml", &read("dialogs/hello/bot.yaml"))])
}

/// A short conversation with the smallest sample.
fn short() -> Coverage {
    covered_by(&[hello()], &[&[Say("hello"), Say("Ada"), Say("fine")]])
}

/// Conversations with the sample whose files are several.
fn loan() -> Coverage {
    let folder = "dialogs/loan-application";
    let texts: Vec<(String, String)> =
        files_of(folder).into_iter().map(|path| (path.clone(), read(&path))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let bot = load("dialogs/loan-application/bot.yaml", &files);
    covered_by(&[bot], &[&[Say("I need a loan"), Say("Ada"), Tap(&[1]), File("id.pdf", 100), Say("bye")]])
}

/// The YAML files of a folder and of those in it.
fn files_of(folder: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            paths.extend(files_of(&path));
        } else if path.ends_with(".yaml") {
            paths.push(path);
        }
    }
    paths.sort();
    paths
}

fn table(coverage: &Coverage, width: usize, color: bool) -> String {
    report::table(coverage, &Terminal { width, color, unicode: true })
}

#[test]
fn the_table_of_a_short_conversation() {
    insta::assert_snapshot!(table(&short(), 80, false));
}

#[test]
fn the_table_of_a_bot_with_parts() {
    insta::assert_snapshot!(table(&loan(), 80, false));
}

#[test]
fn the_table_in_colour_and_where_there_is_little_room() {
    let colored = table(&short(), 80, true).replace('\u{1b}', "␛");
    let start: Vec<&str> = colored.lines().take(7).collect();
    insta::assert_snapshot!(format!("{}\n\n{}", start.join("\n"), table(&short(), 40, false)));
}

#[test]
fn nothing_to_play_is_said() {
    assert_eq!(table(&Coverage::default(), 80, false), "No coverage: the bots have nothing to play.\n");
}

#[test]
fn the_json_of_a_short_conversation() {
    let json = report::json(&short()).unwrap();
    insta::assert_snapshot!(json.lines().take(40).collect::<Vec<_>>().join("\n"));
}

#[test]
fn lcov_is_read_back_with_the_same_counts() {
    let text = report::lcov(&short());
    insta::assert_snapshot!(text);
    for coverage in [short(), loan()] {
        let text = report::lcov(&coverage);
        let records: Vec<lcov::Record> =
            lcov::Reader::new(text.as_bytes()).collect::<Result<_, _>>().unwrap();
        let written: String = records.iter().map(|record| format!("{record}\n")).collect();
        assert_eq!(written, text);
        // The reader checks that what is summed up is what is listed.
        let report = lcov::Report::from_reader(lcov::Reader::new(text.as_bytes())).unwrap();
        let files: Vec<String> =
            report.sections.keys().map(|key| key.source_file.to_string_lossy().into_owned()).collect();
        let expected: Vec<&str> =
            coverage.files().filter(|(_, file)| !file.items.is_empty()).map(|(name, _)| name).collect();
        assert_eq!(files, expected);
        for ((_, section), (_, file)) in
            report.sections.iter().zip(coverage.files().filter(|(_, file)| !file.items.is_empty()))
        {
            for (item, hits) in &file.items {
                let count = section.lines[&lcov::report::section::line::Key { line: item.line }].count;
                assert!(count >= *hits, "{item:?}");
            }
            let branches = section.branches.len();
            let lines = section.lines.len();
            assert!(branches + lines >= file.items.len() && lines <= file.items.len());
        }
    }
}

#[test]
fn cobertura_is_valid_by_its_dtd() {
    insta::assert_snapshot!(report::cobertura(&short()).unwrap());
    for coverage in [short(), loan(), Coverage::default()] {
        let text = report::cobertura(&coverage).unwrap();
        assert_eq!(dtd::problems(&text), [""; 0], "{text}");
    }
}

#[test]
fn names_that_xml_and_html_have_other_ideas_of_are_escaped() {
    let bot = "bot: B\ndialogs:\n  - dialog: \"<b>&\\\"'\\u0001\"\n    interactions:\n      - dialog_starter: { pattern: go }\n      - text: \"</code><script>\"\n";
    let coverage = covered_by(&[load("a & b.yaml", &[("a & b.yaml", bot)])], &[]);
    let xml = report::cobertura(&coverage).unwrap();
    assert_eq!(dtd::problems(&xml), [""; 0], "{xml}");
    let html = report::html(&coverage, &|_| Some(bot.to_owned()), &Secrets::default()).unwrap();
    assert!(html.contains("&lt;b&gt;&amp;&quot;&#x27;\\u{1}"), "{html}");
    assert!(!html.contains("<script>"));
}

#[test]
fn the_page_is_one_file_that_needs_nothing() {
    let html = report::html(&loan(), &|name| Some(read(name)), &Secrets::default()).unwrap();
    assert!(html.len() < 300_000, "{}", html.len());
    for outside in ["src=", "http://", "https://", "@import", "url("] {
        // Addresses occur as texts of the bot only.
        let own = html.replace("https://scores.example.com", "").replace("http://localhost:8080", "");
        assert!(!own.contains(outside), "{outside}");
    }
    insta::assert_snapshot!(body(
        &report::html(&short(), &|name| Some(read(name)), &Secrets::default()).unwrap()
    ));
}

/// The page without its style.
fn body(html: &str) -> &str {
    html.split("</style>").nth(1).unwrap()
}

#[test]
fn the_page_of_a_file_that_has_changed_or_is_gone_has_its_lines_only() {
    let changed = report::html(&short(), &|_| Some("bot: Other".to_owned()), &Secrets::default()).unwrap();
    assert!(changed.contains("The file has changed since it was played."));
    assert!(!changed.contains("Other") && changed.contains("id=\"file-1-17\""));
    let gone = report::html(&short(), &|_| None, &Secrets::default()).unwrap();
    assert!(gone.contains("The file is not at hand."));
}

#[test]
fn the_page_shows_no_secret() {
    let bot = "bot: B\nintegrations:\n  - api: A\n    method: GET\n    url: https://example.com/s3cret-value\n    headers: { Authorization: Bearer abc }\n    mock: [{ respond: { status: 200 } }]\ndialogs:\n  - dialog: D\n    interactions:\n      - dialog_starter: { pattern: go }\n      - integration: A\n";
    let coverage = covered_by(&[load("bot.yaml", &[("bot.yaml", bot)])], &[]);
    let secrets = Secrets::new(["s3cret-value"]);
    let near = bot.replace("dialogs:", "dialogs: # s3cret-value");
    let html = report::html(&coverage, &|_| Some(bot.to_owned()), &secrets).unwrap();
    assert!(!html.contains("s3cret-value") && !html.contains("Bearer abc"), "{html}");
    let coverage = covered_by(&[load("bot.yaml", &[("bot.yaml", &near)])], &[]);
    let html = report::html(&coverage, &|_| Some(near.clone()), &secrets).unwrap();
    assert!(html.contains("dialogs: # ***"), "{html}");
}

#[test]
fn too_little_is_named() {
    let below = |limit: &str| -> Vec<String> {
        limit.parse::<FailUnder>().unwrap().check(&short()).iter().map(ToString::to_string).collect()
    };
    assert_eq!(below("10,interactions=50"), [""; 0]);
    assert_eq!(below("0"), [""; 0]);
    insta::assert_snapshot!(below("99.5,interactions=100,edges=66.67,rules=0,calls=100").join("\n"));
    let nothing = "0".parse::<FailUnder>().unwrap().check(&Coverage::default());
    assert_eq!(
        nothing[0].to_string(),
        "coverage of everything: there is nothing to cover, where 0 % must be covered"
    );
}

#[test]
fn the_manual_names_every_kind_and_aspect() {
    let manual = read("docs/coverage.md");
    for kind in Kind::all() {
        assert!(
            manual.contains(&format!("| `{}` | {} |", kind.name(), kind.aspect().name())),
            "{}",
            kind.name()
        );
    }
    for aspect in Aspect::ALL {
        assert!(manual.contains(&format!("**{}**", aspect.name())), "{}", aspect.name());
    }
    assert!(manual.contains(&format!("`version` is {}", dialogsim::test_run::coverage::VERSION)));
}
