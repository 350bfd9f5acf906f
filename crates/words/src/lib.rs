//! Everything said to a human, in English, Polish and Russian. Pure.
