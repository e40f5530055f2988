//! What keeps water out of one dwelling: a wall around it, a coast that takes height off the surge, a
//! raised floor.

/// What keeps water out of one dwelling. The default keeps nothing out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Protection {
    /// Depth of water up to which the dwelling stays dry, m; deeper water comes in whole.
    pub crest_m: f64,
    /// Share of the height of the sea's still water that is taken away on its way, 0-1.
    pub attenuation_share: f64,
    /// Height by which the floor is raised, m.
    pub raise_m: f64,
}

impl Protection {
    /// Height of still water of the sea that is left when it reaches the dwelling, m; the rise of the sea
    /// is added after it and not attenuated.
    #[inline]
    pub fn sea_left_m(&self, height_m: f64) -> f64 {
        height_m * (1.0 - self.attenuation_share)
    }

    /// Depth over the floor, m, of water `depth_m` deep outside: none up to the crest of the wall, all of
    /// it above, less the raise of the floor.
    #[inline]
    pub fn depth_inside_m(&self, depth_m: f64) -> f64 {
        if depth_m <= self.crest_m { 0.0 } else { (depth_m - self.raise_m).max(0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::Protection;

    #[test]
    fn a_wall_keeps_all_or_nothing_out_and_a_raised_floor_its_height() {
        let none = Protection::default();
        assert_eq!((none.depth_inside_m(0.0), none.depth_inside_m(1.3)), (0.0, 1.3));
        assert_eq!(none.sea_left_m(2.7), 2.7);
        let wall = Protection { crest_m: 1.0, ..none };
        assert_eq!((wall.depth_inside_m(1.0), wall.depth_inside_m(1.25)), (0.0, 1.25));
        let raised = Protection { raise_m: 0.5, ..none };
        assert_eq!((raised.depth_inside_m(0.25), raised.depth_inside_m(1.25)), (0.0, 0.75));
        // The water stands against the wall outside, whatever the floor inside.
        let both = Protection { crest_m: 1.0, raise_m: 0.5, ..none };
        assert_eq!((both.depth_inside_m(1.0), both.depth_inside_m(1.25)), (0.0, 0.75));
        let mangroves = Protection { attenuation_share: 0.25, ..none };
        assert_eq!(mangroves.sea_left_m(2.0), 1.5);
    }
}
