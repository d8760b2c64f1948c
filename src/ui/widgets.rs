//! Data in, cells out: the parts that screens are made of.

pub mod grouped;
pub mod held;
pub mod kept;
pub mod list;
pub mod page;
pub mod split;
