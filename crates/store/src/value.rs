//! Values on their way into a statement and out of a row, the same for both databases. Not here: which database it is.

use std::borrow::Cow;
use std::cell::RefCell;

use jiff::Timestamp;
use rulebook::event::Kind;
use rulebook::people::{Party, Side};
use rulebook::promise::{Because, State, What};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type};

use crate::error::StoreError;

/// One value bound to a statement. Missing values keep their type, because PostgreSQL asks for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Text; NUL becomes U+FFFD when bound, since PostgreSQL takes none.
    Text(Cow<'a, str>),
    /// Whole numbers, and instants as microseconds UTC.
    Int(i64),
    /// Truth.
    Bool(bool),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
    /// No text.
    NoText,
    /// No number.
    NoInt,
    /// No truth.
    NoBool,
    /// No bytes.
    NoBytes,
}

/// What can be bound to a statement.
pub trait ToCell {
    /// The typed 'nothing' of this type.
    const NOTHING: Value<'static>;
    /// The value to bind.
    fn to_cell(&self) -> Value<'_>;
}

/// What can be read from a row.
pub trait FromCell: Sized {
    /// Reads the column at this position.
    fn from_cell(row: &Row, column: usize) -> Result<Self, StoreError>;
}

/// Builds the argument list of a statement: `args![desk, since, &name]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { &[$($crate::value::ToCell::to_cell(&$value)),*] };
}

/// One row of an answer.
#[derive(Debug)]
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

impl Row {
    pub(crate) fn get<'r, T>(&'r self, column: usize) -> Result<T, StoreError>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
        .map_err(|cause| StoreError::Damaged { column, cause: cause.to_string() })
    }
}

/// Reads the cells of one row from left to right.
#[derive(Debug)]
pub struct Cells<'r> {
    row: &'r Row,
    next: usize,
}

impl<'r> Cells<'r> {
    pub(crate) fn of(row: &'r Row) -> Self {
        Self { row, next: 0 }
    }

    /// The next cell.
    pub fn take<T: FromCell>(&mut self) -> Result<T, StoreError> {
        let value = T::from_cell(self.row, self.next)?;
        self.next += 1;
        Ok(value)
    }
}

macro_rules! plain {
    ($($type:ty, $nothing:ident, |$value:ident| $to:expr;)*) => {$(
        impl ToCell for $type {
            const NOTHING: Value<'static> = Value::$nothing;
            fn to_cell(&self) -> Value<'_> { let $value = self; $to }
        }
    )*};
}

plain! {
    str, NoText, |it| Value::Text(Cow::Borrowed(it));
    String, NoText, |it| Value::Text(Cow::Borrowed(it));
    i64, NoInt, |it| Value::Int(*it);
    bool, NoBool, |it| Value::Bool(*it);
    Timestamp, NoInt, |it| Value::Int(it.as_microsecond());
}

impl<T: ToCell + ?Sized> ToCell for &T {
    const NOTHING: Value<'static> = T::NOTHING;
    fn to_cell(&self) -> Value<'_> {
        (**self).to_cell()
    }
}

impl<T: ToCell> ToCell for Option<T> {
    const NOTHING: Value<'static> = T::NOTHING;
    fn to_cell(&self) -> Value<'_> {
        self.as_ref().map_or(T::NOTHING, ToCell::to_cell)
    }
}

macro_rules! natural {
    ($($type:ty),*) => {$(
        impl FromCell for $type {
            fn from_cell(row: &Row, column: usize) -> Result<Self, StoreError> { row.get(column) }
        }
        impl FromCell for Option<$type> {
            fn from_cell(row: &Row, column: usize) -> Result<Self, StoreError> { row.get(column) }
        }
    )*};
}

natural!(String, i64, bool);

fn instant(column: usize, micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|cause| StoreError::Damaged { column, cause: cause.to_string() })
}

impl FromCell for Timestamp {
    fn from_cell(row: &Row, column: usize) -> Result<Self, StoreError> {
        instant(column, row.get(column)?)
    }
}

impl FromCell for Option<Timestamp> {
    fn from_cell(row: &Row, column: usize) -> Result<Self, StoreError> {
        row.get::<Option<i64>>(column)?.map(|micros| instant(column, micros)).transpose()
    }
}

/// Types kept as one stable word.
macro_rules! codes {
    ($($type:ty { $($variant:path => $code:literal),* $(,)? })*) => {$(
        impl $crate::value::ToCell for $type {
            const NOTHING: $crate::value::Value<'static> = $crate::value::Value::NoText;
            fn to_cell(&self) -> $crate::value::Value<'_> {
                $crate::value::Value::Text(::std::borrow::Cow::Borrowed(match self { $($variant => $code),* }))
            }
        }
        impl $crate::value::FromCell for $type {
            fn from_cell(row: &$crate::value::Row, column: usize) -> Result<Self, $crate::error::StoreError> {
                match row.get::<&str>(column)? {
                    $($code => Ok($variant),)*
                    other => Err($crate::error::StoreError::Damaged { column, cause: format!("unknown word {other:?}") }),
                }
            }
        }
        impl $crate::value::FromCell for Option<$type> {
            fn from_cell(row: &$crate::value::Row, column: usize) -> Result<Self, $crate::error::StoreError> {
                match row.get::<Option<&str>>(column)? {
                    None => Ok(None),
                    Some(_) => <$type as $crate::value::FromCell>::from_cell(row, column).map(Some),
                }
            }
        }
    )*};
}
pub(crate) use codes;

codes! {
    Side { Side::Ours => "ours", Side::Theirs => "theirs" }
    State { State::Open => "open", State::Kept => "kept", State::Broken => "broken", State::Waived => "waived" }
    Kind {
        Kind::Person => "person", Kind::AutoReply => "auto_reply", Kind::Bounce => "bounce", Kind::Delay => "delay",
        Kind::List => "list", Kind::Bulk => "bulk", Kind::Challenge => "challenge", Kind::AbuseReport => "abuse_report",
    }
}

fn to_json(value: &impl Serialize) -> Value<'static> {
    // The types kept this way are plain data, for which writing JSON cannot fail.
    Value::Text(Cow::Owned(serde_json::to_string(value).unwrap_or_default()))
}

fn from_json<T: DeserializeOwned>(row: &Row, column: usize) -> Result<T, StoreError> {
    serde_json::from_str(row.get::<&str>(column)?)
        .map_err(|cause| StoreError::Damaged { column, cause: cause.to_string() })
}

/// Types kept as JSON text.
macro_rules! json {
    ($($type:ty),* $(,)?) => {$(
        impl ToCell for $type {
            const NOTHING: Value<'static> = Value::NoText;
            fn to_cell(&self) -> Value<'_> { to_json(self) }
        }
        impl FromCell for $type {
            fn from_cell(row: &Row, column: usize) -> Result<Self, StoreError> { from_json(row, column) }
        }
    )*};
}

json!(
    Party,
    What,
    Vec<Party>,
    Vec<rulebook::step::DraftStep>,
    Vec<Because>,
    Vec<String>,
    Vec<crate::outbox::Recipient>
);

/// Text that is kept compressed: long, seldom read, never asked for in SQL. Used like a `&str`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PackedText(String);

/// From this length on compressing is worth a look.
const PACK_FROM: usize = 200;

impl From<String> for PackedText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<PackedText> for String {
    fn from(packed: PackedText) -> Self {
        packed.0
    }
}

impl std::ops::Deref for PackedText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

thread_local! {
    /// Its tables are made once per thread: for a short text making them costs more than using them.
    static COMPRESSOR: RefCell<Option<zstd::bulk::Compressor<'static>>> = const { RefCell::new(None) };
}

fn compressed(bytes: &[u8]) -> Option<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|kept| {
        if kept.is_none() {
            *kept = zstd::bulk::Compressor::new(3).ok();
        }
        kept.as_mut()?.compress(bytes).ok()
    })
}

impl PackedText {
    /// This text as it is kept. First byte 0: the text itself follows. First byte 1: a zstd frame of it.
    pub(crate) fn keep(text: &str) -> Value<'static> {
        let text = text.replace('\0', "\u{fffd}");
        let packed = (text.len() >= PACK_FROM).then(|| compressed(text.as_bytes())).flatten();
        let (mark, body) = match &packed {
            Some(frame) if frame.len() < text.len() => (1, frame.as_slice()),
            _ => (0, text.as_bytes()),
        };
        let mut bytes = Vec::with_capacity(body.len() + 1);
        bytes.push(mark);
        bytes.extend_from_slice(body);
        Value::Bytes(Cow::Owned(bytes))
    }
}

impl ToCell for PackedText {
    const NOTHING: Value<'static> = Value::NoBytes;
    fn to_cell(&self) -> Value<'_> {
        Self::keep(&self.0)
    }
}

impl FromCell for PackedText {
    fn from_cell(row: &Row, column: usize) -> Result<Self, StoreError> {
        let damaged = |cause: &str| StoreError::Damaged { column, cause: cause.to_owned() };
        let text = match row.get::<&[u8]>(column)?.split_first() {
            None => Vec::new(),
            Some((0, text)) => text.to_vec(),
            Some((1, frame)) => zstd::stream::decode_all(frame).map_err(|_| damaged("not a zstd frame"))?,
            Some(_) => return Err(damaged("packed in an unknown way")),
        };
        String::from_utf8(text).map(Self).map_err(|_| damaged("not UTF-8"))
    }
}

/// A list of texts as one argument, to be taken apart by [`crate::dialect::Dialect::each`].
pub fn list<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Value<'static> {
    let texts: Vec<S> = texts.into_iter().collect();
    to_json(&texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>())
}

impl ToCell for Value<'_> {
    const NOTHING: Value<'static> = Value::NoText;
    fn to_cell(&self) -> Value<'_> {
        match self {
            Value::Text(text) => Value::Text(Cow::Borrowed(text)),
            Value::Int(it) => Value::Int(*it),
            Value::Bool(it) => Value::Bool(*it),
            Value::NoText => Value::NoText,
            Value::NoInt => Value::NoInt,
            Value::NoBool => Value::NoBool,
            Value::Bytes(bytes) => Value::Bytes(Cow::Borrowed(bytes)),
            Value::NoBytes => Value::NoBytes,
        }
    }
}
