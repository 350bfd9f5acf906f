// A hostile mail is opened: no script runs, nothing is loaded from elsewhere, and its words are still there.
import assert from 'node:assert/strict';
import { openBrowser } from '../lib/browser.mjs';
import { firstRun } from '../lib/first_run.mjs';

export default async function hostileMail() {
  const browser = await openBrowser();
  const run = await firstRun(browser);
  const { page } = run;
  try {
    await run.finish();
    const elsewhere = [];
    page.on('request', request => { if (!request.url().startsWith(run.desk.url)) elsewhere.push(request.url()); });
    await page.locator('[data-test=promise]', { hasText: 'Eve Sample' }).locator('a[data-open]').click();
    await page.waitForSelector('[data-test=composer]');
    assert.match(await page.textContent('main'), /Could you look at this/);
    const frame = await page.locator('iframe').first();
    if (await frame.count() > 0) {
      const sandbox = await frame.getAttribute('sandbox');
      assert.ok(sandbox !== null && !/allow-scripts|allow-same-origin/.test(sandbox), `sandbox: ${sandbox}`);
    }
    assert.notEqual(await page.title(), 'taken');
    assert.deepEqual(elsewhere, []);
  } finally {
    await browser.close();
    await run.end();
  }
}
