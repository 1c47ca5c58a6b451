//! [`PerUnit`]: N numbers of one hidden unit, which lie in N rows of width H.

/// `[f32; N]`, one number from each of N rows. A length that is known to the compiler lets it vectorise over the units.
pub trait PerUnit: Copy {
    /// N.
    const COUNT: usize;
    /// N rows to read from.
    type Rows<'a>;
    /// N rows to write to.
    type RowsMut<'a>;

    /// Cuts `(N·H)` into its rows.
    fn rows(all: &[f32], width: usize) -> Self::Rows<'_>;
    /// The same for writing.
    fn rows_mut(all: &mut [f32], width: usize) -> Self::RowsMut<'_>;
    /// The numbers of a unit.
    fn load(rows: &Self::Rows<'_>, unit: usize) -> Self;
    /// The same from rows for writing.
    fn load_mut(rows: &Self::RowsMut<'_>, unit: usize) -> Self;
    /// Writes the numbers of a unit.
    fn store(self, rows: &mut Self::RowsMut<'_>, unit: usize);
}

impl<const N: usize> PerUnit for [f32; N] {
    const COUNT: usize = N;
    type Rows<'a> = [&'a [f32]; N];
    type RowsMut<'a> = [&'a mut [f32]; N];

    #[inline(always)]
    fn rows(all: &[f32], width: usize) -> [&[f32]; N] {
        std::array::from_fn(|i| &all[i * width..][..width])
    }

    #[inline(always)]
    fn rows_mut(all: &mut [f32], width: usize) -> [&mut [f32]; N] {
        let mut rest = all;
        std::array::from_fn(|_| {
            let (row, behind) = std::mem::take(&mut rest).split_at_mut(width);
            rest = behind;
            row
        })
    }

    #[inline(always)]
    fn load(rows: &[&[f32]; N], unit: usize) -> Self {
        std::array::from_fn(|i| rows[i][unit])
    }

    #[inline(always)]
    fn load_mut(rows: &[&mut [f32]; N], unit: usize) -> Self {
        std::array::from_fn(|i| rows[i][unit])
    }

    #[inline(always)]
    fn store(self, rows: &mut [&mut [f32]; N], unit: usize) {
        for i in 0..N {
            rows[i][unit] = self[i];
        }
    }
}
