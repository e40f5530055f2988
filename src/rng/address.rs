//! What a draw is for: the append-only list of purposes.

/// What a draw decides. The number of a purpose is part of every address: new purposes are appended,
/// none is renumbered or reused, and `tests/golden.rs` pins the words of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u16)]
pub enum Purpose {
    /// Value of an uncertain number; entity = hash of its key path.
    Parameter = 0,
    /// Which recorded season stands in for a slot of the resampled record; index = slot.
    SeasonResample = 1,
    /// Which slot of the resampled record a year of the future takes; period = year.
    SeasonChoice = 2,
    /// Which synthetic year of that season a year of the future takes; period = year.
    YearChoice = 3,
    /// Number of events in a year (frequency form); period = year.
    EventCount = 4,
    /// Month and day of an event (frequency form); entity = event in the year.
    EventDate = 5,
    /// Intensity of an event (frequency form); entity = event in the year.
    EventIntensity = 6,
    /// Displacement of a catalogue storm from its parent track; entity = catalogue storm.
    TrackShift = 7,
    /// Radius of maximum wind of a catalogue storm; entity = catalogue storm.
    TrackRadius = 8,
    /// Mark that thins a catalogue storm to its weight; entity = catalogue storm.
    StormMark = 9,
    /// Event effect on effective wind, shared by all zones; entity = event in the period.
    EventEffect = 10,
    /// Zone effect on effective wind; entity = zone, index = event in the period.
    ZoneEffect = 11,
    /// Household size and composition.
    HouseholdSize = 12,
    /// Household income.
    Income = 13,
    /// Dwelling class.
    DwellingClass = 14,
    /// Tenure; index 1 who is insured, 2 who is given a title, 4 whose grant is refused for want of one.
    Tenure = 15,
    /// Livelihood.
    Livelihood = 16,
    /// Attributes of the head: index 0 sex, 1 age, 2 disability, 3 long tenure.
    Head = 17,
    /// Ties abroad.
    Diaspora = 18,
    /// Place attachment.
    Attachment = 19,
    /// Where the dwelling stands in its zone: index 0 elevation, 1 distance to the coast.
    Site = 20,
    /// Whether a warning is received and acted on; index = 4 × event in the period + step. From index
    /// 4 000 000 having a vehicle, from 5 000 000 the lot for a seat, + event in the period.
    Evacuation = 21,
    /// Damage ratio of a dwelling and whether it is uninhabitable; index = 2 × event in the period.
    Damage = 22,
    /// Deaths and injuries; index = event in the period.
    Casualty = 23,
    /// Where the displaced go; index = 4 × event in the period + step.
    Placement = 24,
    /// Order in a queue for a limited place, plot or programme.
    Queue = 25,
    /// Return frailty of a displaced household; period = first month of the spell.
    Frailty = 26,
    /// Whether a displaced household returns or settles this month; index 0 return, 1 settling.
    Exit = 27,
    /// Decision clock; index = number of the arrival.
    DecisionClock = 28,
    /// Additional arrivals of the decision clock after damage; index = number of the arrival.
    ExtraClock = 29,
    /// Random terms of a decision: for each nest of moves the options in reach, those out of reach and
    /// two for the term they share (index 0-3, 4-7); index 8 staying.
    NestTerm = 30,
    /// Which option of a group wins; index = 2 × nest, + 1 out of reach.
    OptionTerm = 31,
    /// Order in which a programme reaches its target group; index = programme hash.
    Coverage = 32,
    /// Resampling of replicates for intervals; entity = resample, index = position.
    Bootstrap = 33,
    /// Noise of the dwelling site chosen for a new home.
    NewHome = 34,
    /// River floods of a year; period = year, entity = hazard; index 0 month, 1 day, 2 what zones share,
    /// 4 + 2 × zone its own part, 5 + 2 × zone its place among years of equal wind.
    Flood = 35,
    /// Highest water of a year without cyclones; period = year, entity = hazard; index 0 height, 1 month,
    /// 2 day.
    HighWater = 36,
    /// Drought; period = month, entity = hazard; index 0 whether it is dry, 1 severity of a spell that begins.
    Drought = 37,
    /// Whether the shelter or site that a household is in fails; index = event in the period.
    ShelterFailure = 38,
    /// Which household of a group is told about; entity = number of the lot.
    TraceChoice = 39,
    /// Social ties of a household; index = 2 × tie, + 1 whom a rewired one leads to.
    Tie = 40,
    /// Error of the forecast of an event; entity = zone, index = event in the period.
    Forecast = 41,
    /// What a household suffered in a recorded event before the start; period = number of that event.
    PastEvent = 42,
    /// Trust of a household in warnings.
    Trust = 43,
    /// Random term of strengthening the own dwelling in a decision.
    AdaptTerm = 44,
    /// Return of a household that left the area; index = number of the arrival.
    ReturnMigration = 45,
    /// Place of a household in the queue for vacant homes.
    Vacancy = 46,
    /// Whether a household leaves a home that stands for want of services; index = event in the period.
    ServiceLoss = 47,
    /// Whether a host family can keep a household for another month, and where it goes on to.
    Onward = 48,
    /// Standing of a household in the criteria of a durable solution; index = criterion.
    Solution = 49,
    /// Whether a displaced household that is offered rent finds rooms this month.
    RentSupport = 50,
    /// Whether a tracking round sees a displaced household, and whether its record is wrong.
    Tracking = 51,
    /// Error of the count of a tracking round; entity = zone.
    TrackingCount = 52,
    /// Arrivals of the clock that a lasting loss of income may answer; index = number of the arrival.
    LossClock = 53,
    /// How much of income must be lost for good for an arrival of that clock to be answered; index = number
    /// of the arrival in its month.
    LossThreshold = 54,
}

impl Purpose {
    /// Every purpose in order of its number.
    pub const ALL: [Self; 55] = [
        Self::Parameter,
        Self::SeasonResample,
        Self::SeasonChoice,
        Self::YearChoice,
        Self::EventCount,
        Self::EventDate,
        Self::EventIntensity,
        Self::TrackShift,
        Self::TrackRadius,
        Self::StormMark,
        Self::EventEffect,
        Self::ZoneEffect,
        Self::HouseholdSize,
        Self::Income,
        Self::DwellingClass,
        Self::Tenure,
        Self::Livelihood,
        Self::Head,
        Self::Diaspora,
        Self::Attachment,
        Self::Site,
        Self::Evacuation,
        Self::Damage,
        Self::Casualty,
        Self::Placement,
        Self::Queue,
        Self::Frailty,
        Self::Exit,
        Self::DecisionClock,
        Self::ExtraClock,
        Self::NestTerm,
        Self::OptionTerm,
        Self::Coverage,
        Self::Bootstrap,
        Self::NewHome,
        Self::Flood,
        Self::HighWater,
        Self::Drought,
        Self::ShelterFailure,
        Self::TraceChoice,
        Self::Tie,
        Self::Forecast,
        Self::PastEvent,
        Self::Trust,
        Self::AdaptTerm,
        Self::ReturnMigration,
        Self::Vacancy,
        Self::ServiceLoss,
        Self::Onward,
        Self::Solution,
        Self::RentSupport,
        Self::Tracking,
        Self::TrackingCount,
        Self::LossClock,
        Self::LossThreshold,
    ];
}
