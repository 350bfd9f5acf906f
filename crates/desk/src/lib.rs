//! Use cases, the clock, and the workers.
