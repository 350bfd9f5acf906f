// A device is asked to tell: a client's mail comes up on the screen, once whatever the number of open pages, leads to the
// conversation, waits while the member is away, and comes when they are back.
import assert from 'node:assert/strict';
import { desktop, look, openBrowser, phone } from '../lib/browser.mjs';
import { freePort } from '../lib/desk.mjs';
import { firstRun, speak } from '../lib/first_run.mjs';
import { letter, own } from '../lib/letters.mjs';
import { handOver } from '../lib/lmtp.mjs';

const buttons = { en: 'Tell me here', pl: 'Włącz tutaj', ru: 'Включить здесь' };

/** What the pages of this browser put on the screen, in place of its own lines. */
async function watched(context) {
  const lines = [];
  await context.exposeFunction('tactShown', line => { lines.push(line); });
  await context.addInitScript(() => {
    window.Notification = class extends EventTarget {
      static permission = localStorage.getItem('allowed') ?? 'default';
      static async requestPermission() { localStorage.setItem('allowed', 'granted'); return (this.permission = 'granted'); }
      constructor(title, { body = '', tag }) {
        super();
        this.close = () => {};
        window.tactLast = this;
        window.tactShown({ title, body, tag });
      }
    };
  });
  return lines;
}

const until = async (met, what) => {
  for (let tries = 0; !met(); tries++) {
    assert.ok(tries < 200, what());
    await new Promise(resolve => { setTimeout(resolve, 50); });
  }
};

/** At work, or away with one press, whatever the clock says. */
async function beAtWork(page, url, here) {
  await page.goto(`${url}/settings/sessions`);
  const button = page.locator(`.rail form[action="${here ? '/whereabouts/removal' : '/whereabouts'}"] button`);
  if (await button.count() === 0) return;
  await button.click();
  await page.waitForSelector('.flash');
}

export default async function notifications() {
  const browser = await openBrowser();
  const port = await freePort();
  const run = await firstRun(browser, { serveWith: ['--lmtp', `127.0.0.1:${port}`] });
  const { page } = run;
  const { url } = run.desk;
  const lines = await watched(page.context());
  const shown = number => until(() => lines.length >= number, () => `${number} lines were to come: ${JSON.stringify(lines)}`);
  let sent = 0;
  const write = async (subject, text) => {
    const mail = letter({ id: `n${++sent}@customer.example`, from: 'mark@customer.example', name: 'Mark Sample', to: own, subject, text, hours: 0 });
    const [word] = await handOver(port, 'mark@customer.example', own, mail);
    assert.match(word, /^250/, word);
  };
  const asked = of => of.waitForResponse(answer => new URL(answer.url()).pathname === '/notifications');
  try {
    await run.finish();
    await beAtWork(page, url, true);

    // Nothing is asked for by itself; the switch says what it does and shows how it looks.
    await page.goto(`${url}/settings/sessions`);
    await page.locator('[data-test=notify-on]').waitFor();
    assert.equal(await page.locator('[data-test=notify-on]').textContent(), buttons.en);
    for (const [viewport, size] of [[phone, 'phone'], [desktop, 'desktop']]) {
      await page.setViewportSize(viewport);
      await look(page, `notifications-off-${size}`);
    }
    await page.click('[data-test=notify-on]');
    await page.locator('[data-test=notify-off]').waitFor();
    assert.match(await page.textContent('[data-test=notify-state]'), /This device tells you/);
    assert.deepEqual(lines.splice(0), [{ title: 'This is how it looks.', body: '', tag: 'tact-trial' }]);
    await look(page, 'notifications-on');
    await page.evaluate(() => { window.tactLast = null; });

    // Two pages are open; the mail comes up once, says who and what about, and leads there.
    const other = await page.context().newPage();
    await Promise.all([asked(other), other.goto(`${url}/rulebook`)]);
    const both = [asked(page), asked(other)];
    await write('The new flyer', 'Hello,\n\ncould you send me the flyer by Friday?\n\nMark');
    await Promise.all(both);
    await shown(1);
    assert.deepEqual(lines.splice(0).map(({ title, body }) => [title, body]), [['Mark Sample', 'The new flyer']]);
    const told = await page.evaluate(() => Boolean(window.tactLast)) ? page : other;
    await told.evaluate(() => window.tactLast.dispatchEvent(new Event('click')));
    await told.waitForURL(/\/conversations\//);
    assert.match(await told.textContent('main'), /The new flyer/);
    await other.close();

    // Away: everything waits, and comes when one is back; many at once are one line.
    await beAtWork(page, url, false);
    for (const thing of ['poster', 'menu', 'sign', 'price list']) {
      const heard = asked(page);
      await write(`The ${thing}`, `Hello,\n\nwhen will the ${thing} be ready?\n\nMark`);
      await heard;
    }
    assert.deepEqual(lines, [], 'after hours it waits');
    const emergency = asked(page);
    await write('Our shop', 'Our shop is down, nobody can order anything. This is an emergency, please call me at once!');
    await emergency;
    await shown(1);
    assert.match(lines[0].title, /^Emergency: Mark Sample/);
    lines.splice(0);
    await beAtWork(page, url, true);
    await shown(1);
    assert.match(lines[0].title, /^New for you: 4$/);
    assert.equal(lines.splice(0).length, 1, 'one line for many');

    // Switched off, nothing comes; and in the other languages.
    await page.goto(`${url}/settings/sessions`);
    await page.click('[data-test=notify-off]');
    await page.locator('[data-test=notify-on]').waitFor();
    await write('The last one', 'Hello,\n\nwhen will the last one be ready?\n\nMark');
    await page.goto(`${url}/rulebook`);
    await page.waitForTimeout(1500);
    assert.deepEqual(lines, [], 'switched off');
    for (const language of ['pl', 'ru']) {
      await speak(run, language);
      await page.goto(`${url}/settings/sessions`);
      await page.locator('[data-test=notify-on]').waitFor();
      assert.equal(await page.locator('[data-test=notify-on]').textContent(), buttons[language]);
      await look(page, `notifications-${language}`);
    }
    assert.deepEqual(page.faults, []);
  } finally {
    await page.context().close();
    await run.end();
    await browser.close();
  }
}
