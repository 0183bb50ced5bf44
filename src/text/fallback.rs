//! Finds a font of the system for a letter that the bundled fonts lack.
//!
//! Nothing is looked up until a text needs it, so a model in Latin, Greek or Cyrillic letters looks the same everywhere.
//!
//! Knows nothing about shaping.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use fontique::{
    Collection, CollectionOptions, FallbackKey, GenericFamily, QueryFamily, QueryStatus, Script, SourceCache,
    SourceCacheOptions,
};
use unicode_script::UnicodeScript;

use super::face::{Face, SystemFace};

struct System {
    collection: Collection,
    sources: SourceCache,
    /// Faces that were loaded, by the identity of their bytes; they stay for the life of the program.
    faces: HashMap<(u64, u32), Option<&'static SystemFace>>,
    letters: HashMap<char, Option<&'static SystemFace>>,
}

/// The face of a letter; `None` when no font of the system has it.
pub(super) fn face_for(c: char) -> Option<&'static SystemFace> {
    static SYSTEM: LazyLock<Mutex<System>> = LazyLock::new(|| {
        Mutex::new(System {
            collection: Collection::new(CollectionOptions { shared: false, system_fonts: true }),
            sources: SourceCache::new(SourceCacheOptions::default()),
            faces: HashMap::new(),
            letters: HashMap::new(),
        })
    });
    // A thread that panicked here left a cache that is at worst incomplete.
    let mut system = SYSTEM.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(known) = system.letters.get(&c) {
        return *known;
    }
    let found = find(&mut system, c);
    system.letters.insert(c, found);
    found
}

fn find(system: &mut System, c: char) -> Option<&'static SystemFace> {
    let System { collection, sources, faces, .. } = system;
    let mut query = collection.query(sources);
    query.set_families(
        [
            GenericFamily::SansSerif,
            GenericFamily::SystemUi,
            GenericFamily::Emoji,
            GenericFamily::Math,
            GenericFamily::Serif,
        ]
        .map(QueryFamily::Generic),
    );
    if let Ok(script) = Script::parse(c.script().short_name()) {
        query.set_fallbacks(FallbackKey::new(script, None));
    }
    let mut found = None;
    query.matches_with(|font| {
        let face = *faces.entry((font.blob.id(), font.index)).or_insert_with(|| {
            // Leaked on purpose: a program uses a handful of fonts, each once, until it ends.
            let bytes: &'static [u8] = Vec::leak(font.blob.as_ref().to_vec());
            Face::new(bytes, font.index).map(|face| &*Box::leak(Box::new(SystemFace(face))))
        });
        if face.is_some_and(|face| face.0.has(c)) {
            found = face;
            QueryStatus::Stop
        } else {
            QueryStatus::Continue
        }
    });
    found
}
