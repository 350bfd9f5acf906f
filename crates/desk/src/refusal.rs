//! How a use case says no: the macro that makes a small enum of refusals, each with its text key.
//! What the refusals are stands in each use case; how they read stands in `words`.

/// Makes the `Refused` enum of one use case: every refusal with its text key, and `Fault` for what is nobody's doing.
///
/// A refusal is a person's to mend and has a sentence in `words`; a fault is ours and becomes the page with a reference id.
macro_rules! refusals {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident $(($payload:ty))? = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant $(($payload))?,)*
            /// Something of ours broke: database, disk, a bug.
            Fault(::anyhow::Error),
        }

        impl $name {
            /// The key of the sentence that tells a person what to do.
            pub fn key(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $key,)*
                    Self::Fault(fault) if $crate::room::is_lacking(fault.as_ref()) => "refused-no-room",
                    Self::Fault(_) => "refused-fault",
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    Self::Fault(fault) => write!(out, "{fault:#}"),
                    refusal => out.write_str(refusal.key()),
                }
            }
        }

        impl ::std::error::Error for $name {}

        impl From<::store::StoreError> for $name {
            fn from(fault: ::store::StoreError) -> Self {
                Self::Fault(fault.into())
            }
        }

        impl From<::anyhow::Error> for $name {
            fn from(fault: ::anyhow::Error) -> Self {
                Self::Fault(fault)
            }
        }
    };
}
pub(crate) use refusals;
