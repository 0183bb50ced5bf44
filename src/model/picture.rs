//! An embedded picture: PNG as base64 text, and back to pixels.
//!
//! Knows nothing about where a picture stands.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ecow::EcoString;

/// The longest side of an embedded picture, in pixels.
pub const MAX_SIDE: usize = 4096;
/// The most bytes of an embedded picture, before they become text.
pub const MAX_BYTES: usize = 4 << 20;

/// Pixels, four bytes each: red, green, blue, opacity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// How many across.
    pub width: usize,
    /// How many down.
    pub height: usize,
    /// The bytes, row by row.
    pub rgba: Vec<u8>,
}

/// The pixels of an embedded picture; `None` when it is none or larger than may be.
#[must_use]
pub fn decode(data: &str) -> Option<Pixels> {
    if data.len() > 4 * MAX_BYTES {
        return None;
    }
    from_png(&STANDARD.decode(data).ok()?, MAX_SIDE)
}

/// How many pixels an embedded picture has across and down, without reading them.
#[must_use]
pub fn size(data: &str) -> Option<(usize, usize)> {
    // The head of a PNG: 8 bytes of signature, 8 of the first chunk's, then width and height.
    let head = STANDARD.decode(data.as_bytes().get(..32)?).ok()?;
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?) as usize);
    let png = head.starts_with(b"\x89PNG\r\n\x1a\n");
    let (width, height) = (number(16)?, number(20)?);
    let fits = |n: usize| (1..=MAX_SIDE).contains(&n);
    (png && fits(width) && fits(height)).then_some((width, height))
}

/// The pixels of a PNG file no side of which is longer than `most`.
#[must_use]
pub fn from_png(bytes: &[u8], most: usize) -> Option<Pixels> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    if width == 0 || height == 0 || width > most || height > most {
        return None;
    }
    let mut buffer = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut buffer).ok()?;
    buffer.truncate(frame.buffer_size());
    let rgba: Vec<u8> = match frame.color_type {
        png::ColorType::Rgba => buffer,
        png::ColorType::Rgb => buffer.as_chunks::<3>().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect(),
        png::ColorType::Grayscale => buffer.iter().flat_map(|v| [*v, *v, *v, 255]).collect(),
        png::ColorType::GrayscaleAlpha => {
            buffer.as_chunks::<2>().0.iter().flat_map(|[v, a]| [*v, *v, *v, *a]).collect()
        }
        png::ColorType::Indexed => return None,
    };
    (rgba.len() == 4 * width * height).then_some(Pixels { width, height, rgba })
}

impl Pixels {
    /// The picture as it is embedded: smaller where it has too many pixels or bytes.
    #[must_use]
    pub fn embedded(&self) -> Option<(EcoString, Self)> {
        let mut pixels = self.within(MAX_SIDE)?;
        loop {
            let bytes = pixels.png()?;
            if bytes.len() <= MAX_BYTES {
                return Some((STANDARD.encode(bytes).into(), pixels));
            }
            let longest = pixels.width.max(pixels.height);
            pixels = pixels.within(longest * 3 / 4)?;
        }
    }

    /// The picture with no side longer than `most`, each pixel the mean of those it stands for.
    #[must_use]
    pub fn within(&self, most: usize) -> Option<Self> {
        if self.rgba.len() != 4 * self.width * self.height || self.rgba.is_empty() || most == 0 {
            return None;
        }
        let longest = self.width.max(self.height);
        if longest <= most {
            return Some(self.clone());
        }
        let scaled = |n: usize| (n * most / longest).max(1);
        let (width, height) = (scaled(self.width), scaled(self.height));
        let mut rgba = Vec::with_capacity(4 * width * height);
        for y in 0..height {
            let rows = (y * self.height / height)..((y + 1) * self.height / height).max(y * self.height / height + 1);
            for x in 0..width {
                let columns = (x * self.width / width)..((x + 1) * self.width / width).max(x * self.width / width + 1);
                let mut sum = [0_usize; 4];
                for row in rows.clone() {
                    for column in columns.clone() {
                        let at = 4 * (row * self.width + column);
                        for (sum, byte) in sum.iter_mut().zip(&self.rgba[at..at + 4]) {
                            *sum += usize::from(*byte);
                        }
                    }
                }
                let n = rows.len() * columns.len();
                rgba.extend(sum.map(|s| (s / n) as u8));
            }
        }
        Some(Self { width, height, rgba })
    }

    fn png(&self) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let (width, height) = (u32::try_from(self.width).ok()?, u32::try_from(self.height).ok()?);
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Balanced);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&self.rgba).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(width: usize, height: usize) -> Pixels {
        let mut n = 1_u32;
        let mut byte = || {
            n = n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (n >> 24) as u8
        };
        Pixels { width, height, rgba: (0..4 * width * height).map(|_| byte()).collect() }
    }

    #[test]
    fn a_picture_comes_back_as_it_was_embedded() {
        let pixels = noise(31, 17);
        let (data, same) = pixels.embedded().unwrap();
        assert_eq!((same, size(&data), decode(&data)), (pixels.clone(), Some((31, 17)), Some(pixels)));
        for bad in ["", "nonsense", "iVBORw0KGgo=", "====", &data[..data.len() / 2]] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_large_picture_is_made_smaller() {
        let (data, small) = noise(1400, 1100).embedded().unwrap();
        assert!(data.len() <= MAX_BYTES * 4 / 3 + 4 && small.width < 1400);
        assert_eq!(decode(&data), Some(small));
        let wide = Pixels { width: 5000, height: 2, rgba: vec![7; 40_000] };
        let small = wide.within(MAX_SIDE).unwrap();
        assert_eq!((small.width, small.height, small.rgba[0]), (MAX_SIDE, 1, 7));
        assert_eq!(Pixels { width: 2, height: 2, rgba: vec![0; 3] }.embedded(), None);
    }
}
