// Sample letters for journeys, dated around the present moment. The people are invented, the domains reserved.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

export const own = 'ola@studio-proba.example';

const hoursAgo = hours => new Date(Date.now() - hours * 3_600_000);
const mailDate = date => date.toUTCString().replace('GMT', '+0000');
const base64 = text => Buffer.from(text, 'utf8').toString('base64');
const word = text => `=?utf-8?B?${base64(text)}?=`;

/** One mail as bytes; `answers` is the Message-ID of its parent. */
export function letter({ id, from, name, to = own, subject, text, hours, answers, html }) {
  const body = html ?? text;
  return [
    `From: ${word(name)} <${from}>`, `To: <${to}>`, `Subject: ${word(subject)}`, `Date: ${mailDate(hoursAgo(hours))}`,
    `Message-ID: <${id}>`, ...(answers ? [`In-Reply-To: <${answers}>`, `References: <${answers}>`] : []),
    'MIME-Version: 1.0', `Content-Type: text/${html ? 'html' : 'plain'}; charset=utf-8`, 'Content-Transfer-Encoding: base64', '',
    base64(body).replace(/.{76}/g, '$&\n'), '',
  ].join('\n');
}

/** The letter's date as an mbox line has it: `Thu Jan  1 00:00:00 2026`, in UTC. */
function asctime(text) {
  const [weekday, day, month, year, time] = text.match(/^Date: (\w+), (\d+) (\w+) (\d+) ([\d:]+)/m).slice(1);
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}

/** Writes letters as an mbox file into a folder. */
export function mbox(folder, letters) {
  const file = path.join(folder, 'letters.mbox');
  // Without a Received line, a mail arrived when its mbox line says.
  writeFileSync(file, letters.map(text => `From sample@proba.example ${asctime(text)}\n${text}\n`).join(''));
  return file;
}

export const morning = [
  letter({ id: 'anna-1@klient.example', from: 'anna@klient.example', name: 'Anna Próba', subject: 'Kiedy będzie raport?', text: 'Dzień dobry,\n\nkiedy dostaniemy raport za październik?\n\nAnna', hours: 30 }),
  letter({ id: 'mark-1@customer.example', from: 'mark@customer.example', name: 'Mark Sample', subject: 'Booking page', text: 'Hello,\n\ncould you make the booking page shorter?\n\nMark', hours: 3 }),
  letter({ id: 'irina-1@zakaz.example', from: 'irina@zakaz.example', name: 'Ирина Образцова', subject: 'Счёт за октябрь', text: 'Добрый день!\n\nПришлите, пожалуйста, счёт за октябрь.\n\nИрина', hours: 50 }),
  letter({ id: 'thanks-1@customer.example', from: 'sofia@other-customer.example', name: 'Sofia Sample', subject: 'Photos', text: 'Thank you!', hours: 20 }),
  letter({ id: 'html-1@hostile.example', from: 'eve@hostile.example', name: 'Eve Sample', subject: 'Look at this', hours: 5,
    html: '<p>Could you look at <b>this</b>?</p><img src="http://remote.example/pixel.png"><script>document.title="taken"</script><p onclick="alert(1)">end</p>' }),
  letter({ id: 'old-1@history.example', from: 'helen@history.example', name: 'Helen Sample', subject: 'Some day a logo', text: 'Would you make a logo some day?', hours: 24 * 90 }),
];

/** The text of a mail's plain side. */
export function plain(raw) {
  const part = raw.split(/Content-Type: text\/plain/i)[1] ?? raw;
  const body = part.split(/\r\n\r\n/).slice(1).join('\r\n\r\n').split(/\r\n--/)[0];
  if (/base64/i.test(part.split(/\r\n\r\n/)[0])) return Buffer.from(body.replace(/\s/g, ''), 'base64').toString('utf8');
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
