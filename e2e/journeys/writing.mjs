// Writing a mail as people expect it: files, pictures, people as chips, a signature, a slip, a new mail, passing one on,
// and two devices at once.
import assert from 'node:assert/strict';
import { desktop, look, openBrowser, phone } from '../lib/browser.mjs';
import { firstRun, useRelay } from '../lib/first_run.mjs';
import { startRelay } from '../lib/relay.mjs';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const file = (name, bytes, mimeType = 'text/plain') => ({ name, mimeType, buffer: Buffer.from(bytes) });

export default async function writing() {
  const browser = await openBrowser();
  try {
    await writeAt(browser, desktop, 'desktop');
    await writeAt(browser, phone, 'phone');
  } finally {
    await browser.close();
  }
}

async function writeAt(browser, viewport, size) {
  const relay = await startRelay();
  const run = await firstRun(browser, { viewport });
  const { page } = run;
  try {
    await run.finish();
    await useRelay(run, relay);
    await page.goto(`${run.desk.url}/settings/me`);
    await page.fill('#signature-en', 'Ola Próba\nStudio Próba');
    await page.locator('[data-test=signatures] button').click();
    await page.waitForSelector('[data-test=flash]');

    await page.goto(run.desk.url);
    await page.locator('[data-test=promise]', { hasText: 'Mark Sample' }).locator('[data-test=keep]').click();
    await page.waitForSelector('[data-test=answer-text]');
    const conversation = new URL(page.url()).pathname;
    await answerWithFiles(page, size);
    await peopleAsChips(page, size);
    await slipAndSend(page, relay, size);
    await passOn(page, run, conversation, size);
    await twoDevices(page, run, conversation, size);
    assert.deepEqual(page.faults.filter(fault => !/422|409/.test(fault)), [], size);
  } finally {
    await run.end();
    await relay.stop();
  }
}

/** Chosen and pasted; a reload loses nothing; one is taken off again. */
async function answerWithFiles(page, size) {
  await page.click('[data-test=editor]');
  const saved = page.waitForResponse(answer => answer.url().endsWith('/drafts') && answer.ok());
  await page.fill('[data-test=answer-text]', 'Hello Mark,\n\nhere is the **plan**, as attached:\n- two steps\n- ');
  await saved;
  await page.setInputFiles('[data-test=attach]', [file('plan.txt', 'the plan'), file('offer.txt', 'the offer')]);
  await page.waitForFunction(() => document.querySelectorAll('[data-test=draft-file]').length === 2);
  await page.evaluate(async bytes => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(bytes)], 'shot.png', { type: 'image/png' }));
    const text = document.querySelector('[data-test=answer-text]');
    text.setSelectionRange(text.value.length, text.value.length);
    text.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, [...png]);
  await page.waitForFunction(() => document.querySelector('[data-test=answer-text]').value.endsWith('![shot.png]'));
  await page.waitForResponse(answer => answer.url().endsWith('/drafts') && answer.ok());
  await page.reload();
  assert.equal(await page.locator('[data-test=draft-file]').count(), 3, 'files are gone after a reload');
  assert.match(await page.inputValue('[data-test=answer-text]'), /shot\.png/);
  await page.locator('[data-test=draft-file]', { hasText: 'offer.txt' }).locator('[data-test=remove-file]').click();
  await page.waitForFunction(() => document.querySelectorAll('[data-test=draft-file]').length === 2);
  await page.click('[data-test=editor]');
  await look(page, `writing-files-${size}`);
}

async function peopleAsChips(page, size) {
  await page.click('[data-test=people]');
  const cc = page.locator('.chip-list').nth(1).locator('input');
  await cc.fill('boss@client.example');
  await cc.press('Enter');
  assert.match(await page.textContent('[data-test=send]'), /^Send to Mark, Cc .*boss@client\.example/);
  await look(page, `writing-people-${size}`);
  await page.locator('.chip', { hasText: 'boss@client.example' }).press('Delete');
  assert.equal(await page.locator('.chip', { hasText: 'boss@client.example' }).count(), 0);
}

/** 'internal' is asked about once; then it goes, as text and as HTML, with everything. */
async function slipAndSend(page, relay, size) {
  await page.fill('[data-test=answer-text]', `${await page.inputValue('[data-test=answer-text]')}\n\nThis is internal.`);
  await page.click('[data-test=send]');
  await page.waitForSelector('[data-test=sure]');
  assert.equal(await page.locator('[data-test=draft-file]').count(), 2);
  await look(page, `writing-slip-${size}`);
  await page.check('[data-test=sure]');
  const mail = relay.next();
  await page.click('[data-test=send]');
  await page.waitForSelector('[data-test=undo]');
  const { raw } = await mail;
  for (const part of ['multipart/mixed', 'multipart/related', 'multipart/alternative', 'plan.txt', 'Studio Pr']) {
    assert.ok(raw.includes(part), `${part} is not in the mail`);
  }
  assert.ok(/<strong>plan<\/strong>/.test(raw.replace(/=\r\n/g, '')), 'no HTML');
}

async function passOn(page, run, conversation, size) {
  await page.goto(run.desk.url + conversation);
  await page.locator('[data-test=pass-on]').last().click();
  await page.waitForSelector('[data-test=beginning-form]');
  assert.match(await page.inputValue('[data-test=subject]'), /^Fwd: /);
  assert.equal(await page.locator('[data-test=draft-file]').count(), 1, 'its file comes along');
  const to = page.locator('.chip-list').first().locator('input');
  await to.fill('printer@print.example');
  await to.press('Enter');
  await to.press('Enter');
  await page.press('[data-test=subject]', 'Enter');
  await page.waitForFunction(() => document.activeElement.dataset.test === 'editor');
  assert.ok(await page.isVisible('[data-test=beginning-form]'), 'Enter in a line sends nothing');
  await page.fill('[data-test=answer-text]', 'For you to print.');
  await look(page, `writing-pass-on-${size}`);
  await page.click('[data-test=send]');
  await page.waitForSelector('[data-test=undo]');
  await page.click('[data-test=undo]');
  await page.waitForSelector('[data-test=beginning-form]');
  assert.equal(await page.inputValue('[data-test=answer-text]'), 'For you to print.');
  await page.click('[data-test=discard]');
  await page.waitForURL(url => url.pathname === '/inbox');
}

/** The same draft on two devices: both texts side by side, and whichever is kept goes on. */
async function twoDevices(page, run, conversation, size) {
  await page.goto(run.desk.url + conversation);
  const other = await page.context().newPage();
  await other.goto(run.desk.url + conversation);
  const type = async (where, text) => {
    const saved = where.waitForResponse(answer => answer.url().endsWith('/drafts'));
    await where.fill('[data-test=answer-text]', text);
    return (await saved).status();
  };
  assert.equal(await type(other, 'Written on the phone.'), 200);
  assert.equal(await type(page, 'Written at the desk.'), 409);
  await page.waitForSelector('[data-test=reply-form] [data-test=clash]:not([hidden])');
  await look(page, `writing-two-devices-${size}`);
  const kept = page.waitForResponse(answer => answer.url().endsWith('/drafts') && answer.ok());
  await page.click('[data-test=reply-form] [data-test=keep-theirs]');
  await kept;
  assert.equal(await page.inputValue('[data-test=answer-text]'), 'Written on the phone.');
  await other.close();
}
