//! A real Dovecot for the tests: in a temporary folder, on free ports of this machine, gone at the end.

use std::fs::Permissions;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The address of the only mailbox.
pub(crate) const ADDRESS: &str = "ola@agency.test";
/// Its password.
pub(crate) const PASSWORD: &str = "canary-secret";

pub(crate) struct Dovecot {
    process: Child,
    folder: tempfile::TempDir,
    pub(crate) imap: u16,
    pub(crate) lmtp: u16,
}

/// A Dovecot, or `None` where it is not installed; with `CI` set that is a failure.
pub(crate) fn start() -> Option<Dovecot> {
    let program = ["/usr/sbin/dovecot", "/usr/local/sbin/dovecot"].into_iter().find(|path| Path::new(path).exists());
    let Some(program) = program else {
        assert!(std::env::var_os("CI").is_none(), "dovecot-imapd and dovecot-lmtpd are not installed");
        eprintln!("SKIPPED: Dovecot is not installed (apt-get install dovecot-imapd dovecot-lmtpd)");
        return None;
    };
    Some(Dovecot::start(program))
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn name_of(flag: &str) -> String {
    let told = Command::new("id").arg(flag).output().unwrap();
    String::from_utf8(told.stdout).unwrap().trim().to_owned()
}

impl Dovecot {
    fn start(program: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("tact-dovecot.").tempdir().unwrap();
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let (imap, lmtp) = (free_port(), free_port());
        let config = folder.path().join("dovecot.conf");
        std::fs::write(&config, configuration(folder.path(), imap, lmtp)).unwrap();
        let mail = folder.path().join("mail");
        std::fs::create_dir(&mail).unwrap();
        // Whoever the mail belongs to; root may own none.
        std::fs::set_permissions(&mail, Permissions::from_mode(0o777)).unwrap();
        let process = Command::new(program)
            .arg("-F")
            .arg("-c")
            .arg(&config)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let dovecot = Self { process, folder, imap, lmtp };
        dovecot.wait_until_it_answers();
        dovecot
    }

    fn wait_until_it_answers(&self) {
        let deadline = Instant::now() + Duration::from_secs(60);
        for port in [self.imap, self.lmtp] {
            while TcpStream::connect(("127.0.0.1", port)).is_err() {
                assert!(Instant::now() < deadline, "Dovecot does not start:\n{}", self.log());
                std::thread::yield_now();
            }
        }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Hands a mail over by LMTP, as an MTA does.
    pub(crate) fn deliver(&self, mail: &str) {
        let mut lmtp = Lines::to(self.lmtp);
        lmtp.hear();
        for (line, last) in [
            ("LHLO tests", false),
            ("MAIL FROM:<sender@client.test>", true),
            (&format!("RCPT TO:<{ADDRESS}>"), true),
            ("DATA", true),
        ] {
            lmtp.say(line);
            let said = if last { lmtp.hear() } else { lmtp.hear_to_the_end() };
            assert!(said.starts_with(['2', '3']), "{line}: {said}");
        }
        lmtp.say(&format!("{}\r\n.", mail.trim_end().replace("\r\n.", "\r\n..")));
        let said = lmtp.hear();
        assert!(said.starts_with('2'), "{said}\n{}", self.log());
    }

    /// What another mail program does, one command after another; the answers.
    pub(crate) fn imap(&self, commands: &[&str]) -> String {
        let mut imap = Lines::to(self.imap);
        imap.hear();
        let login = format!("LOGIN {ADDRESS} {PASSWORD}");
        let mut heard = String::new();
        for command in std::iter::once(login.as_str()).chain(commands.iter().copied()) {
            imap.say(&format!("x {command}"));
            loop {
                let line = imap.hear();
                heard.push_str(&line);
                heard.push('\n');
                if line.starts_with("x ") {
                    assert!(line.starts_with("x OK"), "{command}: {line}");
                    break;
                }
            }
        }
        heard
    }

    /// Puts a mail into a folder, as a phone does with what it sent.
    pub(crate) fn append(&self, folder: &str, mail: &str) {
        self.imap(&[&format!("APPEND {folder} (\\Seen) {{{}+}}\r\n{mail}", mail.len())]);
    }

    /// The folder's mails as they lie on the disk.
    pub(crate) fn maildir(&self, folder: &str) -> PathBuf {
        let home = self.folder.path().join("mail").join(ADDRESS);
        if folder == "INBOX" { home } else { home.join(format!(".{folder}")) }
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        // Its children end with it when it is asked to, not when it is killed.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

struct Lines {
    stream: BufReader<TcpStream>,
}

impl Lines {
    fn to(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        Self { stream: BufReader::new(stream) }
    }

    fn say(&mut self, line: &str) {
        self.stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).unwrap();
    }

    fn hear(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Several lines of one SMTP answer; the last.
    fn hear_to_the_end(&mut self) -> String {
        loop {
            let line = self.hear();
            if line.as_bytes().get(3) != Some(&b'-') {
                return line;
            }
        }
    }
}

fn configuration(folder: &Path, imap: u16, lmtp: u16) -> String {
    let root = name_of("-u") == "0";
    let (user, group) = if root { ("nobody".into(), "nogroup".into()) } else { (name_of("-un"), name_of("-gn")) };
    let us =
        if root { String::new() } else { format!("default_internal_user = {user}\ndefault_login_user = {user}\n") };
    let folder = folder.display();
    format!(
        "base_dir = {folder}/run\nstate_dir = {folder}/run\nlog_path = {folder}/log\nprotocols = imap lmtp\n\
         listen = 127.0.0.1\nssl = no\ndisable_plaintext_auth = no\n{us}\
         mail_location = maildir:{folder}/mail/%u\nmail_uid = {user}\nmail_gid = {group}\nfirst_valid_uid = 1\n\
         mail_fsync = never\n\
         passdb {{\n driver = static\n args = password={PASSWORD}\n}}\n\
         userdb {{\n driver = static\n args = uid={user} gid={group} home={folder}/mail/%u\n}}\n\
         service imap-login {{\n chroot =\n inet_listener imap {{\n port = {imap}\n }}\n\
         inet_listener imaps {{\n port = 0\n }}\n}}\n\
         service lmtp {{\n inet_listener lmtp {{\n address = 127.0.0.1\n port = {lmtp}\n }}\n}}\n\
         service anvil {{\n chroot =\n}}\nservice stats {{\n chroot =\n}}\n\
         namespace inbox {{\n inbox = yes\n mailbox Sent {{\n auto = create\n special_use = \\Sent\n }}\n\
         mailbox Done {{\n auto = create\n }}\n}}\n"
    )
}
