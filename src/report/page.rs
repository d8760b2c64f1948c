//! What a report is made of: plain data that every writer reads and none changes.
//!
//! Every text in it has gone through [`crate::plain`] when the report is handed out: see [`Report::harmless`].

use super::Kind;
use crate::plain::{harmless_lines, stand_in};

/// A page, or many.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What it is about.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The party or issue that it is about, if it is about one; else empty.
    pub subject: String,
    /// What the case is called; empty if its audience may not know.
    pub case: String,
    /// The classification, with EXERCISE where it is one. It stands on every page.
    pub marking: String,
    /// For whom it is, in words.
    pub audience: String,
    /// The same for a file name: `team`, `for-all-parties`, `for-one-party`.
    pub reach: &'static str,
    /// The date on the page as people write it.
    pub date: String,
    /// The same as it is sorted.
    pub day: String,
    /// As of when positions are looked at, in a sentence.
    pub as_of: String,
    /// What it says.
    pub sections: Vec<Section>,
    /// What it rests on, by number.
    pub sources: Vec<Numbered>,
    /// How to read the numbers and marks, in a sentence.
    pub key: String,
}

/// A heading with what stands under it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// How deep it stands: 1, 2 or 3.
    pub level: usize,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Text),
    /// What somebody said.
    Quote(Quote),
    /// One thing after the other.
    List(Vec<Text>),
    /// Rows and columns.
    Table(Table),
    /// Figures to be drawn.
    Chart(Chart),
}

/// A text with its language and what it rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The text; it may have lines.
    pub words: String,
    /// Its language as a tag, where that is known.
    pub language: Option<String>,
    /// The numbers of its sources.
    pub cites: Vec<usize>,
    /// Whether it is a claim that no source supports. Only the team is told.
    pub is_unsourced: bool,
}

/// What somebody said, word for word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub text: Text,
    /// The wording that they were translated from.
    pub original: Option<Text>,
    /// Who said it, and when.
    pub by: String,
}

/// What stands in a cell: as a rule one text.
pub type Cell = Vec<Text>;

/// Rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows; may be empty.
    pub title: String,
    /// The header row.
    pub head: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<Cell>>,
}

/// Figures to be drawn, and the same in words for those who do not see the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// What there is to see in it, in sentences.
    pub says: String,
    /// The figures.
    pub drawn: Drawn,
}

/// How a chart is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawn {
    /// Figures by month, with bands.
    Curves {
        /// What runs across.
        across: String,
        /// What runs up.
        up: String,
        /// The curves.
        curves: Vec<Curve>,
    },
    /// Names in a grid.
    Map {
        /// The columns, from left to right.
        across: Vec<String>,
        /// The rows, from bottom to top.
        up: Vec<String>,
        /// Who stands where.
        marks: Vec<Mark>,
    },
    /// Lines from column to column.
    Lines {
        /// The columns, from left to right.
        across: Vec<String>,
        /// The rows, from bottom to top.
        up: Vec<String>,
        /// The lines.
        lines: Vec<Line>,
    },
}

/// A figure for each month from month 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Whose.
    pub label: String,
    /// The likely figures.
    pub likely: Vec<f64>,
    /// Between which figures eight of ten runs lie; empty without runs.
    pub band: Vec<(f64, f64)>,
}

/// A name in a grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The name.
    pub label: String,
    /// In which column, from 0.
    pub across: usize,
    /// In which row, from 0 at the bottom.
    pub up: usize,
}

/// A line through a grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Whose.
    pub label: String,
    /// In which row it is in each column; nothing where that is not known.
    pub at: Vec<Option<usize>>,
}

/// A source with its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbered {
    /// The number by which it is cited.
    pub number: usize,
    /// Its name, date and reference.
    pub words: String,
    /// How good it is, for the team; else empty.
    pub grades: String,
}

impl<S: Into<String>> From<S> for Text {
    fn from(words: S) -> Self {
        Self { words: words.into(), ..Self::default() }
    }
}

impl Text {
    /// What follows the words: the numbers of the sources, or that there is none.
    #[must_use]
    pub fn tail(&self) -> String {
        let cites: Vec<String> = self.cites.iter().map(ToString::to_string).collect();
        match (cites.is_empty(), self.is_unsourced) {
            (false, _) => format!(" [{}]", cites.join(", ")),
            (true, true) => " [no source]".to_owned(),
            (true, false) => String::new(),
        }
    }

    /// Words and tail.
    #[must_use]
    pub fn full(&self) -> String {
        format!("{}{}", self.words, self.tail())
    }
}

impl Section {
    /// A heading with nothing under it yet.
    #[must_use]
    pub fn new(level: usize, heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), level, blocks: Vec::new() }
    }

    pub(super) fn say(&mut self, text: impl Into<Text>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// Adds a list, or the sentence that stands for an empty one.
    pub(super) fn list(&mut self, items: Vec<Text>, none: &str) {
        match (items.is_empty(), none) {
            (false, _) => self.blocks.push(Block::List(items)),
            (true, "") => {}
            (true, none) => self.say(none),
        }
    }

    /// Adds a table without the columns in which nothing stands, if it has any row.
    pub(super) fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table.without_empty_columns()));
        }
    }
}

impl Table {
    /// A table with these columns.
    #[must_use]
    pub fn new(title: impl Into<String>, head: &[&str]) -> Self {
        let head = head.iter().map(|name| (*name).to_owned()).collect();
        Self { title: title.into(), head, rows: Vec::new() }
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        debug_assert_eq!(cells.len(), self.head.len(), "every row is as long as the header");
        self.rows.push(cells.into());
    }

    fn without_empty_columns(mut self) -> Self {
        let is_used = |column: usize| {
            self.rows.iter().any(|row| row[column].iter().any(|text| !text.full().trim().is_empty()))
        };
        let used: Vec<bool> = (0..self.head.len()).map(is_used).collect();
        if used.iter().all(|used| *used) {
            return self;
        }
        let keep = |column: &mut usize| {
            *column += 1;
            used[*column - 1]
        };
        let mut at = 0;
        self.head.retain(|_| keep(&mut at));
        for row in &mut self.rows {
            let mut at = 0;
            row.retain(|_| keep(&mut at));
        }
        self
    }
}

/// A cell with one text.
pub(super) fn cell(text: impl Into<Text>) -> Cell {
    vec![text.into()]
}

impl Report {
    /// For whom, when, and as of when: the line under the title.
    #[must_use]
    pub fn about(&self) -> String {
        format!("{}. {}. {}", self.audience, self.date, self.as_of).trim_end().to_owned()
    }

    /// The same without anything that could steer a terminal, reorder a line, or break an XML file.
    #[must_use]
    pub fn harmless(mut self) -> Self {
        self.each_string(&mut |text| {
            if let std::borrow::Cow::Owned(clean) = harmless_lines(text) {
                *text = clean;
            }
            if text.contains(is_no_character) {
                let shown = |c: char| if is_no_character(c) { stand_in(c) } else { c.to_string() };
                *text = text.chars().map(shown).collect();
            }
        });
        self
    }

    fn each_string(&mut self, see: &mut dyn FnMut(&mut String)) {
        let own = [&mut self.title, &mut self.subject, &mut self.case, &mut self.marking];
        own.into_iter().for_each(&mut *see);
        [&mut self.audience, &mut self.as_of, &mut self.key].into_iter().for_each(&mut *see);
        for section in &mut self.sections {
            see(&mut section.heading);
            section.blocks.iter_mut().for_each(|block| block.each_string(see));
        }
        for source in &mut self.sources {
            see(&mut source.words);
            see(&mut source.grades);
        }
    }
}

impl Block {
    fn each_string(&mut self, see: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Paragraph(text) => see(&mut text.words),
            Self::Quote(quote) => {
                see(&mut quote.text.words);
                see(&mut quote.by);
                quote.original.iter_mut().for_each(|text| see(&mut text.words));
            }
            Self::List(items) => items.iter_mut().for_each(|text| see(&mut text.words)),
            Self::Table(table) => {
                see(&mut table.title);
                table.head.iter_mut().for_each(&mut *see);
                table.rows.iter_mut().flatten().flatten().for_each(|text| see(&mut text.words));
            }
            Self::Chart(chart) => chart.each_string(see),
        }
    }
}

impl Chart {
    fn each_string(&mut self, see: &mut dyn FnMut(&mut String)) {
        see(&mut self.title);
        see(&mut self.says);
        match &mut self.drawn {
            Drawn::Curves { across, up, curves } => {
                see(across);
                see(up);
                for curve in curves {
                    see(&mut curve.label);
                }
            }
            Drawn::Map { across, up, marks } => {
                across.iter_mut().chain(up).for_each(&mut *see);
                for mark in marks {
                    see(&mut mark.label);
                }
            }
            Drawn::Lines { across, up, lines } => {
                across.iter_mut().chain(up).for_each(&mut *see);
                for line in lines {
                    see(&mut line.label);
                }
            }
        }
    }
}

/// The two code points that stand for no character and that XML refuses.
const fn is_no_character(c: char) -> bool {
    matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
