// Away and standing in: a colleague says when he is away and who steps in; it is told where he is given work; his
// conversations come to whoever steps in; and many conversations are given away, blocked and had back at once.
import assert from 'node:assert/strict';
import { desktop, look, openBrowser, phone, picture, visitor } from '../lib/browser.mjs';
import { colleague } from '../lib/colleague.mjs';
import { firstRun, speak } from '../lib/first_run.mjs';
import { own } from '../lib/letters.mjs';

const day = ahead => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const pick = (page, who) => page.locator('[data-test=conversation]', { hasText: who }).locator('input[name=ids]').check();

async function awayAt(browser, viewport, size) {
  const run = await firstRun(browser, { viewport });
  const { page } = run;
  const { url } = run.desk;
  try {
    await run.finish();
    const piotr = await colleague(browser, run, 'Piotr', viewport);

    // He says so himself: a few days, who steps in, a word.
    await piotr.goto(`${url}/settings/me`);
    await piotr.locator('[data-test=my-time]').click();
    await piotr.waitForSelector('[data-test=absence-add]');
    await piotr.fill('#first', day(-1));
    await piotr.fill('#last', day(9));
    await piotr.selectOption('#stands-in', { label: 'Ola Próba' });
    await piotr.fill('#word', 'skiing');
    await piotr.locator('[data-test=absence-add] button.main').click();
    await piotr.waitForSelector('[data-test=absences]');
    assert.match(await piotr.textContent('[data-test=absences]'), /Ola Próba steps in · skiing/);
    await look(piotr, `away-page-${size}`);

    await onCall(page, url, size);
    await bulk(page, url, size);
    await toldEverywhere(browser, run, viewport, size);
    await oneWord(page, url, size);
    assert.deepEqual([...page.faults, ...piotr.faults].filter(fault => !/422/.test(fault)), [], size);
    await piotr.context().close();
  } finally {
    await page.context().close();
    await run.end();
  }
}

/** Where emergencies are told at any hour: an address of ours is refused with the reason, another one is tried out. */
async function onCall(page, url, size) {
  await page.goto(`${url}/settings/me`);
  await page.locator('[data-test=my-time]').click();
  const form = page.locator('[data-test=on-call]');
  await form.waitFor();
  assert.equal(await page.locator('[data-test=alert-try]').count(), 0, 'nothing to try out yet');
  await form.locator('[type=checkbox]').check();
  await form.locator('[data-test=alert-address]').fill(own);
  await form.locator('button').first().click();
  await page.waitForSelector('text=one of the desk’s own');
  assert.equal(await form.locator('[data-test=alert-address]').inputValue(), own);
  await form.locator('[data-test=alert-address]').fill('ola@phone.example');
  await form.locator('button').first().click();
  await page.waitForSelector('[data-test=alert-try]');
  await page.locator('[data-test=alert-try]').click();
  await page.waitForSelector('[data-test=last-alert]');
  await form.scrollIntoViewIfNeeded();
  await look(page, `away-on-call-${size}`);
}

/** Many at once: given to Piotr, who is seen to be away; blocked with undo; Enter in a field does what the field is for. */
async function bulk(page, url, size) {
  await page.goto(`${url}/inbox?view=all`);
  await pick(page, 'Mark Sample');
  await pick(page, 'Anna Próba');
  await page.locator('[data-test=bulk-assign]').click();
  await look(page, `bulk-assign-${size}`);
  const choice = page.locator('[data-test=bulk] button', { hasText: 'Piotr' });
  assert.match(await choice.textContent(), /away, back .*Ola Próba steps in/);
  await choice.click();
  await page.waitForSelector('.flash form');
  await page.goto(`${url}/inbox?view=all`);
  await pick(page, 'Eve Sample');
  await page.locator('[data-test=bulk-more]').click();
  await look(page, `bulk-more-${size}`);
  await page.locator('[data-test=bulk-block]').click();
  await page.waitForSelector('.flash form');
  assert.equal(await page.locator('[data-test=conversation]', { hasText: 'Eve Sample' }).count(), 0);
  await page.locator('.flash form button').click();
  await page.locator('[data-test=conversation]', { hasText: 'Eve Sample' }).waitFor();
  await page.goto(`${url}/inbox?view=all`);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('l');
  await page.waitForFunction(() => document.activeElement?.id === 'bulk-tag');
  await page.keyboard.type('autumn');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.tag:has-text("autumn")');
  await page.keyboard.press('?');
  await page.waitForSelector('#keys-help[open]');
  await look(page, `bulk-keys-${size}`);
}

/** On Today of whoever steps in, in the list, in the menu of a conversation; in every language, light and dark. */
async function toldEverywhere(browser, run, viewport, size) {
  const { page } = run;
  const { url } = run.desk;
  await page.goto(url);
  assert.equal(await page.locator('[data-test=instead]').count(), 2);
  const strip = page.locator('.strip', { hasText: 'You step in: 2 conversations.' });
  await strip.locator('a').click();
  await page.waitForSelector('[data-test=conversation]');
  assert.equal(await page.locator('[data-test=conversation]').count(), 2);
  const conversation = await page.locator('[data-test=conversation] a[data-open]').first().getAttribute('href');
  await page.goto(url + conversation);
  await page.locator('[data-test=assign]').click();
  assert.match(await page.locator('[name=member]', { hasText: 'Piotr' }).textContent(), /away, back/);
  await look(page, `away-assign-${size}`);
  const cookies = await page.context().storageState();
  for (const language of ['en', 'pl', 'ru']) {
    await speak(run, language);
    for (const dark of [false, true]) {
      const other = await visitor(browser, { viewport, dark, language, cookies });
      for (const [name, path] of [['away-today', '/'], ['away-people', '/settings/people'], ['away-inbox', '/inbox?view=all']]) {
        await other.goto(url + path);
        if (name === 'away-inbox') {
          await other.locator('input[name=ids]').first().check();
          await other.locator('[data-test=bulk-assign]').click();
        }
        await look(other, `${name}-${language}-${size}${dark ? '-dark' : ''}`);
      }
      await other.goto(`${url}/settings/me`);
      const time = await other.locator('[data-test=my-time]').getAttribute('href');
      await other.goto(url + time);
      await look(other, `away-mine-${language}-${size}${dark ? '-dark' : ''}`);
      assert.deepEqual(other.faults, []);
      await other.context().close();
    }
  }
  await speak(run, 'en');
}

/** One press in the rail, or in the menu of a phone: away, and back. */
async function oneWord(page, url, size) {
  await page.goto(`${url}/inbox?view=all`);
  const press = async () => {
    if (await page.locator('.bar-more > summary').isVisible()) await page.locator('.bar-more:not([open]) > summary').click();
    return page.locator('[data-test=whereabouts] button:visible').first();
  };
  const button = await press();
  const before = await button.textContent();
  await picture(page, `away-word-${size}`);
  await button.click();
  await page.waitForSelector('.flash');
  assert.equal(new URL(page.url()).search, '?view=all', 'it stays on its page');
  const after = await page.locator('[data-test=whereabouts] button').first().textContent();
  assert.notEqual(after, before);
}

export default async function away() {
  const browser = await openBrowser();
  try {
    await awayAt(browser, desktop, 'desktop');
    await awayAt(browser, phone, 'phone');
  } finally {
    await browser.close();
  }
}
