//! What the drawing points out of what is explored, and how an outage washes outward, hop by hop.
//!
//! Knows nothing about colours.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ecow::EcoString;

use super::rows::{Explored, Row};
use super::{Session, What};
use crate::model::{ElementId, RelationId, Revision};
use crate::scene::light::{FULL, Light, Mark, Tone, led, shine};
use crate::scene::{Plan, Scene};
use crate::theme::{Mode, Theme};

/// How long an outage takes from hop to hop, in seconds.
pub const HOP: f64 = 0.16;

/// Lines that a view does not draw are led only in drawings of at most so many boxes: it takes long, and nobody could
/// follow them.
const MOST_LED: usize = 1_500;

/// What the light depends on: the state of the model, the row one is at, and how far the outage has come, in parts of a
/// hop.
type Moment = (Revision, Option<usize>, u32);

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
        let last = self.exploring.told.as_ref().and_then(|(_, told)| told.blast.as_ref()).map(|blast| blast.last_hop());
        let is_outage = matches!(self.exploring(), Some(What::Outage(_)));
        is_outage && !self.still && last.is_none_or(|last| self.washed() < (last as u32 + 1) * u32::from(FULL))
    }

    /// How far the outage has come, in parts of a hop.
    fn washed(&self) -> u32 {
        let gone = ((self.now - self.exploring.since) / HOP).clamp(0.0, 1e6);
        (gone * f64::from(FULL)).floor() as u32
    }

    /// What the drawing points out.
    pub fn light(&mut self) -> Option<Arc<Light>> {
        let told = self.explored()?;
        let at = self.explored_at();
        let washed = if self.is_washing() { self.washed() } else { u32::MAX };
        let moment = (self.document().revision(), at, washed);
        if let Some((of, light)) = &self.exploring.shown.light
            && *of == moment
        {
            return Some(light.clone());
        }
        let light = Arc::new(self.lit_by(&told, at, washed));
        self.exploring.shown.light = Some((moment, light.clone()));
        Some(light)
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
                    point_out(&mut light, row, Mark::new(row.tone, "", ""));
                }
            }
            Some(What::Sight(promise)) => sight(&mut light, told, promise),
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
        let (words, short) = row.map_or(("", ""), |row| (row.words.as_str(), row.by.as_str()));
        let order = ecow::eco_format!("{}", hit.hop);
        let mark = Mark { strength, short: short.into(), ..Mark::new(Tone::Lost, order, words) };
        light.marks.insert(hit.element.clone(), mark);
        if is_told(&hit.element) {
            light.lines.insert(hit.relation.clone(), Tone::Lost);
        }
    }
    if strength(blast.last_hop()) == FULL {
        for weak in &blast.weakened {
            light.marks.insert(weak.element.clone(), Mark::new(Tone::Weak, "", "weakened"));
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
    light.lines.extend(told.relations.iter().map(|id| (id.clone(), Tone::Way)));
}
