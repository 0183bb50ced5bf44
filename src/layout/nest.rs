//! Who lies inside whom, made safe: no parents out of range, no rings.
//!
//! Knows nothing about sizes or places.

/// The parents as given, without those that do not exist and with every ring cut open once.
pub(super) fn parents(given: impl Iterator<Item = Option<usize>>) -> Vec<Option<usize>> {
    let mut parent: Vec<Option<usize>> = given.collect();
    let count = parent.len();
    // The walk, counted from 1, that came past each box first.
    let mut walk_past = vec![0_usize; count];
    for start in 0..count {
        let (mut at, mut last) = (Some(start), start);
        while let Some(i) = at.filter(|&i| i < count) {
            if walk_past[i] != 0 {
                if walk_past[i] == start + 1 {
                    parent[last] = None;
                }
                break;
            }
            walk_past[i] = start + 1;
            last = i;
            at = parent[i];
        }
        if at.is_some_and(|i| i >= count) {
            parent[last] = None;
        }
    }
    parent
}

/// The containers around a box, innermost first.
pub(super) fn ancestors(parent: &[Option<usize>], of: usize) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(parent[of], |&i| parent[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_are_cut_and_strangers_dropped() {
        let parent = parents([Some(1), Some(2), Some(0), Some(9), Some(4), Some(0)].into_iter());
        assert_eq!(parent, [Some(1), Some(2), None, None, None, Some(0)]);
        assert_eq!(ancestors(&parent, 5).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
