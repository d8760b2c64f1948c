//! Text taken apart into what a person sees as one letter, and each of those into what goes into cells.
//! The width of text is the sum of these widths and of nothing else, and a part is never empty, never harmful
//! and never longer than [`MOST_SCALARS`].

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use unicode_segmentation::UnicodeSegmentation;

use crate::plain;

/// A cell holds at most so many scalars. Every script known to us needs fewer for one letter and its marks; longer
/// conjuncts and emoji families are split where a new letter begins, so that nothing of them is lost.
pub const MOST_SCALARS: usize = 8;

/// The base that a combining mark without a letter is given, so that it can be seen and owns a column.
const DOTTED_CIRCLE: char = '\u{25CC}';

/// One grapheme cluster of the text as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// Its first byte in the text.
    pub at: usize,
    /// The cluster itself, unfiltered.
    pub cluster: &'a str,
    /// The columns it takes once filtered; 0 only for marks that nobody is meant to see.
    pub width: usize,
}

impl Piece<'_> {
    /// The byte after it.
    pub fn end(&self) -> usize {
        self.at + self.cluster.len()
    }
}

/// What one cell, with the blank ones behind it, is to hold.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// Letters that take so many columns, at least one.
    Letters(&'a str, usize),
    /// A mark of one column for combining marks that were cut off.
    Cut,
}

impl Part<'_> {
    /// The columns it takes.
    pub fn width(&self) -> usize {
        match self {
            Part::Letters(_, width) => *width,
            Part::Cut => 1,
        }
    }
}

/// The grapheme clusters of a text, in order and without a gap.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (cluster, width) = first_cluster(&text[at..])?;
        let piece = Piece { at, cluster, width };
        at = piece.end();
        Some(piece)
    })
}

/// Calls `take` with each part of a cluster, in order.
pub fn parts(cluster: &str, take: &mut dyn FnMut(Part<'_>)) {
    let mut chars = cluster.chars();
    if let Some(width) = chars.next().and_then(plain_letter)
        && chars.as_str().is_empty()
    {
        return take(Part::Letters(cluster, width));
    }
    match plain::harmless(cluster) {
        Cow::Borrowed(same) => parts_of_harmless(same, take),
        Cow::Owned(shown) => shown.graphemes(true).for_each(|one| parts_of_harmless(one, take)),
    }
}

/// The first cluster of a text and its columns. Segmentation takes longer than a look at two letters, and
/// most text is made of letters that join nothing.
fn first_cluster(text: &str) -> Option<(&str, usize)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if let Some(width) = plain_letter(first)
        && chars.next().is_none_or(|next| plain_letter(next).is_some())
    {
        return Some((&text[..first.len_utf8()], width));
    }
    let cluster = text.graphemes(true).next()?;
    let mut width = 0;
    parts(cluster, &mut |part| width += part.width());
    Some((cluster, width))
}

/// The columns of a character that makes no cluster with another of its kind, is shown as it is and is no mark, for
/// the most common ones: ASCII, Latin, Greek, Cyrillic and Arabic letters, dashes, quotes and arrows, the lines and
/// blocks of tables and charts, kana and Chinese characters.
fn plain_letter(c: char) -> Option<usize> {
    match c {
        ' '..='~'
        | '\u{C0}'..='\u{2FF}'
        | '\u{388}'..='\u{38A}'
        | '\u{38E}'..='\u{3A1}'
        | '\u{3A3}'..='\u{482}'
        | '\u{48A}'..='\u{52F}'
        | '\u{620}'..='\u{64A}'
        | '\u{671}'..='\u{6D5}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2190}'..='\u{2193}'
        | '\u{2500}'..='\u{259F}'
        | '\u{2800}'..='\u{28FF}' => Some(1),
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}' => Some(2),
        _ => None,
    }
}

fn parts_of_harmless(cluster: &str, take: &mut dyn FnMut(Part<'_>)) {
    if cluster.chars().all(plain::is_silent) {
        return;
    }
    if cluster.chars().nth(room(cluster)).is_none() {
        return whole(cluster, take);
    }
    let mut held = 0..0;
    for unit in units(cluster) {
        let room = room(&cluster[unit.clone()]);
        let joined = cluster[held.start..unit.end].chars().count();
        if joined > room && !held.is_empty() {
            whole(&cluster[held.clone()], take);
            held = unit.start..unit.start;
        }
        match cluster[unit.clone()].char_indices().nth(room) {
            None => held.end = unit.end,
            Some((len, _)) => {
                whole(&cluster[unit.start..unit.start + len], take);
                take(Part::Cut);
                held = unit.end..unit.end;
            }
        }
    }
    if !held.is_empty() {
        whole(&cluster[held], take);
    }
}

/// How many scalars of a cluster a cell has room for: one fewer where a base must be lent.
fn room(cluster: &str) -> usize {
    if lacks_base(cluster) { MOST_SCALARS - 1 } else { MOST_SCALARS }
}

/// Whether a cluster begins with a mark, which a terminal would put on the letter in the cell before.
fn lacks_base(cluster: &str) -> bool {
    cluster.chars().next().is_none_or(is_mark)
}

/// Whether a scalar stands with another one: it takes no column of its own, or it is the skin tone of an emoji.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}') || columns(c.encode_utf8(&mut [0; 4])) == 0
}

/// The byte ranges of a cluster's letters, each with the marks that follow it.
fn units(cluster: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let begins = |(at, c): &(usize, char)| *at == 0 || !is_mark(*c);
    let mut starts = cluster.char_indices().filter(begins).map(|(at, _)| at).peekable();
    std::iter::from_fn(move || {
        let start = starts.next()?;
        Some(start..starts.peek().copied().unwrap_or(cluster.len()))
    })
}

/// Gives away a piece of text that is short enough for one cell.
fn whole(letters: &str, take: &mut dyn FnMut(Part<'_>)) {
    if lacks_base(letters) {
        return without_base(letters, take);
    }
    take(Part::Letters(letters, columns(letters)));
}

/// Marks that came without a letter: combining ones on a dotted circle, all others by their number.
fn without_base(marks: &str, take: &mut dyn FnMut(Part<'_>)) {
    let lent = format!("{DOTTED_CIRCLE}{marks}");
    let width = columns(&lent);
    if width > 0 && lent.graphemes(true).count() == 1 {
        return take(Part::Letters(&lent, width));
    }
    for c in marks.chars() {
        let name = plain::stand_in(c);
        name.graphemes(true).for_each(|letter| take(Part::Letters(letter, 1)));
    }
}

/// The columns that ratatui gives to the symbol of one cell. Only for text without control characters.
fn columns(symbol: &str) -> usize {
    usize::from(symbol.cell_width())
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::{columns, is_mark, pieces, plain_letter};
    use crate::plain::{is_harmful, is_silent};

    #[test]
    fn plain_letters_are_what_they_are_taken_for() {
        let letters: Vec<char> = ('\0'..=char::MAX).filter(|c| plain_letter(*c).is_some()).collect();
        assert!(letters.len() > 20_000);
        for c in letters {
            let twice: String = [c, c].into_iter().collect();
            assert_eq!(twice.graphemes(true).count(), 2, "{c:?}");
            assert_eq!(format!("a{c}和").graphemes(true).count(), 3, "{c:?}");
            assert_eq!(Some(columns(c.encode_utf8(&mut [0; 4]))), plain_letter(c), "{c:?}");
            assert!(!is_harmful(c) && !is_silent(c) && !is_mark(c), "{c:?}");
        }
    }

    #[test]
    fn pieces_are_the_clusters_without_a_gap() {
        let text = "a\u{301}ا\u{64b}ل\u{200d}和\u{fe0f}x\n\r\n\u{600}1Ж\u{483}か\u{3099}🇸🇻👨\u{200d}👩";
        let found: Vec<&str> = pieces(text).map(|piece| piece.cluster).collect();
        assert_eq!(found, text.graphemes(true).collect::<Vec<_>>());
        assert!(pieces(text).all(|piece| &text[piece.at..piece.end()] == piece.cluster));
    }
}
