//! When a draft is to be written: no later than a second after the first letter that is not on the disk, and at once
//! when there are 200 such letters. Pure: whoever asks says what time it is.

use std::time::Duration;

/// So much of the promised second is waited for further letters; the rest is for the disk.
const WAIT: Duration = Duration::from_millis(700);

/// After a failure the disk is left in peace for so long.
const REST: Duration = Duration::from_secs(5);

/// So many letters are written at once.
const LETTERS: usize = 200;

/// How much has been typed since the last write, and since when. Times are counted from any fixed moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    since: Option<Duration>,
    letters: usize,
    not_before: Duration,
}

impl Timing {
    /// Something was typed, or is to be forgotten.
    pub fn typed(&mut self, letters: usize, now: Duration) {
        self.since.get_or_insert(now);
        self.letters = self.letters.saturating_add(letters);
    }

    /// How long to wait from now until the next write; nothing if nothing is to be written.
    #[must_use]
    pub fn wait(&self, now: Duration) -> Option<Duration> {
        let since = self.since?;
        let due = if self.letters >= LETTERS { now } else { since + WAIT };
        Some(due.max(self.not_before).saturating_sub(now))
    }

    /// All that was typed is on the disk.
    pub fn written(&mut self) {
        *self = Self::default();
    }

    /// The disk said no: it is tried again after a rest.
    pub fn failed(&mut self, now: Duration) {
        self.not_before = now + REST;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn every_letter_is_written_within_a_second_however_fast_others_follow() {
        let mut timing = Timing::default();
        assert_eq!(timing.wait(at(0)), None);
        let (mut oldest, mut written) = (None, 0);
        for now in (0..60_000).step_by(37) {
            if timing.wait(at(now)) == Some(Duration::ZERO) {
                let waited = now - oldest.take().unwrap();
                assert!(waited < 1000, "{waited}");
                timing.written();
                written += 1;
            }
            timing.typed(1, at(now));
            oldest.get_or_insert(now);
        }
        assert!(written > 60, "{written}");
    }

    #[test]
    fn two_hundred_letters_do_not_wait() {
        let mut timing = Timing::default();
        timing.typed(199, at(5));
        assert_eq!(timing.wait(at(5)), Some(WAIT));
        timing.typed(1, at(6));
        assert_eq!(timing.wait(at(6)), Some(Duration::ZERO));
        timing.written();
        assert_eq!(timing.wait(at(7)), None);
    }

    #[test]
    fn a_disk_that_said_no_is_left_in_peace_for_a_while() {
        let mut timing = Timing::default();
        timing.typed(500, at(0));
        timing.failed(at(0));
        assert_eq!(timing.wait(at(1000)), Some(at(4000)));
        assert_eq!(timing.wait(at(9000)), Some(Duration::ZERO));
    }
}
