//! What the drawing points out of what is explored, and how an outage washes outward, hop by hop.
//!
//! Knows nothing about colours.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::EcoString;

use super::rows::{Explored, Row};
use super::{Session, What};
use crate::geom::{bounds_of, encloses};
use crate::model::{ElementId, RelationId, RelationKind, Revision};
use crate::scene::light::{FULL, Light, Mark, Tone, led, shine};
use crate::scene::{Plan, Scene};
use crate::theme::{Mode, Theme};

/// How long an outage takes from hop to hop, in seconds.
pub const HOP: f64 = 0.16;

/// An outage of more elements than this is there at once.
const MOST_WASHED: usize = 600;

/// The zoom from which on words on marks have their usual size.
const READ: f64 = 0.64;

/// How much larger they are at most.
const MOST_LARGER: f64 = 2.5;

/// Lines that a view does not draw are led only in drawings of at most so many boxes: it takes long, and nobody could
/// follow them.
const MOST_LED: usize = 1_500;

/// What the light depends on: the state of the model, the row one is at, how far the outage has come, in parts of a hop, and
/// how large its words are.
type Moment = (Revision, Option<usize>, u32, u8);

/// What was shown last.
#[derive(Default)]
pub(super) struct Shown {
    light: Option<(Moment, Arc<Light>)>,
    led: Option<(Arc<Plan>, BTreeSet<RelationId>, Arc<Plan>)>,
    scene: Option<(Arc<Scene>, Arc<Light>, Arc<Scene>)>,
}

impl Session {
    /// Whether an outage is still on its way over the drawing.
    #[must_use]
    pub fn is_washing(&self) -> bool {
        let is_outage = matches!(self.exploring(), Some(What::Outage(_)));
        let goes_on = self.exploring.told.as_ref().and_then(|(_, told)| told.blast.as_ref()).is_none_or(|blast| {
            let last = (blast.last_hop() as u32).saturating_add(1).saturating_mul(u32::from(FULL));
            blast.hits.len() <= MOST_WASHED && self.washed() < last
        });
        is_outage && !self.still && goes_on
    }

    /// How far the outage has come, in parts of a hop.
    fn washed(&self) -> u32 {
        let gone = ((self.now - self.exploring.since) / HOP).clamp(0.0, 1e6);
        (gone * f64::from(FULL)).floor() as u32
    }

    /// How much larger than usual the words on marks have to be to be read at this zoom, in quarters.
    fn larger(&self) -> u8 {
        let wished = (READ / self.camera.zoom.max(0.01)).clamp(1.0, MOST_LARGER);
        ((wished - 1.0) * 4.0).round() as u8
    }

    /// What the drawing points out.
    pub fn light(&mut self) -> Option<Arc<Light>> {
        let told = self.explored()?;
        let at = self.explored_at();
        let washed = if self.is_washing() { self.washed() } else { u32::MAX };
        let larger = self.larger();
        let moment = (self.document().revision(), at, washed, larger);
        if let Some((of, light)) = &self.exploring.shown.light
            && *of == moment
        {
            return Some(light.clone());
        }
        let light = Arc::new(Light { larger, ..self.lit_by(&told, at, washed) });
        self.exploring.shown.light = Some((moment, light.clone()));
        Some(light)
    }

    /// Comes to where all is seen that is pointed out, unless it is seen already.
    pub(super) fn see_all_lit(&mut self) {
        let Some(light) = self.whole_light() else { return };
        let plan = self.plan();
        let places = light.marks.keys().chain(&light.bright).filter_map(|id| plan.standing_for(id)).map(|n| n.rect);
        // Of a page all is shown: a part of one reads badly.
        let page = plan.canvas.as_ref().map(|canvas| canvas.page);
        let Some(bounds) = bounds_of(places) else { return };
        if self.canvas.width <= 0.0 || encloses(self.camera.window(self.canvas), bounds) {
            return;
        }
        let mut camera = self.camera;
        camera.fit(page.unwrap_or_else(|| bounds.inflate(48.0, 64.0)), self.canvas, 1.0);
        self.fly(camera);
    }

    /// The same when all of the outage has come, for pictures, in which nothing is on its way.
    pub fn whole_light(&mut self) -> Option<Arc<Light>> {
        let told = self.explored()?;
        let at = self.explored_at();
        Some(Arc::new(self.lit_by(&told, at, u32::MAX)))
    }

    /// A scene with what is explored pointed out.
    pub(in crate::editor::session) fn lit_scene(
        &mut self,
        plan: &Arc<Plan>,
        scene: Arc<Scene>,
        mode: Mode,
    ) -> Arc<Scene> {
        let Some(light) = self.light() else { return scene };
        if let Some((of, last, lit)) = &self.exploring.shown.scene
            && Arc::ptr_eq(of, &scene)
            && Arc::ptr_eq(last, &light)
        {
            return lit.clone();
        }
        let led = self.led_for(plan, &light);
        let lit = Arc::new(shine(&scene, self.document(), &led, &light, Theme::of(mode)));
        self.exploring.shown.scene = Some((scene, light, lit.clone()));
        lit
    }

    /// The plan with the lines of the light, led once for all of them.
    fn led_for(&mut self, plan: &Arc<Plan>, light: &Light) -> Arc<Plan> {
        if light.lines.is_empty() || plan.nodes.len() > MOST_LED {
            return plan.clone();
        }
        if let Some((of, lines, led)) = &self.exploring.shown.led
            && Arc::ptr_eq(of, plan)
            && light.lines.keys().all(|id| lines.contains(id))
        {
            return led.clone();
        }
        // While the outage is on its way all its lines are led at once, so that none moves when the next comes.
        let mut lines: BTreeSet<RelationId> = light.lines.keys().cloned().collect();
        if self.is_washing()
            && let Some(blast) = self.exploring.told.as_ref().and_then(|(_, told)| told.blast.as_ref())
        {
            lines.extend(blast.hits.iter().map(|hit| hit.relation.clone()));
        }
        let led = Arc::new(led(self.document(), plan, &lines));
        self.exploring.shown.led = Some((plan.clone(), lines, led.clone()));
        led
    }

    fn lit_by(&self, told: &Explored, at: Option<usize>, washed: u32) -> Light {
        let row = at.and_then(|at| told.rows().nth(at));
        let mut light = Light { caption: told.line.as_str().into(), ..Light::default() };
        match self.exploring() {
            Some(What::Outage(_)) => outage(&mut light, told, row, washed),
            Some(What::Paths { from, .. }) => way(&mut light, from, row),
            Some(What::SinglePoints | What::Promises) => {
                for row in told.rows() {
                    // Where there is no room for the words, how many there are says most.
                    let short = row.by.split(' ').next().filter(|n| n.parse::<usize>().is_ok());
                    let short = short.unwrap_or(&row.by).into();
                    point_out(&mut light, row, Mark { short, ..Mark::new(row.tone, "", row.by.as_str()) });
                }
            }
            Some(What::Sight(promise)) => {
                sight(&mut light, told, promise);
                let one = row.and_then(|row| row.element.as_ref());
                let told = told.relations.iter().filter_map(|id| self.document().relation(id));
                // Who answers for what would cover all else with lines, so that is shown for one at a time.
                let shown = told.filter(|r| match one {
                    Some(one) => r.source == *one || r.target == *one,
                    None => r.kind != RelationKind::AssignedTo,
                });
                light.lines.extend(shown.map(|r| (r.id.clone(), Tone::Way)));
            }
            None => {}
        }
        light
    }
}

fn point_out(light: &mut Light, row: &Row, mark: Mark) {
    if let Some(id) = &row.element {
        light.marks.entry(id.clone()).or_insert(mark);
    }
}

/// What is off, what is lost so far, and what will be, which does not recede. Where one is at a row only its chain is told
/// in words and lines.
fn outage(light: &mut Light, told: &Explored, row: Option<&Row>, washed: u32) {
    let Some(blast) = &told.blast else { return };
    let full = u32::from(FULL);
    let strength = |hop: usize| washed.saturating_sub(full.saturating_mul(hop as u32)).min(full) as u8;
    let hit = row.filter(|row| row.tone == Tone::Lost);
    let chain: Option<BTreeSet<&ElementId>> = hit.map(|row| row.steps.iter().map(|step| &step.element).collect());
    let is_told = |id: &ElementId| chain.as_ref().is_none_or(|chain| chain.contains(id));
    let off = Mark { short: "Off".into(), ..Mark::new(Tone::Off, "", "Switched off") };
    light.marks.insert(blast.start.clone(), off);
    let words: BTreeMap<&ElementId, &Row> = told.rows().filter_map(|row| Some((row.element.as_ref()?, row))).collect();
    for hit in &blast.hits {
        let strength = strength(hit.hop);
        if strength == 0 {
            light.bright.insert(hit.element.clone());
            continue;
        }
        let row = words.get(&hit.element).filter(|_| is_told(&hit.element));
        let words = row.map_or("", |row| row.words.as_str());
        let short = row.map_or_else(EcoString::new, |row| ecow::eco_format!("\u{2190} {}", row.by));
        let mark = Mark { short, strength, ..Mark::new(Tone::Lost, ecow::eco_format!("{}", hit.hop), words) };
        light.marks.insert(hit.element.clone(), mark);
        if is_told(&hit.element) {
            light.lines.insert(hit.relation.clone(), Tone::Lost);
        }
    }
    if strength(blast.last_hop()) == FULL {
        for weak in &blast.weakened {
            let mark = Mark { short: "weak".into(), ..Mark::new(Tone::Weak, "", "weakened") };
            light.marks.insert(weak.element.clone(), mark);
        }
        if let Some(row) = row.filter(|row| row.tone == Tone::Weak) {
            light.lines.extend(row.relations.iter().map(|id| (id.clone(), Tone::Weak)));
        }
    }
}

/// The way from one end to the other, its elements numbered.
fn way(light: &mut Light, from: &ElementId, row: Option<&Row>) {
    let Some(row) = row else { return };
    let elements = std::iter::once(from).chain(row.steps.iter().map(|step| &step.element));
    for (i, id) in elements.enumerate() {
        let order: EcoString = ecow::eco_format!("{}", i + 1);
        light.marks.entry(id.clone()).or_insert_with(|| Mark::new(Tone::Way, order, ""));
    }
    light.lines.extend(row.relations.iter().map(|id| (id.clone(), Tone::Way)));
}

/// The promise, all that keeps it, and where a link is missing.
fn sight(light: &mut Light, told: &Explored, promise: &ElementId) {
    light.marks.insert(promise.clone(), Mark::new(Tone::Way, "", ""));
    for row in told.rows() {
        match (&row.element, row.tone) {
            (Some(id), Tone::Weak) => {
                light.marks.insert(id.clone(), Mark::new(Tone::Weak, "", "broken link"));
            }
            (Some(id), _) => {
                light.bright.insert(id.clone());
            }
            (None, _) => {}
        }
    }
}
