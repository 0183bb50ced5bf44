//! The command line: one file per subcommand, exit codes as scripts need them.
//!
//! Knows nothing about windows or gestures.

mod analyze;
mod charts;
mod check;
mod export;
mod fmt;
mod help;
mod impact;
mod info;
mod layout;
mod new;
mod report;
mod schema;
mod views;

use std::ffi::OsString;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::prelude::*;

use crate::file::{self, OpenError, Opened, SaveError};

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything worked.
    Ok = 0,
    /// `check` found something that weighs as much as was asked for, or `--check` a difference.
    Difference = 1,
    /// A file cannot be read or is no model.
    Unreadable = 2,
    /// A limit was exceeded.
    Limit = 3,
    /// A file could not be written.
    Unwritable = 5,
    /// Not available here, such as a window without a display.
    Unavailable = 6,
    /// The command line is wrong.
    Usage = 64,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A command that failed: what to print and how to end.
#[derive(Debug)]
pub struct Failure {
    /// How the program ends.
    pub exit: Exit,
    /// What is printed on standard error, without the program's name.
    pub message: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Display) -> Self {
        Self { exit, message: message.to_string() }
    }

    fn usage(message: impl Display) -> Self {
        Self::new(Exit::Usage, format!("{message}\nTry 'opcanvas --help'."))
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::usage(error)
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let exit = match &error {
            OpenError::Refused { refused, .. } if refused.is_limit() => Exit::Limit,
            _ => Exit::Unreadable,
        };
        Self::new(exit, error)
    }
}

impl From<SaveError> for Failure {
    fn from(error: SaveError) -> Self {
        Self::new(Exit::Unwritable, error)
    }
}

/// What the arguments ask for.
#[derive(Debug)]
pub enum Request {
    /// The window, with the files that are named.
    Window(Vec<OsString>),
    /// A command that was carried out and ended so.
    Done(Exit),
}

/// Carries out the command that the arguments name, or says that the window is asked for.
///
/// # Errors
/// What to print on standard error, and how to end.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, Failure> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let done = |result: Result<Exit, Failure>| result.map(Request::Done);
    match parser.next()? {
        None => Ok(Request::Window(Vec::new())),
        Some(Short('h') | Long("help")) => done(print(help::TEXT)),
        Some(Short('V') | Long("version")) => done(print(concat!("opcanvas ", env!("CARGO_PKG_VERSION"), "\n"))),
        Some(Value(word)) => match word.to_str() {
            Some("analyze") => done(analyze::run(&mut parser)),
            Some("check") => done(check::run(&mut parser)),
            Some("export") => done(export::run(&mut parser)),
            Some("layout") => done(layout::run(&mut parser)),
            Some("views") => done(views::run(&mut parser)),
            Some("info") => done(info::run(&mut parser)),
            Some("impact") => done(impact::run(&mut parser)),
            Some("report") => done(report::run(&mut parser)),
            Some("fmt") => done(fmt::run(&mut parser)),
            Some("new") => done(new::run(&mut parser)),
            Some("schema") => done(schema::run(&mut parser)),
            Some("help") => done(print(help::TEXT)),
            _ => files(word, &mut parser).map(Request::Window),
        },
        Some(other) => Err(Failure::usage(other.unexpected())),
    }
}

/// The files that the window is to open.
fn files(first: OsString, parser: &mut lexopt::Parser) -> Result<Vec<OsString>, Failure> {
    let mut files = vec![first];
    while let Some(argument) = parser.next()? {
        match argument {
            Value(file) => files.push(file),
            other => return Err(Failure::usage(other.unexpected())),
        }
    }
    Ok(files)
}

/// What a command that describes a file is given: the FILE, and whether it is to answer in JSON.
fn file_and_format(parser: &mut lexopt::Parser, command: &str) -> Result<(PathBuf, bool), Failure> {
    let (mut input, mut as_json) = (None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("format") => as_json = is_json(parser)?,
            Value(path) if input.is_none() => input = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let input = input.ok_or_else(|| Failure::usage(format!("{command} needs a FILE")))?;
    Ok((input, as_json))
}

/// Whether the value of `--format` is JSON and not text.
fn is_json(parser: &mut lexopt::Parser) -> Result<bool, Failure> {
    match parser.value()?.string()?.as_str() {
        "json" => Ok(true),
        "text" => Ok(false),
        other => Err(Failure::usage(format!("there is no format '{other}'; text and json are"))),
    }
}

/// Prints on standard output; a reader that has gone away is no fault.
fn print(text: &str) -> Result<Exit, Failure> {
    use std::io::Write as _;
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::new(Exit::Unwritable, error)),
        _ => Ok(Exit::Ok),
    }
}

/// Prints a line on standard error, safe for a terminal.
#[expect(clippy::print_stderr, reason = "the one place that speaks to the terminal on behalf of every command")]
pub fn complain(message: &str) {
    eprintln!("opcanvas: {}", shown(message));
}

/// Whether this version draws a view, or only keeps it for one that does.
fn is_drawn(view: &crate::model::View) -> bool {
    matches!(view.kind.as_str(), crate::model::view::CANVAS | crate::model::view::DIAGRAM)
}

/// Opens a file and says what was damaged.
fn open(path: &Path) -> Result<Opened, Failure> {
    let opened = file::open(path)?;
    for problem in &opened.loaded.problems {
        complain(&format!("{}: {} {}", path.display(), problem.code.id(), problem.message));
    }
    if opened.loaded.unlisted > 0 {
        complain(&format!("{}: and {} more problems.", path.display(), opened.loaded.unlisted));
    }
    Ok(opened)
}

/// The text with everything that could steer a terminal or turn the reading direction printed as `\u{..}`.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let steers = c.is_control() && c != '\n';
        let hides =
            matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        if steers || hides {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// The value as indented JSON, safe for a terminal.
fn json_shown(value: &serde_json::Value) -> String {
    // The escapes of JSON keep control characters from the terminal; reading-direction marks need ours.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut safe = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        match c {
            '\u{7f}'..='\u{9f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => safe.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => safe.push(c),
        }
    }
    safe.push('\n');
    safe
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn nothing_printed_steers_the_terminal() {
        assert_eq!(shown("a\u{1b}[2Jb\u{202e}c\u{9b}d\ne"), "a\\u{1b}[2Jb\\u{202e}c\\u{9b}d\ne");
        assert_eq!(shown("Größe 北京"), "Größe 北京");
    }
}
