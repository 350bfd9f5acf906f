// An ask becomes a step, the mail leaves, and the client says 'done' on a phone by its link: the promise is kept on Today.
import assert from 'node:assert/strict';
import { accessible, desktop, fits, openBrowser, phone, picture, visitor } from '../lib/browser.mjs';
import { firstRun } from '../lib/first_run.mjs';
import { plain } from '../lib/letters.mjs';
import { startRelay } from '../lib/relay.mjs';

const texts = {
  en: { ask: 'Dear Mark,\n\nplease send us the logo by Friday. I will send you the draft on Monday.\n\nOla', title: 'Next steps', moves: 'please send us the logo by Friday. ', who: /customer\.example/ },
  pl: { ask: 'Dzień dobry,\n\nprosimy o przesłanie logo do piątku. Wyślę Państwu szkic w poniedziałek.\n\nOla', title: 'Następne kroki', moves: 'prosimy o przesłanie logo do piątku. ', who: /klient\.example/ },
  ru: { ask: 'Добрый день!\n\nПришлите, пожалуйста, логотип до пятницы. Я пришлю набросок в понедельник.\n\nОля', title: 'Следующие шаги', moves: 'Пришлите, пожалуйста, логотип до пятницы. ', who: /zakaz\.example/ },
};

/** The first question of whoever writes this language. */
async function open(page, url, who) {
  await page.goto(`${url}/search?q=${encodeURIComponent({ en: 'booking', pl: 'raport', ru: 'счёт' }[who])}`);
  await page.locator('a[href^="/conversations/"]:not([href*=new])').first().click();
  await page.waitForSelector('[data-test=answer-text]');
}

async function write(page, language, label) {
  await page.fill('[data-test=answer-text]', texts[language].ask);
  await page.waitForSelector('[data-test=make-step]');
  await page.waitForSelector('[data-test=keep-track]');
  await fits(page, `${label}-offers`);
  await picture(page, `${label}-offers`);
  // The first offer with one key, from where one types; the second by its button.
  const written = await page.inputValue('[data-test=answer-text]');
  const rows = () => page.locator('[data-test=step-row]').count();
  await page.click('[data-test=editor]');
  await page.keyboard.press('Alt+KeyK');
  // The ask is not read twice: its sentence stands in the step now, and Ctrl+Z brings it back.
  const moved = await page.inputValue('[data-test=answer-text]');
  assert.equal(moved, written.replace(texts[language].moves, ''), label);
  assert.equal(await rows(), 1);
  await page.keyboard.press('Control+z');
  assert.equal(await page.inputValue('[data-test=answer-text]'), written, `${label}: undone`);
  assert.equal(await rows(), 0, `${label}: the row goes with it`);
  await page.keyboard.press('Alt+KeyK');
  assert.equal(await page.inputValue('[data-test=answer-text]'), moved);
  await page.hover('[data-test=keep-track]');
  const marked = await page.evaluate(() => [...CSS.highlights.get('offer') ?? []].map(String));
  assert.ok(marked.length === 1 && moved.includes(marked[0]), `${label}: the sentence of the offer is marked: ${marked}`);
  await page.click('[data-test=keep-track]');
  assert.equal(await rows(), 2, `${label}: two rows`);
  assert.equal(await page.locator('.steps-offer').count(), 0, `${label}: what is taken is not offered again`);
  assert.notEqual(await page.locator('[data-test=step-due]').first().inputValue(), '', `${label}: the ask has its date`);
  // Enter in a row leads to the next, and never sends.
  await page.locator('[data-test=step-what]').last().press('Enter');
  assert.equal(await page.locator('[data-test=step-row]').count(), 3, `${label}: a row more`);
  await page.keyboard.press('Enter');
  await page.locator('[data-test=step-due]').last().press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'step_due', `${label}: a day's Enter does nothing`);
  assert.equal(await page.locator('[data-test=going]').count(), 0, `${label}: Enter sends nothing`);
  // Saved as they stand now: a save that is under way still has the row.
  const saved = page.waitForResponse(answer => answer.url().endsWith('/drafts') && answer.ok() && answer.request().postData().split('step_what=').length === 3);
  await page.locator('[data-test=step-remove]').last().click();
  await saved;
  await page.reload();
  await page.waitForSelector('[data-test=step-row]');
  assert.equal(await page.locator('[data-test=step-row]').count(), 2, `${label}: rows survive`);
  await fits(page, `${label}-rows`);
  await accessible(page, `${label}-rows`);
  await picture(page, `${label}-rows`);
}

async function client(browser, href, language, label) {
  // A scanner asks first, in every way it knows; nothing comes of it.
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    await fetch(href.replace('desk.localhost', '127.0.0.1'), { method, headers: { 'sec-purpose': 'prefetch' } });
  }
  const page = await visitor(browser, { viewport: phone, language });
  await page.goto(href);
  await page.waitForSelector('[data-test=step-what]');
  await fits(page, `${label}-client`);
  await accessible(page, `${label}-client`);
  await picture(page, `${label}-client`);
  await page.click('[data-test=step-done-button]');
  await page.waitForSelector('[data-test=step-done]');
  await picture(page, `${label}-client-done`);
  await page.click('[data-test=step-undo]');
  await page.waitForSelector('[data-test=step-help]');
  await page.click('[data-test=step-help]');
  await page.fill('[data-test=step-help-text]', 'PNG? SVG?');
  await picture(page, `${label}-client-help`);
  await page.click('[data-test=step-help-send]');
  await page.waitForSelector('[data-test=step-said]');
  await page.goto(href);
  await page.click('[data-test=step-done-button]');
  await page.waitForSelector('[data-test=step-done]');
  assert.deepEqual(page.faults, [], label);
  await page.context().close();
  const gone = await visitor(browser, { viewport: phone, language });
  await gone.goto(href.replace(/\/s\/.{10}/, '/s/AAAAAAAAAA'));
  await gone.waitForSelector('[data-test=step-gone]');
  await picture(gone, `${label}-client-gone`);
  await gone.context().close();
}

async function through(browser, language, relay) {
  const label = `steps-${language}`;
  const run = await firstRun(browser, { language, serveWith: ['--base-url', 'http://desk.localhost:PORT'] });
  try {
    await run.finish();
    const page = run.page;
    const url = new URL(run.link).origin;
    await page.goto(`${url}/settings/relay`);
    await relay.enter(page);
    await open(page, url, language);
    const conversation = url + new URL(page.url()).pathname;
    await write(page, language, label);
    const arrives = relay.next();
    await page.click('[data-test=send]');
    await page.waitForSelector('[data-test=going]');
    const text = plain((await arrives).raw);
    assert.ok(text.includes(`*${texts[language].title}*`), text);
    const href = text.match(/http:\/\/desk\.localhost:\d+\/s\/[\w-]{43}/)?.[0];
    assert.ok(href, text);

    await page.waitForTimeout(500);
    await page.goto(url);
    const mine = page.locator('[data-side=theirs] [data-test=promise]');
    assert.equal(await mine.count(), 1, `${label}: owed to us`);
    await picture(page, `${label}-today`);
    await page.setViewportSize(phone);
    await page.locator('#tab-theirs').check({ force: true });
    await fits(page, `${label}-today-phone`);
    await picture(page, `${label}-today-phone`);
    await page.setViewportSize(desktop);

    await client(browser, href, language, label);
    // Today is renewed by itself.
    await page.waitForFunction(() => !document.querySelector('[data-side=theirs] [data-test=promise]'));
    await page.goto(conversation);
    await page.locator('[data-test=step-act]').last().waitFor();
    assert.equal(await page.locator('[data-test=steps-sent] .done').count(), 1);
    await page.locator('[data-test=steps-sent]').scrollIntoViewIfNeeded();
    await picture(page, `${label}-conversation`);
    await accessible(page, `${label}-conversation`);
    assert.deepEqual(page.faults, [], label);
  } finally {
    await run.end();
  }
}

export default async function steps() {
  const browser = await openBrowser();
  const relay = await startRelay();
  relay.enter = async page => {
    await page.fill('#host', '127.0.0.1');
    await page.fill('#port', String(relay.port));
    await page.selectOption('#security', 'none');
    await page.locator('form[action="/settings/relay"] button.main').click();
    await page.waitForLoadState();
  };
  try {
    for (const language of ['en', 'pl', 'ru']) await through(browser, language, relay);
  } finally {
    await browser.close();
    await relay.stop();
  }
}
