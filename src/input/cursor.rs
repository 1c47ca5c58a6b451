//! [`Cursor`]: where an application draws its cursor, and whether a new place follows from text that was added.

/// The place of a cursor on the screen, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// From the left edge.
    pub x: i32,
    /// From the upper edge.
    pub y: i32,
    /// The height of the line.
    pub height: i32,
}

impl Cursor {
    /// Returns whether no text that was added at the place `before` leads here: a place farther back on the line or above it, or
    /// below the line where the text would have been wrapped to.
    #[must_use]
    pub fn is_elsewhere(self, before: Cursor) -> bool {
        let line = i64::from(self.height.max(1));
        let down = i64::from(self.y) - i64::from(before.y);
        match down {
            _ if down.abs() * 2 < line => self.x < before.x,
            ..0 => true,
            // A word that is wrapped moves the cursor down by a line, to its left end.
            _ => down * 2 > 3 * line || self.x >= before.x,
        }
    }

    /// Returns whether this place is farther back on the line than the place `before`.
    #[must_use]
    pub fn is_back(self, before: Cursor) -> bool {
        let down = i64::from(self.y) - i64::from(before.y);
        down.abs() * 2 < i64::from(self.height.max(1)) && self.x < before.x
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_added_text_does_not_lead_to() {
        let at = |x: i32, y: i32| Cursor { x, y, height: 15 };
        let check = |before: Cursor, after: Cursor, expected: bool| {
            assert_eq!(after.is_elsewhere(before), expected, "{before:?} {after:?}");
            assert!(expected || !after.is_back(before), "{before:?} {after:?}");
        };
        check(at(102, 139), at(66, 124), true);
        check(at(102, 139), at(66, 139), true);
        check(at(102, 139), at(130, 139), false);
        check(at(102, 139), at(102, 139), false);
        check(at(102, 139), at(103, 141), false);
        check(at(402, 139), at(40, 154), false);
        check(at(102, 139), at(140, 154), true);
        check(at(102, 139), at(40, 200), true);
        check(at(i32::MAX, i32::MIN), at(i32::MIN, i32::MAX), true);
        check(Cursor { x: 3, y: 3, height: -1 }, Cursor { x: 2, y: 3, height: 0 }, true);
    }

    #[test]
    fn places_farther_back_on_a_line() {
        let at = |x: i32, y: i32| Cursor { x, y, height: 15 };
        for (after, expected) in [
            (at(66, 139), true),
            (at(66, 142), true),
            (at(102, 139), false),
            (at(66, 124), false),
            (at(40, 154), false),
        ] {
            assert_eq!(after.is_back(at(102, 139)), expected, "{after:?}");
        }
    }
}
