//! Persistent ordered maps: a clone is a snapshot that costs nothing, a change costs the logarithm of the size.
//!
//! Knows nothing about what is stored; the one place that names the library behind it.

use std::borrow::Borrow;
use std::fmt;
use std::ops::RangeBounds;

use rpds::{RedBlackTreeMapSync, RedBlackTreeSetSync};

/// A persistent map in key order.
#[derive(Clone)]
pub struct Table<K: Ord, V>(RedBlackTreeMapSync<K, V>);

impl<K: Ord + Clone, V: Clone> Table<K, V> {
    /// A table with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self(RedBlackTreeMapSync::new_sync())
    }

    /// The value of `key`.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key)
    }

    /// Whether there is a value of `key`.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// Sets the value of `key`.
    pub fn insert(&mut self, key: K, value: V) {
        self.0.insert_mut(key, value);
    }

    /// Removes `key`; whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.remove_mut(key)
    }

    /// Keys and values in key order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter()
    }

    /// Keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.keys()
    }

    /// Values in key order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.values()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.size()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Ord + Clone, V: Clone> Default for Table<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Ord + Clone + fmt::Debug, V: Clone + fmt::Debug> fmt::Debug for Table<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Ord + Clone, V: Clone + PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(pairs: T) -> Self {
        let mut table = Self::new();
        for (key, value) in pairs {
            table.insert(key, value);
        }
        table
    }
}

/// A persistent set in order.
#[derive(Clone)]
pub struct OrderedSet<T: Ord>(RedBlackTreeSetSync<T>);

impl<T: Ord + Clone> OrderedSet<T> {
    /// Adds `item`.
    pub fn insert(&mut self, item: T) {
        self.0.insert_mut(item);
    }

    /// Removes `item`.
    pub fn remove(&mut self, item: &T) {
        self.0.remove_mut(item);
    }

    /// The items in `range`, in order.
    pub fn range<'a>(&'a self, range: impl RangeBounds<T> + 'a) -> impl Iterator<Item = &'a T> {
        self.0.range(range)
    }

    /// All items in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }
}

impl<T: Ord + Clone> Default for OrderedSet<T> {
    fn default() -> Self {
        Self(RedBlackTreeSetSync::new_sync())
    }
}

impl<T: Ord + Clone + fmt::Debug> fmt::Debug for OrderedSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
