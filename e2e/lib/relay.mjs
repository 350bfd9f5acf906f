// A mail relay that keeps what it is given, for journeys that send. Loopback only.
import net from 'node:net';

/**
 * Starts a relay; `mails` fills up as mail arrives, `next()` waits for one more. `refuses(address)` gives the reply to a
 * recipient it does not take, `hangsUp(mail)` whether it takes a mail's last line without a word and is gone.
 */
export async function startRelay({ refuses = () => null, hangsUp = () => false } = {}) {
  const mails = [];
  const waiting = [];
  const server = net.createServer(socket => {
    let buffer = '';
    let inData = false;
    let envelope = { to: [] };
    const say = line => socket.write(line + '\r\n');
    say('220 relay.test ready');
    socket.on('error', () => {});
    socket.on('data', chunk => {
      buffer += chunk.toString('binary');
      for (;;) {
        if (inData) {
          const end = buffer.indexOf('\r\n.\r\n');
          if (end < 0) return;
          // A stop at the beginning of a line was doubled on the way (RFC 5321, 4.5.2).
          const raw = buffer.slice(0, end).replace(/(^|\r\n)\.\./g, '$1.');
          buffer = buffer.slice(end + 5);
          inData = false;
          const mail = { ...envelope, raw: Buffer.from(raw, 'binary').toString('utf8') };
          envelope = { to: [] };
          if (hangsUp(mail)) return socket.destroy();
          mails.push(mail);
          waiting.splice(0).forEach(resolve => resolve(mail));
          say('250 kept');
          continue;
        }
        const end = buffer.indexOf('\r\n');
        if (end < 0) return;
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        const verb = line.split(/[ :]/)[0].toUpperCase();
        if (verb === 'EHLO') socket.write('250-relay.test\r\n250 8BITMIME\r\n');
        else if (verb === 'DATA') { inData = true; say('354 go on'); }
        else if (verb === 'QUIT') { say('221 bye'); socket.end(); }
        else {
          if (verb === 'MAIL') envelope.from = line.match(/<(.*?)>/)?.[1];
          const to = verb === 'RCPT' ? line.match(/<(.*?)>/)?.[1] : null;
          const no = to && refuses(to);
          if (no) { say(no); continue; }
          if (to) envelope.to.push(to);
          if (verb === 'RSET') envelope = { to: [] };
          say('250 ok');
        }
      }
    });
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    mails,
    next: (limit = 30_000) => new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no mail within ${limit} ms`)), limit);
      waiting.push(mail => { clearTimeout(timer); resolve(mail); });
    }),
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}
