//! What can happen to a run that is under way: killed, disk full, folder closed, files damaged, two at a
//! time, another processor. The result is the same bytes, or a message that says what to do.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene fails")]

mod small;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use leeward::results::blocks::BlockStore;
use small::{assert_same, case, names, plan, run, run_command, told};

const KILLS: u32 = 100;

/// A small case, played without disturbance, and room for more.
struct Scene {
    place: tempfile::TempDir,
    case: PathBuf,
    whole: PathBuf,
}

impl Scene {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let case = case(place.path());
        let whole = place.path().join("whole");
        let output = run(&case, &whole);
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        Self { place, case, whole }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// Runs the case once more into `name`, which must end well and with the same bytes, and leave
    /// nothing beside the run folder.
    fn must_end_well(&self, name: &str) -> Output {
        let output = run(&self.case, &self.path(name));
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        assert_same(&self.whole, &self.path(name));
        let beside = names(self.place.path());
        let of_it = beside.iter().filter(|it| it.contains(name)).collect::<Vec<_>>();
        assert_eq!(of_it, [name]);
        output
    }
}

/// Numbers by lot, always the same ones.
struct Lots(u64);

impl Lots {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) % bound
    }
}

#[test]
fn killed_a_hundred_times_it_ends_with_the_same_bytes() {
    let scene = Scene::new();
    let mut lots = Lots(7);
    let (mut kills, mut round) = (0, 0);
    while kills < KILLS {
        round += 1;
        let name = format!("round{round}_");
        // Longer and longer, so that every stage is met.
        for attempt in 1..=35 {
            let mut child = run_command(&scene.case, &scene.path(&name)).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(lots.below(60 + 15 * attempt)));
            if let Some(status) = child.try_wait().unwrap() {
                assert_eq!(status.code(), Some(0), "{}", told(&child.wait_with_output().unwrap()));
                break;
            }
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
        }
        scene.must_end_well(&name);
    }
}

#[test]
fn a_run_that_was_being_renamed_is_found_again() {
    let scene = Scene::new();
    let run_folder = scene.path("run");
    assert_eq!(run(&scene.case, &run_folder).status.code(), Some(0));
    // The older run has made room, the newer one has not come.
    let aside = scene.path(".run.abcdef.replaced");
    std::fs::create_dir(&aside).unwrap();
    std::fs::rename(&run_folder, aside.join("run")).unwrap();
    std::fs::create_dir(scene.path(".run.ghijkl.unfinished")).unwrap();
    assert!(told(&scene.must_end_well("run")).contains("played already"));
    // The newer one has come, the older one has not gone; the work was taken away in part.
    std::fs::create_dir(&aside).unwrap();
    std::fs::create_dir(aside.join("run")).unwrap();
    assert_eq!(plan(&scene.case, &scene.path("run"), &["--force"]).status.code(), Some(0));
    assert!(!aside.exists());
    std::fs::remove_file(scene.path("run.blocks/plan.json")).unwrap();
    assert!(told(&scene.must_end_well("run")).contains("played already"));
}

/// Runs the case in a shell, behind these words.
fn in_shell(scene: &Scene, before: &str, out: &Path) -> Output {
    let command = run_command(&scene.case, out);
    let words: Vec<String> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| format!("'{}'", word.to_string_lossy()))
        .collect();
    Command::new("sh").args(["-c", &format!("{before} exec {}", words.join(" "))]).output().unwrap()
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let scene = Scene::new();
    for kilobytes in [1, 20, 120, 300] {
        // In blocks of 512 or 1,024 bytes, as the shell has it.
        let limit = format!("trap '' XFSZ; ulimit -f {kilobytes} &&");
        let output = in_shell(&scene, &limit, &scene.path("full"));
        assert_eq!(output.status.code(), Some(1), "{kilobytes}: {}", told(&output));
        let message = told(&output);
        assert!(message.contains("error:") && message.contains("disk has room"), "{message}");
        assert!(!scene.path("full").exists());
        // Without the trap the system ends the program at the first byte too many.
        let output = in_shell(&scene, &format!("ulimit -f {kilobytes} &&"), &scene.path("full"));
        assert_ne!(output.status.code(), Some(0));
        assert!(!scene.path("full").exists());
    }
    scene.must_end_well("full");
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is left out says so")]
fn a_small_disk_that_fills_up_leaves_no_half_run() {
    let scene = Scene::new();
    let disk = scene.path("disk");
    std::fs::create_dir(&disk).unwrap();
    let mount = format!(
        "mount -t tmpfs -o size=400k tmpfs '{0}' || exit 99; trap 'ls -a {0} >&2' EXIT;",
        disk.display()
    );
    let mut command = run_command(&scene.case, &disk.join("run"));
    // It would be refused before it begins.
    command.arg("--yes");
    let words: Vec<String> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| format!("'{}'", word.to_string_lossy()))
        .collect();
    let script = format!("{mount} {}", words.join(" "));
    let output = Command::new("unshare").args(["-m", "sh", "-c", &script]).output();
    match output {
        Ok(output) if output.status.code() == Some(1) && told(&output).contains("error:") => {
            let message = told(&output);
            assert!(message.contains("disk has room"), "{message}");
            assert!(!message.lines().any(|line| line == "run"), "{message}");
        }
        Ok(output) if output.status.code() == Some(0) => panic!("it fits into 400 kB"),
        other => eprintln!("left out: no disk can be mounted here ({other:?})"),
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().unwrap();
    let case = case(place.path());
    let file = place.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let closed = place.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o555)).unwrap();
    let mut outs = vec![file.join("run")];
    if Path::new("/proc/self").exists() {
        outs.push(PathBuf::from("/proc/leeward_run"));
    }
    // The administrator may write everywhere.
    if std::fs::write(closed.join("probe"), "").is_err() {
        outs.push(closed.join("run"));
    }
    for out in outs {
        let output = run(&case, &out);
        let message = told(&output);
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains(&*out.to_string_lossy()), "{message}");
    }
    // Something else under the name of the unfinished work.
    std::fs::write(place.path().join("taken.blocks"), "notes").unwrap();
    let output = run(&case, &place.path().join("taken"));
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    assert!(told(&output).contains("taken.blocks"));
}

#[test]
fn damaged_blocks_are_set_aside_and_played_again() {
    let scene = Scene::new();
    let out = scene.path("run");
    assert_eq!(plan(&scene.case, &out, &[]).status.code(), Some(0));
    let name = out.display().to_string();
    let played = small::leeward(&["blocks", "run", &name, "--quiet"]);
    assert_eq!(played.status.code(), Some(0), "{}", told(&played));
    let block = |name: &str| scene.path("run.blocks/blocks").join(name);
    let mut flipped = std::fs::read(block("main/000000.block")).unwrap();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 4;
    std::fs::write(block("main/000000.block"), &flipped).unwrap();
    std::fs::write(block("main/000001.block"), &flipped[..middle]).unwrap();
    std::fs::write(block("warmer/000001.block"), "").unwrap();
    let merged = small::leeward(&["blocks", "merge", &name]);
    assert_eq!(merged.status.code(), Some(4), "{}", told(&merged));
    assert!(told(&merged).contains("000000.block") && !out.exists());
    let output = scene.must_end_well("run");
    let notes = told(&output);
    for name in ["main/000000.block", "main/000001.block", "warmer/000001.block"] {
        assert!(notes.contains(name), "{notes}");
    }
    assert_eq!(notes.matches("played again").count(), 3, "{notes}");
}

#[test]
fn a_second_process_is_told_to_come_again() {
    let scene = Scene::new();
    let out = scene.path("run");
    assert_eq!(plan(&scene.case, &out, &[]).status.code(), Some(0));
    let lock = BlockStore::open(&out).unwrap().lock().unwrap();
    let second = run(&scene.case, &out);
    assert_eq!(second.status.code(), Some(75), "{}", told(&second));
    assert!(told(&second).contains("another process is at work"));
    drop(lock);
    // Two at once: one makes the run, the other comes later or finds it made.
    let mut both = [0, 1].map(|_| run_command(&scene.case, &out).spawn().unwrap());
    let codes = both.each_mut().map(|child| child.wait().unwrap().code().unwrap());
    assert!(codes.contains(&0) && codes.iter().all(|it| [0, 75].contains(it)), "{codes:?}");
    scene.must_end_well("run");
}

#[test]
fn another_plan_in_the_same_folder_is_refused() {
    let scene = Scene::new();
    let out = scene.path("run");
    assert_eq!(plan(&scene.case, &out, &[]).status.code(), Some(0));
    let other = run_command(&scene.case, &out).args(["--seed", "99"]).output().unwrap();
    assert_eq!(other.status.code(), Some(2), "{}", told(&other));
    assert!(told(&other).contains("another plan") && told(&other).contains("--force"));
    assert!(!out.exists());
    let forced = run_command(&scene.case, &out).args(["--seed", "99", "--force"]).output().unwrap();
    assert_eq!(forced.status.code(), Some(0), "{}", told(&forced));
    // A whole run of another plan is refused before anything is played.
    let back = run(&scene.case, &out);
    assert_eq!(back.status.code(), Some(2), "{}", told(&back));
    assert!(!scene.path("run.blocks").exists());
}

#[test]
fn threads_and_processors_change_no_byte() {
    let scene = Scene::new();
    for threads in ["1", "8"] {
        let out = scene.path(threads);
        let mut command = run_command(&scene.case, &out);
        // The last of two values counts for nobody: the option is given once.
        let words: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        let last = words.len() - 1;
        command = Command::new(env!("CARGO_BIN_EXE_leeward"));
        command.args(&words[..last]).arg(threads);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
        assert_same(&scene.whole, &out);
    }
    // The C library without the fast paths of the processor; elsewhere the variable means nothing.
    let out = scene.path("plain");
    let tunables = "glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4,-AVX";
    let output = run_command(&scene.case, &out).env("GLIBC_TUNABLES", tunables).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_same(&scene.whole, &out);
}
