// Signing our own mail: a key is made, its record is shown and copied, looked for in vain, used all the same, and removed.
// Once with a keyboard, once on a phone in the dark without JavaScript.
import assert from 'node:assert/strict';
import { accessible, fits, openBrowser, phone, picture } from '../lib/browser.mjs';
import { firstRun } from '../lib/first_run.mjs';

const stage = page => page.locator('[data-test=key]').first().getAttribute('data-stage');

async function seen(page, label) {
  await fits(page, label);
  await accessible(page, label);
  await picture(page, label);
}

async function byKeyboard(run) {
  const { page, desk: { url } } = run;
  await page.goto(`${url}/settings/mailboxes`);
  await page.focus('[data-test=signing]');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/signing');
  await page.locator('[data-test=make]').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-test=key]');
  assert.equal(await stage(page), 'new');
  const name = await page.locator('[data-test=record-name]').first().textContent();
  const value = await page.locator('[data-test=record-value]').first().textContent();
  assert.match(name, /^tact[0-9a-f]{6}\._domainkey\./);
  assert.match(value, /^v=DKIM1; k=rsa; p=[A-Za-z0-9+/=]{300,}$/);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('[data-action="copy#copy"]').last().focus();
  await page.keyboard.press('Enter');
  await page.getByText('Copied').last().waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), value);
  await page.locator('[data-test=look]').first().focus();
  await page.keyboard.press('Enter');
  await page.getByText(/is not there yet|gave no answer/).waitFor({ timeout: 20_000 });
  assert.equal(await page.locator('[data-test=begin]').count(), 0, 'what is not there is not signed with lightly');
  await seen(page, 'signing-new');
  await page.locator('[data-test=begin-anyway]').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-stage=signs]');
  await seen(page, 'signing-on');
}

async function onAPhoneWithoutScripts(browser, run) {
  const context = await browser.newContext({
    viewport: phone, colorScheme: 'dark', javaScriptEnabled: false, storageState: await run.page.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto(`${run.desk.url}/settings/mailboxes/signing`);
  assert.equal(await page.locator('[data-action="copy#copy"]').first().isVisible(), false, 'no button that does nothing');
  await page.locator('[data-test=make]').first().click();
  assert.equal(await stage(page), 'new', 'what is to be done next comes first');
  assert.equal(await page.locator('[data-test=key]').count(), 2, 'the old key goes on');
  await page.locator('[data-test=remove]').first().click();
  await page.locator('[data-test=remove]').first().click();
  assert.equal(await page.locator('[data-test=key]').count(), 0);
  await context.close();
}

export default async function signing() {
  const browser = await openBrowser();
  const run = await firstRun(browser);
  try {
    await run.finish();
    await byKeyboard(run);
    await onAPhoneWithoutScripts(browser, run);
    assert.deepEqual(run.page.faults, []);
  } finally {
    await browser.close();
    await run.end();
  }
}
