//! Copying what is selected: always into a file whose name is shown, and to the clipboard of the user's own terminal
//! (OSC 52) where that was allowed for the case. What is copied is what the present audience may see, and its file is
//! taken away when the program ends.

use std::{path::PathBuf, sync::Arc};

use ratatui::{buffer::Buffer, layout::Rect};

use super::App;
use crate::{
    store::{Disk, make_folders, write_private},
    ui::{
        canvas::{Canvas, Taken},
        dialog::Dialog,
        effect::{Effect, NoticeKind},
    },
};

/// Where the screen is drawn once more: its texts are taken before they are cut, so a usual size will do.
const SIZE: (u16, u16) = (120, 60);
/// More than this many bytes are not sent: terminals drop longer clipboards, some of them silently.
const MOST_FOR_TERMINAL: usize = 50_000;
/// The name of the file, beside the settings.
const FILE: &str = "copied.txt";

impl App {
    /// Copies what is selected; asks first whether the clipboard may have it, once for each case.
    pub(super) fn copy(&mut self) {
        let mut text = self.selected_text();
        if text.is_empty() {
            return self.say(NoticeKind::Hint, "There is nothing selected to copy");
        }
        // What was withdrawn since must not pass for what is known now.
        if let Some(then) = self.desk.as_ref().and_then(|desk| desk.then.as_ref()) {
            text.insert_str(0, &format!("As known on {}:\n", then.spoken()));
        }
        // What was copied before goes first.
        self.copied = None;
        let path = self.start.settings.with_file_name(FILE);
        let folder = path.parent().map_or(Ok(()), |folder| make_folders(&*self.world.disk, folder));
        if let Err(error) = folder.and_then(|()| write_private(&*self.world.disk, &path, text.as_bytes())) {
            return self.fail(&error);
        }
        self.copied = Some(Copied { disk: self.world.disk.clone(), path: path.clone(), text: text.clone() });
        let shown = path.display();
        if self.may_use_clipboard() {
            self.send_to_clipboard(&text, &format!("Copied, also to {shown} until you leave"));
            return;
        }
        self.say(NoticeKind::Done, format!("Copied to {shown} until you leave"));
        if self.desk.is_some() {
            let detail = "It leaves this machine through your terminal, and other programs beside it can read it there. The answer yes is remembered for this case.";
            let dialog = Dialog::confirm(
                "Copy to the clipboard of your own terminal, too?",
                detail,
                Effect::AllowClipboard(text),
            );
            self.perform(Effect::Ask(dialog));
        }
    }

    /// This goes to the clipboard, and from now on what is copied in this case.
    pub(in crate::ui) fn allow_clipboard(&mut self, text: &str) {
        let Some(id) = self.case_id() else { return };
        if !self.settings().clipboard.contains(&id) {
            self.remember(|settings| settings.clipboard.push(id));
        }
        self.send_to_clipboard(text, "Copied to the clipboard");
    }

    /// Turns the wheel of the mouse on or off, and remembers which.
    pub(super) fn switch_mouse(&mut self) {
        let is_on = !self.settings().mouse;
        self.for_terminal.extend_from_slice(mouse(is_on));
        let words = if is_on {
            "The wheel moves now; to mark text with the mouse, hold Shift"
        } else {
            "The mouse is the terminal's own again"
        };
        self.say(NoticeKind::Done, words);
        self.remember(|settings| settings.mouse = is_on);
    }

    /// What the terminal has to be told again after somebody else had it.
    pub fn back_in_terminal(&mut self) {
        if self.settings().mouse {
            self.for_terminal.extend_from_slice(mouse(true));
        }
    }

    /// Bytes that go to the terminal beside the frames; given once.
    pub fn take_for_terminal(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.for_terminal)
    }

    fn send_to_clipboard(&mut self, text: &str, done: &str) {
        if text.len() > MOST_FOR_TERMINAL {
            let words = format!("Too long for the clipboard; it is in the file {FILE} beside your settings");
            return self.say(NoticeKind::Hint, words);
        }
        self.for_terminal.extend_from_slice(b"\x1b]52;c;");
        self.for_terminal.extend_from_slice(base64(text.as_bytes()).as_bytes());
        self.for_terminal.extend_from_slice(b"\x07");
        self.say(NoticeKind::Done, done);
    }

    fn may_use_clipboard(&self) -> bool {
        self.case_id().is_some_and(|id| self.settings().clipboard.contains(&id))
    }

    fn case_id(&self) -> Option<String> {
        self.desk.as_ref().map(|desk| desk.case.case().about.id.clone())
    }

    /// The page in view, else the rows that are selected, uncut: drawn once more where nobody looks.
    fn selected_text(&mut self) -> String {
        let area = Rect::new(0, 0, SIZE.0, SIZE.1);
        let mut buffer = Buffer::empty(area);
        let look = self.start.look;
        let mut canvas =
            Canvas { buf: &mut buffer, look, cursor: None, taken: Some(Taken::default()), more: Vec::new() };
        self.with_context(|cx, screen| screen.view_mut().draw(cx, area, &mut canvas));
        canvas.taken.take().map(Taken::text).unwrap_or_default()
    }
}

/// What was copied last, while its file is there: it goes with the program, unless another program has put something
/// else there.
pub(super) struct Copied {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    text: String,
}

impl Drop for Copied {
    fn drop(&mut self) {
        let is_ours = self.disk.read(&self.path, 0, self.text.len() as u64 + 1);
        if is_ours.is_ok_and(|bytes| bytes == self.text.as_bytes()) {
            // Where it cannot be taken away, `doctor` names it.
            let _ = self.disk.remove(&self.path);
        }
    }
}

/// What turns reports of the mouse on or off.
const fn mouse(on: bool) -> &'static [u8] {
    if on { b"\x1b[?1000h\x1b[?1006h" } else { b"\x1b[?1006l\x1b[?1000l" }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4_usize {
            let six = (bits >> (18 - 6 * n)) & 63;
            out.push(if n <= three.len() { char::from(LETTERS[six as usize]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64("سلام".as_bytes()), "2LPZhNin2YU=");
    }
}
