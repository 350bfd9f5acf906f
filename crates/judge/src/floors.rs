//! Below what no figure on the kept side may fall, and above what none may rise. A floor is taken down only where another figure that
//! weighs more rises for it; `weighing.md` says which was, and why.

use crate::figures::{Figures, Kind};

/// The measures with a floor, for the first look alone and for both: the least that is not worse than now.
const FLOORS: &[(&str, Kind, [f64; 2])] = &[
    ("language", Kind::Right, [0.99, 0.99]),
    ("asks", Kind::Found, [0.76, 0.83]),
    ("asks: dates", Kind::Right, [0.90, 0.90]),
    ("commitments", Kind::Found, [0.69, 0.70]),
    ("commitments: dates", Kind::Right, [0.90, 0.90]),
    ("refusal", Kind::Right, [0.80, 0.80]),
    ("refusal: way out", Kind::Right, [0.74, 0.66]),
    ("blame", Kind::Right, [0.75, 0.84]),
    ("heat: hot held", Kind::Right, [0.87, 0.98]),
    ("heat: edgy advised", Kind::Right, [0.74, 0.75]),
    ("client: asked", Kind::Found, [0.83, 0.84]),
    ("client: complaint", Kind::Right, [0.57, 0.63]),
    ("client: wished date", Kind::Right, [0.91, 0.88]),
    ("client: grave seen", Kind::Right, [0.83, 0.91]),
    ("client: emergency", Kind::Right, [0.91, 0.94]),
    ("client: wants call", Kind::Right, [0.91, 0.91]),
    ("client: refund", Kind::Right, [0.97, 0.97]),
    ("client: thanks", Kind::Right, [0.88, 0.88]),
    ("client: expects answer", Kind::Right, [0.96, 0.97]),
];

/// The measures with a ceiling.
const CEILINGS: &[(&str, [f64; 2])] =
    &[("heat: calm held", [0.014, 0.01]), ("heat: calm advised", [0.06, 0.065]), ("heat: edgy held", [0.12, 0.02])];

/// What fell below its floor or rose above its ceiling.
pub(crate) fn fallen(figures: &Figures, twice: bool) -> Vec<String> {
    let of = |[once, both]: [f64; 2]| if twice { both } else { once };
    let below = FLOORS.iter().filter(|(what, kind, floor)| figures.figure(what, *kind) < of(*floor));
    let above = CEILINGS.iter().filter(|(what, ceiling)| figures.figure(what, Kind::Right) > of(*ceiling));
    let told = below.map(|(what, _, floor)| format!("{what} is below {}", of(*floor)));
    told.chain(above.map(|(what, ceiling)| format!("{what} is above {}", of(*ceiling)))).collect()
}
