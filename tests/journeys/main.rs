//! Journeys: a string of keys in, a screen out. No terminal, no disk, no clock.

mod assessments;
mod goal;
mod positions;
mod scenarios;
mod screens;
mod session;
