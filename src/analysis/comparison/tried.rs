//! What is tried with a comparison without changing it: an option left out, an assumption broken or restored.
//!
//! A trial is what the file would be if it said so; nothing is worked out in another way for it.

use crate::model::{Assumption, AssumptionStatus, ComparedOption, Comparison, Id, Phase};

/// What is tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// Reactions of the case up to this phase; nothing means all.
    pub phase: Option<Phase>,
    /// The option that is left out.
    pub left_out: Option<Id<ComparedOption>>,
    /// Assumptions whose status is turned: one that stands is broken, one that is broken stands again.
    pub turned: Vec<Id<Assumption>>,
}

impl Tried {
    /// Leaves out the option after the one that is left out now; after the last, none.
    pub fn leave_out_next(&mut self, comparison: &Comparison) {
        let ids: Vec<&Id<ComparedOption>> = comparison.options.iter().map(|option| &option.id).collect();
        let next = match &self.left_out {
            None => 0,
            Some(out) => ids.iter().position(|id| *id == out).map_or(0, |at| at + 1),
        };
        self.left_out = ids.get(next).map(|id| (*id).clone());
    }

    /// Breaks an assumption that stands, or restores one that is broken; the second time all is as before.
    pub fn turn(&mut self, assumption: &Id<Assumption>) {
        match self.turned.iter().position(|turned| turned == assumption) {
            Some(at) => drop(self.turned.remove(at)),
            None => self.turned.push(assumption.clone()),
        }
    }

    /// The next phase up to which reactions count; after the last, all.
    pub fn next_phase(&mut self) {
        self.phase = phase_after(self.phase);
    }

    /// What is tried, in words; empty if nothing is.
    #[must_use]
    pub fn words(&self, comparison: &Comparison) -> String {
        let mut parts: Vec<String> = self.left_out.iter().map(|option| format!("without {option}")).collect();
        for assumption in comparison.assumptions.iter().filter(|a| self.turned.contains(&a.id)) {
            let now = if assumption.status == AssumptionStatus::Broken { "restored" } else { "broken" };
            parts.push(format!("{now}: {}", assumption.text.trim_end_matches('.')));
        }
        parts.join("; ")
    }

    /// The comparison as it is tried.
    #[must_use]
    pub fn on(&self, comparison: &Comparison) -> Comparison {
        let mut tried = comparison.clone();
        if let Some(out) = &self.left_out {
            leave_out(&mut tried, out);
        }
        for id in &self.turned {
            turn(&mut tried, id);
        }
        tried
    }
}

/// Takes an option out, and everything that is said of it.
pub fn leave_out(tried: &mut Comparison, out: &Id<ComparedOption>) {
    tried.options.retain(|option| option.id != *out);
    tried.effects.retain(|effect| effect.option != *out);
    tried.reactions.retain(|reaction| reaction.option != *out);
    tried.principles.retain(|mark| mark.option != *out);
    tried.coverage.iter_mut().for_each(|row| row.options.retain(|cell| cell.option != *out));
    if let Some(values) = &mut tried.values {
        values.cells.retain(|cell| cell.option != *out);
    }
    if let Some(capacity) = &mut tried.capacity {
        capacity.plans.retain(|plan| plan.option != *out);
        capacity.break_evens.retain(|asked| asked.option.as_ref() != Some(out));
    }
}

/// The next phase; after the last none, after none the first.
pub(super) fn phase_after(phase: Option<Phase>) -> Option<Phase> {
    let next = phase.and_then(|phase| Phase::ALL.iter().position(|p| *p == phase)).map_or(0, |at| at + 1);
    Phase::ALL.get(next).copied()
}

fn turn(tried: &mut Comparison, id: &Id<Assumption>) {
    let Some(assumption) = tried.assumptions.iter_mut().find(|assumption| assumption.id == *id) else {
        return;
    };
    assumption.status = match assumption.status {
        AssumptionStatus::Broken => AssumptionStatus::Holds,
        AssumptionStatus::Holds | AssumptionStatus::InDoubt => AssumptionStatus::Broken,
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::comparison::{Asked, Findings, findings};
    use crate::analysis::watch::Watch;

    fn police() -> Comparison {
        crate::notation::read(include_str!("../../../scenarios/el-salvador-police-transition.ron")).unwrap()
    }

    fn found(tried: &Tried) -> Findings {
        findings(&tried.on(&police()), &Asked::default(), &Watch::none())
    }

    #[test]
    fn leaving_out_goes_round_and_takes_the_option_out_of_everything() {
        let mut tried = Tried::default();
        tried.leave_out_next(&police());
        assert_eq!(tried.words(&police()), "without A");
        let found = found(&tried);
        assert_eq!(found.options.len(), 3);
        let values = found.values.unwrap();
        assert!(values.rows.iter().all(|row| row.option != "A") && found.capacity.len() == 3);
        assert!(found.coverage_rows.iter().all(|row| row.cells.len() == 3));
        for _ in 0..4 {
            tried.leave_out_next(&police());
        }
        assert_eq!(tried, Tried::default());
    }

    #[test]
    fn a_broken_assumption_changes_the_figures_and_restoring_it_brings_them_back() {
        let money = Id::new("money-comes").unwrap();
        let mut tried = Tried::default();
        let gap = |found: &Findings| found.capacity.iter().map(|c| c.worst_gap).collect::<Vec<_>>();
        let before = gap(&found(&tried));
        tried.turn(&money);
        let broken = found(&tried);
        assert!(gap(&broken).iter().zip(&before).any(|(now, then)| now > then), "{before:?}");
        let falls = broken.assumptions.iter().find(|a| a.id == "money-comes").unwrap();
        assert!(falls.words.starts_with("broken; falls with it: "), "{}", falls.words);
        assert_eq!(tried.words(&police()), "broken: Donors pay for equipment, premises and supplies");
        tried.turn(&money);
        assert_eq!(gap(&found(&tried)), before);
        tried.turn(&Id::new("academy-in-time").unwrap());
        assert_eq!(found(&tried).assumptions[0].status, "holds");
    }

    #[test]
    fn an_assumption_recorded_as_broken_is_in_the_figures_as_one_that_is_tried() {
        let money = Id::new("money-comes").unwrap();
        let mut tried = Tried::default();
        tried.turn(&money);
        let mut recorded = police();
        let of_it = recorded.assumptions.iter_mut().find(|a| a.id == money).unwrap();
        of_it.status = AssumptionStatus::Broken;
        let figures = |comparison: &Comparison| {
            let found = findings(comparison, &Asked::default(), &Watch::none());
            (found.capacity, found.gaps_by_future, found.rules, found.what_matters)
        };
        assert_eq!(figures(&recorded), figures(&tried.on(&police())));
        assert_ne!(figures(&recorded), figures(&police()));
        assert_eq!(figures(&tried.on(&recorded)), figures(&police()), "restored for a trial");
        let fell = findings(&recorded, &Asked::default(), &Watch::none());
        assert_eq!(fell.futures[1].fallen.len(), 2, "{:?}", fell.futures[1]);
        assert!(fell.values.clone().unwrap().futures[1].ends_with(" (fallen)"));
        let gaps = |found: &Findings| {
            found
                .gaps_by_future
                .iter()
                .filter(|g| g.future_id == found.futures[1].id)
                .cloned()
                .collect::<Vec<_>>()
        };
        let before = findings(&police(), &Asked::default(), &Watch::none());
        assert_eq!(gaps(&fell), gaps(&before), "it keeps its figures");
    }

    #[test]
    fn phases_go_round() {
        let mut tried = Tried::default();
        for phase in Phase::ALL {
            tried.next_phase();
            assert_eq!(tried.phase, Some(*phase));
        }
        tried.next_phase();
        assert_eq!(tried.phase, None);
    }
}
