//! Reading files: YAML into nodes, and the parts that a bot includes.

use globset::GlobBuilder;

use super::files::resolve;
use super::{Loader, ReadFailure, rules};
use crate::bot::Bot;
use crate::diagnostic::{Diagnostic, Fix, nearest};
use crate::source::Text;
use crate::yaml::{self, Node, Value};

impl Loader<'_> {
    /// Reads and parses the YAML file at `path`; `from` is the text that named it.
    pub(super) fn read_yaml(&mut self, path: &str, from: Option<&Text>) -> Option<Node> {
        let Some(bytes) = self.read_bytes(path, from, self.limits.bytes) else {
            // Whatever it defines is missing from the bot.
            self.lost.extend(from.map(Text::span));
            return None;
        };
        let text = match yaml::decode(bytes) {
            Ok(text) => text,
            Err(problem) => {
                let span = self.place_of(path, from);
                self.lost.push(span);
                self.report(
                    Diagnostic::new(
                        &yaml::rules::NOT_UTF8,
                        span,
                        format!("{} is not UTF-8 text", self.files.display(path)),
                    )
                    .help(problem.to_string()),
                );
                return None;
            }
        };
        let id = self.sources.add_once(self.files.display(path), text);
        self.current = path.to_owned();
        let (document, problems) = yaml::parse_yaml(self.sources, id, &self.limits);
        self.diagnostics.extend(problems);
        let document = document?;
        self.comments.push((id, document.comments));
        self.unread.extend(document.unread);
        Some(document.root)
    }

    /// A file's bytes; what cannot be read is reported at the text that named it.
    pub(super) fn read_bytes(&mut self, path: &str, from: Option<&Text>, limit: usize) -> Option<Vec<u8>> {
        match self.files.read(path, limit) {
            Ok(bytes) => {
                if !self.read.iter().any(|read| read == path) {
                    self.read.push(path.to_owned());
                }
                Some(bytes)
            }
            Err(failure) => {
                let meant = self.meant_file(path, from, &failure);
                let help = self.help_for(from, &failure, meant.as_deref());
                let message = format!("cannot read {}: {failure}", self.files.display(path));
                let span = self.place_of(path, from);
                let leaves = failure == ReadFailure::OutsideProject;
                let rule = if leaves { &rules::OUTSIDE_PROJECT } else { &rules::UNREADABLE_FILE };
                let diagnostic = Diagnostic::new(rule, span, message);
                let fix = from.zip(meant).and_then(|(from, meant)| other_name(from, &meant));
                self.report(diagnostic.label("named here").help(help).fix_if(fix));
                None
            }
        }
    }

    /// The path that a text names, if it stays inside the project.
    pub(super) fn resolve(&mut self, written: &Text) -> Option<String> {
        let path = resolve(&self.current, written.as_str());
        if path.is_none() {
            self.lost.push(written.span());
            self.report(
                Diagnostic::new(
                    &rules::OUTSIDE_PROJECT,
                    written.span(),
                    format!("`{written}` leads out of the project folder"),
                )
                .label("outside the project")
                .help(format!(
                    "A {} reads nothing but its own project. Write a path relative to this file, with `/`, \
                     that stays inside.",
                    self.format.what()
                )),
            );
        }
        path
    }

    /// Adds the parts that `include` names to the bot, in the order of the names.
    pub(super) fn load_include(&mut self, node: &Node, bot: &mut Bot, chain: &mut Vec<String>) {
        let file = self.current.clone();
        for written in self.texts(node, "`include`") {
            self.current.clone_from(&file);
            for path in self.included_paths(&written) {
                self.current.clone_from(&file);
                self.load_part(&path, &written, bot, chain);
            }
        }
    }

    fn load_part(&mut self, path: &str, written: &Text, bot: &mut Bot, chain: &mut Vec<String>) {
        if chain.iter().any(|parent| parent == path) || self.read.iter().any(|read| read == path) {
            let message = format!("{} is included a second time", self.files.display(path));
            let circle = chain.iter().any(|parent| parent == path);
            let label = if circle { "this closes a circle" } else { "read already" };
            self.report(
                Diagnostic::new(&rules::INCLUDE_CYCLE, written.span(), message)
                    .label(label)
                    .help("Each file is read once; take this include out."),
            );
            return;
        }
        let Some(root) = self.read_yaml(path, Some(written)) else { return };
        let Some(mut fields) = self.fields(&root, "an included part") else { return };
        for key in ["bot", "description", "group", "settings", "environment", "language", "skills"] {
            let Some(entry) = fields.entries().iter().find(|entry| entry.key.as_str() == key) else {
                continue;
            };
            fields.ignore(&entry.key);
            self.report(
                Diagnostic::new(
                    &rules::MISPLACED_KEY,
                    entry.key.span(),
                    format!("`{key}` does not belong in an included part"),
                )
                .label("only in the main file")
                .also(written.span(), "included here")
                .help("A part may hold dialogs, integrations, knowledge bases, intents, entities, functions, fixtures and includes."),
            );
        }
        chain.push(path.to_owned());
        self.load_parts(fields, bot, chain);
        chain.pop();
    }

    fn included_paths(&mut self, written: &Text) -> Vec<String> {
        let Some(path) = self.resolve(written) else { return Vec::new() };
        if !path.contains(['*', '?', '[', '{']) {
            return vec![path];
        }
        let glob = match GlobBuilder::new(&path).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(problem) => {
                let message = format!("`{written}` is not a file pattern: {}", problem.kind());
                self.invalid(
                    written.span(),
                    message,
                    "Write a path with `*` for any name, e.g. `dialogs/*.yaml`.",
                );
                return Vec::new();
            }
        };
        let folder = literal_folder(&path);
        let mut paths = self.files.list(folder);
        paths.retain(|path| glob.is_match(path) && *path != self.current);
        if paths.is_empty() {
            self.lost.push(written.span());
            self.report(
                Diagnostic::new(
                    &rules::UNREADABLE_FILE,
                    written.span(),
                    format!("no file matches `{written}`"),
                )
                .label("matches nothing")
                .help("The pattern is relative to this file; `*` stands for any name, `**` for any folders."),
            );
        }
        paths
    }

    /// Where to report a problem of a whole file: at the text that named it, or at the file's start.
    fn place_of(&mut self, path: &str, from: Option<&Text>) -> crate::source::Span {
        from.map_or_else(
            || {
                let id = self.sources.add(self.files.display(path), "");
                crate::source::Span::new(id, 0..0)
            },
            Text::span,
        )
    }

    fn help_for(&self, from: Option<&Text>, failure: &ReadFailure, meant: Option<&str>) -> String {
        if *failure != ReadFailure::NotFound || from.is_none() {
            return format!("Without this file a part of the {} is missing.", self.format.what());
        }
        match meant {
            Some(meant) => format!("Did you mean `{}`?", self.files.display(meant)),
            None => "The path is relative to the file that names it.".to_owned(),
        }
    }

    /// The file of the same folder that is probably meant by a path that leads nowhere.
    fn meant_file(&self, path: &str, from: Option<&Text>, failure: &ReadFailure) -> Option<String> {
        if *failure != ReadFailure::NotFound || from.is_none() {
            return None;
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let files = self.files.list(folder);
        nearest(path, files.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// Writes the name of another file of the same folder.
fn other_name(written: &Text, meant: &str) -> Option<Fix> {
    let name_of = |path: &str| path.rfind('/').map_or(0, |slash| slash + 1);
    let start = name_of(written.as_str());
    Fix::rename(written, start..written.as_str().len(), &meant[name_of(meant)..])
}

/// The folder part of a glob before its first special character.
fn literal_folder(glob: &str) -> &str {
    let special = glob.find(['*', '?', '[', '{']).unwrap_or(glob.len());
    glob[..special].rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a node is written as nothing at all.
pub(super) fn is_empty(node: &Node) -> bool {
    matches!(node.value, Value::Null)
}
