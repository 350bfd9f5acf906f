//! Running the program: once, with its CPU time and peak memory, or as a server. Linux only: the figures come from /proc.

use std::ffi::OsStr;
use std::io::Read;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;

/// What one run said and cost.
#[derive(Debug)]
pub struct Measured {
    pub said: String,
    pub cpu: Duration,
    pub wall: Duration,
    /// Most resident memory at once, in bytes.
    pub peak: u64,
}

/// Runs one command to its end; a failure is an error with what it said.
pub fn run(program: &Path, data: &Path, words: &[&OsStr]) -> Outcome<Measured> {
    let before = children_cpu()?;
    let began = Instant::now();
    let mut child = Command::new(program)
        .args(words)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let said = reader(child.stdout.take());
    let complained = reader(child.stderr.take());
    let mut peak = 0;
    // The kernel's high-water mark only grows, so that looking now and then misses little.
    let status = loop {
        peak = peak.max(status_of(child.id(), "VmHWM:").unwrap_or(0));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let wall = began.elapsed();
    let said = said.join().map_err(|_| "output was not read")?;
    let complained = complained.join().map_err(|_| "output was not read")?;
    if !status.success() {
        return Err(format!("{words:?}: {status}\n{said}\n{complained}").into());
    }
    Ok(Measured { said, cpu: children_cpu()?.saturating_sub(before), wall, peak })
}

fn reader(from: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut from) = from {
            let _ = from.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// CPU time of all ended children, in the kernel's ticks of a hundredth of a second.
fn children_cpu() -> Outcome<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The name in parentheses may hold spaces; after it the fields are plain.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
    Ok(Duration::from_millis((ticks(13) + ticks(14)) * 10))
}

/// One line of a process's status, in bytes.
fn status_of(process: u32, line: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let value = status.lines().find_map(|text| text.strip_prefix(line))?;
    value.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// Bytes of a file, or of everything in a folder; 0 when there is none.
pub fn size_of(path: &Path) -> u64 {
    let Ok(about) = std::fs::metadata(path) else { return 0 };
    if !about.is_dir() {
        return about.len();
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| size_of(&entry.path())).sum()
}

/// A desk that is served; stopped when dropped.
#[derive(Debug)]
pub struct Served {
    pub address: String,
    child: Child,
}

impl Served {
    pub fn start(program: &Path, data: &Path) -> Outcome<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let child = Command::new(program)
            .args(["serve", "--listen", &address, "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        Ok(Self { address, child })
    }

    /// Asks again and again until there is an answer.
    pub fn first_answer(&self, mut asked: impl FnMut() -> bool) -> Outcome<()> {
        let began = Instant::now();
        while !asked() {
            if began.elapsed() > Duration::from_secs(30) {
                return Err("the desk did not answer within 30 seconds".into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    /// Resident memory now, in bytes.
    pub fn memory(&self) -> Outcome<u64> {
        status_of(self.child.id(), "VmRSS:").ok_or_else(|| "the desk has ended".into())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
