//! Making elements where they belong, and naming them where they stand.
//!
//! Knows nothing about what the palette looks like.

use ecow::EcoString;

use super::{Creatable, Naming, Session, Tone};
use crate::edit::{Edit, compose};
use crate::geom::{Point, Rect, Size, Vec2, bounds_of};
use crate::model::legality::connections;
use crate::model::{Direction, Document, Element, ElementId, ElementKind, Placement, RelationKind, ViewId};
use crate::scene::{Owner, Plan, anatomy, canvas};

impl Session {
    /// The kinds and presets that can be made, filtered by what is typed: by name and by other words for them. From an
    /// element, only those that it can be connected with.
    #[must_use]
    pub fn creatable(&self, filter: &str, from: Option<&ElementId>) -> Vec<Creatable> {
        let metamodel = self.document().metamodel();
        let filter = filter.trim().to_lowercase();
        let from = from.and_then(|id| self.document().element(id)).map(|e| e.kind);
        let mut found = Vec::new();
        for kind in metamodel.kinds_by_importance() {
            let Some(def) = metamodel.kind(kind) else { continue };
            if from.is_some_and(|from| metamodel.quick_connect(from, kind).is_empty()) {
                continue;
            }
            let hit = |label: &str, synonyms: &[EcoString]| {
                filter.is_empty()
                    || label.to_lowercase().contains(&filter)
                    || synonyms.iter().any(|s| s.to_lowercase().starts_with(&filter))
            };
            if hit(&def.label, &def.synonyms) || hit(&def.short, &[]) {
                found.push(Creatable { kind, preset: None, label: def.short.clone() });
            }
            if !filter.is_empty() {
                let presets = def.presets.iter().filter(|p| p.label != def.short && hit(&p.label, &p.synonyms));
                found.extend(presets.map(|p| Creatable { kind, preset: Some(p.clone()), label: p.label.clone() }));
            }
        }
        // What such elements are connected with most comes first, then what is most important.
        if let Some(from) = from {
            let often = self.often_joined(from);
            found.sort_by_key(|c| std::cmp::Reverse(often.get(&c.kind).copied().unwrap_or(0)));
        }
        // What begins with what is typed comes first; the rest keeps the order of importance.
        found.sort_by_key(|c| !c.label.to_lowercase().starts_with(&filter));
        found
    }

    /// How often elements of a kind lead to those of each kind in this model; a stage leads to a stage before all.
    fn often_joined(&self, from: ElementKind) -> std::collections::BTreeMap<ElementKind, usize> {
        let document = self.document();
        let mut often = std::collections::BTreeMap::new();
        if matches!(from, ElementKind::Stage | ElementKind::ValueStream) {
            often.insert(ElementKind::Stage, usize::MAX / 2);
        }
        for id in document.index().of_kind(from).take(200) {
            for (_, other, _) in document.index().relations_of(id, Direction::Outgoing) {
                if let Some(other) = document.element(other) {
                    *often.entry(other.kind).or_insert(0) += 1;
                }
            }
        }
        often
    }

    /// Makes an element, in the middle of what is shown or around a point, and opens its name. Made inside a container
    /// that may hold it, it becomes part of it; from an element, it is connected with it.
    pub fn create(&mut self, what: &Creatable, at: Option<Point>, from: Option<&ElementId>) {
        self.create_in(what, at, from, false);
    }

    /// The same around a point where it is dropped. Says what it became part of.
    pub(super) fn create_by_hand(&mut self, what: &Creatable, at: Point) {
        self.create(what, Some(at), None);
        let made = self.naming.as_ref().filter(|n| n.fresh.is_some()).map(|n| n.element.clone());
        let whole = made.and_then(|id| self.document().parent(&id).cloned());
        if let Some(whole) = whole.filter(|_| !self.is_canvas()) {
            let name = self.name_of(&whole);
            self.say(
                Tone::Info,
                format!("The new {} is part of {name}. Alt on the drop only places it.", what.label.to_lowercase()),
            );
        }
    }

    /// The same as part of nothing, where it was dropped.
    pub(super) fn create_apart(&mut self, what: &Creatable, at: Point) {
        self.create_in(what, Some(at), None, true);
    }

    fn create_in(&mut self, what: &Creatable, at: Option<Point>, from: Option<&ElementId>, apart: bool) {
        self.commit_naming();
        self.menu = None;
        let plan = self.plan();
        // Cards of a canvas place themselves.
        let places = !self.is_canvas();
        let (view, mut edits) = if places { self.stored_view() } else { (self.shown_view().id.clone(), Vec::new()) };
        let shown = self.shown_view();
        let document = self.history.document();
        let mut element = Element::new(ElementId::random(), what.kind, "");
        if let Some(preset) = &what.preset {
            element.attributes = preset.attributes.clone();
        }
        let id = element.id.clone();
        let size = anatomy::natural_size(document, &element);
        let middle = at.unwrap_or_else(|| self.camera.window(self.canvas).center());
        if what.kind == ElementKind::Stage
            && from.is_none()
            && !places
            && self.home_of_new(what.kind, &plan, middle).is_none()
        {
            let why = "A stage is a part of a value stream. Select the stream first, or drop the stage on it.";
            self.say(Tone::Refusal, why);
            return;
        }
        let parent = match from {
            _ if apart => None,
            None => self.home_of_new(what.kind, &plan, middle),
            // What follows a stage is a stage of the same stream.
            Some(from) => self.around(what.kind, &plan, middle).or_else(|| {
                let document = self.document();
                let both = what.kind == ElementKind::Stage
                    && document.element(from).is_some_and(|e| e.kind == ElementKind::Stage);
                document.parent(from).filter(|id| both && plan.node(id).is_some()).cloned()
            }),
        };
        let document = self.history.document();
        let asked = Rect::from_center_size(middle, size);
        let place = match &parent {
            _ if !places => asked,
            Some(parent) => place_in(document, &plan, parent, size, &mut edits, &view),
            None if at.is_some() => asked,
            None => free_place(&plan.nodes.iter().map(|n| n.rect).collect::<Vec<_>>(), asked),
        };
        edits.push(Edit::AddElement(element));
        if places {
            let placement = Placement::at(Point::new(place.x0.round(), place.y0.round()));
            edits.push(Edit::Place(view.clone(), id.clone(), placement));
        } else if self.view().is_some()
            && let Ok((with_element, _)) = crate::edit::apply(document, &edits)
        {
            // A stored canvas says where everything stands, so that what comes later moves nothing.
            let after = canvas::extended(&with_element, &shown);
            let placement = after.placements.get(&id).cloned();
            edits.extend(placement.map(|p| Edit::Place(view.clone(), id.clone(), p)));
        }
        // The relation is composed on the document that already has the element.
        if let Ok((with_element, _)) = crate::edit::apply(document, &edits) {
            if let Some(parent) = &parent {
                edits.extend(compose::connect(&with_element, RelationKind::Contains, parent, &id));
            }
            let joined = |from: &ElementId| {
                edits.iter().any(|e| matches!(e, Edit::AddRelation(r) if r.source == *from && r.target == id))
            };
            if let Some(from) = from.filter(|from| !joined(from))
                && let Some(kind) = connections(&with_element, from, &id).first()
                && !(parent.as_ref() == Some(from) && *kind == RelationKind::Contains)
            {
                edits.extend(compose::connect(&with_element, *kind, from, &id));
            }
        }
        let whole = parent.as_ref().map_or_else(String::new, |id| format!(" to {}", self.name_of(id)));
        if self.perform(format!("Add {}{whole}", what.label.to_lowercase()), &edits) {
            if places {
                self.stored_as(view);
                // Where there was no room in sight it is out of it, and its name is about to be typed.
                self.camera.reveal(place, self.canvas);
            }
            self.clipboard.last_kind = Some(what.kind);
            self.select(Some(Owner::Element(id.clone())));
            // On a canvas Enter after the name opens the next card.
            self.keys.goes_on = !places && from.is_none();
            let fresh = Some(self.document().revision());
            self.naming = Some(Naming { element: id, text: String::new(), fresh });
        }
    }

    /// What a new element of a kind that is put at a point becomes a part of: what stands there, and of a stage its stream
    /// wherever it is put.
    pub(super) fn home_of_new(&self, kind: ElementKind, plan: &Plan, at: Point) -> Option<ElementId> {
        self.around(kind, plan, at).or_else(|| {
            let stream = if kind == ElementKind::Stage { self.stream_for_stage() } else { None };
            stream.filter(|id| plan.node(id).is_some())
        })
    }

    /// The innermost box at a point that may hold elements of a kind.
    fn around(&self, kind: ElementKind, plan: &Plan, at: Point) -> Option<ElementId> {
        let document = self.document();
        let holds = |id: &ElementId| {
            let whole = document.element(id).map(|e| e.kind);
            whole.is_some_and(|whole| document.metamodel().is_legal(RelationKind::Contains, whole, kind))
        };
        let there = plan.nodes.iter().rev().filter(|n| n.rect.contains(at));
        there.map(|n| &n.element).find(|id| holds(id)).cloned()
    }

    /// The stream that a new stage belongs to: the selected one, that of the selected stage, or the only one there is.
    pub(super) fn stream_for_stage(&self) -> Option<ElementId> {
        let document = self.document();
        let selected = self.single_element().and_then(|e| match e.kind {
            ElementKind::ValueStream => Some(e.id.clone()),
            ElementKind::Stage => document.parent(&e.id).cloned(),
            _ => None,
        });
        selected.or_else(|| {
            let mut streams = document.index().of_kind(ElementKind::ValueStream);
            streams.next().filter(|_| streams.next().is_none()).cloned()
        })
    }

    /// Opens the name of an element for typing.
    pub fn begin_naming(&mut self, element: &ElementId) {
        self.commit_naming();
        if let Err(why) = self.editable() {
            self.say(Tone::Refusal, format!("{why}."));
        } else if let Some(e) = self.document().element(element) {
            let text = e.name.to_string();
            self.naming = Some(Naming { element: element.clone(), text, fresh: None });
            self.select(Some(Owner::Element(element.clone())));
        }
    }

    /// Takes what is typed, a name or the text of a note; for an element that was just made, as part of making it.
    pub fn commit_naming(&mut self) {
        self.commit_writing();
        let Some(naming) = self.naming.take() else { return };
        let name = naming.text.trim();
        let fresh = self.is_last_step(naming.fresh);
        if name.is_empty() && naming.fresh.is_some() {
            if fresh {
                self.drop_last_step();
            }
            return;
        }
        let edit = Edit::SetName(naming.element.clone(), name.into());
        if fresh && let Some((more, edits)) = self.stream_typed(&naming.element, name) {
            if let Err(error) = self.history.extend_last(&more, &edits) {
                self.say(Tone::Refusal, error.to_string());
            }
        } else if fresh {
            if let Err(error) = self.history.extend_last(&format!(" \"{name}\""), &[edit]) {
                self.say(Tone::Refusal, error.to_string());
            }
        } else {
            let label = self.rename_label(&naming.element, name);
            self.perform(label, &[edit]);
        }
    }

    /// Leaves the name as it was; an element that was just made and has none goes again.
    pub fn cancel_naming(&mut self) {
        if let Some(naming) = self.naming.take()
            && self.is_last_step(naming.fresh)
        {
            self.drop_last_step();
        }
    }
}

/// The next place in a container: at the end of a stream, below the last of others. The container and those around it
/// grow to hold it.
pub(super) fn place_in(
    document: &Document,
    plan: &Plan,
    parent: &ElementId,
    size: Size,
    edits: &mut Vec<Edit>,
    view: &ViewId,
) -> Rect {
    let Some(node) = plan.node(parent) else { return Rect::from_origin_size(Point::ZERO, size) };
    let kind = document.element(parent).map_or(ElementKind::Foreign, |e| e.kind);
    let padding = anatomy::container_padding(kind);
    let gap = anatomy::CONTAINER_GAP;
    let children: Vec<Rect> =
        document.children(parent).iter().filter_map(|c| plan.node(&c.id)).map(|n| n.rect).collect();
    let inner = Point::new(node.rect.x0 + padding.x0, node.rect.y0 + padding.y0);
    let origin = match bounds_of(children) {
        None => inner,
        Some(b) if kind == ElementKind::ValueStream => Point::new(b.x1 + gap, b.y0),
        Some(b) => Point::new(b.x0, b.y1 + gap),
    };
    let place = Rect::from_origin_size(origin, size);
    edits.extend(grown_to_hold(document, plan, parent, place, view));
    place
}

/// A container and those around it, as large as they must be to hold a place.
pub(super) fn grown_to_hold(
    document: &Document,
    plan: &Plan,
    parent: &ElementId,
    place: Rect,
    view: &ViewId,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut needed = place;
    let mut at = Some(parent.clone());
    while let Some(id) = at {
        let Some(node) = plan.node(&id) else { break };
        let kind = document.element(&id).map_or(ElementKind::Foreign, |e| e.kind);
        let padding = anatomy::container_padding(kind);
        let grown = Rect::new(
            node.rect.x0,
            node.rect.y0,
            node.rect.x1.max(needed.x1 + padding.x1),
            node.rect.y1.max(needed.y1 + padding.y1),
        );
        if grown != node.rect {
            let stored = document.view(view).and_then(|v| v.placements.get(&id)).cloned();
            let mut placement = stored.unwrap_or_else(|| Placement::of(grown));
            (placement.w, placement.h) = (Some(grown.width()), Some(grown.height()));
            edits.push(Edit::Place(view.clone(), id.clone(), placement));
        }
        needed = grown;
        at = node.parent.map(|p| plan.nodes[p].element.clone());
    }
    edits
}

/// The place nearest to the wished one where nothing stands.
pub(super) fn free_place(taken: &[Rect], wished: Rect) -> Rect {
    let free = |rect: Rect| taken.iter().all(|t| !crate::geom::overlaps(*t, rect.inflate(12.0, 12.0)));
    for ring in 0_i32..40 {
        for dy in -ring..=ring {
            for dx in -ring..=ring {
                if dx.abs().max(dy.abs()) != ring {
                    continue;
                }
                let rect = wished + Vec2::new(f64::from(dx) * 48.0, f64::from(dy) * 32.0);
                if free(rect) {
                    return rect;
                }
            }
        }
    }
    wished
}
