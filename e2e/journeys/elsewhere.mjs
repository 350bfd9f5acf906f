// A mail of ours that was written in another program comes in by the mail server: what it promises is offered once, on Today,
// and kept track of with one key; 'no' is an answer, too. In all three languages.
import assert from 'node:assert/strict';
import { accessible, desktop, fits, openBrowser, phone, picture } from '../lib/browser.mjs';
import { freePort } from '../lib/desk.mjs';
import { firstRun } from '../lib/first_run.mjs';
import { letter, own } from '../lib/letters.mjs';
import { handOver } from '../lib/lmtp.mjs';

const words = {
  en: { to: 'mark@customer.example', promise: 'I will send you the quote by Friday', other: 'please send us the texts by Friday', titles: ['I will send you the quote', 'please send us the texts'] },
  pl: { to: 'anna@klient.example', promise: 'Wyślę Państwu wycenę do piątku', other: 'proszę o przesłanie tekstów do piątku', titles: ['Wyślę Państwu wycenę', 'proszę o przesłanie tekstów'] },
  ru: { to: 'irina@zakaz.example', promise: 'Я пришлю вам смету до пятницы', other: 'пришлите, пожалуйста, тексты до пятницы', titles: ['Я пришлю вам смету', 'пришлите, пожалуйста, тексты'] },
};

// In two mails more than Today shows at once.
const lists = {
  en: ['texts', 'pictures', 'map', 'logo', 'quote', 'price list'].map(thing => `I will send you the ${thing} by Friday.`),
  pl: ['teksty', 'zdjęcia', 'mapę', 'logo', 'wycenę', 'cennik'].map(thing => `Wyślę Państwu ${thing} do piątku.`),
  ru: ['тексты', 'снимки', 'карту', 'логотип', 'смету', 'прайс-лист'].map(thing => `Я пришлю вам ${thing} до пятницы.`),
};
const shown = 4;

const offers = page => page.locator('[data-test=offer]');

async function through(browser, language) {
  const port = await freePort();
  const run = await firstRun(browser, { language, serveWith: ['--lmtp', `127.0.0.1:${port}`] });
  const { page } = run;
  const { url } = run.desk;
  const { to, promise, other, titles: [title, otherTitle] } = words[language];
  const sent = (id, text) => letter({ id: `${id}@studio-proba.example`, from: own, name: 'Ola Próba', to, subject: 'Plan', text, hours: 0 });
  const take = async mail => {
    const [word] = await handOver(port, own, own, mail);
    assert.match(word, /^250/, word);
  };
  try {
    await run.finish();
    const before = await page.locator('[data-side=ours] [data-test=promise]').count();
    const first = sent('one', `${promise}.\n\nOla`);
    await take(first);
    await page.goto(url);
    await offers(page).waitFor();
    assert.equal(await offers(page).count(), 1, language);
    assert.ok((await offers(page).textContent()).includes(title), await offers(page).textContent());
    assert.equal(await page.locator('[data-side=ours] [data-test=promise]').count(), before, 'an offer is no promise');
    for (const [viewport, size] of [[desktop, 'desktop'], [phone, 'phone']]) {
      await page.setViewportSize(viewport);
      await fits(page, `elsewhere-${language}-${size}`);
      await accessible(page, `elsewhere-${language}-${size}`);
      await picture(page, `elsewhere-${language}-${size}`);
    }
    await page.setViewportSize(desktop);
    await page.keyboard.press('y');
    await page.waitForFunction(() => !document.querySelector('[data-test=offer]'));
    const kept = page.locator('[data-side=ours] [data-test=promise]', { hasText: title });
    await kept.waitFor();
    await picture(page, `elsewhere-${language}-kept`);

    // The same mail again, by another way: nobody is asked twice.
    await take(`Received: from a.studio-proba.example by b.studio-proba.example; Mon, 2 Jan 2026 10:00:00 +0100\n${first}`);
    await page.goto(url);
    await kept.waitFor();
    assert.equal(await offers(page).count(), 0, 'asked twice');

    await take(sent('two', `${other}.\n\nOla`));
    await page.goto(url);
    await offers(page).waitFor();
    await page.click('[data-test=offer-no]');
    await page.waitForFunction(() => !document.querySelector('[data-test=offer]'));
    await page.goto(url);
    assert.equal(await offers(page).count(), 0, 'a no was not heard');
    assert.equal(await page.locator('[data-side=theirs] [data-test=promise]', { hasText: otherTitle }).count(), 0);

    for (const [id, from] of [['many', 0], ['still-more', 3]]) await take(sent(id, `${lists[language].slice(from, from + 3).join('\n')}\n\nOla`));
    await page.goto(url);
    const more = page.locator('[data-test=more-offers]');
    await more.waitFor();
    assert.equal(await offers(page).count(), shown, language);
    assert.match(await more.textContent(), /2/, 'it does not tell how many wait');
    for (const [viewport, size] of [[desktop, 'desktop'], [phone, 'phone']]) {
      await page.setViewportSize(viewport);
      await fits(page, `elsewhere-${language}-many-${size}`);
      await accessible(page, `elsewhere-${language}-many-${size}`);
      await picture(page, `elsewhere-${language}-many-${size}`);
    }
    await page.setViewportSize(desktop);
    for (const left of [5, 4, 3]) {
      await page.click('[data-test=offer-no]');
      await page.waitForFunction(left => {
        const more = document.querySelector('[data-test=more-offers]')?.textContent ?? '';
        return document.querySelectorAll('[data-test=offer]').length === Math.min(left, 4) && (left > 4 ? more.includes(String(left - 4)) : more === '');
      }, left);
    }
    assert.deepEqual(page.faults, [], language);
  } finally {
    await run.end();
  }
}

export default async function elsewhere() {
  const browser = await openBrowser();
  try {
    for (const language of Object.keys(words)) await through(browser, language);
  } finally {
    await browser.close();
  }
}
