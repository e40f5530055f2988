//! Where the displaced go: host family, collective site, rented rooms, unsafe home, each with its
//! capacity (model M5).

use super::coefficients::Given;
use super::households::{Households, Living};
use super::income::income_now;
use super::run::Run;
use super::tally::Tally;
use crate::outcome::SeriesId;
use crate::rng::Purpose;

/// Places taken and to be had, by zone.
#[derive(Clone, Debug, Default)]
pub struct Capacity {
    /// Displaced households with host families, simulated.
    pub hosted: Vec<f64>,
    /// Households able to host in the zone, simulated; set at each event.
    pub hosts: Vec<f64>,
    /// Persons in collective sites, real.
    pub in_sites: Vec<f64>,
    /// Places in collective sites, real persons.
    pub site_places: Vec<f64>,
    /// Share of those places lost with damaged shelters in the month of the zone's last event; and it.
    lost_share: Vec<f64>,
    /// Month of the zone's last event that took places.
    lost_period: Vec<u16>,
    /// Month of the zone's last event, from which its sites are open.
    opened: Vec<u16>,
    /// Displaced households in rented rooms, simulated.
    pub renting: Vec<f64>,
    /// Rooms to let, simulated.
    pub vacant: Vec<f64>,
    /// Rooms to let in usual times, simulated.
    usual_vacant: Vec<f64>,
}

impl Capacity {
    /// Capacities at the start.
    pub fn reset(&mut self, given: &Given<'_>) {
        let zones = given.place.zones();
        let sites = &given.parameters.sites;
        self.lost_period.clear();
        self.lost_period.resize(zones, 0);
        self.opened.clear();
        self.opened.resize(zones, 0);
        for column in
            [&mut self.hosted, &mut self.in_sites, &mut self.renting, &mut self.lost_share]
        {
            column.clear();
            column.resize(zones, 0.0);
        }
        self.hosts.clear();
        self.vacant.clear();
        self.site_places.clear();
        for zone in 0..zones {
            let households = given.place.population.in_zone(zone).len() as f64;
            self.hosts.push(sites.host_share * households);
            self.vacant.push(sites.vacant_share * households);
            self.site_places.push(
                given.place.site_places[zone]
                    .unwrap_or(sites.site_places_share * given.place.zone_persons[zone]),
            );
        }
        self.usual_vacant.clone_from(&self.vacant);
    }

    /// An event makes a share of the rooms to let of a zone unfit to live in.
    pub fn lose_rooms(&mut self, zone: usize, share: f64) {
        self.vacant[zone] *= 1.0 - share;
    }

    /// Rooms to let a month later: `keep` of a shortage is left.
    pub fn renew_rooms(&mut self, keep: f64) {
        for (vacant, usual) in self.vacant.iter_mut().zip(&self.usual_vacant) {
            *vacant = super::homes::fade(*vacant, *usual, keep);
        }
    }

    /// Share of the shelter places of a zone that are lost now.
    pub fn lost_share(&self, given: &Given<'_>, zone: usize, period: u16) -> f64 {
        let months = usize::from(period - self.lost_period[zone]);
        self.lost_share[zone] * given.coefficients.keep_shelter_loss[months]
    }

    /// An event opens the collective sites of a zone.
    pub fn open_sites(&mut self, zone: usize, period: u16) {
        self.opened[zone] = period;
    }

    /// Whether all collective sites of a zone are closed, so many months after its last event.
    #[inline]
    pub fn sites_are_closed(&self, given: &Given<'_>, zone: usize, period: u16) -> bool {
        let after = given.parameters.sites.close_after_months;
        after > 0.0 && f64::from(period - self.opened[zone]) >= after
    }

    /// Places in the collective sites of a zone that can be used now, real persons.
    #[inline]
    pub fn open_places(&self, given: &Given<'_>, zone: usize, period: u16) -> f64 {
        if self.sites_are_closed(given, zone, period) {
            return 0.0;
        }
        self.site_places[zone] * (1.0 - self.lost_share(given, zone, period))
    }

    /// Takes a share of the places that are left in a zone.
    pub fn lose_places(&mut self, given: &Given<'_>, zone: usize, share: f64, period: u16) {
        let lost = self.lost_share(given, zone, period);
        self.lost_share[zone] = 1.0 - (1.0 - lost) * (1.0 - share);
        self.lost_period[zone] = period;
    }
}

/// Ways of living that a displaced household can be offered, beside rented rooms and what is left of its home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offers {
    /// A host family.
    pub hosts: bool,
    /// A collective site.
    pub sites: bool,
}

impl Offers {
    /// All of them.
    pub const ALL: Self = Self { hosts: true, sites: true };
    /// A household that has to leave a collective site.
    pub const BUT_SITES: Self = Self { hosts: true, sites: false };
}

impl Run<'_> {
    /// Finds a place for a displaced household among the `offers`.
    ///
    /// Draws: one for whether a host takes it in, addressed by `period` and `index`.
    pub fn find_place(&self, i: usize, period: u16, index: u32, offers: Offers) -> Living {
        let (given, capacity) = (&self.given, &self.capacity);
        let place = given.place;
        let sites = &given.parameters.sites;
        let zone = usize::from(self.households.zone[i]);
        let persons = self.persons(i);
        let entity = place.population.entity[i];
        let u = self.draws.uniform(Purpose::Placement, entity, period, index);
        let has_host = capacity.hosted[zone] + 1.0 <= capacity.hosts[zone];
        if offers.hosts && u < sites.host_probability && has_host {
            return Living::Host;
        }
        let open = capacity.open_places(given, zone, period);
        if offers.sites && capacity.in_sites[zone] + persons <= open {
            return Living::Site;
        }
        let savings = savings(given, &self.households, i, period);
        let two_months_rent = sites.rent_share_of_income * place.income_median_usd / 6.0;
        if savings >= two_months_rent && capacity.renting[zone] + 1.0 <= capacity.vacant[zone] {
            return Living::Rent;
        }
        Living::Unsafe
    }
}

/// Moves a household from one way of living to another and keeps capacities and stocks right.
pub fn settle(
    given: &Given<'_>,
    households: &mut Households,
    capacity: &mut Capacity,
    tally: &mut Tally,
    i: usize,
    to: Living,
) {
    let zone = usize::from(households.zone[i]);
    let persons = f64::from(households.size[i]) * given.place.population.weight;
    let from = households.living[i];
    count(capacity, tally, zone, from, persons, -1.0);
    count(capacity, tally, zone, to, persons, 1.0);
    households.living[i] = to;
}

/// Takes `persons` of a household out of (`sign` -1) or into (+1) the counts of a way of living.
fn count(
    capacity: &mut Capacity,
    tally: &mut Tally,
    zone: usize,
    living: Living,
    persons: f64,
    sign: f64,
) {
    if living.is_displaced() {
        tally.change(SeriesId::DisplacedStock, sign * persons);
    }
    if living.is_resident() {
        tally.change(SeriesId::ResidentStock, sign * persons);
    }
    match living {
        Living::Host => {
            capacity.hosted[zone] += sign;
            tally.change(SeriesId::HostStock, sign * persons);
        }
        Living::Site => {
            capacity.in_sites[zone] += sign * persons;
            tally.change(SeriesId::SiteStock, sign * persons);
        }
        Living::Rent => {
            capacity.renting[zone] += sign;
            tally.change(SeriesId::RentStock, sign * persons);
        }
        Living::Unsafe => tally.change(SeriesId::UnsafeStock, sign * persons),
        Living::Home | Living::Away | Living::Gone => {}
    }
}

/// Savings of a household now, USD.
#[inline]
pub fn savings(given: &Given<'_>, households: &Households, i: usize, period: u16) -> f64 {
    let place = given.place;
    let income = income_now(given, households, i, period);
    let aim = place.savings_aim_share[usize::from(place.population.fifth[i])] * income;
    households.savings_now(i, aim, &given.coefficients.keep_savings, period)
}
