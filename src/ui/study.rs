//! Long work on comparisons: thousands of runs, and packages. It is done in a thread of its own, so that keys are
//! answered meanwhile; it tells how far it is, can be stopped, and what it found is kept for the same comparison.
//!
//! One piece of work goes on at a time: asking for another stops the one before. Without a thread it is done at once,
//! which is what tests want.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::Sender,
    },
    thread::{self, JoinHandle},
};

use super::event::Event;
use crate::{
    analysis::{
        capacity::{Draws, Model, Simulated, simulate},
        packages::{Packages, packages},
        watch::Watch,
    },
    model::{Comparison, PackageModel},
    notation,
    store::{Stamp, stamp},
};

/// How often options are run with luck on the screen.
pub const RUNS: u32 = 10_000;

/// How many results are kept.
const KEPT: usize = 12;

/// Something that takes long, with what tells it from other work: all that its result depends on. Telling that takes
/// a while for a large comparison, so a screen keeps its work and does not make it for every frame.
#[derive(Clone, Debug)]
pub struct Work {
    what: What,
    key: Stamp,
}

#[derive(Clone, Debug)]
enum What {
    Runs(Box<Comparison>),
    Packages(Box<PackageModel>),
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Found {
    /// The bands.
    Runs(Simulated),
    /// The packages.
    Packages(Box<Packages>),
    /// It was stopped before it came to anything, or there was nothing to work on.
    Nothing,
}

/// How far a piece of work is.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// Nobody asked for it yet.
    NotAsked,
    /// So many per cent are done.
    Running(u64),
    /// It is done.
    Done(&'a Found),
}

/// The work that goes on, and the results that are kept.
#[derive(Debug, Default)]
pub struct Studies {
    background: Option<Sender<Event>>,
    runs: u32,
    kept: Vec<(Stamp, Found)>,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    key: Stamp,
    stop: Arc<AtomicBool>,
    percent: Arc<AtomicU64>,
    /// Where the thread puts what it found, before it wakes the loop.
    found: Arc<Mutex<Option<Found>>>,
    thread: JoinHandle<()>,
}

impl Work {
    /// Many runs with luck of the capacity model, in the baseline.
    #[must_use]
    pub fn runs(comparison: &Comparison) -> Self {
        // How parties stand, alone or to packages, changes no run.
        let without = Comparison { reactions: Vec::new(), packages: None, ..comparison.clone() };
        let key = stamp(&notation::line(&without).unwrap_or_default());
        Self { what: What::Runs(Box::new(without)), key }
    }

    /// Every package of a model; nothing where there is no issue to choose on.
    #[must_use]
    pub fn packages(comparison: &Comparison) -> Option<Self> {
        let model = comparison.packages.as_ref().filter(|model| !model.issues.is_empty())?;
        let key = stamp(&notation::line(model).unwrap_or_default());
        Some(Self { what: What::Packages(Box::new(model.clone())), key })
    }

    fn carry_out(&self, runs: u32, watch: &Watch<'_>) -> Found {
        match &self.what {
            What::Runs(comparison) => {
                let baseline = comparison.futures.iter().find(|future| future.baseline);
                let draws = Draws { runs, ..Draws::default() };
                let simulated =
                    Model::new(comparison, baseline).and_then(|model| simulate(&model, &draws, watch));
                simulated.map_or(Found::Nothing, Found::Runs)
            }
            What::Packages(model) => Found::Packages(Box::new(packages(model, watch))),
        }
    }
}

impl Studies {
    /// Everything at once and without a thread, with fewer runs.
    #[must_use]
    pub fn at_once(runs: u32) -> Self {
        let mut studies = Self::default();
        studies.runs = runs;
        studies
    }

    /// In a thread from now on; the loop is woken when there is something to draw.
    pub fn in_background(&mut self, sender: Sender<Event>) {
        (self.background, self.runs) = (Some(sender), RUNS);
    }

    /// How far a piece of work is.
    #[must_use]
    pub fn progress(&self, work: &Work) -> Progress<'_> {
        let key = work.key;
        if let Some((_, found)) = self.kept.iter().find(|(kept, _)| *kept == key) {
            return Progress::Done(found);
        }
        match &self.running {
            Some(running) if running.key == key => Progress::Running(running.percent.load(Ordering::Relaxed)),
            _ => Progress::NotAsked,
        }
    }

    /// Begins a piece of work, unless it is done or under way.
    pub fn begin(&mut self, work: Work) {
        if !matches!(self.progress(&work), Progress::NotAsked) {
            return;
        }
        self.stop();
        let (key, runs) = (work.key, self.runs);
        let Some(sender) = self.background.clone() else {
            self.keep(key, work.carry_out(runs, &Watch::none()));
            return;
        };
        let (stop, percent) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (told_to_stop, done) = (stop.clone(), percent.clone());
        let found = Arc::new(Mutex::new(None));
        let place = found.clone();
        let thread = thread::spawn(move || {
            // A loop that is gone needs no waking.
            let wake = || drop(sender.send(Event::Wake));
            let note = |so_far: u64, of: u64| {
                let now = so_far * 100 / of.max(1);
                if done.fetch_max(now, Ordering::Relaxed) / 10 < now / 10 {
                    wake();
                }
            };
            let found = work.carry_out(runs, &Watch::new(&told_to_stop, &note));
            if let Ok(mut place) = place.lock() {
                *place = Some(found);
            }
            wake();
        });
        self.running = Some(Running { key, stop, percent, found, thread });
    }

    /// Takes in what is done; says whether there is anything new.
    pub fn take_in(&mut self) -> bool {
        let Some(running) = &self.running else { return false };
        let is_over = running.thread.is_finished();
        let found = running.found.lock().ok().and_then(|mut found| found.take());
        let was_stopped = running.stop.load(Ordering::Relaxed);
        match found {
            None if !is_over => return false,
            None => {}
            Some(Found::Nothing) if was_stopped => {}
            Some(found) => self.keep(running.key, found),
        }
        self.running = None;
        true
    }

    /// Tells the work that goes on to stop.
    pub fn stop(&mut self) {
        if let Some(running) = &self.running {
            running.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Whether anything goes on.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    fn keep(&mut self, key: Stamp, found: Found) {
        self.kept.retain(|(kept, _)| *kept != key);
        self.kept.push((key, found));
        if self.kept.len() > KEPT {
            self.kept.remove(0);
        }
    }
}

impl Drop for Studies {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn comparison() -> Comparison {
        notation::read(include_str!("../../scenarios/el-salvador-police-transition.ron")).unwrap()
    }

    fn police() -> Work {
        Work::runs(&comparison())
    }

    #[test]
    fn what_was_found_is_kept_for_the_same_comparison_and_not_for_another() {
        let mut studies = Studies::at_once(20);
        assert!(matches!(studies.progress(&police()), Progress::NotAsked));
        studies.begin(police());
        assert!(matches!(studies.progress(&police()), Progress::Done(Found::Runs(s)) if s.runs == 20));
        let mut other = comparison();
        other.reactions.clear();
        assert!(matches!(studies.progress(&Work::runs(&other)), Progress::Done(_)), "stances change no run");
        other.horizon += 1;
        assert!(matches!(studies.progress(&Work::runs(&other)), Progress::NotAsked));
    }

    #[test]
    fn a_thread_does_the_same_and_wakes_whoever_waits() {
        let (sender, queue) = channel();
        let mut studies = Studies::at_once(0);
        studies.in_background(sender);
        studies.runs = 200;
        studies.begin(police());
        while !studies.take_in() {
            queue.recv().unwrap();
        }
        let mut at_once = Studies::at_once(200);
        at_once.begin(police());
        let (work, figures) = (police(), |p: Progress<'_>| match p {
            Progress::Done(Found::Runs(simulated)) => simulated.clone(),
            other => panic!("{other:?}"),
        });
        assert_eq!(figures(studies.progress(&work)), figures(at_once.progress(&work)));
    }

    #[test]
    fn work_that_is_stopped_comes_to_nothing_and_can_be_asked_for_again() {
        let (sender, queue) = channel();
        let mut studies = Studies::default();
        studies.in_background(sender);
        studies.runs = 100_000;
        studies.begin(police());
        studies.stop();
        while !studies.take_in() {
            queue.recv().unwrap();
        }
        assert!(matches!(studies.progress(&police()), Progress::NotAsked) && !studies.is_running());
    }
}
