//! Named random streams: each purpose draws from a stream of its own, and no draw depends on how many were made before
//! for another purpose.
//!
//! A [`Stream`] is a pure function of a seed, a [`Purpose`] and a list of indices (replica, layer, step, …). There is no
//! generator state that lives from one step to the next, so a run can be continued from any checkpoint, two lanes that
//! differ in one knob see the same draws everywhere else, and evaluating cannot disturb training.
//!
//! The generator is xoshiro256++ (Blackman and Vigna 2021, *Scrambled linear pseudorandom number generators*), from the
//! `rand` crate, where it is documented as portable. Distributions are written here, because their exact values are part
//! of this crate's promise; golden tests pin them.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

use crate::math::Words;

/// What a stream's numbers are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Positions of the points.
    Points = 1,
    /// Noise on the points, or on their targets in regression.
    PointNoise = 2,
    /// Which labels are replaced, and by what.
    LabelNoise = 3,
    /// Irrelevant inputs.
    NoiseInputs = 4,
    /// Which point goes to which set.
    Split = 5,
    /// Initial weights.
    Weights = 6,
    /// Initial biases.
    Biases = 7,
    /// Order of the training examples.
    Batches = 8,
    /// Dropout masks of training steps.
    Masks = 9,
    /// Dropout masks of evaluations in train mode.
    EvaluationMasks = 10,
    /// Augmentation.
    Augmentation = 11,
    /// Random directions of a loss surface.
    Directions = 12,
    /// Dropout masks of sub-networks that are drawn to be looked at.
    SampledMasks = 13,
    /// Points that an augmentation is tried on, to see whether it keeps their labels.
    AugmentationCheck = 17,
    /// Further noise on points of the target distribution, or on their targets in regression.
    TargetNoise = 18,
}

/// A stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream(Xoshiro256PlusPlus);

impl Stream {
    /// The stream for a purpose, under the seed that the experiment gives it, at these indices.
    #[must_use]
    pub fn new(seed: u32, purpose: Purpose, indices: &[u32]) -> Self {
        let mut key = key(seed, purpose, indices);
        let mut bytes = [0; 32];
        for chunk in bytes.chunks_exact_mut(8) {
            key = mix(key);
            chunk.copy_from_slice(&key.to_le_bytes());
        }
        Self(Xoshiro256PlusPlus::from_seed(bytes))
    }

    /// 64 random bits.
    #[inline]
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform on the open interval (0, 1), in steps of 2⁻⁵².
    pub fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 52) as f64;
        ((self.bits() >> 12) as f64 + 0.5) * STEP
    }

    /// Uniform on [−1, 1], open.
    pub fn symmetric(&mut self) -> f64 {
        2.0 * self.uniform() - 1.0
    }

    /// Standard normal, as Φ⁻¹ of one uniform draw.
    ///
    /// One draw in, one draw out: normal and uniform initializations under one seed are drawn from the same ranks.
    pub fn normal(&mut self) -> f64 {
        crate::math::normal_quantile(self.uniform())
    }

    /// A whole number from 0 to `bound` − 1, each equally likely; 0 where `bound` is 0.
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        // Lemire 2019, Fast random integer generation in an interval: rejection makes it exact.
        let bound64 = u64::from(bound);
        loop {
            let product = (self.bits() >> 32) * bound64;
            let low = product & u64::from(u32::MAX);
            if low >= bound64 || low >= (u64::from(u32::MAX) + 1) % bound64.max(1) {
                return (product >> 32).try_into().unwrap_or(0);
            }
        }
    }

    /// Puts a slice in random order: Fisher and Yates' shuffle.
    pub fn shuffle<T>(&mut self, slice: &mut [T]) {
        for i in (1..slice.len()).rev() {
            // Slices here hold at most 20,000 entries.
            let j = self.below(u32::try_from(i + 1).unwrap_or(u32::MAX)) as usize;
            slice.swap(i, j);
        }
    }
}

/// Four streams side by side, for draws that are needed by the hundred at every step.
///
/// The generator is xoshiro128++ (Blackman and Vigna 2021), one in each lane of a vector.
#[derive(Debug, Clone)]
pub struct FourStreams([Words; 4]);

impl FourStreams {
    /// The streams for a purpose, under the seed that the experiment gives it, at these indices.
    #[must_use]
    pub fn new(seed: u32, purpose: Purpose, indices: &[u32]) -> Self {
        let key = key(seed, purpose, indices);
        // SplitMix64's sequence from the key on: its numbers do not wait for one another.
        let bits = |i: u64| mix(key.wrapping_add(i.wrapping_mul(INCREMENT)));
        Self(core::array::from_fn(|i| {
            let (a, b) = (bits(2 * i as u64), bits(2 * i as u64 + 1));
            #[expect(clippy::cast_possible_truncation, reason = "the low and the high half are wanted")]
            let halves = [a as u32, (a >> 32) as u32, b as u32, (b >> 32) as u32];
            Words::new(halves)
        }))
    }

    /// Four of these laid the other way: the first that is returned draws what each of them draws in its first lane.
    #[inline]
    #[must_use]
    pub fn transposed(streams: [Self; 4]) -> [Self; 4] {
        let mut result = streams.clone();
        for word in 0..4 {
            let columns = Words::transposed(streams.each_ref().map(|streams| streams.0[word]));
            for (streams, column) in result.iter_mut().zip(columns) {
                streams.0[word] = column;
            }
        }
        result
    }

    /// 32 random bits in each of four lanes.
    #[inline(always)]
    pub fn words(&mut self) -> Words {
        let [a, b, c, d] = self.0;
        let sum = a.plus(d);
        let result = sum.up::<7>().or(sum.down::<25>()).plus(a);
        let shifted = b.up::<9>();
        let (c, d) = (c.xor(a), d.xor(b));
        let (b, a) = (b.xor(c), a.xor(d));
        self.0 = [a, b, c.xor(shifted), d.up::<11>().or(d.down::<21>())];
        result
    }
}

/// One number for a seed, a purpose and a list of indices.
fn key(seed: u32, purpose: Purpose, indices: &[u32]) -> u64 {
    // Absorbing each word with SplitMix64's finalizer keeps neighbouring indices unrelated, and absorbing their
    // number first keeps a list and the same list with a 0 behind it apart.
    let key = mix((u64::from(seed) << 32) | ((indices.len() as u64) << 8) | purpose as u64);
    indices.iter().fold(key, |key, &index| mix(key ^ u64::from(index)))
}

/// SplitMix64's increment, the golden ratio's fraction.
const INCREMENT: u64 = 0x9E37_79B9_7F4A_7C15;

/// SplitMix64's step and finalizer (Steele, Lea and Flood 2014).
const fn mix(value: u64) -> u64 {
    let z = value.wrapping_add(INCREMENT);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    fn first(seed: u32, purpose: Purpose, indices: &[u32]) -> u64 {
        Stream::new(seed, purpose, indices).bits()
    }

    #[test]
    fn pinned_values() {
        assert_eq!(first(1, Purpose::Weights, &[0, 0]), PINNED[0]);
        assert_eq!(first(7, Purpose::Masks, &[0, 1, 2, 3]), PINNED[1]);
        let mut stream = Stream::new(0, Purpose::Points, &[]);
        assert_eq!([stream.bits(), stream.bits()], [PINNED[2], PINNED[3]]);
    }

    const PINNED: [u64; 4] =
        [0x039c_ac31_ace9_cde7, 0x0c23_1926_effd_6d80, 0x6ff8_271d_7602_c812, 0x9f1c_18e7_d02c_b56a];

    #[test]
    fn every_part_of_the_name_counts() {
        let names: [u64; 7] = [
            first(1, Purpose::Weights, &[]),
            first(2, Purpose::Weights, &[]),
            first(1, Purpose::Biases, &[]),
            first(1, Purpose::Weights, &[0]),
            first(1, Purpose::Weights, &[0, 0]),
            first(1, Purpose::Weights, &[0, 1]),
            first(1, Purpose::Weights, &[1, 0]),
        ];
        for (i, a) in names.iter().enumerate() {
            assert!(names[..i].iter().all(|b| a != b));
        }
        // A stream's second number is not the first one of the stream one index further.
        let mut stream = Stream::new(1, Purpose::Weights, &[3]);
        let (_, second) = (stream.bits(), stream.bits());
        assert_ne!(second, first(1, Purpose::Weights, &[3, 0]));
    }

    /// The `rand` crate's own generator of the same name is the reference.
    #[test]
    fn four_streams_are_xoshiro128_plus_plus_in_each_lane() {
        let mut seeds = key(9, Purpose::Masks, &[4]);
        let state: [[u32; 4]; 4] = core::array::from_fn(|_| {
            let mut next = || {
                let bits = mix(seeds);
                seeds = seeds.wrapping_add(INCREMENT);
                bits.to_le_bytes()
            };
            let (a, b) = (next(), next());
            let word =
                |bytes: [u8; 8], i: usize| u32::from_le_bytes([bytes[i], bytes[i + 1], bytes[i + 2], bytes[i + 3]]);
            [word(a, 0), word(a, 4), word(b, 0), word(b, 4)]
        });
        let mut lanes: Vec<rand::rngs::Xoshiro128PlusPlus> = (0..4)
            .map(|lane| {
                let mut seed = [0; 16];
                for (bytes, words) in seed.chunks_exact_mut(4).zip(state) {
                    bytes.copy_from_slice(&words[lane].to_le_bytes());
                }
                rand::rngs::Xoshiro128PlusPlus::from_seed(seed)
            })
            .collect();
        let mut four = FourStreams::new(9, Purpose::Masks, &[4]);
        for _ in 0..100 {
            let expected: Vec<u32> = lanes.iter_mut().map(Rng::next_u32).collect();
            assert_eq!(four.words().array().to_vec(), expected);
        }
    }

    #[test]
    fn whole_numbers_are_even() {
        let mut stream = Stream::new(3, Purpose::Split, &[]);
        let mut counts = [0_i32; 7];
        for _ in 0..70_000 {
            counts[stream.below(7) as usize] += 1;
        }
        // Six standard deviations of a count of 10,000.
        assert!(counts.iter().all(|count| (count - 10_000).abs() < 560), "{counts:?}");
        assert_eq!(stream.below(0), 0);
        assert_eq!(stream.below(1), 0);
    }

    #[test]
    fn a_shuffle_is_a_permutation_and_every_one_comes_up() {
        let mut seen = Vec::new();
        for index in 0..200 {
            let mut order = [0, 1, 2, 3];
            Stream::new(5, Purpose::Batches, &[index]).shuffle(&mut order);
            let mut sorted = order;
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3]);
            if !seen.contains(&order) {
                seen.push(order);
            }
        }
        assert_eq!(seen.len(), 24);
    }
}
