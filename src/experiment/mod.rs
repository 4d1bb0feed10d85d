//! The experiment: one plain, versioned value that the page, the link, the tests and the core all speak.
//!
//! Every field's name, meaning, default, range, unit and [`Effect`] is written once, in `sections`, and is found again
//! in [`FIELDS`]. [`Experiment::problems`] answers everything that is wrong at once.

mod kind;
#[cfg(feature = "serde")]
mod read;
mod rules;
#[cfg(feature = "serde")]
mod schema;
mod section;
mod sections;
mod value;

use alloc::vec::Vec;

use section::Section;

pub use kind::{Allowed, Effect, Kind, Problem, Problems, Rule};
pub use rules::{MAX_LANES, MAX_MEMORY, MAX_REPLICAS, MAX_WORK, Task, comparison_problems};
#[cfg(feature = "serde")]
pub use schema::schema;
pub use sections::*;
pub use value::{Choice, Each};

/// The version of the experiment's format that this build reads and writes.
pub const VERSION: u32 = 1;

/// A row of the field table.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Field {
    /// Section and name, for example `dropout.p`.
    pub path: &'static str,
    /// What the field may hold.
    pub kind: Kind,
    /// What the value counts; empty for a bare number or a choice.
    pub unit: &'static str,
    /// What changing it asks of a running training.
    pub effect: Effect,
    /// One sentence on its meaning, as the documentation has it.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub help: &'static str,
}

/// Names the sections once; everything that goes over all of them is made from this list.
macro_rules! experiment {
    ($($(#[$meta:meta])* $name:ident: $type:ident,)*) => {
        /// Data, preparation, model, training and seeds: all that decides a run.
        ///
        /// ```
        /// use trainscope::experiment::Experiment;
        ///
        /// let mut experiment = Experiment::default();
        /// assert!(experiment.problems().is_empty());
        /// experiment.training.learning_rate = -1.0;
        /// assert_eq!(experiment.problems()[0].path, "training.learning_rate");
        /// ```
        #[derive(Debug, Clone, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[cfg_attr(feature = "web", derive(tsify::Tsify))]
        pub struct Experiment {
            /// The format's version: [`VERSION`].
            pub version: u32,
            $($(#[$meta])* pub $name: $type,)*
        }

        impl Default for Experiment {
            fn default() -> Self {
                Self { version: VERSION, $($name: $type::default(),)* }
            }
        }

        /// The field table, section by section.
        pub const FIELDS: &[&[Field]] = &[$($type::FIELDS),*];

        impl Experiment {
            /// The largest effect among the fields in which the two differ; `None` where they are equal.
            ///
            /// Under the initialization `he_dropout` the initial weights depend on p, so there a change of the
            /// dropout asks for a rebuild.
            #[must_use]
            pub fn change(&self, other: &Self) -> Option<Effect> {
                let mut change = None;
                $(change = change.max(self.$name.change(&other.$name));)*
                let drawn_from_p = other.initialization.weights == Scheme::HeDropout
                    && (&self.dropout.p, self.dropout.input, self.dropout.scaling)
                        != (&other.dropout.p, other.dropout.input, other.dropout.scaling);
                if drawn_from_p { Some(Effect::Rebuild) } else { change }
            }

            fn check_fields(&self, problems: &mut Vec<Problem>) {
                $(section::check($type::ROWS, &self.$name.slots(), problems);)*
            }

            /// The sections' names.
            #[cfg(feature = "serde")]
            const SECTIONS: &[&str] = &[$(stringify!($name)),*];

            #[cfg(feature = "serde")]
            fn read_sections(map: &serde_json::Map<alloc::string::String, serde_json::Value>, problems: &mut Vec<Problem>) -> Self {
                let mut experiment = Self::default();
                $(if let Some(json) = map.get(stringify!($name)) {
                    read::section($type::NAME, $type::ROWS, experiment.$name.slots_mut(), json, problems);
                })*
                experiment
            }
        }
    };
}

experiment! {
    /// The points and their targets.
    data: Data,
    /// How the points are shared out.
    split: Split,
    /// The distribution of dev and test.
    target: Target,
    /// How training points are changed.
    augmentation: Augmentation,
    /// What the network is given of a point.
    inputs: Inputs,
    /// The network's shape.
    network: Architecture,
    /// Where the descent starts.
    initialization: Initialization,
    /// Which units are left out while training.
    dropout: Dropout,
    /// What keeps weights small.
    regularization: Regularization,
    /// How the network learns.
    training: Training,
    /// When a training counts as stopped.
    early_stopping: EarlyStopping,
    /// One seed for each purpose.
    seeds: Seeds,
}

impl Experiment {
    /// Everything that is wrong with this experiment, each with its path, the value and what is allowed.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_fields(&mut problems);
        rules::check(self, &mut problems);
        problems
    }

    /// This experiment, or everything that is wrong with it.
    ///
    /// # Errors
    /// All of [`Self::problems`].
    pub fn validated(self) -> Result<Self, Problems> {
        let problems = self.problems();
        if problems.is_empty() { Ok(self) } else { Err(Problems(problems)) }
    }

    /// Reads an experiment; what is missing stays at its default, and so does what is wrong, which is reported.
    #[cfg(feature = "serde")]
    #[must_use]
    pub fn read(json: serde_json::Value) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let Some(map) = read::object("experiment", &json, &mut problems) else {
            return (Self::default(), problems);
        };
        if let Some(version) = map.get("version")
            && *version != VERSION
        {
            let rule = Rule::Version { reads: VERSION };
            problems.push(Problem::rule("version", alloc::string::ToString::to_string(version), rule));
        }
        let experiment = Self::read_sections(map, &mut problems);
        read::leftovers("", map, |name| name == "version" || Self::SECTIONS.contains(&name), &mut problems);
        rules::check(&experiment, &mut problems);
        (experiment, problems)
    }

    /// Reads and validates an experiment from JSON text; what is missing stays at its default.
    ///
    /// ```
    /// use trainscope::experiment::Experiment;
    ///
    /// let experiment = Experiment::from_json(r#"{"dropout": {"p": 0.5}}"#).unwrap();
    /// assert_eq!(experiment.dropout.p.get(0), Some(0.5));
    /// let problems = Experiment::from_json(r#"{"dropout": {"p": 2}, "data": {"points": 1}}"#).unwrap_err();
    /// assert_eq!(problems.0.len(), 2);
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    #[cfg(feature = "serde")]
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        let json = parse(text)?;
        let (experiment, problems) = Self::read(json);
        if problems.is_empty() { Ok(experiment) } else { Err(Problems(problems)) }
    }

    /// The experiment as JSON text, every field written out.
    #[cfg(feature = "serde")]
    #[must_use]
    pub fn to_json(&self) -> alloc::string::String {
        // A plain struct of numbers, names and lists: serialization has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Parses JSON text; an error names line and column.
///
/// # Errors
/// The one place at which the text stops being JSON.
#[cfg(feature = "serde")]
pub fn parse(text: &str) -> Result<serde_json::Value, Problems> {
    serde_json::from_str(text).map_err(|error| {
        let reason = alloc::string::ToString::to_string(&error);
        let rule = Rule::Json { reason };
        Problems(alloc::vec![Problem::rule("experiment", text.into(), rule)])
    })
}
