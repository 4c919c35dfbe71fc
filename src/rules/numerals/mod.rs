//! Numbers, dates, times and measures.

mod dates;
mod found;

use crate::rules::registry::rules;

rules! {
    nu301_impossible_date,
    nu302_weekday_mismatch,
    nu303_short_year,
    nu304_mixed_date,
    nu305_approximation,
    nu306_doubled_approximation,
    nu307_decrease_by_multiples,
    nu308_percentage_points,
    nu309_range_units,
    nu310_han_units,
    nu311_two,
    nu312_damaged_digits,
    nu313_date_style,
    nu317_doubled_units,
    nu318_session_numerals,
}
