//! stub
mod bars;
mod field;
mod latency;
mod state;
mod view;
mod wrap;
