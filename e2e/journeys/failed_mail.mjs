// A mail that a server does not take: told on the message, beside the contact, on Today and in the outbox; its address is
// put right and it goes. A mail of which nobody knows whether it arrived is settled by a person. On a desk and on a phone.
import assert from 'node:assert/strict';
import { desktop, look, openBrowser, phone, visitor } from '../lib/browser.mjs';
import { firstRun, speak, useRelay } from '../lib/first_run.mjs';
import { startRelay } from '../lib/relay.mjs';

const gone = 'mark@customer.example';
const right = 'mark.sample@customer.example';

/** Answers somebody on Today and waits until the outbox has a mail in this state. */
async function answered(page, url, who, text, state) {
  await page.goto(url);
  await page.locator('[data-test=promise]', { hasText: who }).locator('[data-test=keep]').click();
  await page.waitForSelector('[data-test=answer-text]');
  const conversation = new URL(page.url()).pathname;
  await page.fill('[data-test=answer-text]', text);
  await page.click('[data-test=send]');
  await page.waitForSelector('[data-test=undo]');
  await stands(page, url, state);
  return conversation;
}

/** The outbox renews itself; what has not come there within half a minute does not come. */
async function stands(page, url, state) {
  await page.goto(`${url}/outbox`);
  await page.waitForSelector(`[data-test=outbox-row][data-state=${state}]`, { timeout: 30_000 });
}

async function failedAt(browser, viewport, size) {
  const relay = await startRelay({
    refuses: address => address === gone ? '550 5.1.1 no such user here' : null,
    hangsUp: mail => mail.to.includes('eve@hostile.example'),
  });
  const run = await firstRun(browser, { viewport });
  const { page } = run;
  const { url } = run.desk;
  try {
    await run.finish();
    await useRelay(run, relay);
    const conversation = await answered(page, url, 'Mark Sample', 'Two steps, on Tuesday.', 'failed');
    assert.match(await page.textContent('[data-state=failed]'), /no such user here/, 'the server’s words');
    await look(page, `failed-outbox-${size}`);
    await toldEverywhere(page, url, conversation, size);
    await toldWhileTyping(page, url, size);
    await uncertain(page, url, relay, size);
    await everyTongue(browser, run, viewport, size, conversation);
    await putRight(page, url, conversation, relay, size);
    assert.deepEqual(page.faults, [], size);
  } finally {
    await page.context().close();
    await run.end();
    await relay.stop();
  }
}

/** Whoever writes to the address anew is told as soon as it is typed, and no longer when it is taken out. */
async function toldWhileTyping(page, url, size) {
  await page.goto(`${url}/conversations/new`);
  await page.locator('.chip-list input').first().fill(gone);
  await page.keyboard.press('Enter');
  await page.getByText(`Mail to ${gone} came back last time.`).waitFor();
  await look(page, `failed-typed-${size}`);
  await page.keyboard.press('Backspace');
  await page.locator('[data-test=bounced]').waitFor({ state: 'detached' });
}

async function toldEverywhere(page, url, conversation, size) {
  await page.goto(url);
  assert.equal(await page.locator('.strip', { hasText: '1 answer could not be delivered.' }).count(), 1);
  assert.equal(await page.locator('.strip', { hasText: `Mail to ${gone} came back.` }).count(), 1);
  assert.equal(await page.locator('[data-test=promise]', { hasText: 'Mark Sample' }).count(), 1, 'nothing is kept by it');
  await look(page, `failed-today-${size}`);
  await page.goto(url + conversation);
  assert.match(await page.textContent('[data-side=ours] [data-test=outbox-state]'), /no such user here|does not take|refused/i);
  assert.ok(await page.locator('[data-test=contact-bounced]').count() > 0, 'not told beside the contact');
  assert.match(await page.textContent('[data-test=bounced]'), /mark@customer\.example/);
  await look(page, `failed-conversation-${size}`);
  const client = await page.locator('[data-test=client-card] h2 a').getAttribute('href');
  await page.goto(url + client);
  assert.equal(await page.locator('[data-test=contact-bounced]').count(), 1);
  await look(page, `failed-client-${size}`);
}

/** The line broke after the last dot: a person says what happened. */
async function uncertain(page, url, relay, size) {
  await answered(page, url, 'Eve Sample', 'We have looked.', 'uncertain');
  await look(page, `uncertain-outbox-${size}`);
  await page.goto(url);
  await page.locator('.strip', { hasText: 'Say what happened' }).waitFor();
  await look(page, `uncertain-today-${size}`);
  const before = relay.mails.length;
  await page.locator('.strip', { hasText: 'Say what happened' }).locator('a').click();
  await page.locator('[data-state=uncertain] [data-test=arrived]').click();
  await page.waitForSelector('text=Noted.');
  assert.equal(await page.locator('[data-state=uncertain]').count(), 0);
  await page.goto(url);
  assert.equal(await page.locator('[data-test=promise]', { hasText: 'Eve Sample' }).count(), 0, 'her word keeps the promise');
  assert.equal(relay.mails.length, before, 'it was sent again');
}

/** The words come back, another address is named, and it goes. */
async function putRight(page, url, conversation, relay, size) {
  await page.goto(`${url}/outbox`);
  await page.locator('[data-state=failed] [data-test=edit]').click();
  await page.waitForSelector('[data-test=answer-text]');
  assert.equal(new URL(page.url()).pathname, conversation);
  assert.equal(await page.inputValue('[data-test=answer-text]'), 'Two steps, on Tuesday.');
  if (!await page.locator('.chip-list').first().isVisible()) await page.click('[data-test=people]');
  // A chip bears the name where one is known.
  await page.locator('.chip-list').first().locator('.chip', { hasText: 'Mark Sample' }).press('Delete');
  const to = page.locator('.chip-list').first().locator('input');
  await to.fill(right);
  await to.press('Enter');
  await look(page, `failed-edited-${size}`);
  const mail = relay.next();
  await page.click('[data-test=send]');
  assert.deepEqual((await mail).to, [right]);
  await stands(page, url, 'sent');
  await page.goto(url);
  assert.equal(await page.locator('[data-test=promise]', { hasText: 'Mark Sample' }).count(), 0, 'sent, it keeps the promise');
}

async function everyTongue(browser, run, viewport, size, conversation) {
  const cookies = await run.page.context().storageState();
  for (const language of ['en', 'pl', 'ru']) {
    await speak(run, language);
    for (const dark of [false, true]) {
      const page = await visitor(browser, { viewport, dark, language, cookies });
      for (const [name, path] of [['failed-outbox', '/outbox'], ['failed-conversation', conversation], ['failed-today', '/']]) {
        await page.goto(run.desk.url + path);
        await look(page, `${name}-${language}-${size}${dark ? '-dark' : ''}`);
      }
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
  }
  await speak(run, 'en');
}

export default async function failedMail() {
  const browser = await openBrowser();
  try {
    await failedAt(browser, desktop, 'desktop');
    await failedAt(browser, phone, 'phone');
  } finally {
    await browser.close();
  }
}
