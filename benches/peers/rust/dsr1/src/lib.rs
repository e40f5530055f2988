//! What the Rust peers share of DSR-1: the hash, the population, the hazard, and the line that a peer
//! prints. The household step itself is written anew in each peer, as its framework wants it.

use std::f64::consts::PI;
use std::ops::Range;
use std::sync::Arc;

/// Zones.
pub const ZONES: usize = 64;
/// Wind at which damage begins, m/s, by dwelling class.
pub const DAMAGE_BEGINS: [f32; 3] = [20.0, 26.0, 30.0];
/// Wind at which half of the value is lost, m/s, by dwelling class.
pub const DAMAGE_HALF: [f32; 3] = [50.0, 75.0, 100.0];
/// Seed of population and hazard.
pub const SEED: u64 = 12_345;

/// Status of a household.
pub const HOME: u8 = 0;
/// Displaced.
pub const DISPLACED: u8 = 1;
/// Migrated.
pub const MIGRATED: u8 = 2;

/// The finaliser of SplitMix64.
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The uniform number in [0, 1) of an address.
fn uniform(tag: u64, i: u64, j: u64, k: u64) -> f64 {
    let word = mix(SEED ^ mix(tag ^ mix(i ^ mix(j ^ mix(k)))));
    (word >> 11) as f64 / (1_u64 << 53) as f64
}

/// What does not change about the households, the same in every future.
pub struct Population {
    pub zone: Vec<u16>,
    pub class: Vec<u8>,
    pub income: Vec<f32>,
    pub savings: Vec<f32>,
}

impl Population {
    /// `households` households, spread evenly over the zones.
    pub fn new(households: usize) -> Self {
        let count = households as u64;
        let zone = (0..count).map(|i| (i * ZONES as u64 / count) as u16).collect();
        let class = (0..count)
            .map(|i| match uniform(22, 0, 0, i) {
                share if share < 0.3 => 0,
                share if share < 0.8 => 1,
                _ => 2,
            })
            .collect();
        let income: Vec<f32> = (0..count)
            .map(|i| {
                let radius = (-2.0 * (-uniform(20, 0, 0, i)).ln_1p()).sqrt();
                let normal = radius * (2.0 * PI * uniform(21, 0, 0, i)).cos();
                (2000.0 * (0.6 * normal).exp()) as f32
            })
            .collect();
        let savings = (0..count)
            .zip(&income)
            .map(|(i, income)| (f64::from(*income) * uniform(23, 0, 0, i)) as f32)
            .collect();
        Self { zone, class, income, savings }
    }

    pub fn len(&self) -> usize {
        self.income.len()
    }

    pub fn is_empty(&self) -> bool {
        self.income.is_empty()
    }

    /// Households of each zone, as floating point for shares.
    pub fn by_zone(&self) -> [f32; ZONES] {
        let mut counts = [0.0; ZONES];
        for zone in &self.zone {
            counts[usize::from(*zone)] += 1.0;
        }
        counts
    }
}

/// The strongest wind of each year and zone of a future, m/s; 0 where there is none. Years are outer.
pub fn winds(future: usize, years: usize) -> Vec<f32> {
    let mut winds = vec![0.0; years * ZONES];
    for year in 0..years {
        for zone in 0..ZONES {
            let draw = |tag| uniform(tag, future as u64, year as u64, zone as u64);
            let rate = 0.15 + 0.45 * (zone % 8) as f64 / 7.0;
            let (mut events, mut chance) = (0, (-rate).exp());
            let (mut below, count) = (chance, draw(1));
            while events < 8 && count >= below {
                events += 1;
                chance *= rate / events as f64;
                below += chance;
            }
            let strongest = (0..events)
                .map(|event| 33.0 - 90.0 * ((1.0 - draw(2 + event)).powf(0.1) - 1.0))
                .fold(0.0, f64::max);
            winds[year * ZONES + zone] = strongest as f32;
        }
    }
    winds
}

/// Shares of migrated households at the end of the last year: in each zone, and in all.
#[derive(Clone, Copy)]
pub struct Migrated {
    pub zones: [f32; ZONES],
    pub all: f32,
}

impl Migrated {
    /// Nobody.
    pub const NONE: Self = Self { zones: [0.0; ZONES], all: 0.0 };

    /// The shares after a year.
    pub fn after(year: &Year, households: &[f32; ZONES]) -> Self {
        let zones =
            std::array::from_fn(|zone| year.migrated_by_zone[zone] as f32 / households[zone]);
        let all = year.by_status[usize::from(MIGRATED)] as f32 / households.iter().sum::<f32>();
        Self { zones, all }
    }
}

/// What is counted in a year.
#[derive(Clone, Copy)]
pub struct Year {
    /// Households at home, displaced and migrated at its end.
    pub by_status: [u32; 3],
    /// Migrated households of each zone at its end.
    pub migrated_by_zone: [u32; ZONES],
    /// Losses.
    pub loss: f64,
}

impl Year {
    /// Nothing counted yet.
    pub const EMPTY: Self = Self { by_status: [0; 3], migrated_by_zone: [0; ZONES], loss: 0.0 };

    /// Counts a household.
    #[inline]
    pub fn count(&mut self, zone: usize, status: u8) {
        self.by_status[usize::from(status)] += 1;
        self.migrated_by_zone[zone] += u32::from(status == MIGRATED);
    }
}

/// CPU seconds of this process.
fn cpu_seconds() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

/// What a peer is asked to play.
pub struct Task {
    pub population: Arc<Population>,
    pub years: usize,
    pub futures: Range<usize>,
}

/// Plays the futures asked for on the command line (households, years, futures) with `play`, which
/// gives the years of one future under given winds, and prints the line that the runner reads. Only
/// the time inside `play` counts as stepping.
///
/// # Panics
/// If the command line is not three numbers.
pub fn run(peer: &str, mut play: impl FnMut(&Task, usize, Vec<f32>) -> Vec<Year>) {
    let numbers: Vec<usize> =
        std::env::args().skip(1).map(|text| text.parse().expect("a number")).collect();
    let [households, years, futures] = numbers[..] else {
        panic!("usage: {peer} HOUSEHOLDS YEARS FUTURES");
    };
    let task =
        Task { population: Arc::new(Population::new(households)), years, futures: 0..futures };
    let (mut stepping, mut displaced, mut migrated, mut loss) = (0.0, 0.0, 0.0, 0.0);
    for future in task.futures.clone() {
        let winds = winds(future, years);
        let start = cpu_seconds();
        let played = play(&task, future, winds);
        stepping += cpu_seconds() - start;
        let last = played.last().expect("a year");
        displaced += f64::from(last.by_status[usize::from(DISPLACED)]);
        migrated += f64::from(last.by_status[usize::from(MIGRATED)]);
        loss += played.iter().map(|year| year.loss).sum::<f64>();
    }
    let all = (households * futures) as f64;
    println!(
        "{{\"peer\": \"{peer}\", \"households\": {households}, \"years\": {years}, \"futures\": {futures}, \
         \"stepping_s\": {stepping}, \"displaced\": {}, \"migrated\": {}, \"loss\": {}}}",
        displaced / all,
        migrated / all,
        loss / all / years as f64
    );
}
