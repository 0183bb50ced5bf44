//! Offers of a family.
//!
//! Knows nothing about the other families.

use crate::fix::ask::Ask;

pub(super) fn offers(_ask: &mut Ask<'_>) {}
