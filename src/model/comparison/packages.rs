//! A package takes one option for each issue on the table. Parties judge it by their stances, or by points.

use super::ComparedParty;
use crate::model::macros::record;
use crate::model::{Id, IssueOption, Refs, Stance};

record! {
    /// Issues with options, and what each party makes of them.
    pub struct PackageModel {
        /// The issues on the table.
        issues: Vec<PackageIssue>,
        /// The parties, each with points and a threshold, or with stances.
        parties: Vec<PackageParty>,
        ..
        /// Options that cannot stand in the same package.
        infeasible: Vec<Infeasible>,
        /// Trades between the options.
        linkages: Vec<PackageLinkage>,
        /// Options that would breach a principle, as a person marked them; it is never scored.
        principles: Vec<PackageMark>,
        /// Who must agree.
        rule: RuleOfAgreement,
        /// Where this comes from.
        source: String,
    }

    /// An issue on the table.
    pub struct PackageIssue {
        /// Its id.
        id: Id<PackageIssue>,
        /// The neutral wording.
        title: String,
        /// What could be agreed on it.
        options: Vec<PackageOption>,
        ..
    }

    /// What could be agreed on an issue.
    pub struct PackageOption {
        /// Its id, of its own in the whole file's packages.
        id: Id<PackageOption>,
        /// In a few words.
        title: String,
        ..
        /// The options of the case that it stands for; then stances of parties of the case follow it.
        stands_for: Vec<Id<IssueOption>>,
    }

    /// What a party makes of the options.
    pub struct PackageParty {
        /// Its id: one of the comparison's parties.
        party: Id<ComparedParty>,
        ..
        /// The score that a package must reach; with it the party judges by points, without it by stances.
        threshold: Option<f64>,
        /// What each option is worth to it; an option that is not named is worth 0.
        points: Vec<Points>,
        /// How it stands to each option.
        stances: Vec<StanceFor>,
    }

    /// What an option is worth to a party.
    pub struct Points {
        /// Which option.
        option: Id<PackageOption>,
        /// How many points, in the party's own measure.
        points: f64,
        ..
    }

    /// How a party stands to an option.
    pub struct StanceFor {
        /// Which option.
        option: Id<PackageOption>,
        /// How.
        stance: Stance,
        ..
        /// What "accepts if" depends on.
        condition: String,
    }

    /// Options that cannot all stand in one package.
    pub struct Infeasible {
        /// Which.
        options: Vec<Id<PackageOption>>,
        ..
        /// Why.
        why: String,
    }

    /// That an option would breach a principle.
    pub struct PackageMark {
        /// Which option.
        option: Id<PackageOption>,
        /// The principle's id in the guidance.
        principle: String,
        ..
        /// In what way.
        reason: String,
        /// Who marked it.
        by: String,
        /// Whether it was recorded in the case; such a mark is taken anew with the case.
        from_case: bool,
    }

    /// A trade: a party gives an option for another that it gets.
    pub struct PackageLinkage {
        /// Who trades.
        party: Id<ComparedParty>,
        /// What it gives.
        gives: Id<PackageOption>,
        /// What it gets.
        gets: Id<PackageOption>,
        ..
        /// Whether it was taken from a linkage of the case; such a one is taken anew with the case.
        from_case: bool,
    }
}

/// Who must find a package acceptable for it to be agreed.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub enum RuleOfAgreement {
    /// Every party.
    #[default]
    All,
    /// So many parties, among them every one with a veto.
    AtLeast {
        /// How many.
        parties: u32,
        /// Who can block alone.
        #[serde(default)]
        vetoes: Vec<Id<ComparedParty>>,
    },
}

impl Refs for RuleOfAgreement {}
