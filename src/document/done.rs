//! What an author has done and taken back: which step undo takes back next, and which one redo does again.
//!
//! Whether a step stands is told by the steps that took it back, never by a clock. The order is that of the lines of a
//! log, of versions and of what takes back what; clocks only say how the logs of different sessions lie to each other.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
    sync::Arc,
};

use jiff::Timestamp;

use super::Document;
use crate::{
    model::{Kind, StepId},
    revision::{FIRST_LOG, History, Revision},
};

/// One step of the author, in order.
struct Own<'a> {
    id: &'a StepId,
    back: Option<&'a StepId>,
    /// Whether it is what the case was made with.
    is_first: bool,
    /// The step that all this began with: itself, or what was taken back, done again, and so on.
    root: usize,
    /// Whether it takes back; doing again is what takes that back.
    takes_back: bool,
    /// Whether no step that stands took it back.
    stands: bool,
}

/// A step of which some lines are missing, and that nobody took back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// `the step "added actor A-01 and 39 more" of rosa has 40 of its 61 lines`.
    pub words: String,
    /// Whether its author has gone on since: doing it again, or leaving it as it is.
    pub is_past: bool,
}

impl Document {
    /// Steps of which some lines are missing, but for those that were taken back.
    #[must_use]
    pub fn unfinished(&self) -> Vec<Unfinished> {
        let of = |(step, here, of): (&StepId, usize, u32)| {
            let deed = self.deed(step);
            let own = own_steps(&self.history, &deed.by);
            let at = own.iter().position(|own| own.id == step).filter(|at| own[*at].stands)?;
            let words = format!("the step \"{}\" of {} has {here} of its {of} lines", deed.words, deed.by);
            Some(Unfinished { words, is_past: at + 1 < own.len() })
        };
        self.history.unfinished().filter_map(of).collect()
    }

    /// This author's steps that can be undone and redone, the next one last. What the case was made with is never
    /// undone; a report on record is no edit.
    pub(super) fn undo_stack(&self, by: &str) -> (Vec<StepId>, Vec<StepId>) {
        let own = own_steps(&self.history, by);
        // Of each chain the last step that stands is the one to take back.
        let mut tops: HashMap<usize, usize> = HashMap::new();
        for (at, step) in own.iter().enumerate() {
            if step.stands && step.takes_back != own[step.root].stands {
                tops.insert(step.root, at);
            }
        }
        let mut tops: Vec<(usize, usize)> = tops.into_iter().map(|(root, top)| (top, root)).collect();
        tops.sort_unstable();
        let last_new = own.iter().rposition(|step| step.back.is_none() && !step.is_first);
        let (mut done, mut undone) = (Vec::new(), Vec::new());
        for (top, root) in tops {
            if !own[root].stands {
                // A new edit ends what could be done again.
                if last_new.is_none_or(|new| top > new) {
                    undone.push(own[top].id.clone());
                }
            } else if !own[root].is_first {
                done.push(own[top].id.clone());
            }
        }
        (done, undone)
    }
}

fn own_steps<'a>(history: &'a History, by: &str) -> Vec<Own<'a>> {
    let mut own: Vec<Own<'a>> = Vec::new();
    let mut places: HashMap<&StepId, usize> = HashMap::new();
    for id in in_order(history) {
        let Some(first) = history.step(id).next().filter(|first| &*first.by == by) else { continue };
        if history.step(id).all(|revision| revision.record.kind == Kind::Export) {
            continue;
        }
        let at = own.len();
        let back = first.undoes.as_ref();
        // Where the log of what was taken back is not here, this is a step like any other.
        let (root, takes_back) = match back.and_then(|back| places.get(back)) {
            Some(back) => (own[*back].root, !own[*back].takes_back),
            None => (at, false),
        };
        let is_first = first.log.as_deref().is_some_and(|log| log.starts_with(FIRST_LOG));
        own.push(Own { id, back, is_first, root, takes_back, stands: true });
        places.insert(id, at);
    }
    // What takes back comes after what it takes back: from the end on, every step knows whether it stands.
    for at in (0..own.len()).rev() {
        if own[at].stands
            && let Some(back) = own[at].back.and_then(|back| places.get(back)).filter(|back| **back < at)
        {
            own[*back].stands = false;
        }
    }
    own
}

/// All steps: each after those that it builds on or takes back and those before it in its log; among those that may
/// come next, the earliest, and of several at one moment the one whose id comes first, so that the order is the same
/// for everybody whenever they read which log.
pub(super) fn in_order(history: &History) -> Vec<&StepId> {
    let steps: Vec<&StepId> = history.steps().collect();
    let first: Vec<&Revision> = steps.iter().filter_map(|step| history.step(step).next()).collect();
    let (mut after, mut waits_for) = follow(history, &steps);
    let key = |at: usize| {
        Reverse((first.get(at).map_or(Timestamp::MIN, |first| first.at), steps.get(at).copied(), at))
    };
    let mut ready: BinaryHeap<Reverse<(Timestamp, Option<&StepId>, usize)>> =
        (0..steps.len()).filter(|at| waits_for[*at] == 0).map(key).collect();
    let mut order = Vec::with_capacity(steps.len());
    while let Some(Reverse((.., at))) = ready.pop() {
        order.push(at);
        for next in std::mem::take(&mut after[at]) {
            waits_for[next] -= 1;
            if waits_for[next] == 0 {
                ready.push(key(next));
            }
        }
    }
    // Steps that go round in a circle were not written by this program; they come last, as they became known.
    order.extend((0..steps.len()).filter(|at| waits_for[*at] > 0));
    order.into_iter().map(|at| steps[at]).collect()
}

/// Which steps come after each, and for how many others each has to wait.
fn follow(history: &History, steps: &[&StepId]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let places: HashMap<&StepId, usize> = steps.iter().enumerate().map(|(at, step)| (*step, at)).collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
    let mut waits_for = vec![0; steps.len()];
    let mut ends: HashMap<Option<Arc<str>>, usize> = HashMap::new();
    for (at, step) in steps.iter().enumerate() {
        let mut before: Vec<usize> = Vec::new();
        for revision in history.step(step) {
            let parents = revision.parents.iter().filter_map(|parent| history.get(parent));
            before.extend(parents.filter_map(|parent| places.get(&parent.step.id)));
            before.extend(revision.undoes.as_ref().and_then(|back| places.get(back)));
            match &revision.log {
                Some(_) => before.extend(ends.get(&revision.log)),
                // What was written just now comes after all that was known.
                None => before.extend(ends.values()),
            }
        }
        for revision in history.step(step) {
            ends.insert(revision.log.clone(), at);
        }
        before.sort_unstable();
        before.dedup();
        for earlier in before.into_iter().filter(|earlier| *earlier != at) {
            after[earlier].push(at);
            waits_for[at] += 1;
        }
    }
    (after, waits_for)
}

#[cfg(test)]
mod tests;
