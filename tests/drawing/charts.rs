//! Charts: every number is that of the analyses, no label runs over another, and any model gives a chart or a reason.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use opcanvas::analysis::{Answer, Date, Reading, as_of, readings};
use opcanvas::export::{Format, render};
use opcanvas::format::load;
use opcanvas::format::templates::Template;
use opcanvas::geom::{Rect, encloses, overlaps};
use opcanvas::model::Document;
use opcanvas::scene::charts::{Chart, Drawn, LEAST_WIDTH, Number, draw, draw_untitled};
use opcanvas::scene::{Figure, Item, Owner};
use opcanvas::theme::{Color, Mode, Theme};
use proptest::prelude::*;

use crate::damage::{damage, damaged, example, random_document};
use crate::generate;

const MODES: [Mode; 2] = [Mode::Light, Mode::Dark];
const WIDTHS: [f64; 4] = [LEAST_WIDTH, 700.0, 920.0, 1160.0];

fn day() -> Option<Date> {
    Date::parse("2026-07-01")
}

fn models() -> Vec<(&'static str, Document)> {
    let of = |template: Template| (template.name(), load(template.bytes()).unwrap().document);
    [Template::Bank, Template::City, Template::Hospital, Template::Machine].map(of).to_vec()
}

fn drawn(chart: Chart, document: &Document) -> Drawn {
    draw(chart, document, day(), Theme::of(Mode::Light), 920.0).unwrap_or_else(|why| panic!("{chart:?}: {why}"))
}

fn model(elements: &str, relations: &str) -> Document {
    let text =
        format!(r#"{{"format": "opcanvas", "version": 1, "elements": [{elements}], "relations": [{relations}]}}"#);
    let loaded = load(text.as_bytes()).unwrap();
    assert_eq!(loaded.problems, []);
    loaded.document
}

fn texts(figure: &Figure) -> Vec<&str> {
    figure
        .items
        .iter()
        .filter_map(|i| if let Item::Text { text, .. } = i { Some(text.as_str()) } else { None })
        .collect()
}

fn all_texts(drawn: &Drawn) -> Vec<String> {
    drawn.scene.figures().flat_map(|f| texts(f).into_iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn is_close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * b.abs().max(1e-9)
}

// --- the numbers ---

#[test]
fn every_number_of_a_reading_is_what_the_analyses_say() {
    for (name, document) in models() {
        let told = readings(&document, as_of(&document, day()));
        let mut seen = BTreeSet::new();
        for chart in Chart::ALL {
            let drawn = drawn(chart, &document);
            assert!(!drawn.numbers.is_empty());
            for number in &drawn.numbers {
                let Some((analysis, subject)) = &number.reading else { continue };
                let same = |r: &&Reading| r.analysis == *analysis && r.subject == *subject;
                let reading = told.iter().find(same).unwrap_or_else(|| panic!("{name}: no {analysis}"));
                assert_eq!(number.words, reading.words(&document), "{name}: {}", number.name);
                match reading.value {
                    Answer::Number(n) => assert!(is_close(number.value.unwrap(), n), "{name}: {}", number.name),
                    _ => assert_eq!(number.value, None),
                }
                assert!(reading.elements.iter().all(|id| number.elements.contains(id)), "{name}: {}", number.name);
                seen.insert(analysis.to_string());
            }
        }
        // What a chart is about is on it.
        let wanted = "A1 A4 A8 A9 A9.total A9.unallocated A10 A10.effective A13 A14 A14.effective A15.run A15.grow \
                      A15.transform A15.imbalance A16 A17 A17.cost A18 A19 A24 A24.nps A25 A25.promoted A26 \
                      A26.decideBy A30";
        for analysis in wanted.split_whitespace().filter(|id| told.iter().any(|r| r.analysis == *id)) {
            assert!(seen.contains(analysis), "{name}: {analysis} is on no chart");
        }
    }
}

/// The words that are drawn for a number are those of its value, not only the value beside them.
#[test]
fn what_is_written_is_the_pinned_number() {
    let bank = load(Template::Bank.bytes()).unwrap().document;
    let written = |chart| all_texts(&drawn(chart, &bank));
    let has = |chart: Chart, wanted: &[&str]| {
        let all = written(chart);
        for text in wanted {
            assert!(all.iter().any(|t| t == text), "{chart:?} does not say {text:?}: {all:?}");
        }
    };
    has(Chart::LeadTime, &["160 h", "9 h", "6 h", "+7 h", "16.67 %", "target 120 h", "5 h waiting, the most"]);
    has(Chart::Cost, &["€13.1m", "€9m", "€4m", "€3.1m", "€3.9m", "€2m", "Reaches no stream", "Relationship manager"]);
    has(Chart::Partners, &["0.5791", "1.73", "0.58 high", "73.4 %", "€1.9m a year"]);
    has(Chart::Investment, &["€17.5m", "Run 60.6 %", "Grow 14.9 %", "Transform 24.6 %", "70 %", "14.6 %"]);
    has(Chart::Emerging, &["40 %", "5.98 %", "validated", "running"]);
    has(Chart::Alignment, &["100 %", "Customer relations"]);
    has(Chart::Accountability, &["100 %", "A", "R", "8"]);
    has(Chart::Vocr, &["100 %", "17 of 17"]);
    has(Chart::Contracts, &["ends in 91 days", "decide by 1 Aug 2026", "ends in 548 days", "open-ended"]);
    has(Chart::Delight, &["50 %", "54", "410,000 a year"]);
    has(Chart::Culture, &["1 level", "1 to go", "2 actions under way"]);
    has(Chart::Objectives, &["13.68 %", "33.33 %", "target 600 k"]);
}

/// The steps of a ladder add up to the lead time, whichever of the analyses counts.
#[test]
fn the_steps_of_a_ladder_add_up_to_the_lead_time() {
    let stage = |id: &str, i: usize, h: f64| {
        format!(
            r#"{{"id": "{id}", "kind": "stage", "name": "{id}", "attributes": {{"order": {i}, "leadTime": {h}, "processTime": 1}}}}"#
        )
    };
    let flow = |a: &str, b: &str, delay: f64, p: f64| {
        format!(
            r#"{{"id": "f{a}{b}", "kind": "flows_to", "source": "{a}", "target": "{b}", "attributes": {{"handoffDelay": {delay}, "probability": {p}}}}}"#
        )
    };
    let elements: Vec<String> = [("a", 4.0), ("b", 10.0), ("c", 6.0), ("d", 2.0)]
        .iter()
        .enumerate()
        .map(|(i, (id, h))| stage(id, i + 1, *h))
        .chain([r#"{"id": "s", "kind": "value_stream", "name": "S"}"#.to_owned()])
        .collect();
    let inside = ["a", "b", "c", "d"]
        .map(|id| format!(r#"{{"id": "i{id}", "kind": "contains", "source": "s", "target": "{id}"}}"#))
        .join(",");
    let branches =
        [flow("a", "b", 0.0, 1.0), flow("a", "c", 1.0, 1.0), flow("b", "d", 0.0, 1.0), flow("c", "d", 0.0, 1.0)];
    let ways = [flow("a", "b", 0.0, 0.7), flow("a", "c", 3.0, 0.3)];
    for (flows, hours, waits) in [(Vec::new(), 22.0, 0.0), (branches.to_vec(), 16.0, 0.0), (ways.to_vec(), 13.7, 0.9)] {
        let relations: Vec<String> = std::iter::once(inside.clone()).chain(flows).collect();
        let document = model(&elements.join(","), &relations.join(","));
        let drawn = drawn(Chart::LeadTime, &document);
        let total = drawn.numbers.iter().find(|n| n.reading.as_ref().is_some_and(|(a, _)| a == "A1")).unwrap();
        assert!(is_close(total.value.unwrap(), hours), "{total:?}");
        // The last step ends where the lead time ends: all bars together reach over all of the scale.
        let steps: f64 = drawn
            .numbers
            .iter()
            .filter(|n| n.name.contains(": lead time") && n.reading.is_none())
            .filter_map(|n| n.value)
            .sum();
        assert!(is_close(steps + waits, hours), "{steps} + {waits} of {hours}");
    }
}

/// Money is neither lost nor made on its way.
#[test]
fn what_flows_into_a_stream_is_what_it_costs() {
    for (name, document) in models() {
        let drawn = drawn(Chart::Cost, &document);
        let find = |text: &str| drawn.numbers.iter().filter(|n| n.name.contains(text)).collect::<Vec<&Number>>();
        let sum = |all: &[&Number]| all.iter().filter_map(|n| n.value).sum::<f64>();
        let mut whole = 0.0;
        for stream in document.index().of_kind(opcanvas::model::ElementKind::ValueStream) {
            let stream_name = document.element(stream).unwrap().shown_name();
            let into = sum(&find(&format!(" to {stream_name}: ")));
            let own = drawn
                .numbers
                .iter()
                .find(|n| n.reading.as_ref().is_some_and(|(a, s)| a == "A9" && s.element() == Some(stream)));
            assert!(is_close(into, own.unwrap().value.unwrap()), "{name}: {stream_name}");
            whole += into;
        }
        whole += sum(&find(" to Reaches no stream: "));
        let total = drawn.numbers.iter().find(|n| n.reading.as_ref().is_some_and(|(a, _)| a == "A9.total")).unwrap();
        assert!(is_close(whole, total.value.unwrap()), "{name}");
    }
}

#[test]
fn every_number_has_a_name_a_figure_and_elements_that_are_there() {
    for (name, document) in models() {
        for chart in Chart::ALL {
            let drawn = drawn(chart, &document);
            let figures: HashMap<&Owner, &Figure> = drawn.scene.figures().map(|f| (&f.owner, &**f)).collect();
            assert_eq!(figures.len(), drawn.scene.figures().count(), "{chart:?}: two figures have one id");
            for number in &drawn.numbers {
                let figure = figures[&number.owner];
                assert!(!number.name.is_empty() && figure.name == number.name, "{name} {chart:?}");
                let none = number.name.ends_with(": 0") || number.name.starts_with("0 ");
                let from_settings = number.name.contains("aimed at");
                assert!(!number.elements.is_empty() || none || from_settings, "{chart:?}: {}", number.name);
                assert!(number.elements.iter().all(|id| document.element(id).is_some()));
                assert!(std::ptr::eq(drawn.number(&number.owner).unwrap(), number));
            }
        }
    }
}

// --- the drawing ---

/// The words of a scene with the room that they take.
fn labels(drawn: &Drawn) -> Vec<(String, Rect)> {
    let mut all = Vec::new();
    for item in drawn.scene.figures().flat_map(|f| &f.items) {
        if let Item::Text { at, text, font, width, .. } = item {
            let room = Rect::new(at.x, at.y - font.cap_height(), at.x + width, at.y + 0.15 * font.size);
            all.push((text.to_string(), room));
        }
    }
    all
}

fn assert_tidy(what: &str, drawn: &Drawn) {
    let labels = labels(drawn);
    for (i, (text, room)) in labels.iter().enumerate() {
        assert!(!text.trim().is_empty() && text != "…", "{what}: a label says nothing");
        assert!(encloses(drawn.scene.bounds, *room), "{what}: {text:?} leaves the sheet");
        for (other, there) in &labels[i + 1..] {
            let (a, b) = (room.inflate(-0.4, -0.4), there.inflate(-0.4, -0.4));
            assert!(!overlaps(a, b), "{what}: {text:?} runs over {other:?}");
        }
    }
    for figure in drawn.scene.figures() {
        assert!(encloses(drawn.scene.bounds, figure.bounds), "{what}: {} leaves the sheet", figure.name);
        assert!(!figure.name.is_empty(), "{what}: a figure has no name");
    }
}

#[test]
fn no_label_runs_over_another_or_leaves_the_sheet() {
    for (name, document) in models() {
        for chart in Chart::ALL {
            for width in WIDTHS {
                let what = format!("{name}, {chart:?} at {width}");
                let theme = Theme::of(Mode::Light);
                let drawn = draw(chart, &document, day(), theme, width).unwrap();
                assert_tidy(&what, &drawn);
                assert_tidy(&what, &draw_untitled(chart, &document, day(), theme, width).unwrap());
            }
        }
    }
}

/// What is behind a text: the smallest filled box of its figure around it, else the page.
fn ground(figure: &Figure, at: usize, page: Color) -> Color {
    let Item::Text { at: p, width, font, .. } = &figure.items[at] else { return page };
    let middle = opcanvas::geom::Point::new(p.x + width / 2.0, p.y - font.cap_height() / 2.0);
    let mut boxes = figure.items[..at].iter().filter_map(|item| match item {
        Item::Box { rect, fill, .. } if fill.a > 0 && rect.contains(middle) => Some(*fill),
        _ => None,
    });
    boxes.next_back().unwrap_or(page)
}

#[test]
fn every_word_is_read_on_its_ground_in_both_themes() {
    for (name, document) in models() {
        for (mode, chart) in MODES.into_iter().flat_map(|mode| Chart::ALL.map(|chart| (mode, chart))) {
            let drawn = draw(chart, &document, day(), Theme::of(mode), 920.0).unwrap();
            for figure in drawn.scene.figures() {
                for (i, item) in figure.items.iter().enumerate() {
                    if let Item::Text { text, color, .. } = item {
                        let contrast = color.contrast(ground(figure, i, drawn.scene.page));
                        assert!(contrast >= 4.5, "{name} {mode:?} {chart:?}: {text:?} has {contrast:.2}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_same_model_gives_the_same_chart_and_both_formats_take_it() {
    let bank = load(Template::Bank.bytes()).unwrap().document;
    for chart in Chart::ALL {
        let (one, other) = (drawn(chart, &bank), drawn(chart, &bank));
        assert_eq!(one.numbers, other.numbers);
        let svg = render(&one.scene, chart.title(), Format::Svg, 1.0).unwrap();
        assert_eq!(svg, render(&other.scene, chart.title(), Format::Svg, 1.0).unwrap());
        let svg = String::from_utf8(svg).unwrap();
        let ids: Vec<&str> = svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{chart:?}: an id stands twice");
        // Two charts on one page have no id in common.
        assert!(ids.iter().all(|id| id.contains(chart.id())), "{chart:?}: {ids:?}");
        render(&one.scene, chart.title(), Format::Png, 1.0).unwrap();
    }
}

#[test]
fn charts_have_ids_titles_and_questions_of_their_own() {
    let of = |say: fn(Chart) -> &'static str| Chart::ALL.map(say).into_iter().collect::<BTreeSet<_>>().len();
    assert_eq!([of(Chart::id), of(Chart::title), of(Chart::question)], [12; 3]);
    for chart in Chart::ALL {
        assert_eq!(Chart::named(chart.id()), Some(chart));
        assert!(chart.question().ends_with('?'));
    }
    assert_eq!(Chart::named("pie"), None);
}

// --- any model ---

#[test]
fn what_a_chart_lacks_is_said_in_a_sentence() {
    let blank = load(Template::Blank.bytes()).unwrap().document;
    for chart in Chart::ALL {
        let why = draw(chart, &blank, day(), Theme::of(Mode::Light), 920.0).unwrap_err();
        assert!(why.ends_with('.') && why.len() > 30, "{chart:?}: {why}");
        assert!(why.contains("Enter") || why.contains("Add") || why.contains("Draw"), "{chart:?}: {why}");
    }
}

/// Of many the first few are drawn, and how many there are besides.
#[test]
fn a_large_model_gives_no_picture_of_ten_thousand_bars() {
    let mut elements = String::new();
    let mut relations = String::new();
    let n = 400;
    for i in 0..n {
        let long = "with a rather long name that has to be cut somewhere";
        let comma = if i == 0 { "" } else { "," };
        let _ = write!(
            elements,
            r#"{comma}{{"id": "s{i}", "kind": "value_stream", "name": "Stream {i} {long}", "attributes": {{"targetLeadTime": 3}}}},
            {{"id": "t{i}", "kind": "stage", "name": "Stage {i} {long}", "attributes": {{"order": 1, "leadTime": {i}.5, "processTime": 1}}}},
            {{"id": "p{i}", "kind": "partner", "name": "Partner {i} {long}", "attributes": {{"contracts": [{{"reference": "R{i}", "valuePerYear": 1000, "start": "2020-01-01", "end": "2027-01-01", "noticeDays": 30}}]}}}},
            {{"id": "i{i}", "kind": "portfolio_item", "name": "Item {i} {long}", "attributes": {{"itemType": "product", "investments": [{{"year": 2026, "run": 1{i}, "grow": 2, "transform": 3}}]}}}},
            {{"id": "e{i}", "kind": "technology", "name": "Technology {i} {long}", "attributes": {{"maturity": "emerging"}}}},
            {{"id": "c{i}", "kind": "culture", "name": "Culture {i} {long}", "attributes": {{"current": 1, "target": 5}}}},
            {{"id": "k{i}", "kind": "stakeholder", "name": "Consumer {i} {long}"}},
            {{"id": "u{i}", "kind": "org_unit", "name": "Unit {i} {long}"}},
            {{"id": "o{i}", "kind": "objective", "name": "Objective {i} {long}", "attributes": {{"keyResults": [{{"name": "Result {long}", "baseline": 0, "target": 10, "actual": 4}}]}}}}"#
        );
        let _ = write!(
            relations,
            r#"{comma}{{"id": "a{i}", "kind": "contains", "source": "s{i}", "target": "t{i}"}},
            {{"id": "b{i}", "kind": "supplies", "source": "p{i}", "target": "t{i}"}},
            {{"id": "d{i}", "kind": "consumes", "source": "k{i}", "target": "i{i}", "attributes": {{"experience": "satisfied", "nps": 10, "volumePerYear": 10}}}},
            {{"id": "f{i}", "kind": "assigned_to", "source": "u{i}", "target": "t{i}", "attributes": {{"raci": "A"}}}},
            {{"id": "g{i}", "kind": "aligned_to", "source": "u{i}", "target": "o{i}"}}"#
        );
    }
    let document = model(&elements, &relations);
    for chart in Chart::ALL {
        for width in [LEAST_WIDTH, 920.0] {
            let drawn = draw(chart, &document, day(), Theme::of(Mode::Light), width).unwrap();
            assert!(drawn.scene.figures().count() < 450, "{chart:?}: {}", drawn.scene.figures().count());
            assert!(drawn.scene.bounds.height() < 1400.0, "{chart:?}");
            assert_tidy(&format!("large, {chart:?}"), &drawn);
        }
        let all = all_texts(&drawn(chart, &document));
        let more: BTreeMap<bool, usize> = all.iter().map(|t| (t.contains("more"), 1)).collect();
        assert!(more.contains_key(&true), "{chart:?} does not say how many there are besides");
    }
}

#[test]
fn a_model_of_every_kind_gives_charts() {
    let document = generate::model(2_000, 20);
    for chart in Chart::ALL {
        if let Ok(drawn) = draw(chart, &document, day(), Theme::of(Mode::Light), 920.0) {
            assert_tidy(&format!("generated, {chart:?}"), &drawn);
        }
    }
}

/// Draws every chart of a document; what is drawn is finite.
fn draw_all(document: &Document) {
    for chart in Chart::ALL {
        for day in [day(), None] {
            let Ok(drawn) = draw(chart, document, day, Theme::of(Mode::Dark), 700.0) else { continue };
            assert!(drawn.scene.bounds.is_finite(), "{chart:?}: {:?}", drawn.scene.bounds);
            for figure in drawn.scene.figures() {
                assert!(figure.bounds.is_finite(), "{chart:?}: {} is {:?}", figure.name, figure.bounds);
            }
            assert!(drawn.numbers.iter().filter_map(|n| n.value).all(f64::is_finite));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn random_models_give_a_chart_or_a_reason(seed in any::<u64>()) {
        draw_all(&random_document(seed));
    }

    #[test]
    fn damaged_models_give_a_chart_or_a_reason(which in 0..2_usize, harm in prop::collection::vec(damage(), 1..12)) {
        let bytes = damaged(&example(["bank", "city"][which]), &harm);
        if let Ok(loaded) = load(&bytes) {
            draw_all(&loaded.document);
        }
    }
}

#[test]
fn widths_that_are_none_are_taken_for_one() {
    let bank = load(Template::Bank.bytes()).unwrap().document;
    for width in [f64::NAN, f64::INFINITY, -4.0, 0.0, 1e12] {
        let drawn = draw(Chart::Partners, &bank, day(), Theme::of(Mode::Light), width).unwrap();
        assert!(drawn.scene.bounds.width() >= LEAST_WIDTH && drawn.scene.bounds.width() <= 4000.0);
    }
}
