//! The thin loop around [`Lines`]: standard input in, standard output out, one write a turn.

use std::io::{self, BufRead as _, Write as _};

use super::Lines;
use crate::{
    store::RealDisk,
    ui::{
        Start,
        app::{App, World},
    },
};

/// The longest line that is taken, in bytes.
const LONGEST: u64 = 1 << 20;

/// Talks until the user leaves or the input ends; gives the exit code.
pub fn run(start: Start, utf8: bool) -> anyhow::Result<u8> {
    let world = World::of_this_machine(std::sync::Arc::new(RealDisk));
    let mut lines = Lines::new(App::new(world, start), utf8);
    let mut said = lines.begin();
    let mut input = io::stdin().lock();
    while print(&said)? && !lines.has_left() {
        let mut line = Vec::new();
        let read = io::Read::take(&mut input, LONGEST).read_until(b'\n', &mut line)?;
        said = match String::from_utf8(line) {
            _ if read == 0 => lines.input_ended(),
            Ok(line) => lines.answer(&line),
            Err(_) => vec!["That line is not UTF-8, so it was not taken. Type it again:".to_owned()],
        };
    }
    Ok(0)
}

/// Prints lines; says whether anybody is still there to read them.
fn print(lines: &[String]) -> io::Result<bool> {
    if lines.is_empty() {
        return Ok(true);
    }
    let mut text = lines.join("\n");
    text.push('\n');
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        done => done.map(|()| true),
    }
}
