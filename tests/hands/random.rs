//! Ten thousand gestures and commands at random, with every tool and every key held.
//!
//! The model keeps its invariants, nothing panics, and undoing all leads back to the first byte. A failure names the seed
//! and what was done last.

use crate::models;

use std::sync::Arc;

use opcanvas::editor::clip::Answer;
use opcanvas::editor::commands::{ALL, Command, Menu as Shelf};
use opcanvas::editor::gesture::{End, Event, Held, Pull, Tool, Under};
use opcanvas::editor::session::{Menu, OnShow, grip_at};
use opcanvas::editor::{Session, Workspace};
use opcanvas::format::save;
use opcanvas::geom::{Point, Size};
use opcanvas::model::Document;
use opcanvas::scene::Owner;
use opcanvas::theme::Mode;

/// How much is done in one run.
const ACTIONS: usize = 10_000;
/// With more elements than this more is deleted than made.
const MANY: usize = 60;
const MODE: Mode = Mode::Light;

/// Numbers that only look random (xorshift), the same for a seed on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { (self.next() % n as u64) as usize }
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    fn held(&mut self) -> Held {
        Held { shift: self.one_in(4), command: self.one_in(6), alt: self.one_in(6), space: false }
    }

    /// A point of what is seen, and a little beyond.
    fn spot(&mut self, session: &Session) -> Point {
        let window = session.camera.window(session.canvas);
        let share = |n: usize| n as f64 / 1000.0 * 1.2 - 0.1;
        let (x, y) = (share(self.below(1000)), share(self.below(1000)));
        Point::new(window.x0 + x * window.width(), window.y0 + y * window.height())
    }
}

/// An editor in the hands of somebody who does not look.
struct Hands {
    workspace: Workspace,
    dice: Dice,
    /// What was copied last.
    copied: String,
    /// What was done last, for when it fails.
    last: Vec<String>,
}

/// Commands that leave the document, wait for files or only change the window.
fn is_left_out(command: Command) -> bool {
    let here = matches!(command.spec().menu, Shelf::File | Shelf::Help);
    here || matches!(command, Command::WholeModel)
}

impl Hands {
    fn new(document: Document, seed: u64) -> Self {
        let mut workspace = Workspace::new(Arc::new(|| ()), None);
        let mut session = Session::untitled(document);
        session.canvas = Size::new(1200.0, 800.0);
        session.still = true;
        workspace.session = Some(session);
        Self { workspace, dice: Dice(seed | 1), copied: String::new(), last: Vec::new() }
    }

    fn session(&mut self) -> &mut Session {
        self.workspace.session.as_mut().expect("nothing closes it")
    }

    fn note(&mut self, what: String) {
        self.last.push(what);
        if self.last.len() > 12 {
            self.last.remove(0);
        }
    }

    fn act(&mut self) {
        if self.session().menu.is_some() && !self.dice.one_in(8) {
            self.answer();
        } else if self.session().naming.is_some() || self.session().writing.is_some() {
            self.type_something();
        } else {
            match self.dice.below(20) {
                0..=6 => self.gesture(),
                7 => self.double_click(),
                8 => self.show_a_tab(),
                9 => self.create(),
                10 => self.look_elsewhere(),
                11 => self.paste(),
                12 => self.drop_from_aside(),
                13 => self.travel(),
                _ => self.command(),
            }
        }
    }

    fn command(&mut self) {
        let all: Vec<Command> = ALL.iter().map(|s| s.command).filter(|c| !is_left_out(*c)).collect();
        let crowded = self.session().document().elements().len() > MANY;
        let command = if crowded && self.dice.one_in(3) {
            Command::DeleteFromModel
        } else {
            *self.dice.pick(&all).expect("there are commands")
        };
        self.note(format!("command {}", command.spec().id));
        self.workspace.run(command, MODE);
    }

    fn show_a_tab(&mut self) {
        let tabs: Vec<OnShow> = self.session().tabs().into_iter().map(|t| t.which).collect();
        if let Some(tab) = self.dice.pick(&tabs).cloned() {
            self.note(format!("tab {tab:?}"));
            self.session().show_tab(tab);
        }
    }

    fn look_elsewhere(&mut self) {
        let factor = [0.7, 1.0, 1.4][self.dice.below(3)];
        let session = self.workspace.session.as_mut().expect("nothing closes it");
        session.camera.zoom_at(Point::new(600.0, 400.0), factor);
        if self.dice.one_in(3) {
            session.fit_all(MODE);
        }
    }

    fn create(&mut self) {
        let at = self.dice.spot(self.workspace.session.as_ref().expect("nothing closes it"));
        let session = self.workspace.session.as_mut().expect("nothing closes it");
        if session.editable().is_ok() && session.document().elements().len() <= MANY {
            let offers = session.creatable("", None);
            if let Some(offer) = self.dice.pick(&offers) {
                session.create(offer, Some(at), None);
                self.note("create".to_owned());
            }
        }
    }

    /// Pastes what was copied before, or words; what is asked about it is answered.
    fn paste(&mut self) {
        const WORDS: [&str; 4] = [
            "Join: apply > verify > open",
            "partner: VeriFace\n\tstage: Check\nA -> B -> VeriFace",
            "name\tkind\tLead time\nScan\tstage\t2h\n",
            "\u{0}\t-> -> : >",
        ];
        let at = Some(self.dice.spot(self.workspace.session.as_ref().expect("nothing closes it")));
        let special = self.dice.one_in(3);
        if let Some(text) = self.session().clipboard.copied.take() {
            self.copied = text;
        }
        let text = if self.dice.one_in(2) && !self.copied.is_empty() {
            self.copied.clone()
        } else {
            (*self.dice.pick(&WORDS).expect("there are words")).to_owned()
        };
        self.note(format!("paste {} letters", text.len()));
        if self.session().document().elements().len() > MANY {
            return;
        }
        self.session().paste(&text, at, special);
        let answers = [Some(Answer::Same), Some(Answer::Copies), Some(Answer::ByName), None];
        let answer = *self.dice.pick(&answers).expect("there are answers");
        let (accept, as_note) = (self.dice.one_in(2), self.dice.one_in(3));
        let session = self.session();
        if session.clipboard.asking.is_some() {
            session.answer_paste(answer);
        }
        match (accept, as_note) {
            (true, _) => session.accept_words(),
            (false, true) => session.accept_words_as_note(),
            (false, false) => session.forget_words(),
        }
    }

    /// Drags a kind from the palette, or an element from the outline.
    fn drop_from_aside(&mut self) {
        let at = self.aim();
        let suspended = self.dice.one_in(3);
        let (give_up, from_outline) = (self.dice.one_in(4), self.dice.one_in(2));
        let session = self.workspace.session.as_mut().expect("nothing closes it");
        if session.editable().is_err() || session.document().elements().len() > MANY {
            return;
        }
        if from_outline {
            let all: Vec<_> = session.document().elements().keys().cloned().collect();
            if let Some(id) = self.dice.pick(&all) {
                session.drop_from_outline(id, at);
                self.note(format!("drop {id} from the outline"));
            }
            return;
        }
        let offers = session.creatable("", None);
        if let Some(offer) = self.dice.pick(&offers) {
            session.hold_new(offer, at, suspended);
            session.show(MODE);
            let _ = session.hint();
            if give_up {
                session.let_go();
            } else {
                session.drop_new();
            }
            let what = offer.label.to_string();
            self.note(format!("drop {what} from the palette"));
        }
    }

    /// Goes to another step of the history, or looks for something.
    fn travel(&mut self) {
        let steps = self.session().steps();
        let (to, back) = (self.dice.below(steps + 1), self.dice.below(8));
        if self.dice.one_in(3) {
            let keep = self.dice.one_in(2);
            let session = self.session();
            session.begin_find();
            session.set_find_text("e");
            session.find_step(true);
            session.show(MODE);
            if keep {
                session.keep_found();
            } else {
                session.cancel_find();
            }
            self.note("find".to_owned());
        } else {
            // Not far, or everything that follows would be lost.
            let near = to.clamp(steps.saturating_sub(back), steps);
            self.session().travel_to(near);
            self.note(format!("travel to {near}"));
        }
    }

    fn under(&mut self, at: Point) -> Under {
        let session = self.workspace.session.as_mut().expect("nothing closes it");
        let (plan, scene) = session.show(MODE);
        match scene.hit(at, 6.0).cloned() {
            None => Under::Page,
            Some(Owner::Element(id)) if self.dice.one_in(3) => Under::Handle(id),
            Some(owner @ (Owner::Annotation(_) | Owner::Element(_))) if self.dice.one_in(4) => {
                let (left, top) = (self.dice.one_in(2), self.dice.one_in(2));
                Under::Corner(owner, Pull { left, top, ..Pull::default() })
            }
            Some(Owner::Relation(id)) if self.dice.one_in(4) => {
                Under::End(id, if self.dice.one_in(2) { End::Source } else { End::Target })
            }
            Some(Owner::Relation(id)) if self.dice.one_in(4) => Under::Label(id),
            Some(Owner::Relation(id)) if self.dice.one_in(2) && !session.is_canvas() => {
                let grip = grip_at(&plan, &id, at, 6.0);
                grip.map_or(Under::Owner(Owner::Relation(id.clone())), |grip| Under::Line(id, grip))
            }
            Some(owner) => Under::Owner(owner),
        }
    }

    /// Somewhere, more often on something than not.
    fn aim(&mut self) -> Point {
        let session = self.workspace.session.as_mut().expect("nothing closes it");
        let (_, scene) = session.show(MODE);
        let window = session.camera.window(session.canvas);
        let seen: Vec<Point> = scene.visible(window).iter().map(|f| f.bounds.center()).collect();
        match self.dice.pick(&seen) {
            Some(at) if !self.dice.one_in(3) => *at,
            _ => self.dice.spot(self.workspace.session.as_ref().expect("nothing closes it")),
        }
    }

    fn gesture(&mut self) {
        let at = self.aim();
        let under = self.under(at);
        let held = self.dice.held();
        let tool = [Tool::Select, Tool::Select, Tool::Connect, Tool::Space, self.session().tool][self.dice.below(5)];
        self.note(format!("press {under:?} with {held:?}, {tool:?}"));
        self.session().pointer(Event::Press { at, under, held, tool });
        for _ in 0..self.dice.below(5) {
            let at = self.aim();
            let under = self.under(at);
            let (held, zoom) = (self.dice.held(), self.session().camera.zoom);
            self.session().pointer(Event::Move { at, under, zoom, held });
            self.session().show(MODE);
            let _ = self.session().hint();
        }
        let cancel = self.dice.one_in(5);
        let before = self.session().document().revision();
        self.session().pointer(if cancel { Event::Cancel } else { Event::Release });
        if cancel {
            assert_eq!(self.session().document().revision(), before, "a cancelled gesture leaves no trace");
        }
    }

    fn double_click(&mut self) {
        let at = self.aim();
        match self.under(at) {
            Under::Owner(Owner::Element(id)) | Under::Handle(id) => self.session().begin_naming(&id),
            Under::Owner(Owner::Annotation(id)) => self.session().begin_writing(&id),
            Under::Owner(Owner::Zone(zone)) => self.session().create_in_zone(&zone, at),
            _ => self.session().menu = Some(Menu::Create { at, from: None, filter: String::new() }),
        }
        self.note("double-click".to_owned());
    }

    /// Answers what is asked where the pointer is.
    fn answer(&mut self) {
        let menu = self.session().menu.clone();
        self.note(format!("answer {menu:?}"));
        let session = self.workspace.session.as_mut().expect("nothing closes it");
        match menu {
            Some(Menu::Relation { source, target, kinds, .. }) => {
                if let Some(kind) = self.dice.pick(&kinds) {
                    session.connect_as(*kind, &source, &target);
                }
            }
            Some(Menu::Create { at, from, .. }) => {
                let offers = session.creatable("", from.as_ref());
                let there = session.elsewhere("", from.as_ref());
                if let (Some(id), true) = (self.dice.pick(&there), self.dice.one_in(2)) {
                    session.place_existing(id, at, from.as_ref());
                } else if let Some(offer) = self.dice.pick(&offers) {
                    session.create(offer, Some(at), from.as_ref());
                }
            }
            Some(Menu::Sort { at, said, kinds, into, .. }) => {
                let offers = session.sort_offers(&said, &kinds, "");
                if let Some(offer) = self.dice.pick(&offers) {
                    session.sort(&said, offer, at, into.as_ref(), None);
                }
            }
            Some(Menu::Target { source, .. }) => {
                let targets = session.targets(&source, "");
                if let Some(target) = self.dice.pick(&targets) {
                    session.connect_target(target);
                }
            }
            Some(Menu::Pick { asked, .. }) => {
                let ends = session.other_ends(&asked.pick, "");
                if let Some(end) = self.dice.pick(&ends) {
                    session.take_other_end(&asked, end, "");
                }
            }
            Some(Menu::PathTo { source, .. }) => {
                let ends = session.path_ends(&source, "");
                if let Some(end) = self.dice.pick(&ends) {
                    session.take_path_end(&source, end);
                    session.step_explored(true);
                }
            }
            Some(Menu::Kind { .. }) => {
                let offers = session.kind_offers("");
                if let Some(offer) = self.dice.pick(&offers) {
                    session.change_kind(&offer.what);
                }
            }
            Some(Menu::RelationKind { relation, kinds, .. }) => {
                if let Some(kind) = self.dice.pick(&kinds) {
                    session.change_relation_kind(&relation, *kind);
                }
            }
            Some(Menu::GroupAs { kinds, .. }) => {
                if let Some(kind) = self.dice.pick(&kinds) {
                    session.group_as_kind(*kind);
                }
            }
            Some(Menu::Offer(offer)) => {
                let n = self.dice.below(offer.choices.len().max(1));
                session.answer(n);
                return;
            }
            None => {}
        }
        self.session().menu = None;
    }

    fn type_something(&mut self) {
        const WORDS: [&str; 6] = ["", "Credit desk", "VeriFace", "Señal 東京", "Join: apply > verify > open", "  "];
        let text = (*self.dice.pick(&WORDS).expect("there are words")).to_owned();
        let keep = !self.dice.one_in(3);
        self.note(format!("type {text:?}, {}", if keep { "kept" } else { "cancelled" }));
        let session = self.workspace.session.as_mut().expect("nothing closes it");
        if let Some(naming) = &mut session.naming {
            naming.text.clone_from(&text);
        }
        if let Some(writing) = &mut session.writing {
            writing.text = text;
        }
        match (keep, session.naming.is_some()) {
            (true, _) => session.commit_naming(),
            (false, true) => session.cancel_naming(),
            (false, false) => session.cancel_writing(),
        }
    }

    fn check(&mut self) {
        let session = self.session();
        let (plan, scene) = session.show(MODE);
        let document = session.document();
        assert_eq!(document.broken_invariants(), Vec::<String>::new());
        assert!(scene.bounds.is_finite() && plan.nodes.iter().all(|n| n.rect.is_finite()));
        let boxes = document.views().values().flat_map(|v| v.placements.iter()).filter(|(_, p)| p.w.is_some());
        for (id, p) in boxes {
            assert!(p.w > Some(0.0) && p.h > Some(0.0), "{id} has no size: {p:?}");
        }
        for view in document.views().values() {
            assert_eq!(
                view.annotations().count(),
                view.annotations.len(),
                "every note can be read: {:?}",
                view.annotations
            );
        }
        for owner in session.selection() {
            if let Owner::Element(id) = owner {
                assert!(document.element(id).is_some(), "{id} is selected but gone");
            }
        }
    }
}

fn run(document: Document, seed: u64) {
    let start = save(&document);
    let mut hands = Hands::new(document, seed);
    for i in 0..ACTIONS {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            hands.act();
            if i % 25 == 0 {
                hands.check();
            }
        }));
        assert!(done.is_ok(), "seed {seed}, action {i}: {:#?}", hands.last);
        hands.workspace.take_notices();
    }
    let session = hands.session();
    session.cancel_naming();
    session.cancel_writing();
    session.menu = None;
    let end = save(session.document());
    let mut steps = 0;
    while session.history().to_undo().is_some() {
        session.undo();
        steps += 1;
    }
    assert!(steps > 100, "only {steps} steps: nothing was tried");
    assert_eq!(String::from_utf8(save(session.document())).unwrap(), String::from_utf8(start).unwrap());
    // What was undone before is not done again.
    for _ in 0..steps {
        session.redo();
    }
    assert_eq!(String::from_utf8(save(session.document())).unwrap(), String::from_utf8(end).unwrap());
}

#[test]
fn at_random_from_nothing() {
    run(opcanvas::format::load(opcanvas::format::templates::Template::Blank.bytes()).unwrap().document, 0x9e37_79b9);
}

#[test]
fn at_random_in_a_bank() {
    run(models::bank(), 0x51ed_270b);
}
