// Connecting the mailbox one has: the address, what was found, a slip in the password told in words, the options, and then
// the mail that is there and the mail that comes. Once with a keyboard, once on a phone without JavaScript.
import assert from 'node:assert/strict';
import { accessible, fits, openBrowser, phone, picture } from '../lib/browser.mjs';
import { dovecotIsThere, startDovecot } from '../lib/dovecot.mjs';
import { firstRun } from '../lib/first_run.mjs';
import { letter, own } from '../lib/letters.mjs';

const password = 'a-mailbox-password';
const stage = page => page.locator('[data-test=connect]').getAttribute('data-stage');
const waiting = letter({ id: 'in-the-box@klient.example', from: 'nina@nowa.example', name: 'Nina Nowa', subject: 'Logo', text: 'Could you send the logo?', hours: 2 });
const arriving = letter({ id: 'arrives@klient.example', from: 'piotr@nowy.example', name: 'Piotr Nowy', subject: 'Termin', text: 'Kiedy będzie gotowe?', hours: 0 });

export default async function connect() {
  if (!dovecotIsThere()) {
    console.log('SKIPPED connect: dovecot-imapd is not installed');
    return;
  }
  const browser = await openBrowser();
  const run = await firstRun(browser);
  const dovecot = await startDovecot(run.folder.folder, own, password, [waiting]);
  try {
    await run.finish();
    await byKeyboard(run, dovecot);
    await onAPhoneWithoutScripts(browser, run, dovecot);
    assert.deepEqual(run.page.faults.filter(fault => !/422|Unprocessable/.test(fault)), []);
  } finally {
    await browser.close();
    await dovecot.stop();
    await run.end();
  }
}

/** Fills the fields of both servers and tries them. Mail leaves through the desk's relay. */
async function tryServers(page, port, secret) {
  if (!await page.locator('#imap-host').isVisible()) await page.locator('[data-test=servers] summary').click();
  await page.fill('#imap-host', '127.0.0.1');
  await page.fill('#imap-port', String(port));
  await page.selectOption('#imap-security', 'none');
  await page.fill('#smtp-host', '');
  await page.fill('#secret', secret);
  await page.press('#secret', 'Enter');
}

async function byKeyboard({ page, desk }, dovecot) {
  await page.goto(`${desk.url}/settings/mailboxes`);
  await accessible(page, 'mailboxes');
  await page.fill('#address', own);
  await page.press('#address', 'Enter');
  await page.waitForSelector('[data-test=found]', { timeout: 60_000 });
  await accessible(page, 'connect-found');
  await picture(page, 'connect-found');

  // A slip in the password is told in words, and nothing typed is lost.
  await tryServers(page, dovecot.port, 'a slip');
  await page.waitForSelector('[data-test=failed]', { timeout: 60_000 });
  assert.match(await page.locator('[data-test=failed]').innerText(), /does not take this user and password/);
  assert.equal(await page.inputValue('#imap-port'), String(dovecot.port));
  await accessible(page, 'connect-failed');
  await picture(page, 'connect-failed');

  await tryServers(page, dovecot.port, password);
  await page.waitForSelector('[data-test=options]', { timeout: 60_000 });
  assert.match(await page.locator('[data-test=options]').innerText(), /Archive/);
  await accessible(page, 'connect-ready');
  await picture(page, 'connect-ready');
  await page.locator('[data-test=finish]').press('Enter');
  await page.waitForSelector('[data-test=mailbox]');
  await picture(page, 'connect-connected');

  // What is in the mailbox comes, and what arrives from now on.
  const shows = name => page.locator('[data-test=promise]', { hasText: name }).waitFor({ timeout: 60_000 });
  await page.goto(desk.url);
  await shows('Nina Nowa');
  dovecot.deliver(arriving);
  await shows('Piotr Nowy');
  await page.goto(`${desk.url}/settings/mailboxes`);
  await page.waitForSelector('[data-test=mailbox][data-state=fresh]', { timeout: 60_000 });
  await accessible(page, 'mailboxes-connected');

  // Paused, gone on, let go.
  await page.click('[data-test=pause]');
  await page.waitForSelector('[data-state=paused]');
  await page.click('[data-test=resume]');
  await page.waitForSelector('[data-test=pause]');
  await page.click('[data-test=mailbox] a.button');
  await page.waitForSelector('[data-test=mailbox-edit]');
  await accessible(page, 'mailbox-edit');
  await picture(page, 'mailbox-edit');
  await page.click('[data-test=remove]');
  await page.waitForSelector('[data-test=mailbox]', { state: 'detached' });
}

async function onAPhoneWithoutScripts(browser, { page: signedIn, desk }, dovecot) {
  const storageState = await signedIn.context().storageState();
  const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false, storageState });
  const page = await context.newPage();
  await page.goto(`${desk.url}/settings/mailboxes`);
  await page.fill('#address', own);
  await Promise.all([page.waitForURL(/\/new\//, { timeout: 60_000 }), page.click('[data-test=mailbox-begin] button')]);
  await tryServers(page, dovecot.port, password);
  await page.waitForURL(/\/new\//);
  // The page comes back by itself, without a script.
  await page.waitForSelector('[data-test=options]', { timeout: 60_000 });
  assert.equal(await stage(page), 'ready');
  await picture(page, 'connect-phone-ready');
  await page.click('[data-test=finish]');
  await page.waitForSelector('[data-test=mailbox]');
  await picture(page, 'connect-phone-connected');
  await context.close();
  await signedIn.setViewportSize(phone);
  await signedIn.goto(`${desk.url}/settings/mailboxes`);
  await fits(signedIn, 'mailboxes on a phone');
}
