// An answer, and a new mail, that leave later: planned in the composer, seen in the outbox, changed again; on a desk and on
// a phone.
import assert from 'node:assert/strict';
import { accessible, desktop, fits, openBrowser, phone, picture, visitor } from '../lib/browser.mjs';
import { firstRun } from '../lib/first_run.mjs';

async function plan(run, page, label) {
  const { url } = run.desk;
  await page.goto(url);
  const conversation = await page.locator('[data-test=promise] a[data-open]').first().getAttribute('href');
  await page.goto(url + conversation);
  await page.fill('[data-test=answer-text]', 'The report follows on Monday.');
  await page.click('[data-test=later]');
  await fits(page, `${label}-menu`);
  await picture(page, `${label}-menu`);
  await page.locator('[data-test=later-choice]').last().click();
  await page.waitForSelector('[data-test=planned-edit]');
  await picture(page, `${label}-conversation`);

  await page.goto(`${url}/outbox`);
  const row = page.locator('[data-group=planned] [data-test=outbox-row]');
  assert.equal(await row.count(), 1, label);
  await fits(page, `${label}-outbox`);
  await accessible(page, `${label}-outbox`);
  await picture(page, `${label}-outbox`);
  await row.locator('[data-test=edit]').click();
  await page.waitForSelector('[data-test=answer-text]');
  assert.equal(await page.inputValue('[data-test=answer-text]'), 'The report follows on Monday.', 'the words come back');
  await page.goto(`${url}/outbox`);
  assert.equal(await page.locator('[data-group=planned]').count(), 0);
}

/** A mail that begins a conversation is planned the same way, and is a draft again when it is to be changed. */
async function planNew(run, page, label) {
  const { url } = run.desk;
  await page.goto(`${url}/conversations/new?to=nina@nowa.example`);
  await page.fill('[data-test=subject]', 'Our offer');
  await page.fill('[data-test=answer-text]', 'Here is what we can do for you.');
  await page.click('[data-test=later]');
  assert.equal(await page.locator('[data-test=unless-answered]').count(), 0, 'nobody can answer what has not begun');
  await fits(page, `${label}-menu`);
  await accessible(page, `${label}-menu`);
  await picture(page, `${label}-menu`);
  await page.locator('[data-test=later-choice]').last().click();
  await page.waitForSelector('[data-test=planned-edit]');
  assert.equal(await page.locator('h1').first().textContent(), 'Our offer');
  await page.goto(`${url}/outbox`);
  await page.locator('[data-group=planned] [data-test=outbox-row] [data-test=edit]').click();
  await page.waitForSelector('[data-test=beginning]');
  assert.equal(await page.inputValue('[data-test=answer-text]'), 'Here is what we can do for you.');
  await page.click('[data-test=discard]');
  await page.waitForURL(`${url}/inbox`);
}

export default async function planned() {
  const browser = await openBrowser();
  const run = await firstRun(browser);
  try {
    await run.finish();
    const cookies = await run.page.context().storageState();
    for (const [size, viewport] of Object.entries({ desktop, phone })) {
      const page = await visitor(browser, { viewport, cookies });
      await plan(run, page, `planned-${size}`);
      await planNew(run, page, `planned-new-${size}`);
      assert.deepEqual(page.faults, [], size);
      await page.context().close();
    }
  } finally {
    await browser.close();
    await run.end();
  }
}
