// One long draft becomes several short mails: proposed by topic, a paragraph moved by keys, sent together, two mails at the relay,
// two conversations that lead to each other. On a desk in Polish, on a phone in English.
import assert from 'node:assert/strict';
import { desktop, look, openBrowser, phone, picture } from '../lib/browser.mjs';
import { colleague } from '../lib/colleague.mjs';
import { firstRun, speak, useRelay } from '../lib/first_run.mjs';
import { startRelay } from '../lib/relay.mjs';

const drafts = {
  pl: {
    search: 'raport',
    first: 'raport za październik jest gotowy i leży na serwerze razem z wykresami oraz surowymi danymi. Porównanie z wrześniem pokazuje, że ruch z wyszukiwarki wzrósł o jedną piątą, a liczba zapytań z formularza podwoiła się od zmiany strony głównej. Najwięcej dała nowa podstrona z cennikiem, którą klienci czytają średnio trzy minuty, oraz krótsza ścieżka do kontaktu. Słabiej wypadły reklamy w sieci społecznościowej: kosztowały tyle samo, a przyniosły o jedną trzecią mniej wejść niż poprzednio.',
    again: 'W raporcie zaznaczyliśmy też trzy podstrony, które wczytują się za długo na telefonie. Poprawimy je w ramach opieki, bez dodatkowych kosztów, zaczynając od cennika i galerii realizacji, bo tam traci się najwięcej wejść. Po poprawkach zmierzymy czas jeszcze raz i dopiszemy wyniki do raportu, tak żeby było widać, co dała każda zmiana z osobna, i co warto zrobić w następnej kolejności. Jeśli któraś z tych podstron ma zniknąć, proszę dać znać, wtedy pominiemy ją przy pomiarach i w raporcie.',
    second: 'Co do faktury, w załączniku jest zestawienie godzin za ostatnie cztery tygodnie. Kwota jest niższa niż w umowie, ponieważ warsztaty z redakcją przesunęliśmy na grudzień. Proszę o potwierdzenie kwoty do piątku, wtedy wystawimy dokument jeszcze w tym miesiącu i prześlemy go pocztą oraz mailem do księgowości. Gdyby wygodniejszy był podział płatności na dwie części, również to przygotujemy; wystarczy jedno słowo.',
    greeting: 'Dzień dobry, Pani Anno,', closing: 'Z poważaniem,\nOla', step: 'potwierdzenie kwoty', subject: 'W sprawie faktury', line: /2 z 2 · w osobnych wiadomościach/, file: 'zestawienie-godzin.pdf',
  },
  en: {
    search: 'booking',
    first: 'The booking page now has two steps instead of five, and the calendar loads in under a second on a cheap phone. Guests choose the dates first and see the price at once; name and telephone come last. We tested it with eight people who had never seen the old one, and all of them finished a booking without asking anything, the slowest of them in a little over two minutes.',
    again: 'Two things in the booking calendar are still open. Holidays have to be entered by hand until the hotel system sends them, and the confirmation goes out in English only. We will add German and French texts for the booking confirmation as soon as the translations are there, and check once more how long names wrap on a small screen. If guests should be able to cancel a booking by themselves, we would add that to the calendar in January, after the season, so that nothing breaks while the hotel is full.',
    second: 'As for the newsletter, the template wants six horizontal pictures without people, because the new layout crops everything else. The attached list shows which formats fit and where last year went wrong. Please send us the pictures by Friday, then the first issue leaves on Tuesday morning, in time for the weekend offers. Should there be no photographer at hand, we know two nearby who work quickly and at a fair price, and would gladly put you in touch with either of them this week.',
    greeting: 'Hello Mark,', closing: 'Best regards,\nOla', step: 'Please send us the pictures', subject: 'The newsletter', line: /2 of 2 · in separate mails/, file: 'formats-list.pdf',
  },
};

/** The text of a mail's plain side. */
function plain(raw) {
  const part = raw.split(/Content-Type: text\/plain/i)[1] ?? raw;
  const body = part.split(/\r\n\r\n/).slice(1).join('\r\n\r\n').split(/\r\n--/)[0];
  if (/base64/i.test(part.split(/\r\n\r\n/)[0])) return Buffer.from(body.replace(/\s/g, ''), 'base64').toString('utf8');
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const mails = page => page.locator('[data-test=series-mail]');
const texts = async (page, at) => mails(page).nth(at).locator('.series-text').allTextContents();
const focused = page => page.evaluate(() => document.activeElement?.id ?? '');

/** Types the draft with its file and step, and has it split from what the desk says about it. */
async function write(page, draft, label) {
  const text = [draft.greeting, draft.first, draft.again, draft.second, draft.closing].join('\n\n');
  await page.fill('[data-test=answer-text]', text);
  await page.setInputFiles('[data-test=attach]', { name: draft.file, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 hours') });
  await page.waitForSelector('[data-test=draft-file]');
  await page.locator('[data-test=make-step]', { hasText: draft.step }).click();
  const found = page.locator('[data-test=finding]').filter({ has: page.locator('[data-test=finding-fix]') });
  await found.first().waitFor();
  await page.waitForTimeout(1200);
  await picture(page, `${label}-finding`);
  await page.locator('.checks-fix', { hasText: /Podziel|Split/ }).click();
  await page.waitForSelector('[data-test=series]');
}

async function moveAbout(page, draft, label) {
  await picture(page, `${label}-page`);
  assert.equal(await mails(page).count(), 2, label);
  assert.match((await texts(page, 0)).join(), new RegExp(draft.again.slice(0, 30)));
  assert.equal(await page.locator('[data-test=part-subject]').inputValue(), draft.subject, label);
  assert.equal(await mails(page).nth(1).locator('[data-test=series-file]').count(), 1, `${label}: the file is with its words`);
  assert.equal(await mails(page).nth(1).locator('[data-test=series-step]').count(), 1, `${label}: the step is with its words`);
  await look(page, `${label}-page`);

  // By keys: down into the next mail, and up again; where it is now is said, and the focus is with it.
  await page.locator('#p-0-1').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.waitForFunction(() => document.querySelectorAll('[data-mail="1"] .series-paragraph').length === 2);
  assert.equal(await focused(page), 'p-1-0');
  assert.match(await page.textContent('[data-test=flash]'), /2/);
  await page.keyboard.press('Alt+ArrowUp');
  await page.waitForFunction(() => document.querySelectorAll('[data-mail="0"] .series-paragraph').length === 2);
  assert.equal(await focused(page), 'p-0-1');

  // By its menu into a mail of its own, which is named by its words; joined again.
  await page.locator('#p-0-1 [data-test=move]').click();
  await picture(page, `${label}-menu`);
  await page.locator('#p-0-1 [data-test=move-to]').last().click();
  await page.waitForFunction(() => document.querySelectorAll('[data-test=series-mail]').length === 3);
  assert.notEqual(await page.locator('[data-test=part-subject]').last().inputValue(), '');
  await look(page, `${label}-three`);
  await page.locator('#p-2-0 [data-test=move]').click();
  await page.locator('#p-2-0 [data-test=move-to]').first().click();
  await page.waitForFunction(() => document.querySelectorAll('[data-test=series-mail]').length === 2);
  assert.deepEqual(await texts(page, 0), [draft.first, draft.again], `${label}: every word is there`);
}

/** Dragged, a paragraph, a step or a file goes where it is dropped. */
async function drag(page) {
  const head = at => page.locator(`[data-mail="${at}"] .series-head`);
  // Nothing may scroll under a pressed button: the browser would take what is then under it.
  await page.setViewportSize({ width: desktop.width, height: 1600 });
  const move = async (what, where, at) => {
    await page.locator('html:not([aria-busy])').waitFor();
    await what.dragTo(where, at);
  };
  const upper = { targetPosition: { x: 40, y: 4 } };
  const second = await texts(page, 1);
  await move(page.locator('#p-0-1[draggable=true]'), page.locator('#p-1-0'), upper);
  await page.waitForFunction(() => document.querySelectorAll('[data-mail="1"] .series-paragraph').length === 2);
  assert.equal((await texts(page, 1))[1], second[0], 'above the one in whose upper half it is dropped');
  // Within its mail: dropped on the lower half of the other one it comes behind it.
  const [one, other] = await texts(page, 1);
  const { height } = await page.locator('#p-1-1').boundingBox();
  await move(page.locator('#p-1-0[draggable=true]'), page.locator('#p-1-1'), { targetPosition: { x: 40, y: height - 4 } });
  await page.waitForFunction(first => document.querySelector('#p-1-0 .series-text')?.textContent === first, other);
  assert.deepEqual(await texts(page, 1), [other, one]);
  await move(page.locator('#p-1-1[draggable=true]'), head(0));
  await page.waitForFunction(() => document.querySelectorAll('[data-mail="0"] .series-paragraph').length === 2);
  for (const thing of ['series-step', 'series-file']) {
    const at = mail => mails(page).nth(mail).locator(`[data-test=${thing}][draggable=true]`);
    await move(at(1), head(0));
    await move(at(0), head(1));
    await at(1).waitFor();
  }
  await page.setViewportSize(desktop);
}

/** Every move is a button of a form: without a script, too. */
async function withoutScript(browser, page) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: phone, storageState: await page.context().storageState() });
  const bare = await context.newPage();
  await bare.goto(page.url());
  await bare.locator('#p-0-1 [data-test=down]').click();
  await bare.waitForSelector('#p-1-1');
  await bare.locator('#p-1-0 [data-test=up]').click();
  await bare.waitForSelector('#p-0-1');
  await context.close();
  await page.reload();
}

/** All of them put off with one button: they rest, each on Today when its time has come, and stay what they are. */
async function putOff(page, label) {
  const here = page.url();
  await page.click('.series-later [data-test=later]');
  await picture(page, `${label}-later`);
  await page.click('[data-test=put-off-all]');
  await page.waitForURL(url => url.pathname === '/');
  assert.notEqual(await page.textContent('[data-test=flash]'), '', label);
  await page.goto(here);
  assert.equal(await mails(page).count(), 2, `${label}: put off`);
}

/** A colleague is asked about all of them with one button, and finds each on Today; Enter in the question sends it. */
async function askAbout(browser, run, viewport, label) {
  const { page } = run;
  const here = page.url();
  const piotr = await colleague(browser, run, 'Piotr', viewport);
  await page.goto(here);
  await page.click('[data-test=look-all]');
  await page.fill('[data-test=look-question]', 'OK?');
  await look(page, `${label}-ask`);
  await page.press('[data-test=look-question]', 'Enter');
  await page.waitForFunction(() => /2/.test(document.querySelector('[data-test=flash]')?.textContent ?? ''));
  assert.equal(await mails(page).count(), 2, `${label}: asked`);
  await piotr.goto(new URL('/', page.url()).href);
  assert.equal(await piotr.locator('[data-test=strip] a[href^="/drafts/"]').count(), 2, `${label}: each is to be read`);
}

async function sendTogether(page, draft, relay, label) {
  // Typed and left: the subject is kept without a button.
  await page.locator('[data-test=part-subject]').fill(`${draft.subject} 10/2026`);
  const kept = page.waitForResponse(answer => answer.url().endsWith('/series/changes') && answer.ok());
  await kept;
  await page.reload();
  assert.equal(await page.locator('[data-test=part-subject]').inputValue(), `${draft.subject} 10/2026`, `${label}: kept`);

  // Taken back, they are mails again, not the lump.
  await page.click('[data-test=send-together]');
  await page.waitForSelector('[data-test=going]');
  await page.click('[data-test=going] [data-test=undo]');
  await page.waitForSelector('[data-test=series]');
  assert.equal(await mails(page).count(), 2, `${label}: undone`);

  const arrived = relay.mails.length;
  await page.click('[data-test=send-together]');
  await page.waitForSelector('[data-test=going]');
  const first = page.url().split('#')[0];
  for (let tries = 0; relay.mails.length < arrived + 2 && tries < 100; tries += 1) await page.waitForTimeout(300);
  const [one, two] = relay.mails.slice(arrived).map(mail => plain(mail.raw));
  assert.ok(two, `${label}: both left`);
  assert.ok(one.includes(draft.greeting) && one.includes(draft.closing.split('\n')[0]), one);
  assert.ok(!one.includes(draft.second.slice(0, 20)), one);
  assert.match(two, draft.line);
  assert.ok(two.includes(draft.greeting) && two.includes(draft.second.slice(0, 20)), two);
  return first;
}

async function linked(page, first, draft, label) {
  await page.goto(first);
  const strip = page.locator('[data-test=sent-together]');
  await strip.scrollIntoViewIfNeeded();
  await look(page, `${label}-conversation`);
  await strip.locator('a').click();
  await page.waitForURL(url => !first.endsWith(url.pathname));
  await page.waitForSelector('[data-test=sent-together]');
  assert.match(await page.textContent('h1'), new RegExp(draft.subject));
  await look(page, `${label}-second`);
  await page.locator('[data-test=sent-together] a').click();
  await page.waitForURL(url => first.endsWith(url.pathname));
}

async function through(browser, relay, language, viewport, size) {
  const label = `split-draft-${language}-${size}`;
  const draft = drafts[language];
  const run = await firstRun(browser, { language, viewport });
  const { page } = run;
  try {
    await run.finish();
    await useRelay(run, relay);
    await page.goto(`${run.desk.url}/search?q=${draft.search}`);
    await page.locator('a[href^="/conversations/"]:not([href*=new])').first().click();
    await page.waitForSelector('[data-test=answer-text]');
    await write(page, draft, label);
    await moveAbout(page, draft, label);
    if (size === 'desktop') {
      await drag(page);
      const here = page.url();
      for (const other of ['en', 'ru']) {
        await speak(run, other);
        await page.goto(here);
        await picture(page, `${label}-in-${other}`);
      }
      await page.emulateMedia({ colorScheme: 'dark' });
      await look(page, `${label}-dark`);
      await page.emulateMedia({ colorScheme: 'light' });
      await speak(run, language);
      await page.goto(here);
    }
    if (size === 'phone') await withoutScript(browser, page);
    await putOff(page, label);
    await askAbout(browser, run, viewport, label);
    const first = await sendTogether(page, draft, relay, label);
    await linked(page, first, draft, label);
    assert.deepEqual(page.faults.filter(fault => !/422|409/.test(fault)), [], label);
  } finally {
    await run.end();
  }
}

export default async function split() {
  const relay = await startRelay();
  const browser = await openBrowser();
  try {
    await through(browser, relay, 'pl', desktop, 'desktop');
    await through(browser, relay, 'en', phone, 'phone');
  } finally {
    await browser.close();
    await relay.stop();
  }
}
