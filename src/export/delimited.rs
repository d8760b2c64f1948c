//! Grids as text with commas.

use super::Grid;
use crate::import::cells::guarded;

pub(super) fn write(grid: &Grid) -> Vec<u8> {
    let mut out = String::from("\u{FEFF}");
    for row in std::iter::once(&grid.header).chain(&grid.rows) {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

fn cell(text: &str) -> String {
    let text = guarded(text);
    if text.contains(['"', ',', ';', '\t', '\n', '\r']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}
