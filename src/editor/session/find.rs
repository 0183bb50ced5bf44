//! Finding in the view on show: what is typed lights what has it, and one goes from hit to hit, to stay there or to return.
//!
//! Knows nothing about the bar in which it is typed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::diagrams::tags_of;
use super::folded::folded_in;
use super::matching::{fit, plain};
use super::{OnShow, Session, Tone};
use crate::editor::Camera;
use crate::model::{Document, Element, ElementId, Revision};
use crate::scene::{Owner, Plan, anatomy, edge};

/// The most elements of the model that are offered when they are not in the view.
const MOST_ELSEWHERE: usize = 5;

/// What is looked for.
pub(super) struct Find {
    text: String,
    hits: Vec<Owner>,
    lit: Arc<BTreeSet<Owner>>,
    at: Option<usize>,
    elsewhere: Vec<ElementId>,
    /// In what it was looked for last.
    of: Option<(Revision, Arc<Plan>)>,
    before: (OnShow, Camera, BTreeSet<Owner>),
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many things of the view.
    pub hits: usize,
    /// Which of them one is at.
    pub at: Option<usize>,
    /// What is in the model but not seen in the view.
    pub elsewhere: Vec<ElementId>,
}

impl Found {
    /// The same in a few words.
    #[must_use]
    pub fn words(&self) -> String {
        match (self.at, self.hits) {
            (_, 0) => "Nothing found".to_owned(),
            (Some(at), n) => format!("{} of {n}", at + 1),
            (None, n) => format!("{n} found"),
        }
    }
}

impl Session {
    /// Opens the search in the view.
    pub fn begin_find(&mut self) {
        self.commit_naming();
        if self.going.find.is_none() {
            self.going.find = Some(Find {
                text: String::new(),
                hits: Vec::new(),
                lit: Arc::default(),
                at: None,
                elsewhere: Vec::new(),
                of: None,
                before: (self.on_show.clone(), self.camera, self.selection.clone()),
            });
        }
        self.going.asked += 1;
    }

    /// Whether the search is open.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        self.going.find.is_some()
    }

    /// How often the search was asked for: each time its field takes the keyboard.
    #[must_use]
    pub fn find_asked(&self) -> u64 {
        self.going.asked
    }

    /// What is typed.
    #[must_use]
    pub fn find_text(&self) -> &str {
        self.going.find.as_ref().map_or("", |f| &f.text)
    }

    /// Looks for something else, and goes to the first that has it; with nothing to look for back to where one was.
    pub fn set_find_text(&mut self, text: &str) {
        let Some(find) = &mut self.going.find else { return };
        if find.text == text {
            return;
        }
        text.clone_into(&mut find.text);
        find.of = None;
        find.at = None;
        self.look_again();
        if self.found().hits > 0 {
            self.find_step(true);
        } else if plain(text).is_empty() {
            self.restore();
        }
    }

    /// What was found, in the view as it is now.
    pub fn found(&mut self) -> Found {
        self.look_again();
        let Some(find) = &self.going.find else { return Found::default() };
        Found { hits: find.hits.len(), at: find.at, elsewhere: find.elsewhere.clone() }
    }

    /// The hits, which are lit.
    pub(super) fn lit_by_find(&mut self) -> Option<Arc<BTreeSet<Owner>>> {
        self.look_again();
        let find = self.going.find.as_ref()?;
        // Where there is no hit there is nothing that the rest would have to stand behind.
        (!find.lit.is_empty()).then(|| find.lit.clone())
    }

    /// Goes to the next hit, or to the one before; after the last comes the first.
    pub fn find_step(&mut self, forward: bool) {
        self.look_again();
        let Some(find) = self.going.find.as_mut().filter(|f| !f.hits.is_empty()) else { return };
        let n = find.hits.len();
        let at = match find.at {
            None if forward => 0,
            None => n - 1,
            Some(at) if forward => (at + 1) % n,
            Some(at) => (at + n - 1) % n,
        };
        find.at = Some(at);
        let owner = find.hits[at].clone();
        self.select_and_fly(&owner);
    }

    /// Closes the search and stays at the hit, which is selected.
    pub fn keep_found(&mut self) {
        if self.going.find.as_ref().is_some_and(|f| f.at.is_none()) && self.found().hits > 0 {
            self.find_step(true);
        }
        self.going.find = None;
    }

    /// Closes the search; the camera and what was selected are as they were before it.
    pub fn cancel_find(&mut self) {
        self.restore();
        self.going.find = None;
    }

    fn restore(&mut self) {
        let Some(find) = &self.going.find else { return };
        let (view, camera, selection) = find.before.clone();
        if view == self.on_show {
            self.fly(camera);
            *self.selection = selection;
            self.forget_what_is_gone();
        }
    }

    /// Puts a found element of the model into the view, where there is room in what is shown.
    pub fn add_found(&mut self, id: &ElementId) {
        self.place_in_sight(id);
        if let Some(find) = &mut self.going.find {
            find.of = None;
        }
        if let Some(place) = self.place_of(&Owner::Element(id.clone())) {
            self.fly_to(place);
        }
    }

    /// Looks for it anew where the view or the model has changed since.
    fn look_again(&mut self) {
        if self.going.find.is_none() {
            return;
        }
        let (plan, revision) = (self.plan(), self.document().revision());
        let Some(mut find) = self.going.find.take() else { return };
        let same = find.of.as_ref().is_some_and(|(r, p)| *r == revision && Arc::ptr_eq(p, &plan));
        if !same {
            let at = find.at.and_then(|at| find.hits.get(at)).cloned();
            let typed = plain(&find.text);
            find.hits = if typed.is_empty() { Vec::new() } else { self.hits(&typed, &plan) };
            find.lit = Arc::new(lit(&find.hits, &plan));
            find.at = at.and_then(|at| find.hits.iter().position(|h| *h == at));
            find.elsewhere = if typed.is_empty() { Vec::new() } else { elsewhere(self.document(), &typed, &plan) };
            find.of = Some((revision, plan));
        }
        self.going.find = Some(find);
    }

    /// What has it, those that have it in their name first, each in the order one reads.
    fn hits(&mut self, typed: &str, plan: &Plan) -> Vec<Owner> {
        let view = self.shown_view();
        let document = self.document();
        let mut found = Vec::new();
        // What a collapsed container holds is found where that stands.
        let held = plan.nodes.iter().flat_map(|n| std::iter::once(&n.element).chain(&n.hides).map(move |id| (n, id)));
        for (node, id) in held {
            let Some(element) = document.element(id) else { continue };
            if let Some(rank) = rank(document, element, typed) {
                found.push((rank, node.rect.origin(), Owner::Element(id.clone())));
            }
        }
        for line in &plan.edges {
            let Some(relation) = document.relation(&line.relation) else { continue };
            let verb = document.metamodel().relation_label(relation.kind);
            if plain(verb).contains(typed) || plain(&edge::label(document, relation)) == typed {
                let at = line.route.first().copied().unwrap_or_default();
                found.push((2, at, Owner::Relation(line.relation.clone())));
            }
        }
        for note in view.annotations().filter(|a| plain(&a.text).contains(typed)) {
            found.push((1, note.rect.origin(), Owner::Annotation(note.id)));
        }
        found.sort_by(|(a, p, _), (b, q, _)| a.cmp(b).then(p.y.total_cmp(&q.y)).then(p.x.total_cmp(&q.x)));
        found.into_iter().map(|(.., owner)| owner).collect()
    }

    /// Says what can be done with a found element that this view cannot show.
    pub fn go_to_found(&mut self, id: &ElementId) {
        self.going.find = None;
        if !self.go_to_element(id) {
            let text = format!("{} is in the model, but no view shows it now.", self.name_of(id));
            self.say(Tone::Info, text);
        }
    }
}

/// What is lit of what was found: the collapsed container for what it holds.
fn lit(hits: &[Owner], plan: &Plan) -> BTreeSet<Owner> {
    let seen = |owner: &Owner| match owner {
        Owner::Element(id) => folded_in(plan, id).map_or_else(|| owner.clone(), Owner::Element),
        _ => owner.clone(),
    };
    hits.iter().map(seen).collect()
}

/// How soon an element comes among what is found; nothing when it does not have it.
fn rank(document: &Document, element: &Element, typed: &str) -> Option<u8> {
    if plain(element.shown_name()).contains(typed) {
        return Some(0);
    }
    let has = |text: &str| plain(text).contains(typed);
    let kind = || has(anatomy::kind_words(document, element)) || has(document.metamodel().kind_label(element.kind));
    (kind() || has(element.description()) || tags_of(element).any(|tag| has(&tag))).then_some(1)
}

/// The elements whose names have it and that the view does not show, best first.
fn elsewhere(document: &Document, typed: &str, plan: &Plan) -> Vec<ElementId> {
    let others = document.elements().values().filter(|e| plan.standing_for(&e.id).is_none());
    let mut found: Vec<_> = others
        .map(|e| (plain(&e.name), e))
        .filter(|(name, _)| name.contains(typed))
        .map(|(name, e)| (std::cmp::Reverse(fit(typed, &name)), name, e.id.clone()))
        .collect();
    found.sort();
    found.into_iter().take(MOST_ELSEWHERE).map(|(.., id)| id).collect()
}
