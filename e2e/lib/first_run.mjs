// What every journey begins with: letters imported, a desk served, the desk set up in the browser.
import { freshFolder, serve, tact } from './desk.mjs';
import { mbox, morning, own } from './letters.mjs';
import { visitor } from './browser.mjs';

export const password = 'a long sample password';

/** Mail leaves through this relay from now on; the owner stands on its page afterwards. */
export async function useRelay(run, relay) {
  const { page } = run;
  await page.goto(`${run.desk.url}/settings/relay`);
  await page.fill('[name=host]', '127.0.0.1');
  await page.fill('[name=port]', String(relay.port));
  await page.selectOption('[name=security]', 'none');
  await page.locator('main form button.main').first().click();
  await page.waitForSelector('[data-test=flash]');
}

/** The page and all that follow speak this language. */
export async function speak(run, language) {
  const { page } = run;
  await page.goto(`${run.desk.url}/settings/me`);
  await page.selectOption('[name=language]', language);
  await page.locator('form:has([name=language]) button').first().click();
  await page.waitForSelector('[data-test=flash]');
}

/** Imports the sample letters, serves the desk, sets it up through the one-time link. The page stands on Today. */
export async function firstRun(browser, { language = 'en', letters = morning, viewport, serveWith = [] } = {}) {
  const folder = freshFolder();
  const summary = JSON.parse(tact(folder.data, 'import', mbox(folder.folder, letters), '--me', own, '--format', 'json'));
  const desk = await serve(folder.data, ...serveWith);
  const link = desk.link(/http:\/\/\S+\/set-up\?token=[^\s]+/);
  if (!link) throw new Error(`no set-up link in:\n${desk.said()}`);
  const page = await visitor(browser, { language, viewport });
  await page.goto(link);
  await page.fill('#desk', 'Studio Próba');
  await page.fill('#name', 'Ola Próba');
  await page.fill('#address', own);
  await page.fill('#password', password);
  await page.selectOption('#language', language);
  await page.selectOption('#country', 'PL');
  await page.fill('#zone', 'Europe/Warsaw');
  return {
    folder, desk, page, summary, link,
    finish: async () => {
      await Promise.all([page.waitForURL(url => url.pathname === '/'), page.click('[data-test=set-up] button.main')]);
      await page.waitForSelector('[data-test=promise]');
    },
    end: async () => { await desk.stop(); folder.remove(); },
  };
}
