// A passkey instead of a password: made on the settings page, then used to sign in. The browser brings the authenticator.
import assert from 'node:assert/strict';
import { openBrowser, visitor } from '../lib/browser.mjs';
import { freshFolder, serve } from '../lib/desk.mjs';

export default async function passkey() {
  const browser = await openBrowser();
  const folder = freshFolder();
  const desk = await serve(folder.data, '--sample', '--base-url', 'http://localhost:PORT');
  try {
    const link = desk.link(/http:\/\/localhost:\S+\/sign-in\/link\?token=\S+/);
    const home = new URL(link).origin;
    const page = await visitor(browser);
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true,
    } });
    await page.goto(link);
    await Promise.all([page.waitForURL(`${home}/`), page.locator('main form button').first().click()]);

    await page.goto(`${home}/settings/me`);
    const box = page.locator('[data-controller=passkey]');
    await box.locator('input').fill('Laptop');
    await box.locator('button').click();
    await page.locator('main li', { hasText: 'Laptop' }).waitFor();
    const kept = await session.send('WebAuthn.getCredentials', { authenticatorId });
    assert.equal(kept.credentials.length, 1);

    await page.locator('main form[action="/sign-out"] button').click();
    await page.waitForURL(`${home}/sign-in*`);
    await page.locator('[data-controller=passkey] button').click();
    await page.waitForURL(`${home}/`);
    await page.waitForSelector('[data-test=promise]');
    assert.deepEqual(page.faults, []);
  } finally {
    await browser.close();
    await desk.stop();
    folder.remove();
  }
}
