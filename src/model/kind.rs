//! The kinds of elements and relations that code can name; what they mean stands in the metamodel's data.
//!
//! Knows nothing about labels, attributes or legality: see `metamodel` and `legality`.

use std::fmt;
use std::str::FromStr;

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident, $count:literal, [$($(#[$vdoc:meta])* $variant:ident = $id:literal),* $(,)?]) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name {
            $($(#[$vdoc])* $variant),*
        }

        impl $name {
            /// Every kind of the metamodel, in its order, without `Foreign`.
            pub const ALL: [Self; $count] = {
                let all = [$(Self::$variant),*];
                let mut own = [all[0]; $count];
                let mut i = 0;
                while i < $count {
                    own[i] = all[i];
                    i += 1;
                }
                own
            };

            /// The id in the file.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id),*
                }
            }

            /// The place in the metamodel's order; `Foreign` comes last.
            #[must_use]
            pub const fn index(self) -> usize {
                self as usize
            }
        }

        impl FromStr for $name {
            type Err = UnknownKind;

            fn from_str(id: &str) -> Result<Self, UnknownKind> {
                match id {
                    $($id => Ok(Self::$variant),)*
                    _ => Err(UnknownKind),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.id())
            }
        }
    };
}

/// The text names no kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKind;

kinds!(
    /// What an element is.
    ElementKind, 16, [
        /// A promise that the model must keep.
        ValueProposition = "value_proposition",
        /// A result that the strategy asks for.
        Objective = "objective",
        /// A consumer or another stakeholder.
        Stakeholder = "stakeholder",
        /// The steps by which value is created.
        ValueStream = "value_stream",
        /// One step of a value stream.
        Stage = "stage",
        /// A process, practice or capability.
        Process = "process",
        /// A product, service or project.
        PortfolioItem = "portfolio_item",
        /// A division, department, team or leadership body.
        OrgUnit = "org_unit",
        /// Responsibilities that people hold.
        Role = "role",
        /// Where work is done.
        Location = "location",
        /// An application, data store, platform, device or model.
        Technology = "technology",
        /// Another organization that contributes.
        Partner = "partner",
        /// A value or behaviour that is needed.
        Culture = "culture",
        /// A bounded test of a hypothesis.
        Experiment = "experiment",
        /// A forum, plan, budget, scorecard or policy.
        Management = "management",
        /// A decision about how to run.
        Choice = "choice",
        /// An element of another tool, kept as it came.
        Foreign = "foreign",
    ]
);

kinds!(
    /// What a relation says.
    RelationKind, 18, [
        /// The promise is the reason for the target.
        Drives = "drives",
        /// The segment that the promise is made to.
        OfferedTo = "offered_to",
        /// Whole to part; a tree.
        Contains = "contains",
        /// Work or value passes on.
        FlowsTo = "flows_to",
        /// A consumer's part in cocreating value.
        ParticipatesIn = "participates_in",
        /// Uses the product or service.
        Consumes = "consumes",
        /// Responsible, accountable, consulted or informed.
        AssignedTo = "assigned_to",
        /// The part a process or technology plays in the work.
        Enables = "enables",
        /// What a partner contributes.
        Supplies = "supplies",
        /// The source fails if the target fails.
        DependsOn = "depends_on",
        /// Puts a product or service in consumers' hands.
        Delivers = "delivers",
        /// A project alters the target.
        Changes = "changes",
        /// What an experiment learns about.
        Tests = "tests",
        /// Contributes to the objective.
        AlignedTo = "aligned_to",
        /// A value or choice constrains or strengthens the target.
        Shapes = "shapes",
        /// How the target is managed.
        Governs = "governs",
        /// Where it is.
        LocatedAt = "located_at",
        /// Teams and partners work with each other.
        InteractsWith = "interacts_with",
        /// A relation of another tool, kept as it came.
        Foreign = "foreign",
    ]
);

impl RelationKind {
    /// Whether value runs from target to source: a consumer uses what is delivered, a stage what it depends on.
    #[must_use]
    pub const fn runs_against_value(self) -> bool {
        matches!(
            self,
            Self::Consumes
                | Self::ParticipatesIn
                | Self::Drives
                | Self::DependsOn
                | Self::LocatedAt
                | Self::InteractsWith
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip() {
        for kind in ElementKind::ALL {
            assert_eq!(kind.id().parse(), Ok(kind));
        }
        for kind in RelationKind::ALL {
            assert_eq!(kind.id().parse(), Ok(kind));
        }
        assert_eq!("client".parse::<ElementKind>(), Err(UnknownKind));
        assert_eq!(ElementKind::Foreign.index(), ElementKind::ALL.len());
    }
}
