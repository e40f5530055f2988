//! Names that resemble a name that was not found.

/// Up to three of `candidates` that resemble `wanted`, nearest first; letter case is ignored.
pub fn similar<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = wanted.to_lowercase();
    let mut near: Vec<(f64, &str)> = candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter().take(3).map(|(_, candidate)| candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::similar;

    #[test]
    fn nearest_names_come_first_and_strangers_not_at_all() {
        let names = ["tracks.csv", "track.csv", "parishes.geojson"];
        assert_eq!(similar("Track.csv", names), ["track.csv", "tracks.csv"]);
        assert!(similar("zzz", names).is_empty());
    }
}
