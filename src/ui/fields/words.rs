//! Lists of words and sentences as chips: added by typing, corrected by a click, taken away by their cross or by Delete.
//!
//! In several cells at once each chip says in how many it is; what is added or taken away is so in all of them.
//!
//! Knows nothing about what the words mean.

use std::sync::Arc;

use ecow::EcoString;
use eframe::egui::{
    self, Align2, Event, FontId, Galley, Id, Key, Margin, Pos2, Rect, Sense, Stroke, StrokeKind, Vec2, WidgetInfo,
    accesskit,
};

use super::{Draft, Fields};
use crate::editor::Session;
use crate::editor::fields::{Cell, Cells, Place, words_of};
use crate::model::metamodel::AttributeDef;
use crate::model::{Document, Value};
use crate::text::icon;
use crate::theme::Theme;
use crate::ui::style::{color, icon_family};

/// Space around the text of a chip, and the width of its cross.
const PADDING: Vec2 = Vec2::new(8.0, 4.0);
const CROSS: f32 = 18.0;
/// Space between chips.
const GAP: f32 = 5.0;

/// What is done to the list.
enum Change {
    Add(Vec<String>),
    Remove(EcoString),
    /// One entry becomes another.
    Correct(EcoString, String),
}

/// What is asked of a chip.
enum Asked {
    Remove,
    Correct,
}

impl Fields {
    /// The chips with a line in which one more is typed.
    pub(in crate::ui) fn words(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        def: &AttributeDef,
        cells: &Cells,
        name: &str,
        theme: &Theme,
    ) {
        let entries = entries(session.document(), cells);
        let id = ui.make_persistent_id((name, cells.which()));
        let corrected = self.drafts.get(cells.which()).and_then(|d| d.of.clone());
        let mut change = None;
        let all = cells.len();
        let text = |word: &str, n: usize| if n < all { format!("{word} ({n} of {all})") } else { word.to_owned() };
        let texts = entries.iter().map(|(word, n)| text(word, *n));
        for (i, chip) in flow(ui, name, texts, theme).into_iter().enumerate() {
            let (word, _) = &entries[i];
            match chip.ui(ui, id.with(i), corrected.as_ref() == Some(word), theme) {
                Some(Asked::Remove) => change = Some((Change::Remove(word.clone()), Some(i))),
                Some(Asked::Correct) => {
                    let draft = Draft { text: word.to_string(), of: Some(word.clone()), ..Draft::default() };
                    self.drafts.insert(cells.which().clone(), draft);
                    ui.memory_mut(|m| m.request_focus(id));
                }
                None => {}
            }
        }
        let typed = self.typed_word(ui, def, cells, &entries, (id, name));
        let Some((change, at)) = change.or(typed.map(|change| (change, None))) else { return };
        let put = |cell: &Cell| {
            let list = changed(words_of(session.document(), cell), &change);
            (cell.clone(), (!list.is_empty()).then(|| Value::List(list.into_iter().map(Value::Text).collect())))
        };
        let values: Vec<_> = cells.iter().map(put).collect();
        if let Err(why) = session.set_cells(&session.cells_label(&def.label, cells), &values) {
            let text = match change {
                Change::Add(words) => words.join(", "),
                Change::Correct(_, text) => text,
                Change::Remove(_) => String::new(),
            };
            self.drafts.insert(cells.which().clone(), Draft::refused(text, why));
        }
        // The keyboard goes on to the next chip, behind the last one to the line.
        if let Some(at) = at {
            let left = entries.len() - 1;
            ui.memory_mut(|m| m.request_focus(if left > 0 { id.with(at.min(left - 1)) } else { id }));
        }
    }

    /// The line. What was typed just now and is to be done.
    fn typed_word(
        &mut self,
        ui: &mut egui::Ui,
        def: &AttributeDef,
        cells: &Cells,
        entries: &[(EcoString, usize)],
        (id, name): (Id, &str),
    ) -> Option<Change> {
        let draft = self.drafts.get(cells.which());
        let mut text = draft.map(|d| d.text.clone()).unwrap_or_default();
        let corrected = draft.and_then(|d| d.of.clone()).filter(|of| entries.iter().any(|(word, _)| word == of));
        let short = |place: &Place| match place {
            Place::Common(_, key) => key == "tags",
            place => matches!(place, Place::Word(..)),
        };
        let commas = cells.iter().all(|c| short(&c.place));
        let focused = ui.memory(|m| m.has_focus(id));
        let pasted = focused.then(|| pasted_lines(ui, commas)).flatten();
        // With nothing typed the key takes back the last word.
        let back = focused && text.is_empty() && ui.input(|i| i.events.iter().any(is_backspace));
        let hint = match (cells.len() > 1, commas) {
            (true, _) => "Add to all",
            (_, true) => "Add, then Enter or comma",
            _ => "Add, then Enter",
        };
        let edit = egui::TextEdit::singleline(&mut text).id(id).hint_text(hint).margin(Margin::symmetric(8, 5));
        let response = ui.add(edit.desired_width(f32::INFINITY)).accessible_name(name);
        if let Some(help) = &def.help {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(help.as_str()));
        }
        let mut done = pasted.map(Change::Add);
        if commas
            && response.has_focus()
            && let Some((words, rest)) = text.rsplit_once([',', ';'])
        {
            let words = parts(words, true);
            let rest = rest.trim_start().to_owned();
            done = (!words.is_empty()).then_some(Change::Add(words)).or(done);
            text = rest;
        }
        if back && let Some((last, _)) = entries.last() {
            done = Some(Change::Remove(last.clone()));
        }
        let unchanged = text.is_empty() && corrected.is_none();
        super::undo::say(ui, &response, &text, unchanged);
        let left = self.leaves(ui, &response, cells, &text, unchanged);
        if left && ui.input(|i| i.key_pressed(Key::Enter)) {
            response.request_focus();
        }
        match corrected {
            _ if done.is_some() => done,
            Some(of) if left => Some(match text.trim() {
                "" => Change::Remove(of),
                text => Change::Correct(of, text.to_owned()),
            }),
            None if left => Some(Change::Add(parts(&text, commas))).filter(|_| !text.trim().is_empty()),
            _ => None,
        }
    }
}

/// The words that stand in any of the cells, each with the number of cells that have it.
fn entries(document: &Document, cells: &[Cell]) -> Vec<(EcoString, usize)> {
    let mut all: Vec<(EcoString, usize)> = Vec::new();
    for cell in cells {
        let mut here: Vec<EcoString> = Vec::new();
        for word in words_of(document, cell) {
            if here.contains(&word) {
                continue;
            }
            match all.iter_mut().find(|(known, _)| *known == word) {
                Some((_, n)) => *n += 1,
                None => all.push((word.clone(), 1)),
            }
            here.push(word);
        }
    }
    all
}

fn changed(mut list: Vec<EcoString>, change: &Change) -> Vec<EcoString> {
    match change {
        Change::Add(words) => {
            for word in words.iter().map(EcoString::from) {
                if !list.contains(&word) {
                    list.push(word);
                }
            }
        }
        Change::Remove(word) => list.retain(|w| w != word),
        // What is there already is not there twice.
        Change::Correct(word, text) if word != text && list.iter().any(|w| w == text) => list.retain(|w| w != word),
        Change::Correct(word, text) => {
            for known in list.iter_mut().filter(|w| *w == word) {
                *known = text.into();
            }
        }
    }
    list
}

/// The words of a text: one on each line, where words are short between commas too.
fn parts(text: &str, commas: bool) -> Vec<String> {
    let parts = text.split(|c| c == '\n' || commas && matches!(c, ',' | ';'));
    parts.map(str::trim).filter(|t| !t.is_empty()).map(ToOwned::to_owned).collect()
}

/// Takes lines that are pasted, which a line of text would run together.
fn pasted_lines(ui: &egui::Ui, commas: bool) -> Option<Vec<String>> {
    let mut lines = None;
    ui.input_mut(|i| {
        i.events.retain(|event| match event {
            Event::Paste(text) if text.trim().contains('\n') => {
                lines = Some(parts(text, commas));
                false
            }
            _ => true,
        });
    });
    lines
}

fn is_backspace(event: &Event) -> bool {
    matches!(event, Event::Key { key: Key::Backspace, pressed: true, repeat: false, .. })
}

/// A word with its cross.
struct Chip<'a> {
    /// What the list is called.
    name: &'a str,
    text: String,
    galley: Arc<Galley>,
    rect: Rect,
}

/// The chips side by side, in as many rows as they need; each row is as high as its highest.
fn flow<'a>(ui: &mut egui::Ui, name: &'a str, texts: impl Iterator<Item = String>, theme: &Theme) -> Vec<Chip<'a>> {
    let width = ui.available_width();
    let beside = 2.0 * PADDING + Vec2::new(CROSS - PADDING.x / 2.0, 0.0);
    let (mut at, mut high) = (Pos2::ZERO, 0.0_f32);
    let mut chips = Vec::new();
    for text in texts {
        let font = FontId::new(13.0, egui::FontFamily::Proportional);
        let most = (width - beside.x).max(40.0);
        let galley = ui.painter().layout(text.clone(), font, color(theme.text), most);
        let size = galley.size() + beside;
        if at.x > 0.0 && at.x + size.x > width {
            (at, high) = (Pos2::new(0.0, at.y + high + GAP), 0.0);
        }
        chips.push(Chip { name, text, galley, rect: Rect::from_min_size(at, size) });
        at.x += size.x + GAP;
        high = high.max(size.y);
    }
    if !chips.is_empty() {
        let (_, area) = ui.allocate_space(Vec2::new(width, at.y + high));
        for chip in &mut chips {
            chip.rect = chip.rect.translate(area.min.to_vec2());
        }
    }
    chips
}

impl Chip<'_> {
    fn ui(self, ui: &mut egui::Ui, id: Id, corrected: bool, theme: &Theme) -> Option<Asked> {
        let rect = self.rect;
        let cross = rect.with_min_x(rect.right() - CROSS - 2.0);
        let word = ui.interact(rect.with_max_x(cross.left()), id, Sense::click());
        // The keyboard takes a word away by Delete, so the cross is no stop on its way.
        let remove = ui.interact(cross, id.with("cross"), Sense::CLICK);
        let enabled = ui.is_enabled();
        let (list, text) = (self.name, &self.text);
        word.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, enabled, format!("{list}: {text}")));
        let from = format!("Remove {text} from {}", list.to_lowercase());
        remove.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, enabled, &from));
        let fill = if corrected || word.hovered() { theme.selected } else { theme.card };
        let border = match (word.has_focus(), corrected) {
            (true, _) => Stroke::new(2.0, color(theme.accent)),
            (_, true) => Stroke::new(1.0, color(theme.accent)),
            _ => Stroke::new(1.0, color(theme.field_border)),
        };
        ui.painter().rect(rect, 6.0, color(fill), border, StrokeKind::Inside);
        ui.painter().galley(rect.min + PADDING, self.galley, color(theme.text));
        let ink = color(if remove.hovered() { theme.text } else { theme.muted });
        let letter = icon::letter("x", icon::Style::Regular).map(String::from).unwrap_or_default();
        let font = FontId::new(10.0, icon_family(icon::Style::Regular));
        ui.painter().text(cross.center(), Align2::CENTER_CENTER, letter, font, ink);
        let taken = word.has_focus()
            && ui.input_mut(|i| {
                let none = egui::Modifiers::NONE;
                i.consume_key(none, Key::Delete) || i.consume_key(none, Key::Backspace)
            });
        let (word_clicked, cross_clicked) = (word.clicked(), remove.clicked());
        word.on_hover_text("Click to correct it; Delete takes it away");
        remove.on_hover_text(from.as_str());
        if taken || cross_clicked {
            return Some(Asked::Remove);
        }
        word_clicked.then_some(Asked::Correct)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_added_once_corrected_where_it_stands_and_taken_away() {
        let list: Vec<EcoString> = ["a", "b", "c"].map(EcoString::from).into();
        let words = |list: Vec<EcoString>| list.concat();
        assert_eq!(words(changed(list.clone(), &Change::Add(vec!["b".into(), "d".into(), "d".into()]))), "abcd");
        assert_eq!(words(changed(list.clone(), &Change::Remove("b".into()))), "ac");
        assert_eq!(words(changed(list.clone(), &Change::Correct("b".into(), "x".into()))), "axc");
        assert_eq!(words(changed(list.clone(), &Change::Correct("c".into(), "a".into()))), "ab");
        assert_eq!(words(changed(list.clone(), &Change::Correct("x".into(), "y".into()))), "abc");
        assert_eq!(parts(" name it, not who ;\n two ", false), ["name it, not who ;", "two"]);
        assert_eq!(parts("one, two;three", true), ["one", "two", "three"]);
    }
}
