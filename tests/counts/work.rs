//! What is counted must not grow with the model: the work for a window and for a rename, at 1,000 and 10,000 elements.
//!
//! Counting does not depend on the clock, so it is checked here; times are reported by `cargo bench`.

use crate::grid;

use grid::{Grid, window};
use opcanvas::scene::Owner;
use opcanvas::scene::diagram::Kept;

/// What a model of `n` elements takes.
#[derive(Debug, PartialEq)]
struct Counts {
    visible_boxes: usize,
    visible_figures: usize,
    drawn_after_rename: usize,
}

fn counts(n: usize) -> Counts {
    let grid = Grid::new(n);
    let mut kept = Kept::default();
    let scene = grid.scene(&grid.document, &mut kept);
    assert_eq!(kept.drawn, scene.figures().count(), "everything is drawn the first time");
    let _ = grid.scene(&grid.document, &mut kept);
    assert_eq!((kept.drawn, kept.asked), (0, 0), "nothing has changed");

    let (document, id) = grid.renamed();
    let _ = grid.scene(&document, &mut kept);
    let lines = grid.plan.edges.iter().filter_map(|e| document.relation(&e.relation));
    let lines = lines.filter(|r| r.source == id || r.target == id).count();
    assert_eq!(kept.drawn, 1 + lines, "the box and the lines that say its name");

    let visible = scene.visible(window());
    Counts {
        visible_boxes: visible.iter().filter(|f| matches!(f.owner, Owner::Element(_))).count(),
        visible_figures: visible.len(),
        drawn_after_rename: kept.drawn,
    }
}

#[test]
fn a_window_and_a_rename_cost_the_same_in_a_larger_model() {
    let small = counts(1_000);
    assert!((40..=60).contains(&small.visible_boxes), "{small:?}");
    assert!(small.visible_figures > small.visible_boxes && small.drawn_after_rename > 1, "{small:?}");
    assert_eq!(counts(10_000), small);
}
