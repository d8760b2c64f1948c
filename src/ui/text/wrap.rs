//! Where a text is broken into rows. A row never takes more columns than it has, except for a single letter that
//! is wider than any row; every letter that is not a space at a break is in exactly one row, in order.

use std::ops::Range;

use super::piece::{Piece, pieces};

/// What a cluster means for breaking lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    /// Breaks are allowed after it when it stands inside a word.
    Hyphen,
    /// May be broken from its neighbours: Chinese and Japanese characters, emoji.
    Ideograph,
    /// Never begins a row after an ideograph.
    Closing,
    /// Never ends a row before an ideograph.
    Opening,
}

/// A run of clusters that is broken only if it is longer than a row.
struct Word {
    range: Range<usize>,
    width: usize,
}

/// The rows of a text of several lines, as byte ranges. Blank lines are rows, spaces at a break and at the end of a
/// line are in none. No row at all if `width` is 0.
pub fn rows(text: &str, width: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('\n').flat_map(move |line| {
        let start = at;
        at += line.len() + 1;
        line_rows(line, width).into_iter().map(move |row| start + row.start..start + row.end)
    })
}

/// The rows of one line (a line feed in it is a space), as byte ranges.
pub fn line_rows(line: &str, width: usize) -> Vec<Range<usize>> {
    if width == 0 {
        return Vec::new();
    }
    let mut rows = Rows { line, width, done: Vec::new(), row: None, column: 0 };
    let mut word: Option<(Word, Class)> = None;
    for piece in pieces(line) {
        let class = class_of(piece.cluster);
        match &mut word {
            Some((held, last)) if class != Class::Space && !breaks(*last, class) => {
                held.range.end = piece.end();
                held.width += piece.width;
                *last = class;
            }
            _ => {
                rows.place(word.take());
                if class == Class::Space {
                    rows.column += piece.width;
                } else {
                    word = Some((Word { range: piece.at..piece.end(), width: piece.width }, class));
                }
            }
        }
    }
    rows.place(word);
    rows.finish()
}

struct Rows<'a> {
    line: &'a str,
    width: usize,
    done: Vec<Range<usize>>,
    /// The row being filled, once it holds a word.
    row: Option<Range<usize>>,
    /// The columns used in it, spaces waiting for the next word included.
    column: usize,
}

impl Rows<'_> {
    fn place(&mut self, word: Option<(Word, Class)>) {
        let Some((word, _)) = word else { return };
        if self.column + word.width <= self.width {
            self.extend(&word.range, word.width);
        } else if word.width <= self.width {
            self.break_before(&word.range, word.width);
        } else {
            self.place_in_pieces(&word.range);
        }
    }

    fn place_in_pieces(&mut self, range: &Range<usize>) {
        for Piece { at, cluster, width } in pieces(&self.line[range.clone()]) {
            let piece = range.start + at..range.start + at + cluster.len();
            if self.column + width <= self.width {
                self.extend(&piece, width);
            } else {
                self.break_before(&piece, width);
            }
        }
    }

    /// Spaces before the first word of a line are kept, so the first row begins where the line does.
    fn extend(&mut self, range: &Range<usize>, width: usize) {
        let first = if self.done.is_empty() { 0 } else { range.start };
        self.row.get_or_insert(first..range.end).end = range.end;
        self.column += width;
    }

    /// An indent that leaves no room for the first word is dropped rather than shown as a blank row.
    fn break_before(&mut self, range: &Range<usize>, width: usize) {
        self.done.extend(self.row.take());
        self.row = Some(range.clone());
        self.column = width;
    }

    fn finish(mut self) -> Vec<Range<usize>> {
        self.done.extend(self.row.take());
        if self.done.is_empty() {
            self.done.push(0..0);
        }
        self.done
    }
}

/// Whether a row may end between two clusters that are no spaces.
fn breaks(before: Class, after: Class) -> bool {
    match (before, after) {
        (_, Class::Closing) | (Class::Opening, _) => false,
        (Class::Ideograph, _) | (_, Class::Ideograph) | (Class::Hyphen, Class::Letter) => true,
        _ => false,
    }
}

fn class_of(cluster: &str) -> Class {
    let mut chars = cluster.chars();
    let (first, alone) = (chars.next().unwrap_or(' '), chars.next().is_none());
    match first {
        ' '
        | '\n'
        | '\t'
        | '\u{1680}'
        | '\u{2000}'..='\u{2006}'
        | '\u{2008}'..='\u{200B}'
        | '\u{205F}'
        | '\u{3000}'
            if alone =>
        {
            Class::Space
        }
        '\r' if cluster == "\r\n" => Class::Space,
        '-' | '\u{2010}' | '\u{2013}' | '\u{2014}' => Class::Hyphen,
        '(' | '[' | '{' | '\u{2018}' | '\u{201C}' | '«' | '〈' | '《' | '「' | '『' | '【' | '〔' | '（'
        | '［' => Class::Opening,
        '!' | ')' | ',' | '.' | ':' | ';' | '?' | ']' | '}' | '%' | '»' | '\u{2019}' | '\u{201D}' | '…'
        | '、' | '。' | '〉' | '》' | '」' | '』' | '】' | '〕' | '々' | 'ー' | '）' | '］' | '！' | '，'
        | '．' | '：' | '；' | '？' => Class::Closing,
        '\u{2E80}'..='\u{2FDF}'
        | '\u{3004}'..='\u{312F}'
        | '\u{31A0}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9D}'
        | '\u{1F300}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Class::Ideograph,
        _ => Class::Letter,
    }
}
