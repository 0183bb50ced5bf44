//! How the view on show is drawn, as choices to offer: each with its entries and what the view has chosen.
//!
//! Knows nothing about buttons and menus.

use std::collections::BTreeSet;

use ecow::EcoString;

use super::Session;
use super::diagrams::tags;
use crate::analysis::overlay::ColorBy;
use crate::analysis::scope::Scope;
use crate::analysis::show::Show;
use crate::model::{Document, ElementKind, RelationKind, Value, View};
use crate::scene::context::{has_states, shown_state};
use crate::scene::options::{
    COLOR_BY, Density, HIDDEN, HIDDEN_BY_DEFAULT, Labels, Legend, Lines, Relations, SCOPE, STATE, Shape, StageWidth,
    hidden_kinds,
};

/// A choice of how a view is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the labels say what each is")]
pub enum ViewChoice {
    Scope,
    State,
    Density,
    Shape,
    ColorBy,
    Stages,
    Relations,
    Lines,
    Labels,
    Legend,
}

/// One of the entries of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The heading that it stands under; empty for none.
    pub group: EcoString,
    /// What it says.
    pub label: EcoString,
    /// What the view stores for it; nothing for the default.
    pub value: Option<Value>,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl ViewChoice {
    /// The key of the view's options.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Scope => SCOPE,
            Self::State => STATE,
            Self::Density => Density::KEY,
            Self::Shape => Shape::KEY,
            Self::ColorBy => COLOR_BY,
            Self::Stages => StageWidth::KEY,
            Self::Relations => Relations::KEY,
            Self::Lines => Lines::KEY,
            Self::Labels => Labels::KEY,
            Self::Legend => Legend::KEY,
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Scope => "Scope",
            Self::State => "State",
            Self::Density => "Density",
            Self::Shape => "Page",
            Self::ColorBy => "Colour by",
            Self::Stages => "Stages",
            Self::Relations => "Relations",
            Self::Lines => "Lines",
            Self::Labels => "Labels",
            Self::Legend => "Legend",
        }
    }

    /// What an entry says beside the name of the choice: "Right-angled" for "Right-angled lines".
    fn without_own_word(self, label: &str) -> String {
        let own = |word: &&str| !word.eq_ignore_ascii_case(self.label());
        let rest = label.split(' ').filter(own).collect::<Vec<_>>().join(" ");
        let mut letters = rest.chars();
        letters.next().map_or_else(|| "Shown".into(), |first| first.to_uppercase().chain(letters).collect())
    }

    /// What the view has chosen, in words.
    #[must_use]
    pub fn chosen(self, document: &Document, view: &View) -> EcoString {
        match self {
            Self::Scope => scope(view).title(document).map_or_else(|| "All".into(), EcoString::from),
            Self::State => shown_state(document, Some(view)).label(document),
            _ => self.entries(document, view).into_iter().find(|e| e.chosen).map_or_else(EcoString::new, |e| e.label),
        }
    }

    /// Its entries, in the order in which they are offered.
    #[must_use]
    pub fn entries(self, document: &Document, view: &View) -> Vec<Entry> {
        macro_rules! of {
            ($ty:ident) => {{
                let chosen = $ty::of(view);
                let value = |c: $ty| (c != $ty::default()).then(|| Value::text(c.id()));
                let says = |c: &$ty| self.without_own_word(c.label());
                $ty::ALL.iter().map(|c| plain(&says(c), value(*c), *c == chosen)).collect()
            }};
        }
        match self {
            Self::Scope => scopes(document, &scope(view)),
            Self::State => {
                let chosen = shown_state(document, Some(view));
                let entry = |s: Show| plain(&s.label(document), Some(Value::text(s.id())), s == chosen);
                Show::all(document).into_iter().map(entry).collect()
            }
            Self::ColorBy => {
                let chosen = view.choice(COLOR_BY).and_then(ColorBy::from_id).unwrap_or(ColorBy::Kind);
                let value = |by: ColorBy| (by != ColorBy::Kind).then(|| Value::text(by.id()));
                ColorBy::ALL.into_iter().map(|by| plain(by.label(), value(by), by == chosen)).collect()
            }
            Self::Density => of!(Density),
            Self::Shape => of!(Shape),
            Self::Stages => of!(StageWidth),
            Self::Relations => of!(Relations),
            Self::Lines => of!(Lines),
            Self::Labels => of!(Labels),
            Self::Legend => of!(Legend),
        }
    }
}

fn plain(label: &str, value: Option<Value>, chosen: bool) -> Entry {
    Entry { group: EcoString::new(), label: label.into(), value, chosen }
}

fn scope(view: &View) -> Scope {
    view.options.get(SCOPE).and_then(Value::as_record).map(Scope::parse).unwrap_or_default()
}

fn scopes(document: &Document, chosen: &Scope) -> Vec<Entry> {
    let entry = |group: EcoString, scope: Scope| {
        let label = scope.title(document).map_or_else(|| "All".into(), EcoString::from);
        Entry { group, label, value: scope.option().map(Value::Record), chosen: scope == *chosen }
    };
    let mut entries = vec![entry(EcoString::new(), Scope::All)];
    let kinds = [ElementKind::ValueProposition, ElementKind::ValueStream, ElementKind::OrgUnit, ElementKind::Location];
    for kind in kinds {
        let group = document.metamodel().kind(kind).map_or_else(EcoString::new, |k| k.plural.clone());
        let elements = document.index().of_kind(kind).filter_map(|id| document.element(id));
        let mut of_kind: Vec<Entry> =
            elements.filter_map(|e| Scope::of(e)).map(|scope| entry(group.clone(), scope)).collect();
        of_kind.sort_by(|a, b| a.label.cmp(&b.label));
        entries.extend(of_kind);
    }
    entries.extend(tags(document).into_iter().map(|tag| entry("Tags".into(), Scope::Tag(tag))));
    entries
}

impl Session {
    /// The choices that the view on show has, most used first.
    pub fn view_choices(&mut self) -> Vec<ViewChoice> {
        use ViewChoice as C;
        let all: &[ViewChoice] = if self.is_canvas() {
            &[C::Scope, C::State, C::Density, C::Shape, C::ColorBy, C::Stages, C::Relations, C::Legend]
        } else {
            &[C::State, C::Lines, C::ColorBy, C::Labels, C::Legend]
        };
        let states = self.has_states();
        all.iter().copied().filter(|c| *c != C::State || states).collect()
    }

    /// Whether there is a state of the roadmap to choose, worked out anew only when the model changed.
    fn has_states(&mut self) -> bool {
        let document = self.document();
        let revision = document.revision();
        if let Some((known, states)) = self.states
            && known == revision
        {
            return states;
        }
        let states = has_states(document);
        self.states = Some((revision, states));
        states
    }

    /// Takes an entry of a choice, as one step.
    pub fn choose(&mut self, choice: ViewChoice, entry: &Entry) {
        let label = format!("Set {} to {}", choice.label().to_lowercase(), entry.label);
        self.set_view_option(choice.key(), entry.value.clone(), &label);
    }

    /// The relation kinds of the model that a diagram can show, with whether this one does.
    pub fn relation_kinds(&mut self) -> Vec<(RelationKind, bool)> {
        let view = self.shown_view();
        let hidden = hidden_kinds(&view);
        RelationKind::ALL.into_iter().map(|kind| (kind, !hidden.contains(&kind))).collect()
    }

    /// Shows or hides the relations of a kind in the diagram, as one step.
    pub fn show_relations(&mut self, kind: RelationKind, shown: bool) {
        let mut hidden = hidden_kinds(&self.shown_view());
        if shown {
            hidden.remove(&kind);
        } else {
            hidden.insert(kind);
        }
        let verb = if shown { "Show" } else { "Hide" };
        let label = format!("{verb} relations: {}", self.document().metamodel().relation_label(kind));
        let usual = hidden == HIDDEN_BY_DEFAULT.into_iter().collect::<BTreeSet<_>>();
        let list = hidden.into_iter().map(|kind| Value::text(kind.id())).collect();
        self.set_view_option(HIDDEN, (!usual).then_some(Value::List(list)), &label);
    }
}
