//! Words too common to search for, per language, folded. Not here: deciding which language a text is in.
//!
//! A Latin word is dropped when it is too common in English or in Polish, whatever the language of its mail, so that
//! a search never depends on a guess. Words that mean something in the other language are left out of the lists
//! (`my`, `ale`, `on` cost little; `to`, `do`, `a`, `i` would cost much).

use std::collections::HashSet;
use std::sync::LazyLock;

const ENGLISH: &str = "a an the and or but if of at by for with about to from in out on off over under then than so \
    is are was were be been being am do does did have has had having i me my we our ours you your yours he him his \
    she her hers it its they them their theirs this that these those what which who whom as not no nor only own same \
    too very can will just should would could may might must shall there here when where why how all any both each \
    few more most other some such up down again further once during before after above below between into through \
    because until while also i'm it's don't re fw fwd";

const POLISH: &str = "a i w z o u we ze do na po od za ku dla przez przed pod nad bez przy oraz albo lub czy ze zeby \
    to ten ta te tego tej temu tym tych tymi ta jest sa byl byla bylo byli byc bedzie beda jestem jestes sie si nie \
    tak jak ale wiec jednak bo gdy kiedy gdzie co kto ktory ktora ktore ktorzy ktorych moj moja moje nasz nasza nasze \
    wasz wasza wasze jego jej ich mnie mi ci cie go mu nas nam was wam im ja ty on ona ono my wy oni one juz jeszcze \
    tylko tez takze bardzo moze mozna by aby";

const RUSSIAN: &str = "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по ее мне было вот \
    от меня еще нет о из ему теперь даже ну ли если уже или ни быть был него до вас уж вам ведь там потом себя ей они \
    тут где есть для мы тебя их чем была сам чтоб без будто чего при будет тогда кто этот того потому этого какой \
    ним здесь этом один почти мой тем чтобы нее были эту это эта эти об над под про после через также тоже очень";

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    [ENGLISH, POLISH, RUSSIAN].into_iter().flat_map(str::split_whitespace).map(|word| word.trim()).collect()
});

/// Whether a folded word is too common to search for.
pub(super) fn is_common(folded: &str) -> bool {
    COMMON.contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_folded_as_words_are_when_they_are_looked_up() {
        for word in COMMON.iter() {
            assert_eq!(crate::search::fold(word), **word, "{word} would never be found");
        }
    }

    #[test]
    fn words_that_carry_meaning_are_kept() {
        for word in ["faktura", "invoice", "счет", "late", "2026", "refund", "zwrot", "возврат"] {
            assert!(!is_common(word), "{word}");
        }
    }
}
