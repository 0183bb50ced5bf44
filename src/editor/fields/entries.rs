//! Lists of records as tables, an entry a row and a key a column, and what a pasted block of cells puts into them.
//!
//! Knows nothing about how tables look.

use super::cell::{Cell, Place};
use super::{judge, read_line, sheet, shown};
use crate::edit::apply;
use crate::editor::wording::in_sentence;
use crate::model::index::folded;
use crate::model::metamodel::{AttributeDef, AttributeType};
use crate::model::{Document, Record, Value};

/// More rows than this are not pasted at once.
const MOST: usize = 1000;

/// A list of records.
#[derive(Clone, Debug)]
pub struct Table {
    /// Where the list stands.
    pub cell: Cell,
    /// What an entry is called in a sentence: `contract`.
    pub entry: String,
    /// What is said of each entry.
    pub columns: Vec<AttributeDef>,
}

/// A cell of a pasted block that was not taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// Where it was meant to stand; nothing where no column is meant.
    pub cell: Option<Cell>,
    /// What was pasted.
    pub text: String,
    /// What it was meant for, and why it was not taken, as a sentence.
    pub why: String,
}

/// What a block of cells puts into a table.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// What is put where.
    pub values: Vec<(Cell, Option<Value>)>,
    /// How many rows it fills.
    pub rows: usize,
    /// What stays out of it.
    pub remarks: Vec<Remark>,
}

impl Table {
    /// The list of records that stands in a cell, if one may stand there.
    #[must_use]
    pub fn of(document: &Document, cell: &Cell) -> Option<Self> {
        let AttributeType::List { of } = cell.def(document)?.ty else { return None };
        let AttributeType::Record { record } = *of else { return None };
        let def = document.metamodel().records.get(&record)?;
        Some(Self { cell: cell.clone(), entry: in_sentence(&def.label), columns: def.fields.clone() })
    }

    /// The entries that are there.
    #[must_use]
    pub fn entries<'a>(&self, document: &'a Document) -> &'a [Value] {
        self.cell.value(document).map(Value::as_list).unwrap_or_default()
    }

    /// The cell of a row and column.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> Option<Cell> {
        Some(self.cell.at(row).key(self.columns.get(column)?.key.clone()))
    }

    /// What an entry is told apart by: the first of its texts.
    #[must_use]
    pub fn title(&self, document: &Document, row: usize) -> Option<String> {
        let record = self.entries(document).get(row)?.as_record()?;
        let first = self.columns.first()?;
        let value = record.get(&first.key)?;
        Some(shown(document, &first.ty, value)).filter(|t| !t.trim().is_empty())
    }

    /// What a new entry starts with: only what is certain. The next of years that are there, nothing else.
    #[must_use]
    pub fn fresh(&self, document: &Document) -> Record {
        let mut record = Record::new();
        let years = self.columns.iter().filter(|d| d.key == "year" && d.ty == AttributeType::Integer);
        for def in years {
            let entries = self.entries(document).iter().filter_map(|e| e.as_record()?.get(&def.key)?.as_int());
            if let Some(next) = entries.max().and_then(|last| last.checked_add(1)) {
                record.set(def.key.clone(), Value::Int(next));
            }
        }
        record
    }

    /// A copy of an entry, without what must be each one's own.
    #[must_use]
    pub fn copy(&self, document: &Document, row: usize) -> Option<Value> {
        let mut record = self.entries(document).get(row)?.as_record()?.clone();
        let reference = record.get("reference").cloned();
        // A contract's reference appears once in the model.
        if let Some(reference) = reference
            && judge(document, &self.cell.at(usize::MAX).key("reference"), &reference).is_err()
        {
            record.remove("reference");
        }
        Some(Value::Record(record))
    }

    /// The entries as a text that spreadsheets take, with a row that says what the columns are.
    #[must_use]
    pub fn text(&self, document: &Document) -> String {
        let header = self.columns.iter().map(|d| d.label.to_string()).collect();
        let row = |entry: &Value| {
            let cell = |def: &AttributeDef| {
                let value = entry.as_record().and_then(|r| r.get(&def.key));
                value.map(|v| plain(document, &def.ty, v)).unwrap_or_default()
            };
            self.columns.iter().map(cell).collect()
        };
        let rows: Vec<Vec<String>> = std::iter::once(header).chain(self.entries(document).iter().map(row)).collect();
        sheet::text(&rows)
    }

    /// What a pasted text puts into the table from a row and column on. With a first row that names columns these are
    /// meant, in whatever order; else they follow one another.
    #[must_use]
    pub fn block(&self, document: &Document, row: usize, column: usize, text: &str) -> Block {
        let mut cells = sheet::block(text);
        let mut block = Block::default();
        let header = cells.first().and_then(|first| self.header(first));
        let columns: Vec<Option<usize>> = match header {
            Some(columns) => {
                let names = cells.remove(0);
                for (name, _) in names.iter().zip(&columns).filter(|(n, c)| c.is_none() && !n.is_empty()) {
                    let why = format!("\"{name}\" is no column here, so what stands below it was left out.");
                    block.remarks.push(Remark { cell: None, text: name.clone(), why });
                }
                columns
            }
            None => {
                let width = cells.iter().map(Vec::len).max().unwrap_or(0);
                (0..width).map(|i| Some(column + i).filter(|c| *c < self.columns.len())).collect()
            }
        };
        let named = block.remarks.len();
        if cells.len() > MOST {
            let why = format!("Only the first {MOST} rows were taken; {} more were left out.", cells.len() - MOST);
            block.remarks.push(Remark { cell: None, text: sheet::text(&cells[MOST..]), why });
            cells.truncate(MOST);
        }
        block.rows = cells.len();
        // What is about to be replaced is in nobody's way.
        let mut seen = self.without(document, row, &columns, cells.len());
        for (i, texts) in cells.iter().enumerate() {
            let at = row + i;
            let from = block.values.len();
            if self.entries(&seen).len() <= at {
                block.values.push((self.cell.at(at), Some(Value::Record(Record::new()))));
            }
            for (text, column) in texts.iter().zip(&columns) {
                match column.and_then(|c| Some((self.columns.get(c)?, self.at(at, c)?))) {
                    Some((def, cell)) => self.take(&seen, &mut block, def, cell, at, text),
                    // Columns that nothing is known of were told by their names.
                    None if named == 0 && !text.is_empty() => {
                        let why = format!("Row {}: \"{text}\" stands right of the last column.", at + 1);
                        block.remarks.push(Remark { cell: None, text: text.clone(), why });
                    }
                    None => {}
                }
            }
            seen = put(&seen, &block.values[from..]).unwrap_or(seen);
        }
        block
    }

    fn take(&self, seen: &Document, block: &mut Block, def: &AttributeDef, cell: Cell, at: usize, text: &str) {
        let wrong = match read_line(seen, &def.ty, text) {
            // An empty cell says nothing about what is there already.
            Ok(None) => return,
            Ok(Some(value)) => match judge(seen, &cell, &value) {
                Ok(()) => {
                    block.values.push((cell, Some(value)));
                    return;
                }
                Err(why) => why,
            },
            Err(expected) => format!("\"{text}\" was not taken; {expected} is expected."),
        };
        let why = format!("{} of {} {}: {wrong}", def.label, self.entry, at + 1);
        block.remarks.push(Remark { cell: Some(cell), text: text.to_owned(), why });
    }

    /// Which columns a row names, if it is a header: nothing in it is anything else than a name, at least one is known.
    fn header(&self, row: &[String]) -> Option<Vec<Option<usize>>> {
        let bare = |text: &str| folded(text.split('(').next().unwrap_or_default().trim());
        let named = |text: &String| {
            let text = bare(text);
            self.columns.iter().position(|d| folded(&d.label) == text || folded(&d.key) == text)
        };
        let columns: Vec<Option<usize>> = row.iter().map(named).collect();
        let known = columns.iter().flatten().count();
        let filled = row.iter().filter(|c| !c.is_empty()).count();
        // One of one, two of three: a value that happens to be called like a column makes no header of a row.
        (known > 0 && known * 2 > filled).then_some(columns)
    }

    /// The document without what stands in some rows and columns.
    fn without(&self, document: &Document, row: usize, columns: &[Option<usize>], rows: usize) -> Document {
        let there = self.entries(document).len();
        let rows = row..(row + rows).min(there);
        let cells = rows.flat_map(|r| columns.iter().flatten().filter_map(move |c| self.at(r, *c)));
        let values: Vec<_> = cells.map(|cell| (cell, None)).collect();
        put(document, &values).unwrap_or_else(|| document.clone())
    }
}

/// A document with values put into cells of one place.
fn put(document: &Document, values: &[(Cell, Option<Value>)]) -> Option<Document> {
    let place: &Place = &values.first()?.0.place;
    let mut whole = Cell::from(place.clone()).value(document).cloned();
    for (cell, value) in values {
        whole = cell.put(whole.as_ref(), value.clone());
    }
    apply(document, &[place.edit(whole)?]).ok().map(|(document, _)| document)
}

/// A value as a cell of a spreadsheet has it: numbers plain, choices by their names.
fn plain(document: &Document, ty: &AttributeType, value: &Value) -> String {
    match value {
        Value::Text(text) if *ty == AttributeType::Text => text.to_string(),
        _ => shown(document, ty, value),
    }
}
