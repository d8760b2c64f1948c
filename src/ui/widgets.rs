//! Data in, cells out: the parts that screens are made of.

pub mod list;
pub mod page;
