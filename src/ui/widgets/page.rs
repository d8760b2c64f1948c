//! A page of text that scrolls: headings, paragraphs, indented lines. What does not fit is a key away, never lost.

use ratatui::layout::Rect;

use crate::ui::{
    canvas::Canvas,
    keys::Command,
    text::{self, Glyphs},
    theme::Meaning,
};

/// Columns for the labels of fields; a page with longer ones gives them more.
const LABELS: u16 = 15;

/// One line of meaning on a page; it takes as many rows as it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Columns left free at the left.
    pub indent: u16,
    /// A label in front of the text, in a column of its own; empty for none.
    pub label: String,
    /// How wide the column of labels is; 0 puts the label at the beginning of the text.
    pub label_width: u16,
    /// The text.
    pub words: String,
    /// What it means.
    pub meaning: Meaning,
}

/// The lines of a page, being put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page(pub Vec<Line>);

/// How far a page is scrolled, and the rows that it was broken into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageState {
    offset: usize,
    height: usize,
    laid: Laid,
}

/// A page broken into rows; done anew only when the page, or the room for it, is another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Laid {
    page: Page,
    width: u16,
    glyphs: Glyphs,
    rows: Vec<Line>,
}

impl Page {
    /// A line of text.
    pub fn line(&mut self, meaning: Meaning, words: impl Into<String>) -> &mut Self {
        self.push(0, "", 0, words.into(), meaning)
    }

    /// A heading with an empty row before it, unless it is the first.
    pub fn heading(&mut self, words: impl Into<String>) -> &mut Self {
        if !self.0.is_empty() {
            self.gap();
        }
        self.line(Meaning::Heading, words)
    }

    /// A paragraph.
    pub fn text(&mut self, words: impl Into<String>) -> &mut Self {
        self.line(Meaning::Text, words)
    }

    /// A quiet line.
    pub fn quiet(&mut self, words: impl Into<String>) -> &mut Self {
        self.line(Meaning::Quiet, words)
    }

    /// A labelled text; nothing if there is no text.
    pub fn field(&mut self, label: &str, words: impl Into<String>) -> &mut Self {
        let words = words.into();
        if words.is_empty() { self } else { self.push(0, label, LABELS, words, Meaning::Text) }
    }

    /// A paragraph that begins with its label; nothing if there is no text. For narrow pages.
    pub fn inline(&mut self, label: &str, words: impl Into<String>) -> &mut Self {
        let words = words.into();
        if words.is_empty() { self } else { self.push(0, label, 0, words, Meaning::Text) }
    }

    /// What it says, a line for each that is not empty, each with its label.
    #[must_use]
    pub fn told(&self) -> Vec<String> {
        let lines = self.0.iter().filter(|line| !line.words.is_empty());
        lines
            .map(|line| match line.label.as_str() {
                "" => line.words.clone(),
                "-" => format!("- {}", line.words),
                label => format!("{label}: {}", line.words),
            })
            .collect()
    }

    /// A line with a mark before it.
    pub fn item(&mut self, words: impl Into<String>) -> &mut Self {
        self.push(0, "-", 2, words.into(), Meaning::Text)
    }

    /// An empty row.
    pub fn gap(&mut self) -> &mut Self {
        self.line(Meaning::Text, "")
    }

    fn push(
        &mut self,
        indent: u16,
        label: &str,
        label_width: u16,
        words: String,
        meaning: Meaning,
    ) -> &mut Self {
        self.0.push(Line { indent, label: label.to_owned(), label_width, words, meaning });
        self
    }
}

impl PageState {
    /// Scrolls; says whether the command was one that scrolls.
    pub fn on(&mut self, command: Command) -> bool {
        let page = self.height.max(2) - 1;
        let last = self.laid.rows.len().saturating_sub(self.height);
        self.offset = match command {
            Command::Up => self.offset.saturating_sub(1),
            Command::Down => self.offset + 1,
            Command::PageUp => self.offset.saturating_sub(page),
            Command::PageDown => self.offset + page,
            Command::First => 0,
            Command::Last => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// Draws the part of the page that is in view, and marks that there is more.
    pub fn draw(&mut self, canvas: &mut Canvas<'_>, area: Rect, page: &Page) {
        if let Some(taken) = &mut canvas.taken {
            taken.pages.extend(page.told());
        }
        self.laid.out(page, area.width, canvas.look.glyphs);
        let rows = &self.laid.rows;
        self.height = usize::from(area.height);
        self.offset = self.offset.min(rows.len().saturating_sub(self.height));
        for (y, row) in (area.y..area.bottom()).zip(&rows[self.offset..]) {
            canvas.put(area.x + row.indent, y, row.label_width.saturating_sub(1), &row.label, Meaning::Quiet);
            let from = row.indent + row.label_width;
            canvas.put(area.x + from, y, area.width.saturating_sub(from), &row.words, row.meaning);
            if row.label_width == 0 && !row.label.is_empty() {
                canvas.put(area.x + row.indent, y, area.width, &row.label, Meaning::Heading);
            }
        }
        if area.width == 0 || area.height == 0 {
            return;
        }
        let right = area.right() - 1;
        if self.offset > 0 {
            canvas.put(right, area.y, 1, canvas.look.glyphs.more_above(), Meaning::Quiet);
        }
        if self.offset + self.height < rows.len() {
            canvas.put(right, area.bottom() - 1, 1, canvas.look.glyphs.more_below(), Meaning::Quiet);
        }
    }
}

impl Laid {
    fn out(&mut self, page: &Page, width: u16, glyphs: Glyphs) {
        if self.page != *page || (self.width, self.glyphs) != (width, glyphs) {
            *self = Self { page: page.clone(), width, glyphs, rows: rows_of(page, width, glyphs) };
        }
    }
}

/// The rows of a page at a width; the last column is kept free for the marks.
fn rows_of(page: &Page, width: u16, glyphs: Glyphs) -> Vec<Line> {
    let mut rows = Vec::new();
    let labelled = page.0.iter().filter(|line| line.label_width > LABELS / 2);
    let widest = labelled.map(|line| text::width(&line.label)).max().unwrap_or(0);
    let widest = u16::try_from(widest + 1).unwrap_or(u16::MAX).min(width / 3);
    for line in &page.0 {
        let label_width =
            if line.label_width > LABELS / 2 { line.label_width.max(widest) } else { line.label_width };
        let line = &Line { label_width, ..line.clone() };
        let room = width.saturating_sub(line.indent + line.label_width + 1).max(1);
        let is_inline = line.label_width == 0 && !line.label.is_empty();
        let whole = if is_inline { format!("{}  {}", line.label, line.words) } else { line.words.clone() };
        let wrapped = text::wrap(&whole, usize::from(room), glyphs);
        let wrapped = if wrapped.is_empty() { vec![String::new()] } else { wrapped };
        for (n, words) in wrapped.into_iter().enumerate() {
            let label = if n == 0 { line.label.clone() } else { String::new() };
            rows.push(Line { label, words, ..line.clone() });
        }
    }
    rows
}
