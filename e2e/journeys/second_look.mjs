// A colleague reads a draft before it goes: asked from the composer, found on Today, answered; and somebody who drafts only
// sends through whoever read it. On a desk and on a phone.
import assert from 'node:assert/strict';
import { desktop, look, openBrowser, phone, picture } from '../lib/browser.mjs';
import { colleague } from '../lib/colleague.mjs';
import { firstRun } from '../lib/first_run.mjs';

export default async function secondLook() {
  const browser = await openBrowser();
  try {
    for (const [viewport, size] of [[desktop, 'desktop'], [phone, 'phone']]) await at(browser, viewport, size);
  } finally {
    await browser.close();
  }
}

async function at(browser, viewport, size) {
  const run = await firstRun(browser, { viewport });
  const { page } = run;
  try {
    await run.finish();
    const path = (await page.locator('[data-test=promise]', { hasText: 'Mark Sample' }).locator('a[data-open]').first().getAttribute('href')).split('#')[0];
    const piotr = await colleague(browser, run, 'Piotr', viewport);

    // A saved reply begins the draft; its names are filled in.
    await page.goto(`${run.desk.url}/settings/saved-replies`);
    await page.fill('#title', 'Two steps');
    await page.fill('#text', 'Hello {name},\n\nyes, the booking page gets two steps instead of five.\n\n{me}');
    await page.locator('[data-test=reply-add] button.main').click();
    await page.waitForSelector('[data-test=saved-reply]');
    await look(page, `saved-replies-${size}`);
    await page.goto(run.desk.url + path);
    await page.locator('[data-test=editor]').click();
    await page.locator('[data-test=saved]').click();
    await page.locator('[data-test=saved-choice]').click();
    await page.waitForFunction(() => document.querySelector('[data-test=answer-text]')?.value.startsWith('Hello Mark'));

    // Asked to read it, with a question.
    await page.locator('[data-test=editor]').click();
    await page.locator('[data-test=look]').click();
    await page.fill('[data-test=look-question]', 'Clear enough?');
    await picture(page, `ask-look-${size}`);
    await page.press('[data-test=look-question]', 'Enter');
    await page.waitForSelector('[data-test=flash], .flash');
    assert.equal(await page.locator('[data-test=going]').count(), 0, 'Enter in the question asks, and sends nothing');

    // He finds it on Today, reads it beside their last mail, and says that it is fine.
    await piotr.goto(run.desk.url);
    await piotr.locator('[data-test=strip]', { hasText: 'asks you to read' }).locator('a').click();
    await piotr.waitForSelector('[data-test=look-fine]');
    assert.match(await piotr.textContent('[data-test=look]'), /Clear enough/);
    assert.match(await piotr.textContent('[data-test=again-text]'), /two steps instead of five/);
    await look(piotr, `second-look-${size}`);
    await piotr.locator('[data-test=look-change]').click();
    await piotr.waitForSelector('[data-test=look-words-wrong]');
    // He stands where words are missing.
    await piotr.waitForFunction(() => document.activeElement?.dataset.test === 'look-words');
    await piotr.fill('[data-test=look-words]', 'Clear.');
    await piotr.locator('[data-test=look-fine]').click();
    await piotr.waitForURL(`${run.desk.url}/`);

    // She finds his word on Today, and writes on where she was.
    await page.goto(run.desk.url);
    await page.locator('[data-test=strip]', { hasText: 'it is fine' }).locator('a').click();
    await page.waitForSelector('[data-test=rewrite]');
    assert.equal(await page.locator('[data-test=again-send]').count(), 0, 'she sends where she writes');
    await page.locator('[data-test=rewrite]').click();
    await page.waitForSelector('[data-test=send]');
    await page.locator('[data-test=send]').click();
    await page.waitForSelector('[data-test=going]');
    await piotr.context().close();
    assert.deepEqual(page.faults.filter(fault => !/422|409/.test(fault)), [], size);
  } finally {
    await run.end();
  }
}
