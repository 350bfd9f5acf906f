// What belongs together is joined, what does not is split; another client, blocked senders, spam; each with its way back.
import assert from 'node:assert/strict';
import { accessible, desktop, fits, openBrowser, phone, picture } from '../lib/browser.mjs';
import { firstRun } from '../lib/first_run.mjs';
import { letter, morning } from '../lib/letters.mjs';

const mark = { from: 'mark@customer.example', name: 'Mark Sample' };
const letters = [
  ...morning,
  letter({ ...mark, id: 'mark-2@customer.example', subject: 'Booking page: one more thing', text: 'And could the button be green?', hours: 2 }),
  letter({ ...mark, id: 'mark-3@customer.example', subject: 'A new logo', text: 'Could you make us a new logo as well?', hours: 1, answers: 'mark-1@customer.example' }),
];

const thread = page => page.locator('[data-test=message]');

async function open(page, run, subject) {
  await page.goto(`${run.desk.url}/inbox?view=all`);
  const href = await page.locator('[data-test=conversation]', { hasText: subject }).first().locator('a[data-open]').getAttribute('href');
  await page.goto(run.desk.url + href.split('?')[0]);
  await page.waitForSelector('[data-test=conversation-page]');
}

async function mergeAndSplit(browser, viewport, size) {
  const run = await firstRun(browser, { viewport, letters });
  const { page } = run;
  const look = async name => { await accessible(page, `${name}-${size}`); await fits(page, `${name}-${size}`); await picture(page, `${name}-${size}`); };
  try {
    await run.finish();

    // The client changed the subject in the middle: one key gives it a conversation of its own, and undo takes it back.
    await open(page, run, 'Booking page');
    await page.waitForSelector('[data-test=conversation-page] h1');
    if (await page.locator('[data-test=split-offer]').count() === 0) await open(page, run, 'A new logo');
    assert.match(await page.textContent('[data-test=split-offer]'), /A new logo/);
    await look('split-offer');
    const old = page.url();
    await page.locator('body').press('s');
    await page.waitForSelector('[data-test=split-from]');
    assert.equal(await page.textContent('h1'), 'A new logo');
    assert.equal(await thread(page).count(), 1);
    assert.match(await thread(page).first().textContent(), /Mark Sample/);
    await look('split-off');
    await page.locator('[data-test=undo]').first().click();
    await page.waitForFunction(() => document.querySelectorAll('[data-test=message]').length === 2);
    assert.equal(new URL(page.url()).pathname, new URL(old).pathname);

    // Joined with another one of the client from the menu, and taken apart again.
    await page.locator('[data-test=more] > summary').click();
    await look('more-menu');
    await page.locator('[data-test=join]', { hasText: 'one more thing' }).click();
    await page.waitForFunction(() => document.querySelectorAll('[data-test=message]').length === 3);
    await page.locator('[data-test=undo]').first().click();
    await page.waitForFunction(() => document.querySelectorAll('[data-test=message]').length === 2);

    // One message alone, by its own menu.
    await thread(page).nth(1).locator('[data-test=split-menu] > summary').click();
    await look('split-menu');
    await thread(page).nth(1).locator('[data-test=split-alone]').click();
    await page.waitForSelector('[data-test=split-from]');
    await page.locator('[data-test=join-again]').click();
    await page.waitForFunction(() => document.querySelectorAll('[data-test=message]').length === 2);

    // To another client, and back.
    await open(page, run, 'Look at this');
    await page.locator('[data-test=more] > summary').click();
    await page.locator('[data-test=move-client]').pressSequentially('customer', { delay: 30 });
    await page.waitForFunction(() => [...document.querySelectorAll('#move-clients option')].some(one => one.value === 'customer.example'));
    await page.fill('[data-test=move-client]', 'customer.example');
    await page.locator('[data-test=move]').click();
    await page.waitForFunction(() => /customer\.example/.test(document.querySelector('[data-test=client-card]')?.textContent ?? ''));
    await page.locator('[data-test=undo]').first().click();
    await page.waitForFunction(() => /hostile/.test(document.querySelector('[data-test=client-card]')?.textContent ?? ''));

    // Blocked: gone from Today, kept in a view of its own; let in, it is back.
    await page.locator('[data-test=more] > summary').click();
    await page.locator('[data-test=block]').click();
    await page.waitForURL(url => url.searchParams.get('view') === 'blocked');
    assert.equal(await page.locator('[data-test=conversation]', { hasText: 'Look at this' }).count(), 1);
    await page.locator('[data-test=senders] summary').click();
    await look('blocked');
    await page.goto(run.desk.url);
    assert.equal(await page.locator('[data-test=promise]', { hasText: 'Eve Sample' }).count(), 0);
    await page.goto(`${run.desk.url}/inbox?view=blocked`);
    await page.locator('[data-test=senders] summary').click();
    await page.locator('[data-test=senders] button').first().click();
    await page.waitForSelector('[data-test=flash]');
    await page.goto(run.desk.url);
    assert.equal(await page.locator('[data-test=promise]', { hasText: 'Eve Sample' }).count(), 1);

    // Several at once: joined, and taken back as one.
    await page.goto(`${run.desk.url}/inbox`);
    const before = await page.locator('[data-test=conversation]').count();
    for (const row of await page.locator('[data-test=conversation]', { hasText: 'Mark Sample' }).all()) await row.locator('[name=ids]').check();
    await look('bulk');
    await page.locator('[data-test=bulk-more]').click();
    await page.locator('[data-test=bulk-merge]').click();
    await page.waitForFunction(count => document.querySelectorAll('[data-test=conversation]').length === count, before - 1);
    await page.locator('[data-test=undo]').first().click();
    await page.waitForFunction(count => document.querySelectorAll('[data-test=conversation]').length === count, before);
    assert.deepEqual(page.faults.filter(fault => !/ERR_INCOMPLETE|ERR_ABORTED|Failed to fetch/.test(fault)), []);
  } finally {
    await page.context().close();
    await run.end();
  }
}

export default async function mergeSplit() {
  const browser = await openBrowser();
  try {
    await mergeAndSplit(browser, desktop, 'desktop');
    await mergeAndSplit(browser, phone, 'phone');
  } finally {
    await browser.close();
  }
}
