//! The models that come with the program: an empty one to start with and full ones to learn from.
//!
//! Knows nothing about where they are shown.

/// A model that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Nothing but a name.
    Blank,
    /// A mobile-first bank.
    Bank,
    /// A city's services.
    City,
    /// A network of hospitals.
    Hospital,
    /// A machine builder that sells running hours.
    Machine,
}

impl Template {
    /// Every template.
    pub const ALL: [Self; 5] = [Self::Blank, Self::Bank, Self::City, Self::Hospital, Self::Machine];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::Bank => "bank",
            Self::City => "city",
            Self::Hospital => "hospital",
            Self::Machine => "machine",
        }
    }

    /// What it is called where one is chosen.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Blank => "Blank model",
            Self::Bank => "Lumen Bank",
            Self::City => "City of Aldergrove",
            Self::Hospital => "Kestrel Vale Health",
            Self::Machine => "Tarrowby Machines",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Blank => "An empty page with the first questions",
            Self::Bank => "Example of a bank, mobile first",
            Self::City => "Example of a city and its services",
            Self::Hospital => "Example of a hospital network",
            Self::Machine => "Example of a machine builder",
        }
    }

    /// The template with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.name() == name)
    }

    /// The bytes of its file.
    #[must_use]
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Blank => include_bytes!("../../assets/templates/blank.opcanvas.json"),
            Self::Bank => include_bytes!("../../assets/examples/bank.opcanvas.json"),
            Self::City => include_bytes!("../../assets/examples/city.opcanvas.json"),
            Self::Hospital => include_bytes!("../../assets/examples/hospital.opcanvas.json"),
            Self::Machine => include_bytes!("../../assets/examples/machine.opcanvas.json"),
        }
    }
}
