//! Reads the arguments, starts a command or the window, and chooses the exit code.

use std::process::ExitCode;

use opcanvas::cli::{self, Exit, Request};

fn main() -> ExitCode {
    match cli::run(std::env::args_os().skip(1)) {
        Ok(Request::Done(exit)) => exit.into(),
        Ok(Request::Window(files)) => window(files),
        Err(failure) => {
            cli::complain(&failure.message);
            failure.exit.into()
        }
    }
}

#[cfg(feature = "gui")]
fn window(files: Vec<std::ffi::OsString>) -> ExitCode {
    let files: Vec<_> = files.into_iter().map(std::path::PathBuf::from).collect();
    // A wrong word is told in the terminal, where it was typed, not in a window.
    if let Some(file) = files.iter().find(|file| !file.exists()) {
        let message = format!("{}: there is no such file or command. Try 'opcanvas --help'.", file.display());
        cli::complain(&message);
        return Exit::Unreadable.into();
    }
    // Every file is told by its whole path from here on.
    let whole = |file| std::path::absolute(&file).unwrap_or(file);
    match opcanvas::ui::run(files.into_iter().map(whole).collect()) {
        Ok(()) => Exit::Ok.into(),
        Err(error) => {
            cli::complain(&error.to_string());
            Exit::Unavailable.into()
        }
    }
}

#[cfg(not(feature = "gui"))]
fn window(_: Vec<std::ffi::OsString>) -> ExitCode {
    cli::complain("this build has no window; 'opcanvas export FILE -o OUT.svg' draws without one");
    Exit::Unavailable.into()
}
