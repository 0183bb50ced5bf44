//! Stable ids: short texts that name elements, relations, views and plateaus in the file, in undo and in exports.
//!
//! Knows nothing about what the ids name.

use std::fmt;

use ecow::EcoString;

/// The longest id, in bytes.
pub const MAX_ID: usize = 64;

/// Whether `text` may be an id: `[A-Za-z0-9_.-]{1,64}`.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=MAX_ID).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
}

/// An id made from a text that is none, always the same for the same text: letters that do not fit become `-`,
/// and a checksum of the whole text keeps two such texts apart.
#[must_use]
pub fn derived_id(text: &str) -> EcoString {
    let kept: String = text
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-') { c } else { '-' })
        .take(40)
        .collect();
    // FNV-1a: small, well known and the same on every machine.
    let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    EcoString::from(format!("{kept}.{sum:016x}"))
}

/// Ten random letters and digits (51 bits) after `prefix`; one in a thousand million models of 1,000 elements repeats one.
pub(super) fn random_text(prefix: &str) -> EcoString {
    // No vowels and no look-alikes, so that ids neither spell words nor are misread.
    const LETTERS: &[u8; 32] = b"0123456789bcdfghjkmnpqrstvwxyzBC";
    let mut bytes = [0_u8; 10];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    let mut text = EcoString::from(prefix);
    for byte in bytes {
        text.push(char::from(LETTERS[usize::from(byte) % LETTERS.len()]));
    }
    text
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(EcoString);

        impl $name {
            /// The id with this text, as it is.
            pub fn new(text: impl Into<EcoString>) -> Self {
                Self(text.into())
            }

            /// A new random id.
            ///
            /// # Panics
            /// When the operating system has no random bytes to give.
            #[must_use]
            pub fn random() -> Self {
                Self(random_text($prefix))
            }

            /// The text of the id.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// The text of the id, shared.
            #[must_use]
            pub fn text(&self) -> EcoString {
                self.0.clone()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
    };
}

id_type!(
    /// Names an element.
    ElementId,
    "e"
);
id_type!(
    /// Names a relation.
    RelationId,
    "r"
);
id_type!(
    /// Names a view.
    ViewId,
    "v"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_ids_are_ids_and_differ() {
        let ids: std::collections::BTreeSet<_> = (0..1000).map(|_| ElementId::random()).collect();
        assert_eq!(ids.len(), 1000);
        assert!(ids.iter().all(|id| is_id(id.as_str())));
    }

    #[test]
    fn derived_ids_are_ids_and_keep_texts_apart() {
        assert!(is_id(&derived_id("北京 / ä")));
        assert_ne!(derived_id("a b"), derived_id("a/b"));
        assert_eq!(derived_id("a b"), derived_id("a b"));
        assert!(!is_id(""));
        assert!(!is_id("a b"));
    }
}
