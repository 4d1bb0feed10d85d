//! How a single value is held against what its field allows.

#[cfg(feature = "serde")]
use alloc::string::ToString;
use alloc::{format, string::String, vec::Vec};

#[cfg(feature = "serde")]
use serde_json::Value as Json;

use super::kind::{Kind, Problem, number};

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
    /// Every value, in the order in which a list shows them.
    const ALL: &'static [Self];
    /// Every value's name, in the same order.
    const NAMES: &'static [&'static str];

    /// This value's name.
    fn name(self) -> &'static str;
}

/// A value that can be held against a [`Kind`], and read from JSON and written to it.
///
/// The derived readers of serde would do the same at several times the size: the page downloads one for each type.
pub(crate) trait Value: Sized {
    /// Adds what is wrong, each with its path.
    fn check(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>);

    /// The value that the JSON holds, whether allowed or not; `None` where it is of another form.
    #[cfg(feature = "serde")]
    fn from_json(json: &Json) -> Option<Self>;

    /// The value as JSON.
    #[cfg(feature = "serde")]
    fn to_json(&self) -> Json;
}

/// A field's place in a section, whatever its type: what goes over all fields is one loop and not one copy for each.
pub(crate) trait Slot {
    /// [`Value::check`].
    fn report(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>);

    /// Takes over what the JSON holds; where that is not allowed, reports it and keeps the value it has.
    #[cfg(feature = "serde")]
    fn read(&mut self, path: &str, kind: Kind, json: &Json, problems: &mut Vec<Problem>);

    /// [`Value::to_json`].
    #[cfg(feature = "serde")]
    fn write(&self) -> Json;
}

impl<T: Value> Slot for T {
    fn report(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>) {
        self.check(path, kind, problems);
    }

    #[cfg(feature = "serde")]
    fn read(&mut self, path: &str, kind: Kind, json: &Json, problems: &mut Vec<Problem>) {
        let Some(value) = T::from_json(json) else {
            problems.push(Problem::kind(path, json.to_string(), kind));
            return;
        };
        let before = problems.len();
        value.check(path, kind, problems);
        if problems.len() == before {
            *self = value;
        }
    }

    #[cfg(feature = "serde")]
    fn write(&self) -> Json {
        self.to_json()
    }
}

/// A list of what each item of a JSON array holds; `None` where it is no array or an item is of another form.
#[cfg(feature = "serde")]
fn list_from_json<T: Value>(json: &Json) -> Option<Vec<T>> {
    json.as_array()?.iter().map(T::from_json).collect()
}

#[cfg(feature = "serde")]
fn list_to_json<T: Value>(list: &[T]) -> Json {
    Json::Array(list.iter().map(Value::to_json).collect())
}

/// The place of a name in a list.
#[cfg(feature = "serde")]
#[inline(never)]
fn position(names: &[&str], json: &Json) -> Option<usize> {
    let name = json.as_str()?;
    names.iter().position(|known| *known == name)
}

impl Value for u32 {
    fn check(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>) {
        if let Kind::Integer { min, max } = kind
            && !(min..=max).contains(self)
        {
            problems.push(Problem::kind(path, format!("{self}"), kind));
        }
    }

    #[cfg(feature = "serde")]
    fn from_json(json: &Json) -> Option<Self> {
        json.as_u64()?.try_into().ok()
    }

    #[cfg(feature = "serde")]
    fn to_json(&self) -> Json {
        (*self).into()
    }
}

impl Value for f64 {
    fn check(&self, path: &str, kind: Kind, problems: &mut Vec<Problem>) {
        // NaN is in no range, so it is caught here as well.
        if let Kind::Real { min, max, .. } | Kind::EachReal { min, max, .. } = kind
            && !(min..=max).contains(self)
        {
            problems.push(Problem::kind(path, number(*self), Kind::Real { min, max, log: false }));
        }
    }

    #[cfg(feature = "serde")]
    fn from_json(json: &Json) -> Option<Self> {
        json.as_f64()
    }

    #[cfg(feature = "serde")]
    fn to_json(&self) -> Json {
        (*self).into()
    }
}

impl Value for bool {
    fn check(&self, _: &str, _: Kind, _: &mut Vec<Problem>) {}

    #[cfg(feature = "serde")]
    fn from_json(json: &Json) -> Option<Self> {
        json.as_bool()
    }

    #[cfg(feature = "serde")]
    fn to_json(&self) -> Json {
        (*self).into()
    }
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

    #[cfg(feature = "serde")]
    fn from_json(json: &Json) -> Option<Self> {
        list_from_json(json)
    }

    #[cfg(feature = "serde")]
    fn to_json(&self) -> Json {
        list_to_json(self)
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

    #[cfg(feature = "serde")]
    fn from_json(json: &Json) -> Option<Self> {
        json.as_array()?.iter().map(|point| list_from_json(point)?.try_into().ok()).collect()
    }

    #[cfg(feature = "serde")]
    fn to_json(&self) -> Json {
        Json::Array(self.iter().map(|point| list_to_json(point)).collect())
    }
}

impl<T: Value> Value for Each<T> {
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

    #[cfg(feature = "serde")]
    fn from_json(json: &Json) -> Option<Self> {
        T::from_json(json).map(Self::All).or_else(|| list_from_json(json).map(Self::List))
    }

    #[cfg(feature = "serde")]
    fn to_json(&self) -> Json {
        match self {
            Self::All(value) => value.to_json(),
            Self::List(list) => list_to_json(list),
        }
    }
}

impl<T: Choice> Value for T {
    fn check(&self, _: &str, _: Kind, _: &mut Vec<Problem>) {}

    #[cfg(feature = "serde")]
    fn from_json(json: &Json) -> Option<Self> {
        position(T::NAMES, json).map(|index| T::ALL[index])
    }

    #[cfg(feature = "serde")]
    fn to_json(&self) -> Json {
        self.name().into()
    }
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

    #[cfg(feature = "serde")]
    fn from_json(json: &Json) -> Option<Self> {
        list_from_json(json)
    }

    #[cfg(feature = "serde")]
    fn to_json(&self) -> Json {
        list_to_json(self)
    }
}
