// Every page in three languages, two widths, light and dark: usable by everybody, nothing sticks out, no text is missing.
import assert from 'node:assert/strict';
import { accessible, desktop, fits, openBrowser, phone, picture, visitor } from '../lib/browser.mjs';
import { firstRun, speak } from '../lib/first_run.mjs';

const pages = {
  today: '/', inbox: '/inbox', clients: '/clients', search: '/search?q=raport', rulebook: '/rulebook',
  rule: '/rulebook/reply-in-a-working-day', check: '/rulebook/one-topic-per-mail', outbox: '/outbox', settings: '/settings/desk', relay: '/settings/relay',
  mailboxes: '/settings/mailboxes', registrations: '/settings/mailboxes/registrations', signing: '/settings/mailboxes/signing', people: '/settings/people', me: '/settings/me',
  mail: '/settings/mail', keys: '/settings/keys',
  beginning: '/conversations/new?to=anna@client.test',
  mentions: '/inbox?view=mentions', blocked: '/inbox?view=blocked', spam: '/inbox?view=spam',
};

/** The judge itself is tried: a picture without words and a page too wide must be noticed. */
async function seesFaults(browser) {
  const page = await visitor(browser, { viewport: phone });
  await page.setContent('<html lang="en"><title>t</title><main><img src="data:," style="width:900px"></main></html>');
  await assert.rejects(accessible(page, 'a faulty page'), /image-alt/);
  await assert.rejects(fits(page, 'a faulty page'), /wider/);
  await page.context().close();
}

export default async function everyPage() {
  const browser = await openBrowser();
  const run = await firstRun(browser);
  try {
    await seesFaults(browser);
    await run.finish();
    const conversation = await run.page.locator('[data-test=promise] a[data-open]').first().getAttribute('href');
    await run.page.goto(`${run.desk.url}/clients`);
    const client = await run.page.locator('main a[href^="/clients/"]').first().getAttribute('href');
    const state = await run.page.context().storageState();
    for (const language of ['en', 'pl', 'ru']) {
      await speak(run, language);
      for (const [size, viewport] of Object.entries({ desktop, phone })) {
        for (const dark of [false, true]) {
          const page = await visitor(browser, { viewport, dark, language, cookies: state });
          for (const [name, path] of Object.entries({ ...pages, conversation, client })) {
            const label = `${name}-${language}-${size}${dark ? '-dark' : ''}`;
            const answer = await page.goto(run.desk.url + path);
            assert.equal(answer.status(), 200, label);
            assert.equal(await page.getAttribute('html', 'lang'), language, label);
            assert.ok(!(await page.content()).includes('⟦'), `${label}: a text is missing`);
            if (path === client) await page.locator('main details').evaluateAll(all => all.forEach(one => { one.open = true; }));
            await fits(page, label);
            await accessible(page, label);
            await picture(page, label);
          }
          assert.deepEqual(page.faults, [], `${language} ${size}`);
          await page.context().close();
        }
      }
    }
  } finally {
    await browser.close();
    await run.end();
  }
}
