//! Rows as structs: reading an answer, and writing many rows of one table at once. Not here: the tables themselves.

use crate::error::StoreError;
use crate::value::{Cells, FromCell, Value};

/// What one row of an answer becomes. Cells are read in the order of the `select`.
pub trait Record: Sized {
    /// Reads one row.
    fn read(cells: &mut Cells<'_>) -> Result<Self, StoreError>;
}

/// A record that is a whole table row, its `desk_id` left out (every function is given the desk).
pub trait Table: Record {
    /// The table's name.
    const NAME: &'static str;
    /// Its columns without `desk_id`, joined by commas, in the order of the struct.
    const COLUMNS: &'static str;
    /// How many columns that is.
    const WIDTH: usize;
    /// Adds the values of this row in the same order.
    fn write<'a>(&'a self, values: &mut Vec<Value<'a>>);
}

/// The columns of a table under an alias, for joins: `c.name, c.domain, …`.
pub fn columns_of<R: Table>(alias: &str) -> String {
    let mut text = String::with_capacity(R::COLUMNS.len() + R::WIDTH * (alias.len() + 1));
    for (at, column) in R::COLUMNS.split(", ").enumerate() {
        if at > 0 {
            text.push_str(", ");
        }
        text.push_str(alias);
        text.push('.');
        text.push_str(column);
    }
    text
}

/// Reads a field: as its own type, or as the one after `=>` it is kept as.
macro_rules! take_field {
    ($cells:ident, $type:ty) => {
        $cells.take::<$type>()?
    };
    ($cells:ident, $type:ty, $kept_as:ty) => {
        <$type>::from($cells.take::<$kept_as>()?)
    };
}
pub(crate) use take_field;

/// The value of a field: of its own type, or of the one after `=>` it is kept as.
macro_rules! give_field {
    ($field:expr) => {
        $crate::value::ToCell::to_cell($field)
    };
    ($field:expr, $kept_as:ty) => {
        <$kept_as>::keep($field)
    };
}
pub(crate) use give_field;

/// Declares a table's row: a struct of public fields named as the columns, with [`Record`] and [`Table`].
///
/// `field: Type => Kept` is a field used as `Type` and kept as `Kept`.
macro_rules! row {
    (
        $(#[$meta:meta])*
        $name:ident of $table:literal {
            $(#[$first_meta:meta])* $first:ident : $first_type:ty,
            $($(#[$field_meta:meta])* $field:ident : $type:ty $(=> $kept_as:ty)?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $(#[$first_meta])* pub $first: $first_type,
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl $crate::record::Record for $name {
            fn read(cells: &mut $crate::value::Cells<'_>) -> Result<Self, $crate::error::StoreError> {
                Ok(Self {
                    $first: cells.take()?,
                    $($field: $crate::record::take_field!(cells, $type $(, $kept_as)?),)*
                })
            }
        }

        impl $crate::record::Table for $name {
            const NAME: &'static str = $table;
            const COLUMNS: &'static str = concat!(stringify!($first), $(", ", stringify!($field),)*);
            const WIDTH: usize = [stringify!($first), $(stringify!($field),)*].len();
            fn write<'a>(&'a self, values: &mut Vec<$crate::value::Value<'a>>) {
                values.push($crate::value::ToCell::to_cell(&self.$first));
                $(values.push($crate::record::give_field!(&self.$field $(, $kept_as)?));)*
            }
        }
    };
}
pub(crate) use row;

/// Declares an answer that is not a whole table row: a struct of public fields in the order of its `select`.
macro_rules! answer {
    (
        $(#[$meta:meta])*
        $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty $(=> $kept_as:ty)?,)* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl $crate::record::Record for $name {
            fn read(cells: &mut $crate::value::Cells<'_>) -> Result<Self, $crate::error::StoreError> {
                Ok(Self { $($field: $crate::record::take_field!(cells, $type $(, $kept_as)?),)* })
            }
        }
    };
}
pub(crate) use answer;

macro_rules! tuple {
    ($($letter:ident),*) => {
        impl<$($letter: FromCell),*> Record for ($($letter,)*) {
            fn read(_cells: &mut Cells<'_>) -> Result<Self, StoreError> { Ok(($(_cells.take::<$letter>()?,)*)) }
        }
    };
}

tuple!();
tuple!(A);
tuple!(A, B);
tuple!(A, B, C);
tuple!(A, B, C, D);
tuple!(A, B, C, D, E);
tuple!(A, B, C, D, E, F);

impl<A: Record, B: Record> Record for Both<A, B> {
    fn read(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self(A::read(cells)?, B::read(cells)?))
    }
}

/// Two records side by side in one row, as a join gives them.
#[derive(Debug, Clone, PartialEq)]
pub struct Both<A, B>(pub A, pub B);
