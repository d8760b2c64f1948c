//! The worker that writes drafts, so that typing never waits for a disk.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use super::{Draft, Drafts, timing::Timing};
use crate::store::{Disk, StoreError};

/// A handle on the worker. Clones share it; it is safe to use in a panic hook. When the last one is dropped, what is
/// still to be written is written; whoever must know that it was calls [`DraftKeeper::flush`] before.
#[derive(Clone)]
pub struct DraftKeeper {
    orders: Sender<Order>,
    trouble: Arc<Mutex<Option<String>>>,
}

enum Order {
    Typed(Draft),
    Saved(String),
    LetGo(Draft),
    Flush(Sender<bool>),
    #[cfg(test)]
    Panic,
}

impl DraftKeeper {
    /// Starts the worker for a case that is open for work; gives what earlier sessions left, to be offered.
    #[must_use]
    pub fn start(disk: Arc<dyn Disk>, case: &Path, by: &str, host: &str) -> (Self, Vec<Draft>) {
        let mut drafts = Drafts::new(disk, case, by, host);
        let trouble = Arc::new(Mutex::new(None));
        note(&trouble, drafts.take_over());
        let offered = drafts.offered().to_vec();
        let (orders, inbox) = mpsc::channel();
        let mut worker = Worker {
            drafts,
            timing: Timing::default(),
            begun: Instant::now(),
            trouble: trouble.clone(),
            last_tries: 0,
        };
        thread::spawn(move || worker.run_on(&inbox));
        (Self { orders, trouble }, offered)
    }

    /// What a form holds now. Returns at once.
    pub fn typed(&self, draft: Draft) {
        self.order(Order::Typed(draft));
    }

    /// The form's text is saved, and lasting: its draft is no longer needed.
    pub fn saved(&self, form: &str) {
        self.order(Order::Saved(form.to_owned()));
    }

    /// An offer was taken into a form, after [`DraftKeeper::typed`] with its text, or turned down.
    pub fn let_go(&self, draft: Draft) {
        self.order(Order::LetGo(draft));
    }

    /// Writes everything now and waits for it, but no longer than `most`. Says whether it is on the disk.
    #[must_use]
    pub fn flush(&self, most: Duration) -> bool {
        let (done, wait) = mpsc::channel();
        self.orders.send(Order::Flush(done)).is_ok() && wait.recv_timeout(most).unwrap_or(false)
    }

    /// Why drafts could not be written the last time, if they could not.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn order(&self, order: Order) {
        // The worker ends only after the last handle is gone.
        let _ = self.orders.send(order);
    }
}

struct Worker {
    drafts: Drafts,
    timing: Timing,
    begun: Instant,
    trouble: Arc<Mutex<Option<String>>>,
    /// How often it was tried to write since the last handle was gone.
    last_tries: u32,
}

/// So often at most: an error of the program may come again each time.
const LAST_TRIES: u32 = 2;

impl Worker {
    /// Works until the last handle is gone. An error of the program is told as trouble, and does not end it: what is
    /// typed is written later, and what comes then is taken.
    fn run_on(&mut self, inbox: &Receiver<Order>) {
        while catch_unwind(AssertUnwindSafe(|| self.run(inbox))).is_err() {
            self.failed();
        }
    }

    fn failed(&mut self) {
        let words = "an error of the program hinders it; it is tried again".to_owned();
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
        let now = self.begun.elapsed();
        self.timing.typed(1, now);
        self.timing.failed(now);
    }

    fn run(&mut self, inbox: &Receiver<Order>) {
        loop {
            let next = match self.timing.wait(self.begun.elapsed()) {
                Some(wait) => inbox.recv_timeout(wait),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match next {
                Ok(order) => self.take(order),
                Err(RecvTimeoutError::Timeout) => {
                    self.write();
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.last_tries += 1;
                    if self.last_tries <= LAST_TRIES {
                        self.write();
                    }
                    return;
                }
            }
        }
    }

    fn take(&mut self, order: Order) {
        let now = self.begun.elapsed();
        match order {
            Order::Typed(draft) => {
                let letters = self.drafts.letters_new(&draft);
                self.drafts.put(draft);
                self.timing.typed(letters, now);
            }
            Order::Saved(form) => {
                self.drafts.saved(&form);
                self.timing.typed(0, now);
                // At once: what is saved and still stands as typed would be offered, and saved, a second time.
                self.write();
            }
            Order::LetGo(draft) => {
                self.drafts.let_go(&draft);
                self.timing.typed(0, now);
            }
            Order::Flush(done) => {
                // Nobody may be waiting any longer.
                let _ = done.send(self.write());
            }
            #[cfg(test)]
            Order::Panic => panic!("as a test wants it"),
        }
    }

    fn write(&mut self) -> bool {
        if self.timing.wait(self.begun.elapsed()).is_none() {
            return true;
        }
        let is_written = note(&self.trouble, self.drafts.write());
        if is_written {
            self.timing.written();
        } else {
            self.timing.failed(self.begun.elapsed());
        }
        is_written
    }
}

impl Drafts {
    /// How many letters a form has more, or fewer, than were noted: at least one.
    fn letters_new(&self, draft: &Draft) -> usize {
        let count = |draft: &Draft| draft.fields.iter().map(|(_, text)| text.chars().count()).sum::<usize>();
        let before = self.typed.iter().find(|typed| typed.form == draft.form).map_or(0, count);
        count(draft).abs_diff(before).max(1)
    }
}

/// Notes trouble, or that there is none any more; says whether all is well.
fn note(trouble: &Mutex<Option<String>>, result: Result<(), StoreError>) -> bool {
    let error = result.err().map(|error| error.to_string());
    let is_well = error.is_none();
    *trouble.lock().unwrap_or_else(PoisonError::into_inner) = error;
    is_well
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::{Disk, MemoryDisk};

    /// A worker on a disk with an empty case, and what it holds of these words.
    fn worker() -> (MemoryDisk, Worker) {
        let disk = MemoryDisk::new();
        let shared: Arc<dyn Disk> = Arc::new(disk.clone());
        shared.create_folder(Path::new("/case"), 0o700).unwrap();
        let drafts = Drafts::new(shared, Path::new("/case"), "rosa", "srv1");
        let worker = Worker {
            drafts,
            timing: Timing::default(),
            begun: Instant::now(),
            trouble: Arc::default(),
            last_tries: 0,
        };
        (disk, worker)
    }

    fn draft(form: &str, words: &str) -> Draft {
        Draft {
            form: form.into(),
            title: String::new(),
            at: "2026-11-21T14:02:00Z".into(),
            fields: vec![("statement".into(), words.into())],
        }
    }

    fn holds(disk: &MemoryDisk, words: &str) -> bool {
        let text =
            |path: &std::path::PathBuf| disk.bytes(path).map(|b| String::from_utf8_lossy(&b).into_owned());
        disk.files().iter().filter_map(text).any(|text| text.contains(words))
    }

    #[test]
    fn what_is_saved_is_no_draft_any_more_at_once() {
        let (disk, mut worker) = worker();
        worker.take(Order::Typed(draft("p", "They would accept")));
        worker.write();
        assert!(holds(&disk, "They would accept"));
        worker.take(Order::Saved("p".into()));
        assert!(!holds(&disk, "They would accept"));
    }

    #[test]
    fn an_error_of_the_program_while_drafts_are_written_is_told_and_loses_none() {
        let (disk, mut worker) = worker();
        let (orders, inbox) = mpsc::channel();
        let (done, wait) = mpsc::channel();
        for order in [
            Order::Typed(draft("p", "They would accept")),
            Order::Panic,
            Order::Typed(draft("q", "if others do")),
            Order::Flush(done),
        ] {
            orders.send(order).ok().unwrap();
        }
        drop(orders);
        worker.run_on(&inbox);
        assert_eq!(wait.try_recv(), Ok(true), "it goes on");
        assert!(holds(&disk, "They would accept") && holds(&disk, "if others do"));
        assert_eq!(*worker.trouble.lock().unwrap(), None, "all of it is on the disk after all");
        worker.failed();
        assert!(worker.trouble.lock().unwrap().is_some());
        let wait = worker.timing.wait(worker.begun.elapsed()).unwrap();
        assert!(wait > Duration::from_secs(1), "it is tried again, and not at once");
    }
}
