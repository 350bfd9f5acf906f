// A mail server of ours that hands mail over by LMTP, for journeys in which mail comes in live.
import net from 'node:net';

/** Hands each mail over in one dialogue; resolves to the last word about each. */
export function handOver(port, from, to, ...mails) {
  return new Promise((resolve, reject) => {
    const words = [];
    const lines = ['LHLO mx.journey.test'];
    for (const mail of mails) {
      lines.push(`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA', `${mail.replaceAll('\n', '\r\n').replaceAll('\r\n.', '\r\n..')}\r\n.`);
    }
    lines.push('QUIT');
    let buffer = '';
    const socket = net.connect(port, '127.0.0.1');
    socket.setTimeout(30_000, () => { socket.destroy(); reject(new Error(`LMTP is silent after ${words.join(' / ')}`)); });
    socket.on('error', reject);
    socket.on('data', chunk => {
      buffer += chunk.toString('utf8');
      for (;;) {
        const end = buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (line[3] === '-') continue;
        words.push(line);
        const next = lines.shift();
        if (next === undefined) { socket.end(); return resolve(words.filter(word => /^([45]|250 .*taken in)/.test(word))); }
        socket.write(`${next}\r\n`);
      }
    });
  });
}
