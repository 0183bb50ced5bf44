//! What hands do on the canvas: pointer, keys, words, clipboard and history.

#[path = "../support/drags.rs"]
mod drags;
#[path = "../support/hands.rs"]
mod hands;
#[path = "../support/models.rs"]
mod models;
#[path = "../support/names.rs"]
mod names;
#[path = "../../benches/support/mod.rs"]
mod support;
#[path = "../support/window.rs"]
mod window;

mod arrange;
mod basics;
mod board;
mod clipboard;
mod gaps;
mod go;
mod keyboard_alone;
mod keys;
mod keys_window;
mod look;
mod pointer;
mod random;
mod streams;
mod tools;
mod trial;
mod words;
