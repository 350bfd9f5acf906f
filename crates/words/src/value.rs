//! What can be put into a text: numbers (which choose the plural) and words.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};

/// A value for a placeholder.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// A whole number; grammar follows it ('1 day', '2 days').
    Number(i64),
    /// Words, put in as they are.
    Text(Cow<'a, str>),
}

/// Anything that can stand in a text: integers and strings, at any depth of reference,
/// so that templates need not care what they hold.
pub trait AsValue {
    /// The value to put in.
    fn as_value(&self) -> Value<'_>;
}

impl<T: AsValue + ?Sized> AsValue for &T {
    fn as_value(&self) -> Value<'_> {
        (**self).as_value()
    }
}

impl AsValue for Value<'_> {
    fn as_value(&self) -> Value<'_> {
        match self {
            Self::Number(number) => Value::Number(*number),
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
        }
    }
}

impl AsValue for str {
    fn as_value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }
}

impl AsValue for String {
    fn as_value(&self) -> Value<'_> {
        self.as_str().as_value()
    }
}

impl AsValue for Cow<'_, str> {
    fn as_value(&self) -> Value<'_> {
        self.as_ref().as_value()
    }
}

/// Numbers over `i64::MAX` are said as `i64::MAX`: nobody counts that far in a sentence.
macro_rules! number {
    ($($integer:ty),*) => {$(
        impl AsValue for $integer {
            fn as_value(&self) -> Value<'_> {
                Value::Number(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        }
    )*};
}
number!(u8, u16, u32, u64, usize, i8, i16, i32, i64);

/// The placeholders of one text, by name.
///
/// ```
/// use words::{Args, Language};
/// let args = Args::new().with("count", &5);
/// assert_eq!(words::say(Language::Ru, "duration-hours", &args), "5 часов");
/// ```
#[derive(Debug, Default)]
pub struct Args<'a>(FluentArgs<'a>);

impl<'a> Args<'a> {
    /// No placeholders yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one; a later value of the same name replaces the earlier.
    #[must_use]
    pub fn with<V: AsValue + ?Sized>(mut self, name: &'a str, value: &'a V) -> Self {
        self.set(name, value.as_value());
        self
    }

    /// Adds one to those already there.
    pub fn set(&mut self, name: &'a str, value: Value<'a>) {
        self.0.set(
            name,
            match value {
                Value::Number(number) => FluentValue::from(number),
                Value::Text(text) => FluentValue::String(text),
            },
        );
    }

    pub(crate) const fn inner(&self) -> &FluentArgs<'a> {
        &self.0
    }
}
