// Mail that is not taken in at once: seen with its cause in words, looked at safely, read again, taken in with one key,
// thrown away and had back. On a desk and on a phone, in three languages, light and dark.
import assert from 'node:assert/strict';
import { desktop, look, openBrowser, phone, visitor } from '../lib/browser.mjs';
import { freePort } from '../lib/desk.mjs';
import { firstRun, speak } from '../lib/first_run.mjs';
import { letter, own } from '../lib/letters.mjs';
import { handOver } from '../lib/lmtp.mjs';

const anna = 'anna@klient.example';
const question = (id, text) => letter({ id, from: anna, name: 'Anna Próba', subject: 'Pytanie', text, hours: 0 });
const fromMark = (id, text) => letter({ id, from: 'mark@customer.example', name: 'Mark Sample', subject: 'Again', text, hours: 0 });

/** A mail whose parts are nested too deeply to be read, with markup in what can be seen of it. */
function nested() {
  let mail = `From: ${anna}\nTo: ${own}\nSubject: Umowa <img src=x onerror=document.title=1>\nMessage-ID: <deep@klient.example>\n`;
  for (let depth = 0; depth < 200; depth += 1) mail += `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n`;
  return `${mail}Content-Type: text/html\n\n<script>document.title="taken"</script>Kiedy podpiszemy?\n`;
}

const held = page => page.locator('[data-test=held]');
const flash = page => page.waitForSelector('.flash');

async function heldAt(browser, viewport, size) {
  const port = await freePort();
  const run = await firstRun(browser, { viewport, serveWith: ['--lmtp', `127.0.0.1:${port}`] });
  const { page } = run;
  const { url } = run.desk;
  try {
    await run.finish();
    await page.goto(`${url}/settings/mail`);
    await page.fill('#flood', '1');
    await page.locator('[data-test=settings-mail] button.main').click();
    await flash(page);
    const words = await handOver(port, anna, own, nested(), question('f1@klient.example', 'Jeden?'), question('f2@klient.example', 'Dwa?'));
    assert.equal(words.length, 3, words.join('\n'));

    // Today says so and leads there; the causes stand in words.
    await page.goto(url);
    await page.locator('.strip a[href="/inbox?view=held"]').click();
    await held(page).first().waitFor();
    assert.equal(await held(page).count(), 2);
    assert.match(await held(page).filter({ hasText: 'Umowa' }).textContent(), /Its parts are nested too deeply/);
    assert.match(await held(page).filter({ hasText: 'Pytanie' }).textContent(), /More mail came from this sender within an hour/);
    await look(page, `held-list-${size}`);
    await everyTongue(browser, run, viewport, size);

    await lookedAtSafely(page, url);
    await taken(page, url, size);
    await thrown(page, url, port, size);
    assert.deepEqual(page.faults, [], size);
  } finally {
    await page.context().close();
    await run.end();
  }
}

/** The mail itself is shown as text, whatever it holds. */
async function lookedAtSafely(page, url) {
  const source = await held(page).filter({ hasText: 'Umowa' }).locator('[data-open]').getAttribute('href');
  const answer = await page.context().request.get(url + source);
  assert.match(answer.headers()['content-type'], /^text\/plain/);
  assert.equal(answer.headers()['x-content-type-options'], 'nosniff');
  assert.match(await answer.text(), /<script>document\.title/);
  await page.goto(url + source);
  assert.equal(await page.title(), '', 'something of the mail ran');
}

/** Read again with the same cause it stays; with the cause gone it comes in. One key takes the other in. */
async function taken(page, url, size) {
  const list = `${url}/inbox?view=held`;
  await page.goto(list);
  await held(page).filter({ hasText: 'Umowa' }).getByRole('button', { name: 'Read again' }).click();
  await page.waitForSelector('text=It is still held, for the reason shown.');
  assert.equal(await held(page).count(), 2);
  await look(page, `held-still-${size}`);
  await page.goto(`${url}/settings/mail`);
  await page.fill('#flood', '0');
  await page.locator('[data-test=settings-mail] button.main').click();
  await flash(page);
  await page.goto(list);
  await held(page).filter({ hasText: 'Pytanie' }).getByRole('button', { name: 'Read again' }).click();
  await page.waitForSelector('text=Taken in.');
  assert.equal(await held(page).count(), 1);
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.waitForFunction(() => !document.querySelector('[data-test=held]'));
  await look(page, `held-none-${size}`);
  await page.goto(`${url}/inbox?view=all`);
  assert.equal(await page.locator('[data-test=conversation]', { hasText: 'Umowa' }).count(), 1, 'it is in the inbox now');
  assert.ok(await page.locator('[data-test=conversation]', { hasText: 'Pytanie' }).count() > 0);
}

/** Thrown away it is undone at once; thrown away again it lies with what was thrown away. */
async function thrown(page, url, port, size) {
  await page.goto(`${url}/settings/mail`);
  await page.fill('#flood', '1');
  await page.locator('[data-test=settings-mail] button.main').click();
  await flash(page);
  await handOver(port, 'mark@customer.example', own, fromMark('m1@customer.example', 'One?'), fromMark('m2@customer.example', 'Two?'));
  const list = `${url}/inbox?view=held`;
  await page.goto(list);
  const away = () => held(page).getByRole('button', { name: 'Throw away' }).click();
  await away();
  await page.waitForSelector('text=Thrown away; it is kept for 30 days.');
  assert.equal(await held(page).count(), 0);
  await look(page, `held-thrown-${size}`);
  await page.locator('.flash form button').click();
  await held(page).first().waitFor();
  await away();
  await page.waitForSelector('text=Thrown away; it is kept for 30 days.');
  await page.locator('[data-test=thrown]').click();
  await held(page).first().waitFor();
  assert.match(await held(page).textContent(), /Again/);
  await look(page, `held-thrown-list-${size}`);
}

async function everyTongue(browser, run, viewport, size) {
  const cookies = await run.page.context().storageState();
  for (const language of ['en', 'pl', 'ru']) {
    await speak(run, language);
    for (const dark of [false, true]) {
      const page = await visitor(browser, { viewport, dark, language, cookies });
      for (const [name, path] of [['held', '/inbox?view=held'], ['held-today', '/']]) {
        await page.goto(run.desk.url + path);
        await look(page, `${name}-${language}-${size}${dark ? '-dark' : ''}`);
      }
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
  }
  await speak(run, 'en');
  await run.page.goto(`${run.desk.url}/inbox?view=held`);
}

export default async function heldMail() {
  const browser = await openBrowser();
  try {
    await heldAt(browser, desktop, 'desktop');
    await heldAt(browser, phone, 'phone');
  } finally {
    await browser.close();
  }
}
