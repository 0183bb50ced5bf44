//! Automatic placement of boxes with nested containers.
//!
//! Containers are sized from the inside out, the outermost boxes are placed as a flat graph with the links lifted to
//! them, and what is inside follows its container.
//!
//! Knows nothing about routes, models or themes.

use super::flat::{self, Edge};
use super::{grid, nest};
use crate::geom::{Insets, Point, Rect, Size};
use std::collections::BTreeMap;

/// Sizes beyond this are cut, so that sums stay finite and exact.
const LARGEST: f64 = 100_000.0;

/// Space for a line that ends inside a container, and at most for all on one side.
const LANE: f64 = 5.0;
const WIDEST_LANES: f64 = 20.0;

/// How a container arranges what is inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// Side by side, all as high as the highest.
    Row,
    /// One below the other, all as wide as the widest.
    Column,
    /// In columns side by side, filled one after the other, all as wide as the widest; as many columns as bring the shape
    /// closest to that of a page.
    Grid,
}

/// A box to be placed, in document units.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Size; for a container the least size.
    pub size: Size,
    /// Index of the container this box lies in.
    pub parent: Option<usize>,
    /// How its children are arranged.
    pub arrangement: Arrangement,
    /// Space between the container's border and its children, header included.
    pub padding: Insets,
    /// Space between children.
    pub gap: f64,
    /// Boxes of a lower band are placed left of those of a higher band that they are connected with, whichever way the
    /// links between them point. Only that of outermost boxes counts.
    pub band: u16,
}

/// A connection that pulls two boxes together, by their indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where the link starts; placed left.
    pub source: usize,
    /// Where the link ends; placed right.
    pub target: usize,
    /// Value runs from target to source, so the target is placed left.
    pub reversed: bool,
    /// It is not drawn: it keeps boxes near each other that nothing else ties, and no more.
    pub hidden: bool,
}

/// Distances of the automatic placement, in document units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Least space between boxes of one layer.
    pub node_gap: f64,
    /// Least space between layers.
    pub layer_gap: f64,
    /// Width over height wished for when parts that are not connected are packed.
    pub aspect: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { node_gap: 32.0, layer_gap: 72.0, aspect: 1.6 }
    }
}

/// The rectangle of every node: no two overlap unless one contains the other, children in index order inside their
/// container's padding, the top left of everything at the origin, all coordinates whole.
///
/// Links with indices out of range are ignored, and so is the parent of a node that would contain itself.
#[must_use]
pub fn arrange(nodes: &[Node], links: &[Link], options: &Options) -> Vec<Rect> {
    let tree = Tree::new(nodes);
    let sizes = tree.sizes(nodes);
    let mut rects: Vec<Rect> = sizes.iter().map(|size| Rect::from_origin_size(Point::ZERO, *size)).collect();
    // First inside each container, relative to its own top left, so that links know at what height they attach.
    for &container in tree.outside_in.iter().rev() {
        tree.place_children(nodes, container, &mut rects);
    }
    let height_in_root: Vec<f64> = (0..nodes.len())
        .map(|i| {
            let mut y = rects[i].height() / 2.0;
            let mut at = i;
            while let Some(parent) = tree.parent[at] {
                y += rects[at].y0;
                at = parent;
            }
            y
        })
        .collect();

    let roots: Vec<usize> = (0..nodes.len()).filter(|&i| tree.parent[i].is_none()).collect();
    let mut place_of_root = vec![usize::MAX; nodes.len()];
    for (place, &root) in roots.iter().enumerate() {
        place_of_root[root] = place;
    }
    let lanes = lanes(links, &tree);
    let height_in_root: Vec<f64> = (0..nodes.len()).map(|i| height_in_root[i] + lanes[tree.root[i]]).collect();
    let root_sizes: Vec<Size> = roots.iter().map(|&i| sizes[i] + Size::new(0.0, 2.0 * lanes[i])).collect();
    let edges = lift(links, &tree, &place_of_root, &height_in_root);
    let bands: Vec<u16> = roots.iter().map(|&i| nodes[i].band).collect();
    let places = flat::place(&root_sizes, &bands, &edges, &tidy_options(options)).origins;
    let top_of = |i: usize| places[place_of_root[i]].y + lanes[i];
    let top = roots.iter().map(|&i| top_of(i)).fold(f64::INFINITY, f64::min);

    for &i in &tree.outside_in {
        let origin = match tree.parent[i] {
            None => Point::new(places[place_of_root[i]].x, top_of(i) - top),
            Some(parent) => rects[parent].origin() + rects[i].origin().to_vec2(),
        };
        rects[i] = rects[i].with_origin(origin);
    }
    rects
}

fn tidy_options(options: &Options) -> Options {
    let aspect = if options.aspect.is_finite() { options.aspect.clamp(0.1, 10.0) } else { 1.6 };
    Options { node_gap: length(options.node_gap), layer_gap: length(options.layer_gap), aspect }
}

/// A length as a whole number of pixels.
fn length(value: f64) -> f64 {
    if value.is_finite() { value.clamp(0.0, LARGEST).ceil() } else { 0.0 }
}

/// Space above and below outermost boxes for lines that end deep inside them and have to come from there.
fn lanes(links: &[Link], tree: &Tree) -> Vec<f64> {
    let count = tree.root.len();
    let mut ends = vec![0_u32; count];
    for link in links.iter().filter(|link| !link.hidden && link.source < count && link.target < count) {
        for (end, other) in [(link.source, link.target), (link.target, link.source)] {
            let root = tree.root[end];
            ends[root] += u32::from(end != root && root != tree.root[other]);
        }
    }
    ends.into_iter().map(|ends| (LANE * f64::from(ends) / 2.0).min(WIDEST_LANES).ceil()).collect()
}

/// Links between the outermost boxes; links between the same two boxes become one heavier edge, hidden ones an edge
/// without weight.
fn lift(links: &[Link], tree: &Tree, place_of_root: &[usize], height_in_root: &[f64]) -> Vec<Edge> {
    let mut merged: BTreeMap<(usize, usize, bool), (Edge, u32)> = BTreeMap::new();
    let count = place_of_root.len();
    for link in links.iter().filter(|link| link.source < count && link.target < count) {
        let (from, to) = if link.reversed { (link.target, link.source) } else { (link.source, link.target) };
        let (a, b) = (place_of_root[tree.root[from]], place_of_root[tree.root[to]]);
        if a == b {
            continue;
        }
        let none = Edge { a, b, weight: 0, at_a: 0.0, at_b: 0.0 };
        let (sum, count) = merged.entry((a, b, link.hidden)).or_insert((none, 0));
        *count += 1;
        sum.weight += u32::from(!link.hidden);
        sum.at_a += height_in_root[from];
        sum.at_b += height_in_root[to];
    }
    let mean = |(sum, count): (Edge, u32)| Edge {
        at_a: sum.at_a / f64::from(count),
        at_b: sum.at_b / f64::from(count),
        ..sum
    };
    merged.into_values().map(mean).collect()
}

/// Who is inside whom.
struct Tree {
    parent: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    /// The outermost box around each box; itself when it lies in none.
    root: Vec<usize>,
    /// Every index, containers before what they contain.
    outside_in: Vec<usize>,
}

impl Tree {
    fn new(nodes: &[Node]) -> Self {
        let count = nodes.len();
        let parent = nest::parents(nodes.iter().map(|node| node.parent));
        let mut children = vec![Vec::new(); count];
        for (i, parent) in parent.iter().enumerate() {
            if let Some(p) = *parent {
                children[p].push(i);
            }
        }
        let mut root: Vec<usize> = (0..count).collect();
        let mut outside_in: Vec<usize> = (0..count).filter(|&i| parent[i].is_none()).collect();
        let mut next = 0;
        while next < outside_in.len() {
            let i = outside_in[next];
            next += 1;
            for &child in &children[i] {
                root[child] = root[i];
                outside_in.push(child);
            }
        }
        Self { parent, children, root, outside_in }
    }

    fn sizes(&self, nodes: &[Node]) -> Vec<Size> {
        let mut sizes: Vec<Size> =
            nodes.iter().map(|node| Size::new(length(node.size.width), length(node.size.height))).collect();
        for &i in self.outside_in.iter().rev() {
            let children = &self.children[i];
            if children.is_empty() {
                continue;
            }
            let node = &nodes[i];
            let gaps = length(node.gap) * (children.len() - 1) as f64;
            let sum = children.iter().fold(Size::ZERO, |sum, &c| sum + sizes[c]);
            let most = children.iter().fold(Size::ZERO, |most, &c| most.max(sizes[c]));
            let inner = match node.arrangement {
                Arrangement::Row => Size::new(sum.width + gaps, most.height),
                Arrangement::Column => Size::new(most.width, sum.height + gaps),
                Arrangement::Grid => {
                    let heights: Vec<f64> = children.iter().map(|&c| sizes[c].height).collect();
                    grid::size(
                        &grid::columns(&heights, most.width, length(node.gap)),
                        &heights,
                        most.width,
                        length(node.gap),
                    )
                }
            };
            let padding = whole_padding(node.padding);
            let outer = Size::new(padding.x0 + inner.width + padding.x1, padding.y0 + inner.height + padding.y1);
            sizes[i] = sizes[i].max(outer);
            for &child in children {
                match node.arrangement {
                    Arrangement::Row => sizes[child].height = most.height,
                    Arrangement::Column | Arrangement::Grid => sizes[child].width = most.width,
                }
            }
        }
        sizes
    }

    /// Places the children of `container` relative to its top left.
    fn place_children(&self, nodes: &[Node], container: usize, rects: &mut [Rect]) {
        let node = &nodes[container];
        let padding = whole_padding(node.padding);
        let mut at = Point::new(padding.x0, padding.y0);
        if node.arrangement == Arrangement::Grid {
            let heights: Vec<f64> = self.children[container].iter().map(|&c| rects[c].height()).collect();
            let width = self.children[container].first().map_or(0.0, |&c| rects[c].width());
            let gap = length(node.gap);
            let mut rest = &self.children[container][..];
            for count in grid::columns(&heights, width, gap) {
                let (column, others) = rest.split_at(count);
                rest = others;
                for &child in column {
                    rects[child] = rects[child].with_origin(at);
                    at.y += rects[child].height() + gap;
                }
                at = Point::new(at.x + width + gap, padding.y0);
            }
            return;
        }
        for &child in &self.children[container] {
            rects[child] = rects[child].with_origin(at);
            match node.arrangement {
                Arrangement::Row => at.x += rects[child].width() + length(node.gap),
                Arrangement::Column | Arrangement::Grid => at.y += rects[child].height() + length(node.gap),
            }
        }
    }
}

fn whole_padding(padding: Insets) -> Insets {
    Insets::new(length(padding.x0), length(padding.y0), length(padding.x1), length(padding.y1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{bounds_of, encloses, overlaps};
    use proptest::prelude::*;

    fn leaf(width: f64, height: f64, parent: Option<usize>) -> Node {
        Node {
            size: Size::new(width, height),
            parent,
            arrangement: Arrangement::Row,
            padding: Insets::ZERO,
            gap: 0.0,
            band: 0,
        }
    }

    fn link(source: usize, target: usize) -> Link {
        Link { source, target, reversed: false, hidden: false }
    }

    #[test]
    fn a_row_is_as_high_as_its_highest_child() {
        let container = Node { padding: Insets::new(16.0, 48.0, 16.0, 16.0), gap: 14.0, ..leaf(10.0, 10.0, None) };
        let rects =
            arrange(&[container, leaf(100.0, 60.0, Some(0)), leaf(50.0, 80.0, Some(0))], &[], &Options::default());
        assert_eq!(rects[0], Rect::new(0.0, 0.0, 196.0, 144.0));
        assert_eq!(rects[1], Rect::new(16.0, 48.0, 116.0, 128.0));
        assert_eq!(rects[2], Rect::new(130.0, 48.0, 180.0, 128.0));
    }

    #[test]
    fn value_runs_left_to_right() {
        let nodes = vec![leaf(100.0, 50.0, None); 3];
        let links = [link(0, 1), Link { reversed: true, ..link(2, 1) }];
        let rects = arrange(&nodes, &links, &Options::default());
        assert!(rects[0].x1 < rects[1].x0 && rects[1].x1 < rects[2].x0);
        assert!((rects[0].y0 - rects[2].y0).abs() < 0.5, "a chain is straight");
    }

    #[test]
    fn a_lower_band_stands_left_and_its_boxes_below_each_other() {
        let in_band = |band| Node { band, ..leaf(100.0, 50.0, None) };
        let nodes = [in_band(2), in_band(1), in_band(1), in_band(1), in_band(3)];
        let rects = arrange(&nodes, &[link(0, 1), link(1, 2), link(2, 3), link(4, 0)], &Options::default());
        assert!(rects[1].x1 < rects[0].x0 && rects[0].x1 < rects[4].x0);
        assert!((1..4).all(|i| (rects[i].x0 - rects[1].x0).abs() < 0.5));
    }

    #[test]
    fn a_hidden_link_only_keeps_boxes_near() {
        let near = Link { hidden: true, ..link(0, 4) };
        let mut nodes = vec![Node { band: 4, ..leaf(600.0, 50.0, None) }];
        nodes.extend((1..4).map(|band| Node { band, ..leaf(100.0, 50.0, None) }));
        nodes.extend(vec![Node { band: 4, ..leaf(200.0, 70.0, None) }; 2]);
        let chain = [link(1, 2), link(2, 3), link(3, 0)];
        let rects = arrange(&nodes, &[&chain[..], &[near, Link { target: 5, ..near }]].concat(), &Options::default());
        let stream = rects[0];
        for unit in &rects[4..] {
            assert!(unit.y0 - stream.y1 < 40.0 && unit.x0 >= stream.x0 && unit.x1 <= stream.x1, "{rects:?}");
        }
        assert!((rects[4].y0 - rects[5].y0).abs() < 0.5, "in a row below the wide box");
        assert!((1..4).all(|i| (rects[i].center().y - stream.center().y).abs() < 0.5), "the chain stays straight");
    }

    #[test]
    fn lines_that_end_inside_have_room_to_come_there() {
        let container = Node { band: 2, ..leaf(10.0, 10.0, None) };
        let mut nodes = vec![container.clone(), container];
        nodes.extend((0..2).flat_map(|parent| [leaf(80.0, 40.0, Some(parent)), leaf(80.0, 40.0, Some(parent))]));
        nodes.extend(vec![Node { band: 1, ..leaf(100.0, 50.0, None) }; 2]);
        let gap = |links: &[Link]| {
            let rects = arrange(&nodes, links, &Options::default());
            (rects[0].y0.max(rects[1].y0) - rects[0].y1.min(rects[1].y1)).round()
        };
        let outside: Vec<Link> = [6, 7].iter().flat_map(|&at| [link(at, 0), link(at, 1)]).collect();
        let inside: Vec<Link> = [6, 7].iter().flat_map(|&at| [link(at, 3), link(at, 5)]).collect();
        assert!(gap(&inside) >= gap(&outside) + 8.0, "{} {}", gap(&inside), gap(&outside));
    }

    #[test]
    fn nothing_in_nothing_out() {
        assert!(arrange(&[], &[], &Options::default()).is_empty());
    }

    #[test]
    fn a_ring_of_parents_is_cut() {
        let nodes = [leaf(10.0, 10.0, Some(1)), leaf(10.0, 10.0, Some(0)), leaf(5.0, 5.0, Some(2))];
        assert_eq!(arrange(&nodes, &[], &Options::default()).len(), 3);
    }

    fn any_node(index: usize) -> impl Strategy<Value = Node> {
        let parent = if index == 0 { Just(None).boxed() } else { proptest::option::weighted(0.4, 0..index).boxed() };
        let arrangement = proptest::sample::select(vec![Arrangement::Row, Arrangement::Column, Arrangement::Grid]);
        (0.0..300.0, 0.0..150.0, parent, arrangement, 0.0..30.0, 0..3_u16).prop_map(
            |(width, height, parent, arrangement, space, band)| Node {
                arrangement,
                band,
                padding: Insets::uniform(space),
                gap: space / 2.0,
                ..leaf(width, height, parent)
            },
        )
    }

    fn any_input() -> impl Strategy<Value = (Vec<Node>, Vec<Link>)> {
        (0..90_usize).prop_flat_map(|count| {
            let nodes = (0..count).map(any_node).collect::<Vec<_>>();
            let ends = 0..count + 1;
            let links =
                proptest::collection::vec((ends.clone(), ends, any::<bool>(), proptest::bool::weighted(0.3)), 0..140)
                    .prop_map(|links| {
                        links
                            .into_iter()
                            .map(|(source, target, reversed, hidden)| Link { source, target, reversed, hidden })
                            .collect()
                    });
            (nodes, links)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn boxes_keep_their_distance((nodes, links) in any_input()) {
            let options = Options::default();
            let rects = arrange(&nodes, &links, &options);
            prop_assert_eq!(&rects, &arrange(&nodes, &links, &options));
            prop_assert_eq!(rects.len(), nodes.len());
            if let Some(all) = bounds_of(rects.iter().copied()) {
                prop_assert_eq!(all.origin(), Point::ZERO);
            }
            let within = |inner: usize, outer: usize| {
                let mut at = nodes[inner].parent;
                while let Some(i) = at {
                    if i == outer { return true; }
                    at = nodes[i].parent;
                }
                false
            };
            for (i, rect) in rects.iter().enumerate() {
                prop_assert!(rect.is_finite() && rect.x0.fract() == 0.0 && rect.y0.fract() == 0.0);
                prop_assert!(rect.width().fract() == 0.0 && rect.height().fract() == 0.0);
                prop_assert!(rect.width() >= nodes[i].size.width && rect.height() >= nodes[i].size.height);
                if let Some(parent) = nodes[i].parent {
                    prop_assert!(encloses(rects[parent] - nodes[parent].padding, *rect));
                }
                for (j, other) in rects[..i].iter().enumerate() {
                    prop_assert!(!overlaps(*rect, *other) || within(i, j) || within(j, i));
                }
            }
        }
    }
}
