//! Finds where a MessagePack value ends, before anything is decoded or allocated.
//!
//! Iterative, so that no nesting can overflow a stack, and resumable, so that a frame arriving byte by byte is
//! walked once. Checks the limits; knows nothing of RPC. Main type: [`Scanner`].

use rmp::Marker;

use super::limits::{MAX_DEPTH, MAX_FRAME_BYTES};

/// Bytes that cannot become a frame, however many more arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// A byte that MessagePack never uses.
    #[error("not MessagePack: byte 0xc1 is never used")]
    Reserved,
    /// Longer than the limit.
    #[error("the frame is larger than {MAX_FRAME_BYTES} bytes")]
    TooLarge,
    /// More containers within containers than the limit.
    #[error("the frame is nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
}

/// Where a scan of one value stands.
#[derive(Clone, Debug)]
pub struct Scanner {
    /// Start of the next item not scanned yet.
    position: usize,
    /// Items missing in each open container, outermost first.
    missing: [u64; MAX_DEPTH],
    depth: usize,
    /// Items missing in all of them together, or 1 before the value begins.
    pending: u64,
}

/// One item's own bytes (header and, for text and bytes, the payload) and how many items belong to it.
struct Item {
    bytes: u64,
    children: Option<u64>,
}

impl Default for Scanner {
    fn default() -> Self {
        Scanner { position: 0, missing: [0; MAX_DEPTH], depth: 0, pending: 1 }
    }
}

impl Scanner {
    /// Goes on with `bytes`, which begin with everything given before. The value's length once it is complete;
    /// nothing while bytes are missing.
    ///
    /// # Errors
    /// As soon as the bytes seen, or the lengths they promise, break a limit.
    pub fn advance(&mut self, bytes: &[u8]) -> Result<Option<usize>, FrameError> {
        while self.pending > 0 {
            let Some(item) = bytes.get(self.position..).map(header).transpose()?.flatten() else {
                return Ok(None);
            };
            let end = self.position as u64 + item.bytes;
            // Every item still missing takes one byte at least.
            let least = end + (self.pending - 1) + item.children.unwrap_or(0);
            if least > MAX_FRAME_BYTES as u64 {
                return Err(FrameError::TooLarge);
            }
            if item.children.is_some() && self.depth == MAX_DEPTH {
                return Err(FrameError::TooDeep);
            }
            if end > bytes.len() as u64 {
                return Ok(None);
            }
            self.position = end as usize;
            self.take(item.children);
        }
        Ok(Some(self.position))
    }

    /// Counts one item as scanned, opens it when it is a container, closes what is complete.
    fn take(&mut self, children: Option<u64>) {
        self.pending -= 1;
        if let Some(innermost) = self.depth.checked_sub(1) {
            self.missing[innermost] -= 1;
        }
        if let Some(count) = children {
            self.missing[self.depth] = count;
            self.depth += 1;
            self.pending += count;
        }
        while self.depth > 0 && self.missing[self.depth - 1] == 0 {
            self.depth -= 1;
        }
    }
}

/// Length of the first value in `bytes`; nothing when it is incomplete or not acceptable.
pub fn value_len(bytes: &[u8]) -> Option<usize> {
    Scanner::default().advance(bytes).ok().flatten()
}

/// Reads one item's header; nothing when it has not arrived whole.
fn header(bytes: &[u8]) -> Result<Option<Item>, FrameError> {
    let Some(&first) = bytes.first() else {
        return Ok(None);
    };
    // A header of `width` length bytes, then `extra` bytes, then as many as the length says.
    let sized = |width: usize, extra: u64| {
        be_uint(bytes, width).map(|n| Item { bytes: 1 + width as u64 + extra + n, children: None })
    };
    let container = |width: usize, per_entry: u64| {
        be_uint(bytes, width).map(|n| Item { bytes: 1 + width as u64, children: Some(n * per_entry) })
    };
    let plain = |bytes: u64| Some(Item { bytes, children: None });
    Ok(match Marker::from_u8(first) {
        Marker::Reserved => return Err(FrameError::Reserved),
        Marker::FixPos(_) | Marker::FixNeg(_) | Marker::Null | Marker::True | Marker::False => plain(1),
        Marker::U8 | Marker::I8 => plain(2),
        Marker::U16 | Marker::I16 => plain(3),
        Marker::U32 | Marker::I32 | Marker::F32 => plain(5),
        Marker::U64 | Marker::I64 | Marker::F64 => plain(9),
        Marker::FixStr(n) => plain(1 + u64::from(n)),
        Marker::Str8 | Marker::Bin8 => sized(1, 0),
        Marker::Str16 | Marker::Bin16 => sized(2, 0),
        Marker::Str32 | Marker::Bin32 => sized(4, 0),
        Marker::FixExt1 => plain(3),
        Marker::FixExt2 => plain(4),
        Marker::FixExt4 => plain(6),
        Marker::FixExt8 => plain(10),
        Marker::FixExt16 => plain(18),
        Marker::Ext8 => sized(1, 1),
        Marker::Ext16 => sized(2, 1),
        Marker::Ext32 => sized(4, 1),
        Marker::FixArray(n) => Some(Item { bytes: 1, children: Some(n.into()) }),
        Marker::Array16 => container(2, 1),
        Marker::Array32 => container(4, 1),
        Marker::FixMap(n) => Some(Item { bytes: 1, children: Some(2 * u64::from(n)) }),
        Marker::Map16 => container(2, 2),
        Marker::Map32 => container(4, 2),
    })
}

/// The big-endian number of `width` bytes after the first byte.
fn be_uint(bytes: &[u8], width: usize) -> Option<u64> {
    let digits = bytes.get(1..1 + width)?;
    Some(digits.iter().fold(0, |value, &byte| value << 8 | u64::from(byte)))
}
