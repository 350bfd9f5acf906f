// First run → import → Today → answer → kept, as an owner would do it; and what she gets back when something goes wrong.
import assert from 'node:assert/strict';
import { accessible, desktop, fits, openBrowser, phone, picture } from '../lib/browser.mjs';
import { firstRun, useRelay } from '../lib/first_run.mjs';
import { serve } from '../lib/desk.mjs';
import { startRelay } from '../lib/relay.mjs';

const row = (page, words) => page.locator('[data-test=promise]', { hasText: words });

export default async function firstDay() {
  const browser = await openBrowser();
  try {
    await dayAt(browser, desktop);
    await dayAt(browser, phone);
  } finally {
    await browser.close();
  }
}

async function dayAt(browser, viewport) {
  const relay = await startRelay();
  const run = await firstRun(browser, { viewport });
  const { page } = run;
  try {
    assert.equal(run.summary.stored, 6);
    await accessible(page, 'set-up');
    await picture(page, 'set-up');
    await run.finish();

    // Who waits is there; who only said thanks, and who wrote long ago, is not.
    for (const name of ['Anna Próba', 'Mark Sample', 'Ирина Образцова', 'Eve Sample']) assert.equal(await row(page, name).count(), 1, name);
    assert.equal(await row(page, 'Sofia Sample').count(), 0);
    assert.equal(await row(page, 'Helen Sample').count(), 0);
    assert.equal(await page.locator('[data-test=history]').count(), 1);
    await accessible(page, 'today');
    await fits(page, 'today');

    // The one-time link is used up.
    const again = await page.request.get(run.link);
    assert.ok(!(await again.text()).includes('data-test="set-up"'), 'the set-up link works twice');

    // Tell the desk by which relay mail leaves.
    await useRelay(run, relay);

    // Write an answer; half-way the machine dies. Nothing typed is lost.
    await page.goto(run.desk.url);
    await row(page, 'Mark Sample').locator('[data-test=keep]').click();
    await page.waitForSelector('[data-test=answer-text]');
    const stored = page.waitForResponse(answer => answer.url().includes('/drafts') && answer.ok());
    await page.fill('[data-test=answer-text]', 'Hello Mark,\n\nyes: two steps instead of five, on Tuesday.\n\nOla');
    await stored;
    const conversation = new URL(page.url()).pathname;
    await run.desk.kill();
    run.desk = await serve(run.folder.data);
    await page.context().addCookies([]);
    const cookies = await page.context().cookies();
    await page.context().addCookies(cookies.map(cookie => ({ ...cookie, url: run.desk.url, domain: undefined, path: undefined })));
    await page.goto(run.desk.url + conversation);
    assert.match(await page.inputValue('[data-test=answer-text]'), /two steps instead of five/);

    // Send, think again, take it back: the words are there again and nothing left the house.
    await page.click('[data-test=send]');
    await page.click('[data-test=undo]');
    await page.waitForFunction(() => /two steps/.test(document.querySelector('[data-test=answer-text]')?.value ?? ''));
    assert.equal(relay.mails.length, 0);

    // Send for good. The promise is kept when the relay has taken the mail.
    const arrived = relay.next();
    await page.click('[data-test=send]');
    const mail = await arrived;
    assert.deepEqual(mail.to, ['mark@customer.example']);
    assert.match(mail.raw, /In-Reply-To: <mark-1@customer\.example>/i);
    await page.goto(run.desk.url);
    await page.waitForFunction(() => !document.body.textContent.includes('Mark Sample'), null, { timeout: 15_000 });
    assert.equal(relay.mails.length, 1);
    assert.deepEqual(page.faults.filter(fault => !/Failed to fetch|ERR_CONNECTION|ERR_INCOMPLETE|NetworkError|EventSource/i.test(fault)), []);
  } finally {
    await page.context().close();
    await run.end();
    await relay.stop();
  }
}
