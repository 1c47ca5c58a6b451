pub mod cli;
pub mod daemon;
pub mod engine;
pub mod model;
pub mod predict;
pub mod rpc;
pub mod text;
pub mod train;
