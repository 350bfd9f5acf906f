// A colleague who comes in by the link that the owner passes on, in a browser of their own.
import { visitor } from './browser.mjs';

export async function colleague(browser, run, name, viewport) {
  const { page } = run;
  await page.goto(`${run.desk.url}/settings/people`);
  await page.fill('#name', name);
  await page.fill('#address', `${name.toLowerCase()}@studio-proba.example`);
  await page.locator('[data-test=member-add] button.main').click();
  const link = new URL((await page.textContent('[data-test=invitation] .reference')).trim());
  const other = await visitor(browser, { viewport });
  await other.goto(run.desk.url + link.pathname + link.search);
  await Promise.all([other.waitForURL(url => !url.pathname.startsWith('/sign-in')), other.click('[data-test=link-sign-in]')]);
  return other;
}
