//! How a single value is held against what its field allows.

use alloc::{format, string::String, vec::Vec};

use super::kind::{Kind, Problem};

/// One value for all layers (or features), or one for each of them.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(untagged))]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Each<T> {
    /// The same for all.
    All(T),
    /// The first for the first one, and so on.
    List(Vec<T>),
}

impl<T: Copy> Each<T> {
    /// The value for layer (or feature) `index`.
    ///
    /// In a list that is too short, which validation refuses, the last entry stands for those that are missing.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<T> {
        match self {
            Self::All(value) => Some(*value),
            Self::List(list) => list.get(index).or(list.last()).copied(),
        }
    }

    /// The length of the list; `None` where one value stands for all.
    #[must_use]
    pub const fn list_length(&self) -> Option<usize> {
        match self {
            Self::All(_) => None,
            Self::List(list) => Some(list.len()),
        }
    }
}

/// An enumeration whose values have names in the experiment's JSON.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every value's name.
    const NAMES: &'static [&'static str];

    /// This value's name.
    fn name(self) -> &'static str;
}

/// A value that can be held against a [`Kind`].
pub(crate) trait Value {
    /// Adds what is wrong, each with its path.
    fn check(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>);
}

impl Value for u32 {
    fn check(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>) {
        if let Kind::Integer { min, max } = kind
            && !(min..=max).contains(self)
        {
            problems.push(Problem::kind(path, format!("{self}"), kind));
        }
    }
}

impl Value for f64 {
    fn check(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>) {
        // NaN is in no range, so it is caught here as well.
        if let Kind::Real { min, max, .. } | Kind::EachReal { min, max, .. } = kind
            && !(min..=max).contains(self)
        {
            problems.push(Problem::kind(path, format!("{self}"), Kind::Real { min, max, log: false }));
        }
    }
}

impl Value for bool {
    fn check(&self, _: &str, _: Kind, _: &mut Vec<Problem>) {}
}

impl Value for Vec<u32> {
    fn check(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>) {
        if let Kind::Integers { min, max, longest } = kind {
            if self.len() > longest {
                problems.push(Problem::kind(path, format!("{} numbers", self.len()), kind));
                return;
            }
            for (i, value) in self.iter().enumerate() {
                value.check(&format!("{path}[{i}]"), Kind::Integer { min, max }, problems);
            }
        }
    }
}

impl Value for Vec<[f64; 3]> {
    fn check(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>) {
        if let Kind::Points { min, max, longest } = kind {
            if self.len() > longest {
                problems.push(Problem::kind(path, format!("{} points", self.len()), kind));
                return;
            }
            for (i, [x1, x2, _]) in self.iter().enumerate() {
                for (j, x) in [x1, x2].into_iter().enumerate() {
                    x.check(&format!("{path}[{i}][{j}]"), Kind::Real { min, max, log: false }, problems);
                }
            }
        }
    }
}

impl Value for Each<f64> {
    fn check(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>) {
        match self {
            Self::All(value) => value.check(path, kind, problems),
            Self::List(list) => {
                // Length is a rule between fields; the bound keeps a message from growing with its input.
                for (i, value) in list.iter().take(64).enumerate() {
                    value.check(&format!("{path}[{i}]"), kind, problems);
                }
            }
        }
    }
}

impl<T: Choice> Value for T {
    fn check(&self, _: &str, _: Kind, _: &mut Vec<Problem>) {}
}

impl<T: Choice> Value for Each<T> {
    fn check(&self, _: &str, _: Kind, _: &mut Vec<Problem>) {}
}

impl<T: Choice> Value for Vec<T> {
    fn check(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>) {
        let repeated = self.iter().enumerate().any(|(i, a)| self[..i].contains(a));
        if self.is_empty() || repeated {
            let names: Vec<&str> = self.iter().take(16).map(|value| value.name()).collect();
            let got: String = format!("[{}]", names.join(", "));
            problems.push(Problem::kind(path, got, kind));
        }
    }
}
