// Starts and stops the program as its user would: by its command line.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
const program = process.env.TACT_BIN ?? path.join(root, 'target/debug/tact');

/** Runs one command to its end and gives its standard output; a failure is an error with what it said. */
export function tact(data, ...words) {
  const run = spawnSync(program, [...words, '--data', data], { encoding: 'utf8', timeout: 120_000 });
  if (run.status !== 0) throw new Error(`tact ${words.join(' ')}: exit ${run.status}\n${run.stdout}\n${run.stderr}`);
  return run.stdout;
}

export function freshFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tact-journey-'));
  return { folder, data: path.join(folder, 'data'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export const freePort = () => new Promise(resolve => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

/** Serves a desk; resolves when the first page can be had. `said()` is all it printed; PORT in `more` becomes the port. */
export async function serve(data, ...more) {
  const port = await freePort();
  const listen = `127.0.0.1:${port}`;
  const child = spawn(program, ['serve', '--listen', listen, '--data', data, ...more.map(word => word.replace('PORT', port))]);
  let said = '';
  child.stdout.on('data', chunk => { said += chunk; });
  child.stderr.on('data', chunk => { said += chunk; });
  const ended = new Promise(resolve => child.on('exit', resolve));
  const url = `http://${listen}`;
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the desk did not start:\n${said}`);
    const up = await fetch(`${url}/healthz`).then(answer => answer.ok, () => false);
    if (up) break;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return {
    url,
    said: () => said,
    link: pattern => said.match(pattern)?.[0],
    kill: async () => { child.kill('SIGKILL'); await ended; },
    stop: async () => { child.kill('SIGTERM'); await ended; },
  };
}
