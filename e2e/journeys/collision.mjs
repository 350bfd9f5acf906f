// Two members, two browsers, one conversation: they see each other, and no two answers go out unseen.
import assert from 'node:assert/strict';
import { accessible, desktop, fits, openBrowser, phone, picture } from '../lib/browser.mjs';
import { colleague } from '../lib/colleague.mjs';
import { firstRun } from '../lib/first_run.mjs';

const says = (page, words) => page.waitForFunction(
  wanted => document.querySelector('[data-test=presence]')?.textContent.includes(wanted), words, { timeout: 10_000 });

async function collisionAt(browser, viewport, size) {
  const run = await firstRun(browser, { viewport });
  const { page } = run;
  try {
    await run.finish();
    const path = (await page.locator('[data-test=promise]', { hasText: 'Mark Sample' }).locator('a[data-open]').first().getAttribute('href')).split('#')[0];
    const piotr = await colleague(browser, run, 'Piotr', viewport);

    // Both open it: each sees the other, in the header and for those who hear the page.
    await page.goto(run.desk.url + path);
    await piotr.goto(run.desk.url + path);
    await says(page, 'Piotr has this open.');
    await says(piotr, 'Ola Próba has this open.');
    assert.equal(await page.locator('[data-test=faces] .face').count(), 1);

    // Piotr writes; Ola sees it before she begins, and so does the list.
    await piotr.locator('[data-test=editor]').click();
    await piotr.keyboard.type('Hello Mark, I have shortened it.');
    await says(page, 'Piotr is writing an answer.');
    await accessible(page, `collision-${size}`);
    await fits(page, `collision-${size}`);
    await picture(page, `collision-writing-${size}`);
    await page.goto(`${run.desk.url}/inbox`);
    await page.waitForSelector('.mail .face.there[data-writing]');
    await picture(page, `collision-list-${size}`);

    // Ola begins all the same; Piotr's answer goes first. Hers stops and shows what came; her words are there.
    await page.goto(run.desk.url + path);
    await page.fill('[data-test=answer-text]', 'Hello Mark,\n\ntwo steps, on Tuesday.');
    await piotr.locator('[data-test=send]').click();
    await piotr.waitForSelector('[data-test=going]');
    await page.locator('[data-test=send]').click();
    await page.waitForSelector('[data-test=overtaken]');
    assert.match(await page.textContent('[data-test=overtaken]'), /Piotr answered since you began[\s\S]*I have shortened it/);
    assert.match(await page.inputValue('[data-test=answer-text]'), /two steps, on Tuesday/);
    await accessible(page, `overtaken-${size}`);
    await fits(page, `overtaken-${size}`);
    await picture(page, `collision-overtaken-${size}`);
    assert.equal(await page.locator('[data-side=ours]').count(), 1, 'both answers went');

    // Pressed again it stops again; having read it, it goes.
    await page.locator('[data-test=send]').click();
    await page.waitForSelector('[data-test=overtaken]');
    await page.locator('[data-test=send-anyway]').click();
    await page.waitForFunction(() => document.querySelectorAll('[data-side=ours]').length === 2);
    assert.equal(await page.inputValue('[data-test=answer-text]'), '');

    // Piotr leaves: he is gone at once.
    await piotr.goto(`${run.desk.url}/rulebook`);
    await page.waitForFunction(() => !document.querySelector('[data-test=faces] .face'), null, { timeout: 10_000 });

    // Named in a note, he finds it on Today, and it is gone once seen.
    await page.keyboard.press('Escape');
    await page.locator('label[data-kind=note]').click();
    await page.locator('[data-test=mention]', { hasText: 'Piotr' }).click();
    // On a phone a press becomes a click a moment later: nobody types before the name stands there.
    await page.waitForFunction(() => document.activeElement?.id === 'note-text' && document.activeElement.value.startsWith('@Piotr'));
    await page.keyboard.type('could you call him?');
    await page.locator('[data-test=note-save]').click();
    await page.waitForSelector('[data-test=note]');
    await piotr.goto(run.desk.url);
    await piotr.waitForSelector('text=Ola Próba named you in a note');
    await picture(piotr, `mention-${size}`);
    await piotr.locator('.strip', { hasText: 'named you' }).locator('a').click();
    await piotr.waitForSelector('[data-test=note]');
    await piotr.waitForResponse(answer => answer.url().endsWith('/seen')).catch(() => {});
    await piotr.goto(run.desk.url);
    assert.equal(await piotr.locator('text=named you in a note').count(), 0);
    const known = /status of 409|ERR_INCOMPLETE|ERR_ABORTED|Failed to fetch/;
    for (const one of [page, piotr]) assert.deepEqual(one.faults.filter(fault => !known.test(fault)), []);
    await piotr.context().close();
  } finally {
    await page.context().close();
    await run.end();
  }
}

export default async function collision() {
  const browser = await openBrowser();
  try {
    await collisionAt(browser, desktop, 'desktop');
    await collisionAt(browser, phone, 'phone');
  } finally {
    await browser.close();
  }
}
