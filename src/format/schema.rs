//! The file format as a JSON Schema, draft 2020-12, derived from the metamodel so that both always say the same.
//!
//! The schema is as lenient as the loader: unknown keys are allowed everywhere, since the format keeps them; only what
//! no model can be read without is required; ranges stand in descriptions, since they are findings and never a reason to
//! refuse. What a schema cannot see (unique ids, ends that exist, legal triples) is the loader's part.
//!
//! Knows nothing about documents.

use serde_json::{Map, Value as Json, json};

use super::limits;
use crate::model::metamodel::{AttributeDef, AttributeType, Conditions, EnumValue};
use crate::model::{ElementKind, Metamodel, RelationKind};

/// The JSON Schema of the files of this metamodel.
///
/// With the metamodel of a document it covers the attributes that the file adds.
#[must_use]
pub fn schema(metamodel: &Metamodel) -> Json {
    let mut definitions = common_parts(metamodel);
    for (name, record) in &metamodel.records {
        definitions.insert(format!("record.{name}"), titled(attributes(metamodel, &record.fields), &record.label, ""));
    }
    let element_kinds = ElementKind::ALL.into_iter().chain([ElementKind::Foreign]);
    for kind in element_kinds.clone() {
        let own = attributes(metamodel, metamodel.element_attributes(kind));
        let title = format!("{}: attributes", metamodel.kind_label(kind));
        let help = metamodel.kind(kind).map_or(&metamodel.foreign.definition, |k| &k.definition);
        definitions.insert(format!("element.{kind}"), titled(own, &title, help));
    }
    let relation_kinds = RelationKind::ALL.into_iter().chain([RelationKind::Foreign]);
    for kind in relation_kinds.clone() {
        let own = attributes(metamodel, metamodel.relation_attributes(kind));
        let title = format!("{}: attributes", metamodel.relation_label(kind));
        let help = metamodel.relation(kind).map_or(&metamodel.foreign.definition, |r| &r.meaning);
        definitions.insert(format!("relation.{kind}"), titled(own, &title, help));
    }
    definitions.insert("element".into(), element(metamodel, element_kinds));
    definitions.insert("relation".into(), relation(metamodel, relation_kinds));
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "opcanvas model",
        "description": "An operating model with its views. Keys that stand here without being required may be left out; other keys are kept as they are.",
        "type": "object",
        "required": ["format", "version"],
        "properties": {
            "format": {"const": "opcanvas", "description": "Tells the file from other JSON."},
            "version": {"type": "integer", "minimum": 1, "description": "The version of the format; this program writes 1."},
            "meta": reference("meta"),
            "settings": reference("settings"),
            "metamodel": reference("additions"),
            "plateaus": list("plateau", "The steps of the roadmap, in their order."),
            "elements": list("element", "What the model is made of. An element stands here once; views only refer to it."),
            "relations": list("relation", "Directed statements about two elements."),
            "views": list("view", "Pictures of the model, shown by rising order."),
            "waivers": list("waiver", "Findings that were accepted."),
            "assets": list("asset", "Embedded pictures."),
            "conflicts": list("conflict", "What a merge could not settle."),
            "unsorted": list("unsorted", "What was said and is no element yet, in its order."),
        },
    });
    schema["$defs"] = Json::Object(definitions);
    schema
}

/// The parts that are the same for every kind.
fn common_parts(metamodel: &Metamodel) -> Map<String, Json> {
    let id = json!({
        "type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$", "minLength": 1, "maxLength": 64,
        "description": "Letters, digits, underscore, full stop and hyphen, at most 64.",
    });
    let settings = titled(attributes(metamodel, &metamodel.settings), "Settings", "An absent setting has its default.");
    let own = [("id", id), ("settings", settings), ("additions", additions(metamodel))];
    let parts = own.into_iter().chain(head_parts()).chain(view_parts()).chain(addition_parts());
    parts.map(|(name, part)| (name.to_owned(), part)).collect()
}

fn head_parts() -> [(&'static str, Json); 6] {
    let meta = record(&json!({
        "name": text("Name", "What people call the model."),
        "description": text("Description", "What a reader should know that the name does not say."),
    }));
    let plateau = record(&json!({
        "id": id("Unique among plateaus."),
        "name": text("Name", "What people call it."),
        "date": titled(date(), "Date", "When it is reached."),
    }));
    let waiver = record(&json!({
        "rule": text("Rule", "The rule whose finding is accepted."),
        "subject": text("Subject", "What the finding is about."),
        "reason": text("Reason", "Why it is accepted."),
    }));
    let asset = record(&json!({
        "id": text("Id", "Unique among assets."),
        "type": text("Type", "The media type."),
        "data": text("Data", "The bytes as base64."),
    }));
    let conflict = record(&json!({
        "subject": text("Subject", "What both sides changed."),
        "field": text("Field", "Which part of it."),
        "base": {"description": "The value before; any."},
        "ours": {"description": "The value of this side; any."},
        "theirs": {"description": "The value of the other side; any."},
    }));
    let unsorted = record(&json!({
        "id": id("Unique in the list."),
        "text": text("Text", "What was said."),
        "hint": text("Hint", "The id of the kind of element that is likely meant."),
    }));
    [
        ("meta", meta),
        ("plateau", plateau),
        ("waiver", waiver),
        ("asset", asset),
        ("conflict", conflict),
        ("unsorted", unsorted),
    ]
}

fn view_parts() -> [(&'static str, Json); 8] {
    let view = record(&json!({
        "id": id("Unique among views."),
        "kind": text("Kind", "How it is drawn: canvas, diagram, or a kind of a later version."),
        "name": text("Name", "What its tab says."),
        "order": number("Views are shown by rising order, then by id."),
        "options": reference("options"),
        "placements": list("placement", "Where elements stand in a diagram; in a canvas, which slot of its zone a card has. A placement needs element, x and y."),
        "bends": list("bend", "Bends of a diagram's lines that were set by hand. A bend needs relation and points."),
        "lines": list("line", "Where lines of a diagram end and where their labels stand, where that was set by hand. An entry needs a relation."),
        "annotations": list("annotation", "Notes, frames and groups of a diagram."),
    }));
    let placement = record(&json!({
        "element": id("The element that is placed; at most once in a view."),
        "x": number("Left edge, in document units."),
        "y": number("Top edge, in document units, growing downwards."),
        "w": number("Width; the drawing chooses when it is absent."),
        "h": number("Height; the drawing chooses when it is absent."),
        "z": {"type": "integer", "description": "In a diagram, drawn later when higher; 0 when absent. In a canvas, the slot in its zone, counted from 0."},
        "pinned": {"type": "boolean", "description": "Automatic layout leaves it where it is."},
        "locked": {"type": "boolean", "description": "It stays where it is, as large as it is, and in the view."},
        "collapsed": {"type": "boolean", "description": "In a diagram, a container is drawn as one card, without what it holds; w and h are its size when it is expanded."},
    }));
    let bend = record(&json!({
        "relation": id("The relation whose line is bent; at most once in a view."),
        "points": list("point", &format!("From source to target, at most {}.", limits::MAX_BENDS)),
    }));
    let line = record(&json!({
        "relation": id("The relation whose line it is; at most once in a view."),
        "from": reference("spot"),
        "to": reference("spot"),
        "label": number("Where the label stands, as a share of the line's length from its source, from 0 to 1."),
    }));
    let spot = record(
        &json!({"x": number("As a share of the box's width, from 0 to 1."), "y": number("As a share of the box's height, from 0 to 1.")}),
    );
    let point = record(&json!({"x": number("In document units."), "y": number("In document units.")}));
    [
        ("view", view),
        ("options", options()),
        ("placement", placement),
        ("bend", bend),
        ("line", line),
        ("spot", spot),
        ("point", point),
        ("annotation", annotation()),
    ]
}

/// The choices of a view. Whatever else a file says reads as the default and is kept, so nothing is refused here.
fn options() -> Json {
    let choice = |title: &str, help: &str, values: &[&str]| {
        let default = values.first();
        titled(json!({"default": default, "examples": values}), title, &format!("{help}: {}.", values.join(", ")))
    };
    let by = ["kind", "state", "owner", "cost", "risk", "vocr", "ring", "expiry"];
    let hidden = ["assigned_to", "aligned_to", "shapes", "governs"];
    let mut options = record(&json!({
        "shape": choice("Shape", "Of a canvas, the page", &["fit", "16:9", "16:10", "a3", "a4"]),
        "density": choice("Density", "Of a canvas, how much a card says", &["working", "board", "full"]),
        "state": titled(json!({"default": "difference", "examples": ["as-is", "difference"]}), "State",
            "Which state of the roadmap is shown: as-is, the id of a plateau, or difference."),
        "scope": titled(json!({"examples": [{"kind": "stream", "of": "vs.bread"}, {"kind": "tag", "of": "pilot"}]}), "Scope",
            "Of a canvas, what it is about: kind is promise, stream, unit, location or tag, of is the element's id or \
             the tag. The whole model when absent."),
        "stages": choice("Stages", "Of a canvas, how wide stages are", &["equal", "lead-time"]),
        "relations": choice("Relations", "Of a canvas, the relations drawn beside delivers", &["selected", "all"]),
        "colorBy": titled(json!({"examples": by}), "Colour by",
            &format!("What cards are coloured by: {}. Plain cards when absent.", by.join(", "))),
        "lines": choice("Lines", "Of a diagram, how lines run", &["right-angled", "straight", "curved"]),
        "labels": choice("Labels", "Of a diagram, when lines say what they mean", &["hover", "always"]),
        "legend": choice("Legend", "Whether the marks are explained", &["shown", "hidden"]),
        "hidden": titled(json!({"default": hidden}), "Hidden", "Of a diagram, the relation kinds that it does not draw."),
    }));
    options["description"] = json!("Choices of the drawing; each has its default when absent or of no known value.");
    options
}

/// A note, frame or group. One that cannot be read is kept and not drawn, so only its id has to be a text.
fn annotation() -> Json {
    let said = |title: &str, help: &str| titled(json!({}), title, help);
    let mut annotation = record(&json!({
        "id": text("Id", "Unique among the annotations of its view."),
        "kind": titled(json!({"examples": ["note", "frame", "group"]}), "Kind",
            "note: a text on a sheet; frame: a titled area behind what stands on it; group: a border around its members."),
        "text": said("Text", "What a note says; the title of a frame or group. A text."),
        "x": said("Left", "Left edge of a note or frame. A number, in document units."),
        "y": said("Top", "Top edge of a note or frame. A number, in document units, growing downwards."),
        "w": said("Width", "Width of a note or frame. A number above 0."),
        "h": said("Height", "Height of a note or frame. A number above 0."),
        "z": said("Height", "Of a note among notes, of a frame among frames: drawn later when higher; 0 when absent. A whole number."),
        "locked": said("Locked", "A note or frame stays where it is, as large as it is, and in the view. true or false."),
        "image": said("Image", "The picture of a note: a PNG in base64, at most 4096 pixels a side; its text is the caption."),
        "members": said("Members", "The ids of the elements that a group holds together. A list of texts."),
    }));
    annotation["description"] =
        json!("A note and a frame need x, y, w and h; a group stands around its members and has members instead.");
    annotation
}

fn element(metamodel: &Metamodel, kinds: impl Iterator<Item = ElementKind> + Clone) -> Json {
    let known = kinds.clone().map(|kind| {
        let help = metamodel.kind(kind).map_or(&metamodel.foreign.definition, |k| &k.definition);
        titled(json!({"const": kind.id()}), metamodel.kind_label(kind), help)
    });
    let mut properties = json!({
        "id": titled(reference("id"), "Id", "Unique among elements."),
        "kind": {"title": "Kind", "anyOf": known.collect::<Vec<_>>()},
        "name": {"type": "string", "title": "Name", "description": "What people call it; may be empty."},
        "attributes": {"type": "object", "description": "The attributes of its kind."},
    });
    for def in &metamodel.common {
        properties[def.key.as_str()] = attribute(metamodel, def);
    }
    let mut element = record(&properties);
    element["required"] = json!(["id", "kind", "name"]);
    element["allOf"] = kinds.map(|kind| attributes_of(kind.id(), &format!("element.{kind}"))).collect();
    element
}

fn relation(metamodel: &Metamodel, kinds: impl Iterator<Item = RelationKind> + Clone) -> Json {
    let known = kinds.clone().map(|kind| {
        let help = metamodel.relation(kind).map_or(&metamodel.foreign.definition, |r| &r.meaning);
        titled(json!({"const": kind.id()}), metamodel.relation_label(kind), help)
    });
    let end = "The id of an element; of another relation only where the kind is foreign.";
    let mut relation = record(&json!({
        "id": titled(reference("id"), "Id", "Unique among relations."),
        "kind": {"title": "Kind", "anyOf": known.collect::<Vec<_>>()},
        "source": titled(reference("id"), "Source", end),
        "target": titled(reference("id"), "Target", end),
        "attributes": {"type": "object", "description": "The attributes of its kind."},
    }));
    relation["required"] = json!(["id", "kind", "source", "target"]);
    relation["allOf"] = kinds.map(|kind| attributes_of(kind.id(), &format!("relation.{kind}"))).collect();
    relation
}

/// The clause that checks the attributes of one kind.
fn attributes_of(kind: &str, definition: &str) -> Json {
    json!({
        "if": {"required": ["kind"], "properties": {"kind": {"const": kind}}},
        "then": {"properties": {"attributes": reference(definition)}},
    })
}

fn attributes(metamodel: &Metamodel, defs: &[AttributeDef]) -> Json {
    let properties: Map<_, _> = defs.iter().map(|def| (def.key.to_string(), attribute(metamodel, def))).collect();
    record(&Json::Object(properties))
}

fn attribute(metamodel: &Metamodel, def: &AttributeDef) -> Json {
    let mut schema = titled(of_type(metamodel, &def.ty), &def.label, &described(def));
    if let Some(default) = &def.default {
        schema["default"] = json!(default);
    }
    schema
}

/// What a value of the type looks like; exactly what `Metamodel::check_type` lets pass.
fn of_type(metamodel: &Metamodel, ty: &AttributeType) -> Json {
    match ty {
        AttributeType::Text | AttributeType::Reference { .. } | AttributeType::Contract | AttributeType::Plateau => {
            json!({"type": "string"})
        }
        AttributeType::Integer => json!({"type": "integer"}),
        AttributeType::Number | AttributeType::Percent | AttributeType::Money | AttributeType::Duration => {
            json!({"type": "number"})
        }
        AttributeType::Boolean => json!({"type": "boolean"}),
        AttributeType::Date => date(),
        AttributeType::Enum { values } => one_of(values),
        AttributeType::Set { values } => json!({"type": "array", "items": one_of(values)}),
        AttributeType::List { of } => json!({"type": "array", "items": of_type(metamodel, of)}),
        AttributeType::Record { record } if metamodel.records.contains_key(record) => {
            reference(&format!("record.{record}"))
        }
        // An addition may name a record type that nobody defines; then any record will do.
        AttributeType::Record { .. } | AttributeType::Properties => json!({"type": "object"}),
    }
}

fn one_of(values: &[EnumValue]) -> Json {
    // A file may add an enum without values, which no value fits; an empty "anyOf" would be no schema.
    if values.is_empty() {
        return json!({"not": {}});
    }
    let value = |v: &EnumValue| titled(json!({"const": v.id}), &v.label, &only_where(&v.when));
    json!({"anyOf": values.iter().map(value).collect::<Vec<_>>()})
}

/// The hint of an attribute and all that is a finding rather than a type, as sentences.
fn described(def: &AttributeDef) -> String {
    let mut sentences: Vec<String> = def.help.iter().map(ToString::to_string).collect();
    match &def.ty {
        AttributeType::Money => sentences.push("In the model's currency.".into()),
        AttributeType::Duration => sentences.push("In business hours.".into()),
        AttributeType::Reference { to } => {
            sentences.push(format!("The id of an element of the kind {}.", to.join(" or ")));
        }
        AttributeType::Contract => sentences.push("The reference of one of the source partner's contracts.".into()),
        AttributeType::Plateau => sentences.push("The id of a plateau.".into()),
        _ => {}
    }
    if let Some(unit) = &def.unit {
        sentences.push(format!("Unit: {unit}."));
    }
    if let Some(per) = &def.per {
        sentences.push(if per == "once" { "Paid once.".into() } else { format!("Per {per}.") });
    }
    match (def.min, def.max) {
        (Some(min), Some(max)) => sentences.push(format!("From {min} to {max}.")),
        (Some(min), None) => sentences.push(format!("At least {min}.")),
        (None, Some(max)) => sentences.push(format!("At most {max}.")),
        (None, None) => {}
    }
    if let Some(key) = &def.min_key {
        sentences.push(format!("At least the value of {key}."));
    }
    if def.required {
        sentences.push("Asked for, but a file without it loads.".into());
    }
    sentences.push(only_where(&def.when));
    sentences.retain(|s| !s.is_empty());
    sentences.join(" ")
}

fn only_where(conditions: &Conditions) -> String {
    let each: Vec<_> = conditions.iter().map(|(key, values)| format!("{key} is {}", values.join(" or "))).collect();
    if each.is_empty() { String::new() } else { format!("Only where {}.", each.join(" and ")) }
}

// --- what a file may add to the metamodel ---

fn additions(metamodel: &Metamodel) -> Json {
    let kinds = |ids: Vec<&str>| {
        let properties: Map<_, _> = ids.into_iter().map(|id| (id.to_owned(), reference("addition"))).collect();
        record(&Json::Object(properties))
    };
    let elements = kinds(metamodel.kinds.iter().map(|k| k.id.as_str()).collect());
    let relations = kinds(metamodel.relations.iter().map(|r| r.id.as_str()).collect());
    let mut additions = record(&json!({"elements": elements, "relations": relations}));
    additions["description"] = json!("What this file adds to the kinds: attributes, another label, other words.");
    additions
}

fn addition_parts() -> [(&'static str, Json); 5] {
    let addition = record(&json!({
        "label": {"type": "string", "description": "What the kind is called in this file."},
        "plural": {"type": "string", "description": "What several of an element kind are called in this file."},
        "inverse": {"type": "string", "description": "What a relation kind is called from its target in this file."},
        "synonyms": texts("Other words for an element kind."),
        "attributes": list("attribute", "Further attributes, each of a new key."),
    }));
    let mut attribute = record(&json!({
        "key": {"type": "string", "description": "The key in the file."},
        "label": {"type": "string", "description": "Its name in the window."},
        "unit": {"type": "string", "description": "The unit of a number."},
        "min": number("The least sensible number."),
        "minKey": {"type": "string", "description": "The attribute that is the least sensible number."},
        "max": number("The greatest sensible number."),
        "default": {"description": "What absence means; a value of the type."},
        "required": {"type": "boolean", "description": "Whether the inspector asks for it; a file without it still loads."},
        "multiline": {"type": "boolean", "description": "Whether a text has several lines."},
        "per": {"type": "string", "description": "For money: year or once."},
        "when": reference("conditions"),
        "help": {"type": "string", "description": "A hint."},
    }));
    attribute["allOf"] = json!([reference("attributeType")]);
    let attribute_type = record(&json!({
        "type": {
            "enum": [
                "text", "integer", "number", "boolean", "percent", "money", "duration", "date", "enum", "set", "list",
                "record", "reference", "contract", "plateau", "properties",
            ],
            "description": "What its values are.",
        },
        "values": list("enumValue", "The values of an enum or a set."),
        "of": titled(reference("attributeType"), "", "What each value of a list is."),
        "record": {"type": "string", "description": "The record type."},
        "to": texts("The kinds that a reference may name."),
    }));
    let enum_value = record(&json!({
        "id": {"type": "string", "description": "The id in the file."},
        "label": {"type": "string", "description": "Its name in the window."},
        "when": reference("conditions"),
        "phrase": {"type": "string", "description": "How it reads between two names."},
    }));
    let conditions = json!({
        "type": "object",
        "additionalProperties": texts("Any of these."),
        "description": "The values that other attributes must have, by key.",
    });
    [
        ("addition", addition),
        ("attribute", attribute),
        ("attributeType", attribute_type),
        ("enumValue", enum_value),
        ("conditions", conditions),
    ]
}

// --- words of the schema language ---

fn reference(definition: &str) -> Json {
    json!({"$ref": format!("#/$defs/{definition}")})
}

/// A record with these keys and any others.
fn record(properties: &Json) -> Json {
    json!({"type": "object", "properties": properties})
}

fn list(definition: &str, help: &str) -> Json {
    json!({"type": "array", "items": reference(definition), "description": help})
}

fn texts(help: &str) -> Json {
    json!({"type": "array", "items": {"type": "string"}, "description": help})
}

fn text(title: &str, help: &str) -> Json {
    titled(json!({"type": "string"}), title, help)
}

fn number(help: &str) -> Json {
    json!({"type": "number", "description": help})
}

fn id(help: &str) -> Json {
    titled(reference("id"), "Id", help)
}

/// A day of the calendar, but for the 29th of February, which a pattern cannot tell.
fn date() -> Json {
    let long = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])";
    let short = "(0[469]|11)-(0[1-9]|[12][0-9]|30)";
    json!({"type": "string", "format": "date", "pattern": format!("^[0-9]{{4}}-({long}|{short}|02-(0[1-9]|[12][0-9]))$")})
}

fn titled(mut schema: Json, title: &str, description: &str) -> Json {
    for (key, text) in [("title", title), ("description", description)] {
        if !text.is_empty() {
            schema[key] = json!(text);
        }
    }
    schema
}
