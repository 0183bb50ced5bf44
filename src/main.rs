//! Reads the arguments, starts a command or the window, and chooses the exit code.

use std::process::ExitCode;

use opcanvas::cli::{self, Request};

fn main() -> ExitCode {
    match cli::run(std::env::args_os().skip(1)) {
        Ok(Request::Done(exit)) => exit.into(),
        Ok(Request::Window(file)) => window(file),
        Err(failure) => {
            cli::complain(&failure.message);
            failure.exit.into()
        }
    }
}

fn window(_file: Option<std::ffi::OsString>) -> ExitCode {
    cli::complain("this build has no window; 'opcanvas --help' lists the commands that need none.");
    cli::Exit::Unavailable.into()
}
