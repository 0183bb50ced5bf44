//! What was found out about a state, kept until another state is asked about.
//!
//! So what is looked at in every frame is looked for once.
//!
//! Knows nothing about what is found.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

/// What was found out about the state that was asked about last.
pub struct Known<K, V>(RefCell<Option<(K, Arc<V>)>>);

impl<K: PartialEq, V> Known<K, V> {
    /// What is found out about a state; it is looked for only where another was asked about last.
    pub fn of(&self, state: K, find: impl FnOnce() -> V) -> Arc<V> {
        if let Some((of, known)) = &*self.0.borrow()
            && *of == state
        {
            return known.clone();
        }
        let found = Arc::new(find());
        *self.0.borrow_mut() = Some((state, found.clone()));
        found
    }
}

impl<K, V> Default for Known<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K, V> fmt::Debug for Known<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Known").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_looked_at_once() {
        let known = Known::default();
        let first = known.of(1, || "one");
        assert!(Arc::ptr_eq(&first, &known.of(1, || unreachable!("it is known"))));
        assert_eq!(*known.of(2, || "two"), "two");
        assert_eq!(*known.of(1, || "one again"), "one again", "only the last is kept");
    }
}
