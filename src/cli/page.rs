//! A page of text: one thing a line, aligned, at most 80 columns wide where words allow it, without colour.

use unicode_width::UnicodeWidthStr;

/// How wide a page is, in columns.
const WIDTH: usize = 80;

/// A page being written.
#[derive(Clone, Debug, Default)]
pub struct Page {
    text: String,
    /// Every line begins this far to the right.
    indent: usize,
    /// By how much it is narrower than usual.
    less: usize,
}

impl Page {
    /// A page for a window that may be narrower than usual.
    pub fn in_window(columns: Option<u16>) -> Self {
        let less = columns.map_or(0, |columns| WIDTH.saturating_sub(columns.into()));
        Self { less, ..Self::default() }
    }

    /// A line as it is.
    pub fn line(&mut self, text: impl AsRef<str>) {
        let line = format!("{}{}", " ".repeat(self.indent), text.as_ref());
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// An empty line, unless the page is empty or ends in one.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Text over as many lines as it takes; the first begins with `first`, the others at the same column.
    pub fn wrapped(&mut self, first: &str, text: &str) {
        let indent = first.width();
        let mut lead = first.to_owned();
        for paragraph in text.lines() {
            for line in lines_of(paragraph, WIDTH.saturating_sub(self.less + self.indent + indent).max(20)) {
                self.line(format!("{lead}{line}"));
                lead = " ".repeat(indent);
            }
        }
        if lead == first && !first.trim().is_empty() {
            self.line(first);
        }
    }

    /// A label and a text beside it.
    pub fn labelled(&mut self, indent: usize, column: usize, label: &str, text: &str) {
        self.wrapped(&format!("{}{} ", " ".repeat(indent), padded(label, column)), text);
    }

    /// What `write` writes stands further to the right.
    pub fn indented(&mut self, by: usize, write: impl FnOnce(&mut Self)) {
        self.indent += by;
        write(self);
        self.indent -= by;
    }

    /// The text of the page.
    pub fn text(self) -> String {
        self.text
    }
}

/// A text filled with spaces up to a width; longer ones keep their length.
pub fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Breaks a paragraph between words. A word wider than the line stays whole, so that it can be copied.
fn lines_of(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in paragraph.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_within_the_width_and_no_word_is_lost() {
        let text = "Wants to share power in an interim government 漢字漢字 ".repeat(6) + &"x".repeat(90);
        let mut page = Page::default();
        page.labelled(2, 10, "statement", &text);
        let text_out = page.text();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&text_out)[1..], words(&text)[..]);
        assert!(text_out.lines().all(|line| line.width() <= WIDTH || line.trim().len() >= 90), "{text_out}");
        assert!(text_out.lines().skip(1).all(|line| line.starts_with(&" ".repeat(13))));
    }

    #[test]
    fn a_label_without_text_is_still_there_and_gaps_do_not_pile_up() {
        let mut page = Page::default();
        page.gap();
        page.labelled(0, 4, "a", "");
        page.gap();
        page.gap();
        page.line("b");
        assert_eq!(page.text(), "a\n\nb\n");
    }
}
