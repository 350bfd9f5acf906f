// A real IMAP server on loopback with one mailbox, for journeys that connect one. Nothing of it stays.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const program = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/usr/bin/dovecot'].find(existsSync);

/** Whether Dovecot is installed; where tests must be complete (CI) it has to be. */
export function dovecotIsThere() {
  if (!program && process.env.CI) throw new Error('dovecot-imapd is not installed');
  return Boolean(program);
}

const freePort = () => new Promise(resolve => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

const greets = port => new Promise(resolve => {
  const socket = net.connect(port, '127.0.0.1');
  socket.on('data', () => { socket.destroy(); resolve(true); });
  socket.on('error', () => resolve(false));
});

/** Starts it in a folder, with this mailbox in it; `deliver` puts a mail into the inbox as a mail server would. */
export async function startDovecot(folder, user, password, letters = []) {
  const port = await freePort();
  const base = path.join(folder, 'dovecot');
  const mail = path.join(base, 'mail', user);
  for (const part of ['cur', 'new', 'tmp']) mkdirSync(path.join(mail, 'Maildir', part), { recursive: true });
  mkdirSync(path.join(base, 'run'), { recursive: true });
  const me = os.userInfo();
  // Dovecot serves no mail as root; as root it is given to somebody without rights.
  const owner = me.uid === 0 ? 'nobody' : me.username;
  const group = spawnSync('id', ['-gn', owner], { encoding: 'utf8' }).stdout.trim();
  const config = `
protocols = imap
listen = 127.0.0.1
base_dir = ${base}/run
state_dir = ${base}/run
log_path = ${base}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = ${owner}
default_internal_group = ${group}
default_login_user = ${owner}
first_valid_uid = 0
mail_uid = ${owner}
mail_gid = ${group}
mail_location = maildir:${base}/mail/%u/Maildir
auth_failure_delay = 0
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = subscribe
    special_use = \\Sent
  }
  mailbox Archive {
    auto = create
  }
}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${owner} gid=${group} home=${base}/mail/%u
}
`;
  const file = path.join(base, 'dovecot.conf');
  writeFileSync(file, config);
  let count = 0;
  const deliver = text => {
    count += 1;
    const name = path.join(mail, 'Maildir/new', `${Date.now()}.M${count}P1.journey`);
    writeFileSync(name, text.replaceAll('\n', '\r\n'));
    chmodSync(name, 0o666);
    if (me.uid === 0) spawnSync('chown', [owner, name]);
  };
  letters.forEach(deliver);
  chmodSync(folder, 0o755);
  if (me.uid === 0) spawnSync('chown', ['-R', `${owner}:${group}`, path.join(base, 'mail')]);
  const child = spawn(program, ['-F', '-c', file]);
  let said = '';
  child.stderr.on('data', chunk => { said += chunk; });
  const ended = new Promise(resolve => child.on('exit', resolve));
  const deadline = Date.now() + 20_000;
  while (!await greets(port)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`dovecot did not start:\n${said}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return { port, deliver, stop: async () => { child.kill('SIGTERM'); await ended; } };
}
