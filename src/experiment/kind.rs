//! What a field may hold, and how a value that does not fit is reported.

#[cfg(feature = "serde")]
use alloc::string::ToString;
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use core::fmt;

/// What changing a field asks of a run that is under way.
///
/// The variants are ordered by how much work they ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Effect {
    /// Only what is shown changes.
    View,
    /// Applies to the running training from the next step on.
    Live,
    /// Shapes or random draws change: training starts again.
    Rebuild,
}

/// What a field may hold.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(tag = "kind", rename_all = "snake_case"))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Kind {
    /// A whole number from `min` to `max`, both included.
    Integer {
        /// Smallest value allowed.
        min: u32,
        /// Largest value allowed.
        max: u32,
    },
    /// A finite number from `min` to `max`, both included.
    Real {
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
        /// Whether a control does better with a logarithmic scale.
        log: bool,
    },
    /// `true` or `false`.
    Flag,
    /// One name of a list.
    Choice {
        /// The names.
        #[cfg_attr(feature = "web", tsify(type = "string[]"))]
        options: &'static [&'static str],
    },
    /// At least one name of a list, each at most once.
    Choices {
        /// The names.
        #[cfg_attr(feature = "web", tsify(type = "string[]"))]
        options: &'static [&'static str],
    },
    /// At most `longest` whole numbers, each from `min` to `max`.
    Integers {
        /// Smallest value allowed for each.
        min: u32,
        /// Largest value allowed for each.
        max: u32,
        /// The largest number of them.
        longest: usize,
    },
    /// A number for all, or a list with one number for each.
    EachReal {
        /// Smallest value allowed.
        min: f64,
        /// Largest value allowed.
        max: f64,
        /// Whether a control does better with a logarithmic scale.
        log: bool,
    },
    /// A name for all, or a list with one name for each.
    EachChoice {
        /// The names.
        #[cfg_attr(feature = "web", tsify(type = "string[]"))]
        options: &'static [&'static str],
    },
    /// At most `longest` points `[x1, x2, target]`, coordinates from `min` to `max`.
    Points {
        /// Smallest coordinate.
        min: f64,
        /// Largest coordinate.
        max: f64,
        /// The largest number of points.
        longest: usize,
    },
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer { min, max } => write!(f, "a whole number from {min} to {max}"),
            Self::Real { min, max, .. } => write!(f, "a number from {min} to {max}"),
            Self::Flag => f.write_str("true or false"),
            Self::Choice { options } => write!(f, "one of {}", options.join(", ")),
            Self::Choices { options } => {
                write!(f, "a list of at least one of {}, each once", options.join(", "))
            }
            Self::Integers { min, max, longest } => {
                write!(f, "a list of at most {longest} whole numbers from {min} to {max}")
            }
            Self::EachReal { min, max, .. } => {
                write!(f, "a number from {min} to {max}, or a list of such numbers")
            }
            Self::EachChoice { options } => {
                write!(f, "one of {}, or a list of these", options.join(", "))
            }
            Self::Points { min, max, longest } => {
                write!(f, "a list of at most {longest} points [x1, x2, target], coordinates from {min} to {max}")
            }
        }
    }
}

/// A condition that involves more than one field.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(tag = "rule", rename_all = "snake_case"))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Rule {
    /// The value is JSON text, and its top is an object.
    Json {
        /// What the parser said.
        reason: String,
    },
    /// No field has this name.
    NoSuchField,
    /// The format's version is one this build reads.
    Version {
        /// The version that this build reads.
        reads: u32,
    },
    /// A list with one entry for each layer or feature is as long as there are of them.
    Length {
        /// The length it should have.
        expected: usize,
    },
    /// The loss fits the data's targets.
    Loss {
        /// The losses that fit.
        #[cfg_attr(feature = "web", tsify(type = "string[]"))]
        options: &'static [&'static str],
    },
    /// The given points suffice: at least `least` of them.
    PointCount {
        /// The smallest number of points.
        least: usize,
    },
    /// Targets of given points are classes `0 … most`, or all are real numbers from −10 to 10.
    Target {
        /// The largest class.
        most: u32,
    },
    /// The training set gets at least one point of each class.
    EmptyTrain,
    /// All networks of a comparison together fit the memory set aside for them.
    Memory {
        /// Bytes allowed.
        most: u64,
    },
    /// One step of all networks together stays within the number of multiply–adds allowed.
    Work {
        /// Multiply–adds allowed.
        most: u64,
    },
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { reason } => write!(f, "a JSON object ({reason})"),
            Self::NoSuchField => f.write_str("no field of this name"),
            Self::Version { reads } => write!(f, "version {reads}"),
            Self::Length { expected } => write!(f, "one value, or a list of {expected}"),
            Self::Loss { options } => write!(f, "a loss that fits the data: {}", options.join(", ")),
            Self::PointCount { least } => write!(f, "at least {least} points"),
            Self::Target { most } => write!(
                f,
                "classes 0 to {most} as whole numbers with both 0 and 1 present, or real targets from -10 to 10"
            ),
            Self::EmptyTrain => f.write_str("a share that leaves the training set points to learn from"),
            Self::Memory { most } => {
                write!(f, "networks that fit {} MiB together", most / (1024 * 1024))
            }
            Self::Work { most } => write!(f, "at most {most} multiply-adds a step"),
        }
    }
}

/// What would have been allowed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(untagged))]
#[cfg_attr(feature = "web", derive(tsify::Tsify), tsify(type = "Kind | ({ kind: \"rule\" } & Rule)"))]
pub enum Allowed {
    /// A value of this kind.
    Kind(Kind),
    /// A value that keeps this rule.
    Rule(#[cfg_attr(feature = "serde", serde(serialize_with = "tagged"))] Rule),
}

/// Writes a rule with `"kind": "rule"`, so that every `allowed` has a kind to tell it by.
#[cfg(feature = "serde")]
fn tagged<S: serde::Serializer>(rule: &Rule, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(serde::Serialize)]
    struct Tagged<'a> {
        kind: &'static str,
        #[serde(flatten)]
        rule: &'a Rule,
    }
    serde::Serialize::serialize(&Tagged { kind: "rule", rule }, serializer)
}

/// One thing that is wrong with an experiment.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Problem {
    /// The field, for example `dropout.p[1]`.
    pub path: String,
    /// The value that was found, shortened where it is long.
    pub got: String,
    /// What would have been allowed.
    pub allowed: Allowed,
}

impl Problem {
    /// A value that its own field does not allow.
    #[must_use]
    pub fn kind(path: &str, got: String, kind: Kind) -> Self {
        Self { path: path.to_owned(), got: shorten(got), allowed: Allowed::Kind(kind) }
    }

    /// A value that does not go with another one.
    #[must_use]
    pub fn rule(path: &str, got: String, rule: Rule) -> Self {
        Self { path: path.to_owned(), got: shorten(got), allowed: Allowed::Rule(rule) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: got {}; allowed is ", self.path, self.got)?;
        match &self.allowed {
            Allowed::Kind(kind) => kind.fmt(f),
            Allowed::Rule(rule) => rule.fmt(f),
        }
    }
}

/// Everything that is wrong with an experiment.
#[derive(Debug, Clone, PartialEq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl core::error::Error for Problems {}

/// A message must stay readable when somebody pastes a whole file into a field.
fn shorten(text: String) -> String {
    const LONGEST: usize = 80;
    if text.chars().count() <= LONGEST {
        return text;
    }
    let head: String = text.chars().take(LONGEST - 1).collect();
    format!("{head}…")
}

/// A number as a message shows it.
///
/// Where JSON is read anyway its writer serves: the standard library's would add 14 kB to the page's module.
pub(super) fn number(value: f64) -> String {
    #[cfg(feature = "serde")]
    {
        let text = serde_json::Number::from_f64(value).map_or_else(|| "NaN".to_owned(), |number| number.to_string());
        text.strip_suffix(".0").map(ToOwned::to_owned).unwrap_or(text)
    }
    #[cfg(not(feature = "serde"))]
    {
        format!("{value}")
    }
}
