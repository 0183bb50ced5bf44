//! What the project promises of itself: its tree and its pages.

mod interaction;
mod tidy;
