// A client is late with what a mail asked for: one press drafts a kind reminder, the gate reads it and lets it go, and it is
// asked for once. On the desk of the sample, in all three languages.
import assert from 'node:assert/strict';
import { accessible, desktop, fits, openBrowser, phone, picture, visitor } from '../lib/browser.mjs';
import { freshFolder, serve } from '../lib/desk.mjs';
import { speak, useRelay } from '../lib/first_run.mjs';
import { plain } from '../lib/letters.mjs';
import { startRelay } from '../lib/relay.mjs';

const overdue = page => page.locator('[data-test=promise]').filter({ has: page.locator('[data-test=remind]') });

async function through(browser, language) {
  const folder = freshFolder();
  const relay = await startRelay();
  const desk = await serve(folder.data, '--sample');
  const page = await visitor(browser, { language });
  const run = { desk, page };
  try {
    await page.goto(desk.link(/http:\/\/\S+\/sign-in\/link\?token=\S+/));
    await Promise.all([page.waitForURL(url => url.pathname === '/'), page.click('[data-test=link-sign-in]')]);
    await speak(run, language);
    await useRelay(run, relay);
    await page.goto(desk.url);
    const late = overdue(page).first();
    await late.waitFor();
    const id = await late.getAttribute('data-promise');
    const asked = (await late.locator('.promise-what b').textContent()).trim();
    await fits(page, `reminder-${language}-today`);
    await picture(page, `reminder-${language}-today`);

    await late.locator('[data-test=remind]').click();
    await page.waitForURL(url => url.pathname.startsWith('/conversations/'));
    const conversation = page.url().split('#')[0];
    await page.waitForSelector('[data-test=step-row]');
    const text = await page.inputValue('[data-test=answer-text]');
    assert.ok(text.includes(asked), `${language}: ${text} does not say ${asked}`);
    // It reads along as ever, and finds nothing that holds.
    await page.waitForSelector('[data-test=editor]:not([hidden])');
    const read = page.waitForResponse(answer => answer.url().endsWith('/checks') && answer.ok());
    await page.click('[data-test=editor]');
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' ');
    const told = await (await read).json();
    assert.deepEqual([told.held, told.notes.filter(note => note.severity === 'hold')], [false, []], language);
    // Nor has it an edge on a pause, when it is read a second time.
    const again = page.waitForResponse(answer => answer.url().endsWith('/checks?paused=true') && answer.ok());
    await page.keyboard.type(' ');
    const second = await (await again).json();
    assert.deepEqual(second.notes.filter(note => note.code.startsWith('heat')), [], language);
    for (const [viewport, size] of [[desktop, 'desktop'], [phone, 'phone']]) {
      await page.setViewportSize(viewport);
      await page.locator('[data-test=answer-text], [data-test=editor]').last().scrollIntoViewIfNeeded();
      await fits(page, `reminder-${language}-${size}`);
      await accessible(page, `reminder-${language}-${size}`);
      await picture(page, `reminder-${language}-${size}`);
    }
    await page.setViewportSize(desktop);

    const mail = relay.next();
    await page.click('[data-test=send]');
    await page.waitForSelector('[data-test=going]');
    assert.ok(plain((await mail).raw).includes(asked), `${language}: the mail does not say what is asked for`);

    // It is owed as before, and nobody nags twice in two days.
    await page.waitForFunction(async url => {
      const today = new DOMParser().parseFromString(await (await fetch(url)).text(), 'text/html');
      return today.querySelectorAll('[data-test=remind]').length === 0;
    }, desk.url);
    await page.goto(desk.url);
    assert.equal(await page.locator(`[data-promise="${id}"]`).count(), 1, `${language}: it is not owed any more`);
    await page.goto(conversation);
    assert.equal(await page.inputValue('[data-test=answer-text]'), '', `${language}: the draft is still there`);
    assert.deepEqual(page.faults, [], language);
  } finally {
    await page.context().close();
    await desk.stop();
    await relay.stop();
    folder.remove();
  }
}

export default async function reminder() {
  const browser = await openBrowser();
  try {
    for (const language of ['en', 'pl', 'ru']) await through(browser, language);
  } finally {
    await browser.close();
  }
}
