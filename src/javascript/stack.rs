//! A stack of calls as the JavaScript engine writes it: `    at name (file:line:column)`, the innermost first.

/// The name of what the platform adds.
pub(super) const PLATFORM: &str = "platform";

/// A call that was under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame<'s> {
    /// The name of the code.
    pub(super) name: &'s str,
    /// The line, from 1.
    pub(super) line: usize,
    /// The column, from 1, in bytes.
    pub(super) column: usize,
}

/// The calls of a stack that have a place. Code can name its functions as it likes, so this is a hint.
pub(super) fn frames(stack: &str) -> impl Iterator<Item = Frame<'_>> {
    stack.lines().filter_map(|line| {
        let place = line.strip_suffix(')').map_or(line, |line| line.rsplit('(').next().unwrap_or(line));
        let place = place.trim_start().trim_start_matches("at ");
        let mut parts = place.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        Some(Frame { name: parts.next()?, line, column })
    })
}

/// The same stack with the lines of one piece of code counted from where it begins, and without what the
/// platform adds of itself.
pub(super) fn shifted(stack: &str, name: &str, lines: usize) -> String {
    let mut out = String::with_capacity(stack.len());
    for call in stack.split_inclusive('\n') {
        let Some(frame) = frames(call.trim_end_matches('\n')).next() else {
            out.push_str(call);
            continue;
        };
        if frame.name == PLATFORM {
            continue;
        }
        let place = format!("{name}:{}:", frame.line);
        match call.rfind(&place).filter(|_| frame.name == name) {
            Some(at) => {
                let (before, after) = (&call[..at], &call[at + place.len()..]);
                out.push_str(&format!("{before}{name}:{}:{after}", frame.line.saturating_sub(lines)));
            }
            None => out.push_str(call),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Frame, frames, shifted};

    #[test]
    fn lines_are_counted_from_where_a_piece_begins() {
        let stack = "    at f (native)\n    at x (platform:3:4)\n    at <anonymous> (hook:3:14)\n    at g (functions0:3:1)\n";
        let expected = "    at f (native)\n    at <anonymous> (hook:2:14)\n    at g (functions0:3:1)\n";
        assert_eq!(shifted(stack, "hook", 1), expected);
        for odd in ["", "x", "    at hook:1:1", "    at f (hook:1:1)(hook:a:2)\n\n", "ä:1:1"] {
            shifted(odd, "hook", 1);
        }
    }

    #[test]
    fn frames_are_read_from_what_the_engine_writes() {
        let stack = "    at <input>:1:2\n    at parse (native)\n    at <anonymous> (hook:3:14)\n    at f (x) (functions0:25:1)\n    at";
        let expected = [
            Frame { name: "<input>", line: 1, column: 2 },
            Frame { name: "hook", line: 3, column: 14 },
            Frame { name: "functions0", line: 25, column: 1 },
        ];
        assert_eq!(frames(stack).collect::<Vec<_>>(), expected);
        assert_eq!(frames("").count(), 0);
    }
}
