//! Lists of records as cards that open to their fields: added, removed, moved, duplicated, copied and pasted.
//!
//! Knows nothing about any single record type.

use std::collections::{HashMap, HashSet};

use eframe::egui::{self, Id, RichText, ViewportCommand};

use super::records_keys::{Press, Pressed, Spot};
use super::{Fields, caption, changing, records_card as card};
use crate::editor::Session;
use crate::editor::fields::entries::Remark;
use crate::editor::fields::{Cell, Part, Table};
use crate::editor::wording::{in_sentence, plural};
use crate::model::Value;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::theme::Theme;
use crate::ui::style::{color, icon_text};

/// What lists of records remember between frames.
#[derive(Default)]
pub(in crate::ui) struct Records {
    /// The entries that are open.
    pub(super) open: HashSet<Cell>,
    /// Where the keyboard is.
    pub(super) at: Option<Spot>,
    /// Where it is led.
    pub(super) wanted: Option<Spot>,
    /// What was pressed there.
    pub(super) pressed: Option<Pressed>,
    /// What was pasted and not taken.
    pub(super) remarks: HashMap<Cell, Vec<Remark>>,
    /// The table that is shown wide.
    pub(super) wide: Option<Cell>,
    /// The table over the window was drawn in this frame.
    pub(super) drawn: bool,
    /// Which table waits for what was asked of the clipboard.
    pub(super) waiting: Option<Spot>,
    /// Where something was typed in the last frame.
    pub(super) typed: Option<Spot>,
    /// The entry that is dragged.
    pub(super) dragged: Option<(Cell, usize)>,
    /// A property whose name or value was not taken, and why.
    pub(super) naming: Option<(Cell, String)>,
    /// The part of a record or of an entry that the keyboard is led to.
    pub(super) led: Option<Cell>,
    /// The entries of lists as they were seen last, so that what is open and typed can go along with them.
    pub(super) seen: HashMap<Cell, Vec<Value>>,
}

impl Records {
    /// Whether a table is shown over the window.
    pub(in crate::ui) fn is_wide(&self) -> bool {
        self.wide.is_some()
    }

    /// Leads the keyboard to where an entry is added to a table.
    pub(in crate::ui) fn lead_to(&mut self, table: &Cell) {
        self.wanted = Some(Spot { table: table.clone(), row: usize::MAX, column: None });
    }

    /// Leads the keyboard into a value: to a part of a record, of an entry of a list, which is opened, or to where an entry
    /// is added.
    pub(in crate::ui) fn lead_into(&mut self, cell: &Cell) {
        self.led = Some(cell.clone());
    }

    /// Opens the entry of a list into which the keyboard is led.
    fn open_led(&mut self, table: &Table) {
        let Some(led) = self.led.as_ref().filter(|led| led.place == table.cell.place) else { return };
        let depth = table.cell.way.len();
        if led.way.starts_with(&table.cell.way)
            && let Some(Part::At(row)) = led.way.get(depth)
        {
            self.open.insert(table.cell.at(*row));
        }
    }

    /// Forgets what was asked of tables that are no longer asked about: it must not be done to them later.
    pub(in crate::ui) fn keep(&mut self, asked: impl Fn(&Cell) -> bool) {
        let is_gone = |spot: &mut Spot| !asked(&spot.table);
        self.waiting.take_if(is_gone);
        self.wanted.take_if(is_gone);
        self.led.take_if(|cell| !asked(cell));
        self.typed.take_if(is_gone);
        self.pressed.take_if(|pressed| !asked(&pressed.at.table));
        self.dragged.take_if(|(table, _)| !asked(table));
    }

    /// Ends a frame: a table over the window whose list was not drawn in it is closed.
    pub(in crate::ui) fn end(&mut self) {
        if !std::mem::take(&mut self.drawn) && self.wide.take().is_some() {
            self.waiting = None;
        }
    }

    /// A field of any type: records and lists of them here, everything else by the editors of single values.
    pub(in crate::ui) fn field(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        fields: &mut Fields,
        def: &AttributeDef,
        cell: &Cell,
        theme: &Theme,
    ) {
        match &def.ty {
            AttributeType::Properties => self.properties(ui, session, fields, def, cell, theme),
            AttributeType::Record { .. } => self.record(ui, session, fields, def, cell, theme),
            _ => match Table::of(session.document(), cell) {
                Some(table) => self.table(ui, session, fields, def, &table, theme),
                None => fields.field(ui, session, def, std::slice::from_ref(cell), theme),
            },
        }
    }

    /// A list of records.
    fn table(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        fields: &mut Fields,
        def: &AttributeDef,
        table: &Table,
        theme: &Theme,
    ) {
        let value = table.cell.value(session.document());
        if value.is_some_and(|v| !matches!(v, Value::List(_))) {
            // What is no list is shown and can be removed.
            fields.field(ui, session, def, std::slice::from_ref(&table.cell), theme);
            return;
        }
        self.keep_up(session, fields, table);
        self.open_led(table);
        ui.push_id(&table.cell, |ui| {
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                let label = ui.label(RichText::new(def.label.as_str()).size(12.0).color(color(theme.text_secondary)));
                if let Some(help) = &def.help {
                    label.on_hover_text(help.as_str());
                }
                let n = table.entries(session.document()).len();
                if n > 0 {
                    ui.label(RichText::new(n.to_string()).size(12.0).color(color(theme.muted)));
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    self.tools(ui, session, def, table);
                });
            });
            if self.wide.as_ref() == Some(&table.cell) {
                ui.label(RichText::new("Open as a table").color(color(theme.muted)));
                self.sheet(ui.ctx(), session, fields, def, table, theme);
                return;
            }
            self.answer(ui.ctx(), session, fields, table);
            self.cards(ui, session, fields, def, table, theme);
            self.remarks(ui, table, theme);
        });
    }

    /// The small buttons beside the name of a table.
    fn tools(&mut self, ui: &mut egui::Ui, session: &mut Session, def: &AttributeDef, table: &Table) {
        let name = def.label.to_lowercase();
        ui.spacing_mut().item_spacing.x = 2.0;
        if tool(ui, "grid-four", &format!("Open {name} as a table"), "All columns side by side") {
            self.wide = Some(table.cell.clone());
        }
        let paste = |ui: &mut egui::Ui| {
            tool(ui, "clipboard", &format!("Paste rows into {name}"), "Rows copied from a spreadsheet")
        };
        if changing(ui, session.editable(), paste) {
            self.waiting = Some(Spot { table: table.cell.clone(), row: usize::MAX, column: None });
            ui.send_viewport_cmd(ViewportCommand::RequestPaste);
        }
        let any = !table.entries(session.document()).is_empty();
        if any && tool(ui, "copy", &format!("Copy {name}"), "All rows, to be pasted into a spreadsheet") {
            session.copy_entries(table);
        }
        self.see(ui, ui.min_rect(), &Spot { table: table.cell.clone(), row: usize::MAX, column: None });
    }

    fn cards(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        fields: &mut Fields,
        def: &AttributeDef,
        table: &Table,
        theme: &Theme,
    ) {
        let n = table.entries(session.document()).len();
        if n == 0 {
            let help = def.help.as_deref().unwrap_or_default();
            let text = format!("None yet. {help}");
            ui.add(egui::Label::new(RichText::new(text.trim()).size(12.0).color(color(theme.muted))).wrap());
        }
        let mut asked = None;
        let mut places = Vec::with_capacity(n);
        ui.spacing_mut().item_spacing.y = 4.0;
        for row in 0..n {
            let shown = ui.push_id(row, |ui| card::ui(ui, self, session, fields, table, row, theme));
            places.push(shown.response.rect);
            asked = asked.or(shown.inner);
        }
        self.drag(ui, table, &places, theme, &mut asked);
        let here = Spot { table: table.cell.clone(), row: usize::MAX, column: None };
        let led = self.wanted.take_if(|spot| *spot == here).is_some();
        let add = ui.horizontal(|ui| {
            let label = format!("Add {}", table.entry);
            let button = egui::Button::new((icon_text("plus", 13.0), RichText::new(label.as_str()).size(12.5)));
            let add = changing(ui, session.editable(), |ui| ui.add(button).accessible_name(&label));
            let help = "Ctrl+Enter adds another. Rows copied from a spreadsheet can be pasted here with Ctrl+V.";
            if led {
                add.request_focus();
                add.scroll_to_me(Some(egui::Align::Center));
            }
            let clicked = add.on_hover_text(help).clicked();
            if let Some(total) = table.totals(session.document()) {
                let total = RichText::new(total).size(12.0).color(color(theme.text_secondary));
                ui.add(egui::Label::new(total).wrap());
            }
            clicked
        });
        self.see(ui, add.response.rect, &here);
        if add.inner {
            asked = Some((usize::MAX, Press::Add));
        }
        if let Some((row, press)) = asked {
            self.perform(ui.ctx(), session, fields, table, row, &press);
        }
    }

    /// Shows where a dragged entry would stand, and puts it there when it is let go.
    fn drag(
        &mut self,
        ui: &egui::Ui,
        table: &Table,
        places: &[egui::Rect],
        theme: &Theme,
        asked: &mut Option<(usize, Press)>,
    ) {
        let Some((_, from)) = self.dragged.clone().filter(|(cell, _)| *cell == table.cell) else { return };
        let Some(pos) = ui.input(|i| i.pointer.latest_pos()) else { return };
        let gap = places.iter().filter(|r| r.center().y < pos.y).count();
        let (y, across) = match (places.get(gap), places.last()) {
            (Some(below), _) => (below.top() - 2.0, below.x_range()),
            (None, Some(last)) => (last.bottom() + 2.0, last.x_range()),
            (None, None) => return,
        };
        ui.painter().hline(across, y, egui::Stroke::new(2.0, color(theme.accent)));
        if !ui.input(|i| i.pointer.any_down()) {
            self.dragged = None;
            let to = if gap > from { gap - 1 } else { gap };
            if to != from {
                *asked = Some((from, Press::To(to)));
            }
        }
    }

    /// What was pasted and not taken, until it is dismissed: nothing is lost in silence.
    pub(super) fn remarks(&mut self, ui: &mut egui::Ui, table: &Table, theme: &Theme) {
        let Some(remarks) = self.remarks.get(&table.cell).filter(|r| !r.is_empty()) else { return };
        let mut dismissed = false;
        let frame = egui::Frame::group(ui.style()).inner_margin(egui::Margin::symmetric(10, 7));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 3.0;
            let title = format!("{} not taken", plural(remarks.len(), "thing"));
            ui.label(RichText::new(title).size(12.0).color(color(theme.finding.warning)));
            egui::ScrollArea::vertical().max_height(120.0).show(ui, |ui| {
                for remark in remarks {
                    ui.add(egui::Label::new(RichText::new(&remark.why).size(11.0)).wrap());
                }
            });
            ui.horizontal(|ui| {
                if ui.button("Copy what was not taken").clicked() {
                    let texts: Vec<&str> = remarks.iter().map(|r| r.text.as_str()).collect();
                    ui.ctx().copy_text(texts.join("\n"));
                }
                dismissed = ui.button("Dismiss").accessible_name("Dismiss what was not taken").clicked();
            });
        });
        if dismissed {
            self.remarks.remove(&table.cell);
        }
    }

    /// A single record: its fields in a quiet frame.
    fn record(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        fields: &mut Fields,
        def: &AttributeDef,
        cell: &Cell,
        theme: &Theme,
    ) {
        let AttributeType::Record { record } = &def.ty else { return };
        let known = session.document().metamodel().records.get(record).map(|r| r.fields.clone());
        let whole = cell.value(session.document()).is_none_or(|v| v.as_record().is_some());
        let (Some(columns), true) = (known, whole) else {
            fields.field(ui, session, def, std::slice::from_ref(cell), theme);
            return;
        };
        caption(ui, &def.label, Some(def), theme);
        card::frame(ui, theme).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.push_id(cell, |ui| {
                let name = in_sentence(&def.label);
                for column in &columns {
                    let part = cell.key(column.key.clone());
                    self.part(ui, session, fields, column, &part, &name, theme);
                }
            });
        });
    }

    /// A record whose parts are sections of their own: no frame around it, none around the records in it.
    pub(in crate::ui) fn sections(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        fields: &mut Fields,
        def: &AttributeDef,
        cell: &Cell,
        theme: &Theme,
    ) {
        let known = match &def.ty {
            AttributeType::Record { record } => session.document().metamodel().records.get(record),
            _ => None,
        };
        let columns = known.map(|r| r.fields.clone());
        let whole = cell.value(session.document()).is_none_or(|v| v.as_record().is_some());
        let (Some(columns), true) = (columns, whole) else {
            self.field(ui, session, fields, def, cell, theme);
            return;
        };
        let name = in_sentence(&def.label);
        for column in &columns {
            let part = cell.key(column.key.clone());
            ui.push_id(&part, |ui| {
                if matches!(column.ty, AttributeType::Record { .. }) {
                    ui.add_space(4.0);
                    caption(ui, &column.label, Some(column), theme);
                    self.sections(ui, session, fields, column, &part, theme);
                } else {
                    self.part(ui, session, fields, column, &part, &name, theme);
                }
            });
        }
    }

    /// One field of a record: its label beside its editor, records in records below one another. `of` is what it belongs to,
    /// for its accessible name.
    #[expect(
        clippy::too_many_arguments,
        reason = "every argument is another thing: whose, which, what it is called, how it looks"
    )]
    pub(super) fn part(
        &mut self,
        ui: &mut egui::Ui,
        session: &mut Session,
        fields: &mut Fields,
        def: &AttributeDef,
        cell: &Cell,
        of: &str,
        theme: &Theme,
    ) {
        let led = self.led.take_if(|led| led == cell).is_some();
        if def.ty.has_parts() {
            if led {
                self.lead_to(cell);
            }
            self.field(ui, session, fields, def, cell, theme);
            return;
        }
        if led {
            lead_in(ui);
            ui.scroll_to_cursor(Some(egui::Align::Center));
        }
        let name = format!("{} of {of}", def.label);
        card::labelled(ui, def, theme, |ui| {
            fields.control(ui, session, def, std::slice::from_ref(cell), &name, theme);
        });
    }
}

/// A small button that is only an icon.
pub(in crate::ui) fn tool(ui: &mut egui::Ui, icon: &str, name: &str, help: &str) -> bool {
    let button = egui::Button::new(icon_text(icon, 14.0)).frame_when_inactive(false).min_size(egui::vec2(22.0, 22.0));
    ui.spacing_mut().button_padding = egui::vec2(3.0, 2.0);
    let text = if help.is_empty() { name.to_owned() } else { format!("{name}\n{help}") };
    ui.add(button).accessible_name(name).on_hover_text(text).clicked()
}

/// The id under which the keyboard is led into what is drawn next.
pub(in crate::ui) fn lead_in(ui: &egui::Ui) {
    let id = Id::unique("way-into-cell");
    ui.memory_mut(|m| {
        m.request_focus(id);
        m.move_focus(egui::FocusDirection::Next);
    });
    ui.interact(egui::Rect::ZERO, id, egui::Sense::focusable_noninteractive());
}
