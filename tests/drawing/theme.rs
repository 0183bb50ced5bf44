//! Colours: every text and mark stands out from its grounds, and what only colour tells apart is far enough apart.

use opcanvas::theme::vision::{Vision, difference};
use opcanvas::theme::{Color, Mark, Mode, Theme};

const MODES: [Mode; 2] = [Mode::Light, Mode::Dark];

/// Least contrast of text (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;

/// Least contrast of marks that carry meaning (WCAG 2.2, 1.4.11).
const MARK: f64 = 3.0;

/// Least CIE 1976 difference of what only colour tells apart.
const APART: f64 = 20.0;

type Named = (String, Color);

fn named<'a>(all: impl IntoIterator<Item = (&'a str, Color)>) -> Vec<Named> {
    all.into_iter().map(|(name, color)| (name.to_owned(), color)).collect()
}

/// Where cards, lines and labels of a drawing stand.
fn drawing(t: &Theme) -> Vec<Named> {
    named([
        ("page", t.page),
        ("frame", t.frame),
        ("card", t.card),
        ("stream", t.stream_fill),
        ("key zone", t.zone.key.fill.over(t.frame)),
        ("context zone", t.zone.context.fill.over(t.frame)),
        ("driver zone", t.zone.driver.fill.over(t.page)),
        ("promise", t.accent_soft),
    ])
}

/// Where the words and icons of the window stand.
fn window(t: &Theme) -> Vec<Named> {
    named([("panel", t.panel), ("field", t.field), ("hover", t.hover), ("selected", t.selected), ("page", t.page)])
}

fn both(t: &Theme) -> Vec<Named> {
    drawing(t).into_iter().chain(window(t)).collect()
}

fn kinds(t: &Theme) -> Vec<Named> {
    t.kind.iter().map(|(id, color)| (format!("kind {id}"), *color)).collect()
}

fn findings(t: &Theme) -> Vec<Named> {
    let f = t.finding;
    named([("warning", f.warning), ("error", f.error), ("info", f.info)])
}

fn investments(t: &Theme) -> Vec<Named> {
    let i = t.investment;
    named([("run", i.run), ("grow", i.grow), ("transform", i.transform)])
}

fn states(t: &Theme) -> Vec<(String, Mark)> {
    ["new", "change", "retire"].map(|id| (format!("state {id}"), t.state[id])).to_vec()
}

/// The palettes of overlays: names and steps, each with what stands beside it in a legend.
fn palettes(t: &Theme) -> [Vec<(String, Mark)>; 2] {
    let o = &t.overlay;
    let numbered = |what: &str, marks: &[Mark]| -> Vec<(String, Mark)> {
        (0..).zip(marks).map(|(i, mark): (usize, _)| (format!("{what} {i}"), *mark)).collect()
    };
    let nothing = ("nothing".to_owned(), o.nothing);
    let mut names = numbered("name", &o.named);
    names.extend([("others".to_owned(), o.others), nothing.clone()]);
    let mut steps = numbered("step", &o.steps);
    steps.push(nothing);
    [names, steps]
}

fn fills(marks: &[(String, Mark)]) -> Vec<Named> {
    marks.iter().map(|(name, mark)| (name.clone(), mark.fill)).collect()
}

/// Asserts a contrast of each of `marks` on each of `grounds`.
fn assert_on(mode: Mode, marks: &[Named], grounds: &[Named], least: f64) {
    for (mark, color) in marks {
        for (ground, under) in grounds {
            let contrast = color.contrast(*under);
            assert!(contrast >= least, "{mode:?}: {mark} on {ground}: {contrast:.2} < {least}");
        }
    }
}

/// Asserts that all eyes tell each of `colors` from each other.
fn assert_apart(mode: Mode, colors: &[Named]) {
    for (i, (a, one)) in colors.iter().enumerate() {
        for (b, other) in &colors[i + 1..] {
            for vision in Vision::ALL {
                let apart = difference(*one, *other, vision);
                assert!(apart >= APART, "{mode:?} {vision:?}: {a} and {b}: {apart:.1} < {APART}");
            }
        }
    }
}

#[test]
fn text_is_read_on_every_ground() {
    for mode in MODES {
        let t = Theme::of(mode);
        let words = named([("text", t.text), ("secondary", t.text_secondary), ("muted", t.muted)]);
        assert_on(mode, &words, &both(t), TEXT);
        let driver = named([("driver zone title", t.zone.driver.text)]);
        assert_on(mode, &driver, &named([("page", t.page)]), TEXT);
        for (name, area) in [("key zone", t.zone.key), ("context zone", t.zone.context)] {
            assert_on(mode, &named([("title", area.text)]), &named([(name, area.fill.over(t.frame))]), TEXT);
        }
        // What is wrong is said in the colour of the finding, in the inspector and on streams and cards.
        assert_on(mode, &findings(t), &both(t), TEXT);
        let pairs = [("accent", t.accent_text, t.accent), ("badge", t.badge_text, t.badge)];
        for (name, text, ground) in pairs {
            assert_on(mode, &named([("text", text)]), &named([(name, ground)]), TEXT);
        }
        for (name, mark) in states(t).into_iter().chain(palettes(t).into_iter().flatten()) {
            assert_on(mode, &named([("text", mark.text)]), &[(name, mark.fill)], TEXT);
        }
    }
}

#[test]
fn marks_that_carry_meaning_stand_out_from_every_ground() {
    for mode in MODES {
        let t = Theme::of(mode);
        // Icons of kinds and lines in their colours, lines of relations, selection and focus are everywhere.
        let everywhere = named([("edge", t.edge), ("accent", t.accent)]);
        assert_on(mode, &[kinds(t), everywhere].concat(), &both(t), MARK);
        assert_on(mode, &findings(t), &both(t), MARK);
        assert_on(mode, &named([("sign", t.finding.mark)]), &findings(t), MARK);
        // Bars stand on cards, and in the legend. The track behind them says nothing.
        let legend = named([("card", t.card), ("page", t.page)]);
        assert_on(mode, &investments(t), &legend, MARK);
        // Dashes of drivers have the page outside and the card inside.
        assert_on(mode, &named([("driver dashes", t.zone.driver.stroke)]), &legend, MARK);
        let around_stages = named([("card", t.card), ("stream", t.stream_fill), ("page", t.page)]);
        assert_on(mode, &named([("stage outline", t.stage_stroke)]), &around_stages, MARK);
        // Badges and state marks are quiet inside; their outlines make them stand out.
        assert_on(mode, &named([("badge outline", t.badge_stroke)]), &drawing(t), MARK);
        let outlines: Vec<_> = states(t).into_iter().map(|(name, mark)| (name, mark.text)).collect();
        assert_on(mode, &outlines, &drawing(t), MARK);
        for palette in palettes(t) {
            assert_on(mode, &fills(&palette), &drawing(t), MARK);
        }
    }
}

#[test]
fn what_only_colour_tells_apart_is_far_apart_to_all_eyes() {
    for mode in MODES {
        let t = Theme::of(mode);
        assert_apart(mode, &findings(t));
        assert_apart(mode, &investments(t));
        // A card in the colour of a state is told from a plain one, and from one that stays.
        let plain = named([("card", t.card), ("nothing", t.overlay.nothing.fill)]);
        assert_apart(mode, &[fills(&states(t)), plain].concat());
        for palette in palettes(t) {
            assert_apart(mode, &fills(&palette));
        }
    }
}

/// The order of the steps is seen: each has more contrast to the page than the one before.
#[test]
fn steps_rise_in_order() {
    for mode in MODES {
        let t = Theme::of(mode);
        let contrasts = t.overlay.steps.map(|mark| mark.fill.contrast(t.page));
        assert!(contrasts.is_sorted_by(|a, b| a < b), "{mode:?} {contrasts:?}");
    }
}

#[test]
fn every_kind_and_state_has_its_colours() {
    use opcanvas::model::{ElementKind, State};
    for mode in MODES {
        let t = Theme::of(mode);
        for kind in ElementKind::ALL.into_iter().chain([ElementKind::Foreign]) {
            assert!(t.kind.contains_key(kind.id()), "{mode:?} {kind}");
        }
        for state in State::ALL.into_iter().filter(|state| *state != State::Keep) {
            assert!(t.state.contains_key(state.id()), "{mode:?} {state:?}");
        }
    }
}
