//! Typed identities. Zones, strategies, interventions and destinations are addressed by their rank
//! among the sorted ids, so the order in a file changes nothing.

/// A household: rank of its zone in the upper 12 bits, ordinal in the zone in the lower 20. It is the
/// *entity* of every household draw, so it depends on the zone's id and the household's ordinal alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HouseholdId(pub u32);

impl HouseholdId {
    /// Most zones a scenario can have.
    pub const MOST_ZONES: usize = 1 << 12;
    /// Most households a zone can have.
    pub const MOST_IN_ZONE: usize = 1 << 20;

    /// The household with `ordinal` in the zone of `rank`.
    #[inline]
    pub fn new(zone_rank: u16, ordinal: u32) -> Self {
        Self(u32::from(zone_rank) << 20 | ordinal)
    }

    /// Rank of the zone the household started in.
    #[inline]
    pub fn zone_rank(self) -> u16 {
        (self.0 >> 20) as u16
    }

    /// Ordinal in that zone.
    #[inline]
    pub fn ordinal(self) -> u32 {
        self.0 & 0xF_FFFF
    }
}

/// Stable 32-bit name hash (FNV-1a) for draws addressed by a name, such as a key path or an
/// intervention id. The scenario check refuses two names with one hash.
pub fn name_hash(name: &str) -> u32 {
    name.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
