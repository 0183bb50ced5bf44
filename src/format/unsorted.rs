//! The tray of what is not sorted yet, as it comes out of a file.
//!
//! Knows nothing about what it may become.

use ecow::{EcoString, EcoVec};

use super::assemble::{Reader, no_id, unreadable_key};
use super::ids::Ids;
use super::problem::Code;
use crate::model::{Record, Unsorted, Value};

impl Reader<'_> {
    /// The entries in their order, and those that are none. Whatever else stands in the place of the list is kept.
    pub(super) fn unsorted(&mut self, value: Option<Value>, rest: &mut Record) -> (EcoVec<Unsorted>, Vec<Value>) {
        let list = match value {
            None | Some(Value::Null) => return (EcoVec::new(), Vec::new()),
            Some(Value::List(list)) => list,
            Some(other) => {
                let kept = unreadable_key("unsorted", rest);
                let message = format!("\"unsorted\" of the file is not a list; it is kept as \"{kept}\" and not used.");
                self.problems.add(Code::WrongType, "unsorted", message);
                rest.push(kept, other);
                return (EcoVec::new(), Vec::new());
            }
        };
        let mut ids = Ids::of(&list);
        let (mut entries, mut aside) = (EcoVec::new(), Vec::new());
        for (i, entry) in list.into_iter().enumerate() {
            match self.entry(&entry, &mut ids) {
                Ok(entry) => entries.push(entry),
                Err(why) => {
                    self.unreadable("unsorted", i, why);
                    aside.push(entry);
                }
            }
        }
        (entries, aside)
    }

    fn entry(&mut self, entry: &Value, ids: &mut Ids) -> Result<Unsorted, &'static str> {
        let mut fields = entry.as_record().ok_or("it is not a record")?.clone();
        let text_of = |fields: &mut Record, key: &str| fields.remove(key).and_then(|v| v.as_text().cloned());
        let said = text_of(&mut fields, "id").ok_or_else(|| no_id(entry))?;
        let text: EcoString = text_of(&mut fields, "text").ok_or("it has no text")?;
        let id = ids.settle(&said, "entry of the tray", self.problems);
        fields.sort_by_rank(|key| usize::from(key != "hint"));
        if fields.get("hint").is_some_and(|v| v.as_text().is_none()) {
            let message = format!("The hint of \"{id}\" in \"unsorted\" is not a text and is not used.");
            self.problems.add(Code::WrongType, &id, message);
        }
        Ok(Unsorted { id, text, fields })
    }
}
