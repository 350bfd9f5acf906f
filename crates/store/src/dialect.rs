//! Whatever cannot be one SQL text for both databases. Not here: anything that can, and the word index, which differs
//! throughout (`search/index.rs`, `search/text.rs`).

/// Which database a transaction talks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite, one file in the data folder.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// A subquery giving each text of the list bound as argument `position` (see [`crate::value::list`]).
    pub fn each(self, position: usize) -> String {
        match self {
            Self::Sqlite => format!("(select value from json_each(${position}))"),
            Self::Postgres => format!("(select jsonb_array_elements_text(${position}::text::jsonb))"),
        }
    }

    /// The placeholder of the `position`-th argument in a generated statement of very many arguments.
    ///
    /// SQLite looks `$n` up by name, which is quadratic in a statement of thousands; its plain `?` is not.
    pub(crate) fn placeholder(self, position: usize, text: &mut String) {
        match self {
            Self::Sqlite => text.push('?'),
            Self::Postgres => {
                text.push('$');
                text.push_str(&position.to_string());
            }
        }
    }

    /// Lets several workers claim different rows at once. SQLite has one writer and needs nothing.
    pub fn skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => "for update skip locked",
        }
    }
}
