//! `opcanvas fmt`: writes files in their one canonical form, or says which are not in it.
//!
//! Knows nothing about what the form is.

use std::path::PathBuf;

use lexopt::prelude::*;

use super::{Exit, Failure, complain, open, print};
use crate::{file, format};

pub(super) fn run(parser: &mut lexopt::Parser) -> Result<Exit, Failure> {
    let (mut files, mut check) = (Vec::new(), false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("check") => check = true,
            Value(path) => files.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    if files.is_empty() {
        return Err(Failure::usage("fmt needs a FILE"));
    }
    let mut worst = Exit::Ok;
    for path in &files {
        // One bad file must not keep the others from being looked at.
        let exit = match one(path, check) {
            Ok(exit) => exit,
            Err(failure) => {
                complain(&failure.message);
                failure.exit
            }
        };
        worst = if exit as u8 > worst as u8 { exit } else { worst };
    }
    Ok(worst)
}

fn one(path: &std::path::Path, check: bool) -> Result<Exit, Failure> {
    let opened = open(path)?;
    if let Some(version) = opened.loaded.newer_version {
        let message = format!("{}: version {version} is newer than this program; it is left as it is.", path.display());
        return Err(Failure::new(Exit::Unavailable, message));
    }
    let bytes = format::save(&opened.loaded.document);
    if file::Fingerprint::of(&bytes) == opened.fingerprint {
        return Ok(Exit::Ok);
    }
    if check {
        print(&super::shown(&format!("{}: not canonical\n", path.display())))?;
        return Ok(Exit::Difference);
    }
    file::save(path, &opened.loaded.document, Some(opened.fingerprint))?;
    print(&super::shown(&format!("{}: written\n", path.display())))
}
