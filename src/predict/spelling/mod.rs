//! Typos forgiven: what was typed is evidence of what is meant, P(typed | meant) × P(meant | context), the noisy channel
//! of spelling correction (Kernighan, Church and Gale 1990; Brill and Moore 2000 for whole edits).
//!
//! [`landings`] says from the lexicon which beginnings may be meant and what the errors between cost ([`costs`], for keys
//! beside each other a [`Layout`](crate::text::Layout)). [`Paths`] is their tree, down which the search steps the network before it goes on
//! freely, in the same frontier as what goes on with the letters as they are. This module changes no text.

mod confused;
mod costs;
mod derived;
mod doubt;
mod homographs;
mod landing;
mod landings;
mod paths;
mod spaces;
mod word_at;

pub(super) use confused::{confused, is_person};
pub(super) use costs::{APOSTROPHE, CAPITAL};
pub(super) use doubt::Doubt;
pub use landing::{Landing, Wanted};
pub use landings::landings;
pub(super) use paths::{PathId, Paths};
pub(super) use spaces::{slipped, torn};
pub(super) use word_at::WordAt;
