//! Scene to bytes, one file per format.
//!
//! Knows nothing about windows, and nothing about how the scene was made.

pub mod png;
pub mod svg;

use std::path::{Path, PathBuf};

use thiserror::Error;

/// What a drawing can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Scalable, text stays text.
    Svg,
    /// Pixels.
    Png,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Svg, Self::Png];

    /// The ending of file names, which is also the name of the format.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// The format with this ending, whatever its case.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.extension().eq_ignore_ascii_case(extension))
    }
}

/// Where a page of a drawing goes: the first to `path`, the second of `OUT.svg` to `OUT-2.svg`.
#[must_use]
pub fn page_path(path: &Path, page: usize) -> PathBuf {
    if page < 2 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = match path.extension() {
        Some(extension) => format!("{stem}-{page}.{}", extension.to_string_lossy()),
        None => format!("{stem}-{page}"),
    };
    path.with_file_name(name)
}

/// Why a drawing was not written.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ExportError {
    /// The picture would have too many pixels.
    #[error(
        "The picture would be {width} x {height} pixels; at most {limit} million can be drawn. Choose a smaller scale, or SVG."
    )]
    TooLarge {
        /// Pixels across.
        width: u64,
        /// Pixels down.
        height: u64,
        /// Limit in millions of pixels.
        limit: u64,
    },
    /// The scale is no sensible number.
    #[error("The scale must be a number above 0 and at most 16.")]
    BadScale,
    /// The encoder failed.
    #[error("The picture could not be encoded: {0}.")]
    Encoding(String),
}

/// Draws a scene in a format. `scale` is pixels per document unit and only matters for pixels.
///
/// # Errors
/// Why it cannot be drawn.
pub fn render(scene: &crate::scene::Scene, title: &str, format: Format, scale: f64) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Svg => svg::render(scene, title),
        Format::Png => png::render(scene, scale),
    }
}
