//! In what is drawn nothing stands in the way of anything else.

use dialogsim::graph::Format;
use regex::Regex;

use super::bots::{bots, drawn, generated, text};

#[derive(Clone, Copy, Debug)]
struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    fn overlaps(&self, other: &Self) -> bool {
        let beside = self.right <= other.left + 0.2 || other.right <= self.left + 0.2;
        let above = self.bottom <= other.top + 0.2 || other.bottom <= self.top + 0.2;
        !beside && !above
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        x > self.left + 1.0 && x < self.right - 1.0 && y > self.top + 1.0 && y < self.bottom - 1.0
    }
}

/// What hangs together in a dialog: cards, lists and notes, labels, and lines as points near each other.
#[derive(Default)]
struct Part {
    boxes: Vec<Area>,
    labels: Vec<Area>,
    lines: Vec<Vec<(f64, f64)>>,
}

fn numbers(text: &str) -> Vec<f64> {
    text.split([' ', 'L', 'H', 'Z']).filter_map(|number| number.parse().ok()).collect()
}

fn attribute(line: &str, name: &str) -> f64 {
    let begin = format!(" {name}=\"");
    let value = line.find(&begin).map(|at| &line[at + begin.len()..]);
    value.map_or(0.0, |value| value.split('"').next().unwrap().parse().unwrap())
}

fn area(line: &str, (x, y): (f64, f64)) -> Area {
    let (width, height) = (attribute(line, "width"), attribute(line, "height"));
    Area { left: x, top: y, right: x + width, bottom: y + height }
}

fn translation(line: &str) -> (f64, f64) {
    let Some((_, after)) = line.split_once("translate(") else { return (0.0, 0.0) };
    let (x, y) = after.split(')').next().unwrap().split_once(' ').unwrap();
    (x.parse().unwrap(), y.parse().unwrap())
}

/// The parts of a picture, from the lines of its SVG.
fn parts(svg: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in svg.lines() {
        if line.starts_with("<g transform=\"translate(") {
            parts.push(Part::default());
        }
        let Some(part) = parts.last_mut() else { continue };
        if line.starts_with("<g class=\"card ") && line.contains(" id=\"n") {
            let paper = &line[line.find("<rect").unwrap()..];
            part.boxes.push(area(paper, translation(line)));
        } else if line.starts_with("<a class=\"entry\"") {
            let note = &line[line.find("<rect").unwrap()..];
            part.boxes.push(area(note, (attribute(note, "x"), attribute(note, "y"))));
        } else if line.starts_with("<g class=\"label ") {
            let label = &line[line.find("<rect").unwrap()..];
            part.labels.push(area(label, (attribute(label, "x"), attribute(label, "y"))));
        } else if line.starts_with("<g class=\"wire ") && line.contains("class=\"line\" d=\"") {
            let path = line.split("class=\"line\" d=\"").nth(1).unwrap();
            part.lines.push(points(path.split('"').next().unwrap()));
        }
    }
    parts
}

/// Points of a path, near each other.
fn points(path: &str) -> Vec<(f64, f64)> {
    let mut at = (0.0, 0.0);
    let mut points = Vec::new();
    let mut starts: Vec<usize> = path.match_indices(['M', 'V', 'C']).map(|(at, _)| at).collect();
    starts.push(path.len());
    for step in starts.windows(2).map(|step| &path[step[0]..step[1]]) {
        let numbers = numbers(&step[1..]);
        let (one, other, end) = match step.as_bytes()[0] {
            b'C' => ((numbers[0], numbers[1]), (numbers[2], numbers[3]), (numbers[4], numbers[5])),
            b'V' => (at, (at.0, numbers[0]), (at.0, numbers[0])),
            _ => ((numbers[0], numbers[1]), (numbers[0], numbers[1]), (numbers[0], numbers[1])),
        };
        for part in 0..=24 {
            let t = f64::from(part) / 24.0;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                let s = 1.0 - t;
                s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
            };
            points.push((mix(at.0, one.0, other.0, end.0), mix(at.1, one.1, other.1, end.1)));
        }
        at = end;
    }
    points.split_off(25)
}

/// Pictures without what is told to whoever points at something, which may have several lines.
fn pictures() -> Vec<String> {
    let titles = Regex::new("(?s)<title>.*?</title>").unwrap();
    let generated = (10..14).map(|seed| generated(seed, 120));
    let svg = |bot: String| text(&drawn(&bot).picture, Format::Svg);
    bots().into_iter().chain(generated).map(|bot| titles.replace_all(&svg(bot), "").into_owned()).collect()
}

#[test]
fn no_card_and_no_label_stands_on_another() {
    for svg in pictures() {
        for part in parts(&svg) {
            let all: Vec<Area> = part.boxes.iter().chain(&part.labels).copied().collect();
            for (index, one) in all.iter().enumerate() {
                for other in &all[index + 1..] {
                    assert!(!one.overlaps(other), "{one:?} {other:?}");
                }
            }
        }
    }
}

#[test]
fn no_line_runs_through_a_card() {
    for svg in pictures() {
        for part in parts(&svg) {
            for (line, area) in
                part.lines.iter().flat_map(|line| part.boxes.iter().map(move |area| (line, area)))
            {
                assert!(!line.iter().any(|point| area.holds(*point)), "{area:?} {line:?}");
            }
        }
    }
}

#[test]
fn nothing_leaves_its_dialog() {
    for svg in pictures() {
        let (mut right, mut part) = (0.0, 0.0);
        for line in svg.lines() {
            if line.starts_with("<rect class=\"box\"") {
                right = attribute(line, "width");
            } else if line.starts_with("<g transform=\"translate(") {
                part = translation(line).0;
            } else if line.contains("class=\"line\" d=\"") && line.contains("class=\"wire ") {
                let path = line.split("class=\"line\" d=\"").nth(1).unwrap();
                for (x, _) in points(path.split('"').next().unwrap()) {
                    assert!(part + x > 8.0 && part + x < right - 8.0, "{part} + {x} of {right}");
                }
            }
        }
    }
}

#[test]
fn no_dialog_stands_on_another() {
    for svg in pictures() {
        let mut boxes: Vec<Area> = Vec::new();
        let mut at = (0.0, 0.0);
        for line in svg.lines() {
            if line.starts_with("<g class=\"dialog") {
                at = translation(line);
            } else if line.starts_with("<rect class=\"box\"") {
                let new = area(line, at);
                assert!(boxes.iter().all(|other| !other.overlaps(&new)), "{new:?}");
                boxes.push(new);
            }
        }
        assert!(!boxes.is_empty());
    }
}
