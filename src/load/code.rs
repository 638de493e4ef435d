//! Bot code: inline, or in a file of its own.

use super::Loader;
use crate::bot::{Code, CodeBody};
use crate::source::{Span, Text};
use crate::yaml::{self, Node, Value};

impl Loader<'_> {
    /// Code as a text, or as `{file: code/greet.js}`.
    pub(super) fn load_code(&mut self, node: &Node, what: &str) -> Option<Code> {
        match &node.value {
            Value::Scalar(scalar) => {
                Some(Code { span: node.span, body: CodeBody::Inline(scalar.text.clone()) })
            }
            Value::Mapping(_) => {
                let mut fields = self.fields(node, "code")?;
                let written = fields.value("file").and_then(|file| self.name(file, "`file`"));
                if written.is_none() {
                    self.missing(&fields, "file", "Write the code as a text, or `{file: code/greet.js}`.");
                }
                self.finish(fields);
                let body = CodeBody::File(self.read_text_file(&written?)?);
                Some(Code { span: node.span, body })
            }
            _ => {
                self.wrong_type(node, &format!("{what} is code, or `{{file: NAME.js}}`"));
                None
            }
        }
    }

    /// A file of the project as a text with its own lines.
    fn read_text_file(&mut self, written: &Text) -> Option<Text> {
        let path = self.resolve(written)?;
        let bytes = self.read_bytes(&path, Some(written), self.limits.bytes)?;
        match yaml::decode(bytes) {
            Ok(text) => {
                let id = self.sources.add(self.files.display(&path), text.clone());
                let span = Span::new(id, 0..text.len());
                Some(Text::new(text, span, 0))
            }
            Err(problem) => {
                let message = format!("{} is not UTF-8 text", self.files.display(&path));
                let diagnostic =
                    crate::diagnostic::Diagnostic::new(&yaml::rules::NOT_UTF8, written.span(), message);
                self.report(diagnostic.label("named here").help(problem.to_string()));
                None
            }
        }
    }
}
