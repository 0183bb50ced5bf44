//! Puts parts that nothing joins close together, small ones into the corners that others leave free.
//!
//! Knows nothing about what is in a part.

use super::arrange::Options;
use super::grid;
use crate::geom::{Point, Rect, Size, bounds_of, overlaps};
use std::collections::BTreeSet;

/// Up to this many solid rectangles every free corner is tried.
const CORNERS: usize = 80;

/// Boxes wider than the narrowest by this factor stand apart.
const WIDE: f64 = 1.5;

/// Up to this many columns of single boxes are tried in every corner.
const FEW_COLUMNS: usize = 12;

/// Up to this many parts are put into free corners; more are packed in rows.
const PARTS: usize = 12;

/// What is to be packed, its top left at the origin.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) size: Size,
    /// What of it nothing else may be put on; the rest of its size is free.
    pub(super) solids: Vec<Rect>,
}

/// Top left of every block: the outline stays small and near the wished shape.
pub(super) fn blocks(blocks: &[Block], options: &Options) -> Vec<Point> {
    let gap = options.layer_gap;
    let sizes: Vec<Size> = blocks.iter().map(|block| block.size).collect();
    if blocks.len() > PARTS || blocks.iter().map(|block| block.solids.len()).sum::<usize>() > CORNERS {
        return rows(&sizes, gap, options.aspect);
    }
    let mut places = vec![Point::ZERO; blocks.len()];
    let mut taken: Vec<Rect> = Vec::new();
    for i in by_area(&sizes) {
        places[i] = corner(sizes[i], &taken, gap, options.aspect).1;
        taken.extend(blocks[i].solids.iter().map(|solid| *solid + places[i].to_vec2()));
    }
    places
}

/// Boxes that nothing joins, in columns in their order, where they keep the outline of all small; those that are much
/// wider than others stand apart from them.
pub(super) fn singles(sizes: &[Size], taken: &[Rect], options: &Options) -> Vec<Point> {
    let narrowest = sizes.iter().fold(f64::INFINITY, |least, size| least.min(size.width));
    let is_wide = |i: &usize| sizes[*i].width > WIDE * narrowest;
    let (wide, narrow): (Vec<usize>, Vec<usize>) = (0..sizes.len()).partition(is_wide);
    let mut places = vec![Point::ZERO; sizes.len()];
    let mut taken = taken.to_vec();
    for group in [wide, narrow].into_iter().filter(|group| !group.is_empty()) {
        let group_sizes: Vec<Size> = group.iter().map(|&i| sizes[i]).collect();
        let cells = stacks(&group_sizes, &taken, options);
        let size = extent(&cells, &group_sizes);
        let at = corner(size, &taken, options.layer_gap, options.aspect).1;
        for (&i, cell) in group.iter().zip(cells) {
            places[i] = cell + at.to_vec2();
        }
        taken.push(Rect::from_origin_size(at, size));
    }
    places
}

/// Boxes in columns of equal width, as many as keep the outline of all smallest.
fn stacks(sizes: &[Size], taken: &[Rect], options: &Options) -> Vec<Point> {
    let gap = options.node_gap;
    let heights: Vec<f64> = sizes.iter().map(|size| size.height).collect();
    let widest = sizes.iter().fold(0.0, |most: f64, size| most.max(size.width));
    // A few columns for a corner, as many as fit under what is there, and a page of their own.
    let under = bounds_of(taken.iter().copied()).unwrap_or_default().width() / (widest + gap).max(1.0);
    let page =
        (heights.iter().map(|height| height + gap).sum::<f64>() * options.aspect / (widest + gap).max(1.0)).sqrt();
    let more = [under, under + 1.0, page, page + 1.0].map(|count| count as usize);
    let counts: BTreeSet<usize> =
        (1..=FEW_COLUMNS).chain(more).map(|count| count.clamp(1, sizes.len().max(1))).collect();
    let mut best: Option<(f64, Vec<Point>)> = None;
    for count in counts {
        let mut cells = Vec::with_capacity(sizes.len());
        let mut rest = &heights[..];
        for (column, boxes) in grid::balanced(&heights, gap, count).into_iter().enumerate() {
            let (here, others) = rest.split_at(boxes);
            rest = others;
            let mut top = 0.0;
            for height in here {
                cells.push(Point::new(column as f64 * (widest + gap), top));
                top += height + gap;
            }
        }
        let found = corner(extent(&cells, sizes), taken, options.layer_gap, options.aspect).0;
        if best.as_ref().is_none_or(|(least, _)| found < *least) {
            best = Some((found, cells));
        }
    }
    best.map(|(_, cells)| cells).unwrap_or_default()
}

/// The lower right corner of everything.
pub(super) fn extent(places: &[Point], sizes: &[Size]) -> Size {
    bounds_of(places.iter().zip(sizes).map(|(place, size)| Rect::from_origin_size(*place, *size)))
        .map_or(Size::ZERO, |bounds| Size::new(bounds.x1, bounds.y1))
}

/// The width of the smallest outline of the wished shape.
pub(super) fn outline(used: Size, aspect: f64) -> f64 {
    used.width.max(used.height * aspect)
}

/// Where a block goes next to others or into a corner between them, and how bad that is: the outline of all, and among
/// equal ones how far it is from the bottom left.
fn corner(size: Size, taken: &[Rect], gap: f64, aspect: f64) -> (f64, Point) {
    let Some(used) = bounds_of(taken.iter().copied()) else {
        return (outline(size, aspect) + size.area().sqrt(), Point::ZERO);
    };
    if taken.len() > CORNERS {
        // Too much to try: below everything.
        let all = Size::new(used.x1.max(size.width), used.y1 + gap + size.height);
        return (outline(all, aspect) + all.area().sqrt(), Point::new(0.0, (used.y1 + gap).ceil()));
    }
    let beside = |low: fn(&Rect) -> f64, high: fn(&Rect) -> f64, length: f64| {
        let mut at = vec![0.0, high(&used) - length];
        at.extend(taken.iter().flat_map(|solid| [high(solid) + gap, low(solid) - gap - length]));
        at.retain(|&at| at >= 0.0);
        at.sort_by(f64::total_cmp);
        at.dedup();
        at
    };
    let lefts = beside(|r| r.x0, |r| r.x1, size.width);
    let tops = beside(|r| r.y0, |r| r.y1, size.height);
    let mut best: Option<(f64, Point)> = None;
    for &x in &lefts {
        for &y in &tops {
            let rect = Rect::from_origin_size(Point::new(x, y), size);
            let all = used.union(rect);
            let room = outline(all.size(), aspect) + all.area().sqrt();
            let far = (all.y1 - rect.y1) + rect.x0;
            let found = room + 0.001 * far;
            let is_better = best.is_none_or(|(least, _)| found < least);
            if is_better && !taken.iter().any(|solid| overlaps(solid.inflate(gap, gap), rect)) {
                best = Some((found, rect.origin().round()));
            }
        }
    }
    // Right of everything there is always room.
    best.unwrap_or((f64::INFINITY, Point::new((used.x1 + gap).ceil(), 0.0)))
}

fn by_area(sizes: &[Size]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by(|&i, &j| sizes[j].area().total_cmp(&sizes[i].area()).then(i.cmp(&j)));
    order
}

/// Blocks in rows, largest first; of several row widths the one whose outline comes closest to `aspect` while small.
fn rows(blocks: &[Size], gap: f64, aspect: f64) -> Vec<Point> {
    let order = by_area(blocks);
    let area: f64 = blocks.iter().map(|b| (b.width + gap) * (b.height + gap)).sum();
    let widest = blocks.iter().fold(0.0, |most: f64, b| most.max(b.width));
    let wished = (area * aspect).sqrt();
    let mut best: Option<(f64, Vec<Point>)> = None;
    for step in 0..12 {
        let width = widest.max(wished * (0.7 + 0.08 * f64::from(step)));
        let places = shelves(blocks, &order, gap, width);
        let used = extent(&places, blocks);
        let score = outline(used, aspect);
        if best.as_ref().is_none_or(|(least, _)| score < *least) {
            best = Some((score, places));
        }
    }
    best.map(|(_, places)| places).unwrap_or_default()
}

/// Fills rows up to `width`; what is low enough goes under its left neighbour in the same row.
fn shelves(blocks: &[Size], order: &[usize], gap: f64, width: f64) -> Vec<Point> {
    let mut places = vec![Point::ZERO; blocks.len()];
    let (mut row_top, mut row_height, mut x) = (0.0, 0.0_f64, 0.0);
    let mut column = Rect::ZERO;
    for &i in order {
        let block = blocks[i];
        if column.height() > 0.0
            && block.width <= column.width()
            && column.y1 + gap + block.height <= row_top + row_height
        {
            places[i] = Point::new(column.x0, column.y1 + gap);
            column.y1 += gap + block.height;
            continue;
        }
        if x > 0.0 && x + block.width > width {
            row_top += row_height + gap;
            (x, row_height) = (0.0, 0.0);
        }
        places[i] = Point::new(x, row_top);
        column = Rect::from_origin_size(places[i], block);
        x += block.width + gap;
        row_height = row_height.max(block.height);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_part_goes_into_the_corner_that_a_large_one_leaves() {
        let options = Options { layer_gap: 10.0, ..Options::default() };
        let large = Block {
            size: Size::new(800.0, 500.0),
            solids: vec![Rect::new(0.0, 0.0, 800.0, 300.0), Rect::new(300.0, 300.0, 800.0, 500.0)],
        };
        let small = Block { size: Size::new(200.0, 150.0), solids: vec![Rect::new(0.0, 0.0, 200.0, 150.0)] };
        assert_eq!(blocks(&[small, large.clone()], &options), [Point::new(0.0, 350.0), Point::ZERO]);
        let singles = singles(&[Size::new(60.0, 60.0); 4], &large.solids, &options);
        let all = bounds_of(singles.iter().map(|&at| Rect::from_origin_size(at, (60.0, 60.0)))).unwrap_or_default();
        assert!(all.x1 <= 290.0 && all.y0 >= 310.0 && all.y1 <= 500.0, "{singles:?}");
    }

    #[test]
    fn single_boxes_become_a_page_and_wide_ones_stand_apart() {
        let mut sizes = vec![Size::new(100.0, 50.0); 40];
        sizes[7].width = 400.0;
        let places = singles(&sizes, &[], &Options::default());
        let used = extent(&places, &sizes);
        assert!((0.8..2.6).contains(&(used.width / used.height)), "{used}");
        let lefts: BTreeSet<i64> = (0..40).filter(|i| *i != 7).map(|i| places[i].x as i64).collect();
        assert!(lefts.len() < 10 && lefts.iter().zip(lefts.iter().skip(1)).all(|(a, b)| b - a == 132), "{lefts:?}");
    }
}
