//! What is observed to learn which future is coming, and what other places and other sources tell.

use super::{Assumption, Future};
use crate::model::macros::{record, words};
use crate::model::{Date, Id};

record! {
    /// Something that is observed because it tells futures apart.
    pub struct Indicator {
        /// Its id.
        id: Id<Indicator>,
        /// What is observed.
        title: String,
        /// The value at which it begins to tell something.
        threshold: f64,
        /// On which side of the threshold it points somewhere.
        points_when: Side,
        ..
        /// The futures that it then points to.
        points_to: Vec<Id<Future>>,
        /// The futures that it points to otherwise.
        otherwise: Vec<Id<Future>>,
        /// The assumptions that it speaks against once the threshold is passed.
        against: Vec<Id<Assumption>>,
        /// What it is counted in.
        unit: String,
        /// Where it is read.
        source: String,
        /// How often.
        frequency: String,
        /// Who looks.
        owner: String,
        /// What was read, dated.
        readings: Vec<Reading>,
    }

    /// One reading of an indicator.
    pub struct Reading {
        /// What.
        value: f64,
        ..
        /// When. A reading without a date cannot be the latest.
        date: Option<Date>,
        /// Who says so.
        source: String,
        /// What sets it apart.
        note: String,
    }

    /// A real case to learn from.
    pub struct Analogue {
        /// Where and when.
        title: String,
        /// What happened there.
        happened: String,
        /// Why it may not fit here.
        may_not_fit: String,
        ..
        /// Who says so.
        sources: Vec<String>,
    }

    /// Something that sources tell differently, kept side by side.
    pub struct Account {
        /// What they differ about.
        about: String,
        /// What each of them says.
        told: Vec<AccountBy>,
        ..
    }

    /// What one source says.
    pub struct AccountBy {
        /// Who or what says so.
        source: String,
        /// What it says, in our words.
        says: String,
        ..
        /// When it spoke or was published.
        date: Option<Date>,
    }
}

words! {
    /// A side of a threshold. The threshold itself counts as reached.
    pub enum Side {
        /// At or above it.
        #[default]
        AtLeast = "at least",
        /// At or below it.
        AtMost = "at most",
    }
}
