//! How deep code is nested, measured before it is parsed.
//!
//! The parser calls itself for each level, and so does what walks its tree: code of the right kind would
//! use up the stack of the whole program. So each token is looked at first. What adds a level to the tree
//! uses up a part of a budget, and gives it back where its statement or its bracket ends.

use std::ops::Range;

use super::problem::Problem;
use super::tokens::{Kind, Slash, Token, Tokens};

/// The longest code that is read, in bytes.
pub(super) const LONGEST: usize = 1024 * 1024;

/// How much may be nested. One unit is about 0.6 KiB of stack in an unoptimised build.
const BUDGET: u32 = 1000;

/// What one open bracket uses.
const BRACKET: u32 = 5;

/// What one group of a regular expression uses.
const GROUP: u32 = 15;

/// Why code cannot be parsed.
#[derive(Debug)]
pub(super) struct Stopped {
    /// What is wrong.
    pub(super) problem: Problem,
    /// Up to where it can be parsed.
    pub(super) examined: usize,
}

/// Examines code: where `each` of a `for each` stands, or why the code cannot be parsed.
pub(super) fn examine(text: &str) -> Result<Vec<Range<usize>>, Stopped> {
    if text.len() > LONGEST {
        let problem = Problem::limit(0..0, "this code is longer than 1 MiB").label("nothing of it is read");
        return Err(Stopped { problem, examined: 0 });
    }
    let mut walk = Walk::new(text);
    let mut examined = 0;
    loop {
        let stop = |problem| Stopped { problem, examined };
        let Some(token) = walk.tokens.next(walk.slash).map_err(stop)? else { break };
        walk.take(&token).map_err(stop)?;
        walk.check(token.range.clone()).map_err(stop)?;
        examined = token.range.end;
    }
    match walk.levels.pop() {
        Some(open) => Err(Stopped { problem: unclosed(text, &open), examined: text.len() }),
        None => Ok(walk.for_each),
    }
}

fn unclosed(text: &str, open: &Level) -> Problem {
    let range = open.opened.clone();
    let message = format!("this `{}` is never closed", &text[range.clone()]);
    let closing = closing(open.bracket) as char;
    Problem::syntax(range, message).label("its other half is missing").help(match closing {
        ')' => "Write `)` where what it encloses ends.",
        ']' => "Write `]` where what it encloses ends.",
        _ => "Write `}` where what it encloses ends.",
    })
}

fn closing(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

/// What the last token was, as far as the next one depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// `.` or `?.`: a word behind it is a name.
    Point,
    /// A word whose parentheses are followed by a statement.
    Head,
    For,
    /// `each` behind `for`.
    Each,
    Colon,
    /// A name or keyword behind `:`, which is a label if another `:` follows.
    Label,
    Other,
}

/// What ended before the next token, unless that token goes on with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Nothing,
    /// `;`
    Statement,
    /// `}`
    Block,
}

/// An open bracket, or the ground below all brackets.
#[derive(Debug, Default)]
struct Level {
    bracket: u8,
    opened: Range<usize>,
    /// How many statements stand in one another without braces: `if (a) while (b) …`.
    statements: u32,
    /// Whether a `do` among them waits for its `while`.
    is_doing: bool,
    /// How many operators the expression has so far.
    operators: u32,
    /// How many members and calls the current operand has: `a.b(c)[d]`.
    members: u32,
    /// The most that an operand of the expression had.
    most_members: u32,
}

#[derive(Debug)]
struct Walk<'t> {
    text: &'t str,
    tokens: Tokens<'t>,
    ground: Level,
    levels: Vec<Level>,
    /// What `/` is behind the bracket of each level.
    after: Vec<Slash>,
    used: u32,
    slash: Slash,
    last: Last,
    ended: Ended,
    each: Range<usize>,
    for_each: Vec<Range<usize>>,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            tokens: Tokens::new(text),
            ground: Level::default(),
            levels: Vec::new(),
            after: Vec::new(),
            used: 0,
            slash: Slash::Begins,
            last: Last::Other,
            ended: Ended::Nothing,
            each: 0..0,
            for_each: Vec::new(),
        }
    }

    fn check(&self, place: Range<usize>) -> Result<(), Problem> {
        if self.used <= BUDGET {
            return Ok(());
        }
        Err(Problem::limit(place, "this code is nested too deeply to be read")
            .label("one level too many")
            .help("Give parts of it names: functions for what is nested, variables for long expressions."))
    }

    fn take(&mut self, token: &Token) -> Result<(), Problem> {
        let word = &self.text[token.range.clone()];
        self.end_statement(token, word);
        let last = std::mem::replace(&mut self.last, Last::Other);
        match token.kind {
            Kind::Word => self.word(word, last, token),
            Kind::Value => self.slash = Slash::Divides,
            Kind::Regex { depth } => {
                self.slash = Slash::Divides;
                // It is given back at once: what follows is beside it.
                let groups = depth.saturating_mul(GROUP);
                self.used = self.used.saturating_add(groups);
                self.check(token.range.clone())?;
                self.used -= groups;
            }
            Kind::TemplateEnd | Kind::TemplateOpen => {
                if self.slash != Slash::Begins {
                    self.add_member();
                }
                self.template(token.kind, token.range.clone());
            }
            Kind::Open(bracket) => self.open(bracket, last, token.range.clone()),
            Kind::Close(bracket) => self.close(bracket, token)?,
            Kind::Sign => self.sign(word, last, token),
        }
        Ok(())
    }

    fn level(&mut self) -> &mut Level {
        self.levels.last_mut().unwrap_or(&mut self.ground)
    }

    fn add_operators(&mut self, count: u32) {
        self.used += count;
        let level = self.level();
        level.operators += count;
        level.members = 0;
    }

    fn add_statements(&mut self, count: u32) {
        self.used += count;
        self.level().statements += count;
    }

    fn add_member(&mut self) {
        let level = self.level();
        level.members += 1;
        if level.members > level.most_members {
            level.most_members = level.members;
            self.used += 1;
        }
    }

    /// An expression ended, and nothing of the next one stands in it.
    fn end_expression(&mut self) {
        let level = self.level();
        let back = level.operators + level.most_members;
        (level.operators, level.members, level.most_members) = (0, 0, 0);
        self.used -= back;
    }

    fn end_statements(&mut self) {
        let level = self.level();
        level.is_doing = false;
        let back = std::mem::take(&mut level.statements);
        self.used -= back;
    }

    /// Gives back what the statement before `token` used, if it did end there.
    fn end_statement(&mut self, token: &Token, word: &str) {
        let ended = std::mem::replace(&mut self.ended, Ended::Nothing);
        let may_begin = match token.kind {
            Kind::Word => !matches!(word, "in" | "instanceof"),
            Kind::Value | Kind::Regex { .. } => true,
            Kind::Sign => matches!(word, "!" | "~" | "@"),
            _ => false,
        };
        let is_over = match ended {
            Ended::Statement => true,
            Ended::Block => may_begin,
            // Where a line may end a statement, it does: the word does not go on with it.
            Ended::Nothing => token.on_new_line && self.slash == Slash::Divides && may_begin,
        };
        if is_over {
            self.end_expression();
            // Behind these the statement before is a part of another one that still goes on.
            if word != "else" && !(word == "while" && self.level().is_doing) {
                self.end_statements();
            }
        }
    }

    fn word(&mut self, word: &str, last: Last, token: &Token) {
        self.slash = Slash::Divides;
        if last == Last::Point {
            return;
        }
        if last == Last::Colon {
            self.last = Last::Label;
        }
        match word {
            "if" | "with" | "while" => {
                self.add_statements(1);
                self.last = Last::Head;
            }
            "for" => {
                self.add_statements(3);
                self.last = Last::For;
            }
            "each" if last == Last::For => {
                self.each = token.range.clone();
                self.last = Last::Each;
                return;
            }
            "await" if last == Last::For => self.last = Last::Head,
            "do" => {
                self.add_statements(1);
                self.level().is_doing = true;
            }
            "case" | "default" => {
                self.end_expression();
                self.end_statements();
            }
            "new" => self.add_operators(2),
            "typeof" | "void" | "delete" | "in" | "instanceof" | "class" | "extends" => self.add_operators(1),
            "await" | "yield" => {
                self.add_operators(1);
                self.slash = Slash::Unclear;
                return;
            }
            "of" => {
                self.slash = Slash::Unclear;
                return;
            }
            "else" | "return" | "throw" | "var" | "const" | "function" | "switch" | "try" | "catch"
            | "finally" | "break" | "continue" | "debugger" | "import" | "export" | "enum" => {}
            _ => return,
        }
        self.slash = Slash::Begins;
    }

    fn template(&mut self, kind: Kind, range: Range<usize>) {
        if kind == Kind::TemplateOpen {
            self.push(b'$', Slash::Divides, range.end - 2..range.end);
        } else {
            self.slash = Slash::Divides;
        }
    }

    fn open(&mut self, bracket: u8, last: Last, range: Range<usize>) {
        let is_head = bracket == b'(' && matches!(last, Last::Head | Last::For | Last::Each);
        if is_head && last == Last::Each {
            self.for_each.push(self.each.clone());
        }
        if !is_head && bracket != b'{' && self.slash != Slash::Begins {
            self.add_member();
        }
        let after = match bracket {
            b'{' => Slash::Unclear,
            _ if is_head => Slash::Begins,
            _ => Slash::Divides,
        };
        self.push(bracket, after, range);
    }

    fn push(&mut self, bracket: u8, after: Slash, opened: Range<usize>) {
        self.levels.push(Level { bracket, opened, ..Level::default() });
        self.after.push(after);
        self.used += BRACKET;
        self.slash = Slash::Begins;
    }

    fn close(&mut self, bracket: u8, token: &Token) -> Result<(), Problem> {
        let Some(level) = self.levels.pop() else {
            let message = format!("this `{}` closes nothing", bracket as char);
            return Err(Problem::syntax(token.range.clone(), message)
                .label("nothing is open here")
                .help("Take it out, or write its other half where what it encloses begins."));
        };
        if closing(level.bracket) != bracket {
            let missing = closing(level.bracket) as char;
            let message = format!("`{missing}` is missing before `{}`", bracket as char);
            return Err(Problem::syntax(token.range.clone(), message)
                .label("before this")
                .began(level.opened, "this one is still open")
                .help("Brackets are closed in the reverse order in which they were opened."));
        }
        self.slash = self.after.pop().unwrap_or(Slash::Unclear);
        self.used -= BRACKET + level.statements + level.operators + level.most_members;
        if level.bracket == b'$' {
            let (kind, range) = self.tokens.template_rest(level.opened.start)?;
            self.template(kind, range);
        } else if bracket == b'}' {
            self.ended = Ended::Block;
        }
        Ok(())
    }

    fn sign(&mut self, sign: &str, last: Last, token: &Token) {
        let before = std::mem::replace(&mut self.slash, Slash::Begins);
        match sign {
            ";" => self.ended = Ended::Statement,
            "," => self.end_expression(),
            "." | "?." => {
                self.add_member();
                self.last = Last::Point;
            }
            ":" => {
                if last == Last::Label {
                    self.add_statements(1);
                } else {
                    self.add_operators(1);
                }
                self.last = Last::Colon;
            }
            "=>" => self.add_operators(2),
            "++" | "--" => {
                self.add_operators(1);
                // Behind a value on its line it belongs to that value.
                if before != Slash::Begins && !token.on_new_line {
                    self.slash = before;
                }
            }
            _ => self.add_operators(1),
        }
    }
}
