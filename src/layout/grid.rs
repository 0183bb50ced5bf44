//! How many columns the children of a container stand in, and which stand in which.
//!
//! Knows nothing about what is laid out.

use crate::geom::Size;

/// Width over height that a container with columns is brought close to.
const ASPECT: f64 = 1.3;

/// How many of the boxes each column holds, in their order.
pub(super) fn columns(heights: &[f64], width: f64, gap: f64) -> Vec<usize> {
    let shape = |columns: &[usize]| {
        let used = size(columns, heights, width, gap);
        used.width.max(used.height * ASPECT)
    };
    let mut best: Option<(f64, Vec<usize>)> = None;
    for count in 1..=heights.len() {
        let columns = balanced(heights, gap, count);
        let found = shape(&columns);
        if best.as_ref().is_none_or(|(least, _)| found < *least) {
            best = Some((found, columns));
        } else if count as f64 * width > 2.0 * best.as_ref().map_or(0.0, |(least, _)| *least) {
            break;
        }
    }
    best.map(|(_, columns)| columns).unwrap_or_default()
}

/// The size of all columns together.
pub(super) fn size(columns: &[usize], heights: &[f64], width: f64, gap: f64) -> Size {
    let mut rest = heights;
    let mut tallest = 0.0_f64;
    for &count in columns {
        let (column, others) = rest.split_at(count);
        rest = others;
        tallest = tallest.max(height(column, gap));
    }
    Size::new(columns.len() as f64 * (width + gap) - if columns.is_empty() { 0.0 } else { gap }, tallest)
}

fn height(column: &[f64], gap: f64) -> f64 {
    column.iter().sum::<f64>() + gap * column.len().saturating_sub(1) as f64
}

/// At most `count` columns, the highest of them as low as it can be.
pub(super) fn balanced(heights: &[f64], gap: f64, count: usize) -> Vec<usize> {
    let (mut low, mut high) = (heights.iter().copied().fold(0.0, f64::max), height(heights, gap));
    // Heights are whole numbers.
    while high - low >= 1.0 {
        let middle = f64::midpoint(low, high).floor();
        if filled(heights, gap, middle).len() <= count {
            high = middle;
        } else {
            low = middle + 1.0;
        }
    }
    filled(heights, gap, high)
}

/// Columns filled up to `limit`.
fn filled(heights: &[f64], gap: f64, limit: f64) -> Vec<usize> {
    let mut columns: Vec<usize> = Vec::new();
    let mut used = 0.0;
    for &height in heights {
        match columns.last_mut() {
            Some(last) if used + gap + height <= limit => {
                *last += 1;
                used += gap + height;
            }
            _ => {
                columns.push(1);
                used = height;
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_low_as_they_can_be() {
        assert_eq!(balanced(&[50.0, 10.0, 40.0, 30.0, 20.0], 0.0, 2), [2, 3]);
        assert_eq!(balanced(&[50.0, 10.0, 40.0, 30.0, 20.0], 10.0, 3), [1, 2, 2]);
        assert!(columns(&[], 10.0, 0.0).is_empty());
    }

    #[test]
    fn a_tall_column_becomes_a_page() {
        assert_eq!(columns(&[60.0; 6], 180.0, 10.0), [3, 3]);
        assert_eq!(columns(&[60.0, 60.0], 180.0, 10.0), [2]);
    }
}
