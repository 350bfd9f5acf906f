// A key is made on its page, shown once, has a draft read from outside the browser, and opens nothing once it is withdrawn.
import assert from 'node:assert/strict';
import { accessible, desktop, fits, openBrowser, phone, picture, visitor } from '../lib/browser.mjs';
import { firstRun, speak } from '../lib/first_run.mjs';

const hot = 'Anna, as I have already told you three times, this is YOUR problem. Stop wasting our time.';

export default async function accessKeys() {
  const browser = await openBrowser();
  const run = await firstRun(browser);
  const { page } = run;
  const place = `${run.desk.url}/settings/keys`;
  const ask = async (key, question) => {
    const answer = await fetch(`${run.desk.url}/api/v1/check`, {
      method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(question),
    });
    return { status: answer.status, kind: answer.headers.get('content-type'), told: await answer.json() };
  };
  const looks = async (what, cookies) => {
    for (const [size, viewport, dark] of [['desktop', desktop, false], ['phone', phone, false], ['phone-dark', phone, true]]) {
      const other = await visitor(browser, { viewport, dark, language: what.slice(-2), cookies });
      await other.goto(place);
      await fits(other, `keys-${what}-${size}`);
      await accessible(other, `keys-${what}-${size}`);
      await picture(other, `keys-${what}-${size}`);
      await other.context().close();
    }
  };
  try {
    await run.finish();
    await page.goto(place);
    await page.click('[data-test=key-add] button.main');
    assert.equal(await page.locator('[data-test=access-key]').count(), 0, 'a key without a name');
    await page.fill('#name', 'Vim (laptop)');
    await page.fill('#until', '2099-12-31');
    await page.focus('#name');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-test=key]');
    const key = (await page.textContent('[data-test=key]')).trim();
    await fits(page, 'keys-made');
    await accessible(page, 'keys-made');
    await picture(page, 'keys-made');
    const cookies = await page.context().storageState();

    const held = await ask(key, { text: hot });
    assert.deepEqual([held.status, held.told.verdict], [200, 'hold']);
    const fine = await ask(key, { text: 'Dzień dobry, logo jest gotowe. Dziękuję za zdjęcia.' });
    assert.deepEqual([fine.status, fine.told.verdict, fine.told.language], [200, 'send', 'pl']);

    await page.goto(place);
    assert.ok(!(await page.content()).includes(key), 'the key is shown again');
    for (const language of ['en', 'pl', 'ru']) {
      await speak(run, language);
      await looks(language, cookies);
    }
    await page.goto(place);
    await page.click('[data-test=access-key] button');
    await page.waitForSelector('[data-test=past-key]');
    await picture(page, 'keys-withdrawn');
    const refused = await ask(key, { text: hot });
    assert.deepEqual([refused.status, refused.kind, refused.told.code], [401, 'application/problem+json', 'unknown-key']);
    assert.deepEqual(page.faults, []);
  } finally {
    await browser.close();
    await run.end();
  }
}
