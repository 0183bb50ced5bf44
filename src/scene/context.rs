//! What a picture asks of the model beside the element itself, answered once for the whole picture.
//!
//! Knows nothing about shapes.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use ecow::EcoString;

use super::facts::contract_span;
use super::options::{COLOR_BY, STATE};
use crate::analysis::overlay::Shade;
use crate::analysis::{self, ColorBy, Date, Initials, Overlay, Show};
use crate::model::{Document, Element, ElementId, ElementKind, State, View};
use crate::theme::{Mark, Theme};

/// What a picture asks of the model.
pub struct Context<'a> {
    /// The model.
    pub document: &'a Document,
    /// The colours.
    pub theme: &'a Theme,
    answers: Arc<Answers>,
}

/// The answers, which depend on the model, on what a view chooses and on the day.
#[derive(Debug)]
pub struct Answers {
    /// Which state of the roadmap is shown.
    pub show: Show,
    /// The day that the picture is of, if it is known.
    pub as_of: Option<Date>,
    /// What cards are coloured by.
    pub overlay: Option<Overlay>,
    initials: Initials,
    /// From the first start to the last end of all contracts, so that their bars compare.
    contracts: Option<(Date, Date)>,
}

impl Answers {
    /// The answers for a view, or for the whole model where there is none; `today` counts where the model sets no day.
    #[must_use]
    pub fn new(document: &Document, view: Option<&View>, today: Option<Date>) -> Self {
        let as_of = analysis::as_of(document, today);
        let color_by = view.and_then(|v| v.choice(COLOR_BY)).and_then(ColorBy::from_id);
        Self {
            show: shown_state(document, view),
            as_of,
            overlay: color_by.map(|by| analysis::classify(document, by, as_of)),
            initials: analysis::initials(document),
            contracts: contract_window(document),
        }
    }
}

impl Deref for Context<'_> {
    type Target = Answers;

    fn deref(&self) -> &Answers {
        &self.answers
    }
}

/// What a card shows beside what its element holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// Initials of the accountable role.
    pub initials: Option<EcoString>,
    /// What becomes of it, in the difference view.
    pub state: Option<State>,
    /// The colours of its class.
    pub tint: Option<Mark>,
    /// From the first start to the last end of all contracts, and the day of the picture.
    pub contracts: Option<(Date, Date, Option<Date>)>,
}

impl<'a> Context<'a> {
    /// A picture of a document in these colours.
    #[must_use]
    pub fn new(document: &'a Document, theme: &'a Theme, answers: Arc<Answers>) -> Self {
        Self { document, theme, answers }
    }

    /// What the card of an element shows beside what the element holds.
    #[must_use]
    pub fn marks(&self, element: &Element) -> Marks {
        let accountable = analysis::accountable(self.document, &element.id);
        let state = Some(element.state()).filter(|s| *s != State::Keep && self.show == Show::Difference);
        let window = self.contracts.filter(|_| element.kind == ElementKind::Partner);
        Marks {
            initials: accountable.and_then(|id| self.initials.get(&id).map(EcoString::from)),
            state,
            tint: self.overlay.as_ref().and_then(|o| Some(shade(self.theme, o, o.class_of(&element.id)?))),
            contracts: window.map(|(start, end)| (start, end, self.as_of)),
        }
    }

    /// The roles behind the initials that the cards of these elements show, by initials.
    #[must_use]
    pub fn answering<'b>(&self, elements: impl IntoIterator<Item = &'b ElementId>) -> BTreeMap<EcoString, ElementId> {
        elements
            .into_iter()
            .filter_map(|id| analysis::accountable(self.document, id))
            .filter_map(|role| Some((self.initials.get(&role)?.into(), role)))
            .collect()
    }
}

/// The state of the roadmap that a view shows: what it says, else the difference, which shows everything.
#[must_use]
pub fn shown_state(document: &Document, view: Option<&View>) -> Show {
    view.and_then(|v| v.choice(STATE)).and_then(|text| Show::parse(document, text)).unwrap_or(Show::Difference)
}

/// Whether there is a state of the roadmap to choose.
#[must_use]
pub fn has_states(document: &Document) -> bool {
    !document.head().plateaus.is_empty() || document.elements().values().any(|e| e.state() != State::Keep)
}

/// The colours of a class: what it fills cards with, and what is written on them.
#[must_use]
pub fn shade(theme: &Theme, overlay: &Overlay, class: usize) -> Mark {
    let palette = &theme.overlay;
    let of = |marks: &[Mark], i: u8| marks.get(usize::from(i)).copied().unwrap_or(palette.nothing);
    match overlay.classes[class].shade {
        Shade::Kind(kind) => Mark { fill: theme.kind(kind.id()), text: theme.card },
        Shade::State(state) => theme.state.get(state.id()).copied().unwrap_or(palette.nothing),
        Shade::Step(step) => of(&palette.steps, step),
        Shade::Named(i) => of(&palette.named, i),
        Shade::Others => palette.others,
        Shade::Nothing => palette.nothing,
    }
}

fn contract_window(document: &Document) -> Option<(Date, Date)> {
    let mut window: Option<(Date, Date)> = None;
    for id in document.index().of_kind(ElementKind::Partner) {
        let contracts = document.element(id).map(|e| analysis::contract::contracts(e)).unwrap_or_default();
        let Some((start, end)) = contract_span(&contracts) else { continue };
        let end = end.unwrap_or(start);
        window = Some(window.map_or((start, end), |(a, b)| (a.min(start), b.max(end))));
    }
    window.filter(|(start, end)| start < end)
}
