// Writing while the desk reads along: marks under the words, the list beside them, keys that walk and mend, and a mail in
// anger that does not leave until it was written anew. In all three languages, at a desk and on a phone.
import assert from 'node:assert/strict';
import { accessible, desktop, fits, openBrowser, phone, picture, visitor } from '../lib/browser.mjs';
import { firstRun, useRelay } from '../lib/first_run.mjs';
import { startRelay } from '../lib/relay.mjs';

const drafts = {
  en: {
    who: 'Mark Sample',
    angry: 'Mark, this is the third time I am telling you. You never read what we send, and I am sick of your stupid questions. It is your own fault.',
    calm: 'Hello Mark,\n\nyes, the booking page gets two steps instead of five. It is online on Tuesday.\n\nOla',
  },
  pl: {
    who: 'Anna Próba',
    angry: 'Pani Anno, powtarzam to po raz trzeci. Nigdy nie czyta Pani tego, co wysyłamy, i mam dość tych głupich pytań. To jest wyłącznie Pani wina.',
    calm: 'Dzień dobry, Pani Anno,\n\nraport za październik będzie w piątek, 27 listopada.\n\nOla',
  },
  ru: {
    who: 'Ирина Образцова',
    angry: 'Ирина, я говорю вам это уже в третий раз. Вы никогда не читаете то, что мы присылаем, и мне надоели ваши тупые вопросы. Вы сами во всём виноваты.',
    calm: 'Здравствуйте, Ирина!\n\nСчёт за октябрь придёт в среду, 25 ноября.\n\nОля',
  },
};

export default async function gate() {
  const browser = await openBrowser();
  try {
    for (const language of Object.keys(drafts)) await readAlong(browser, language);
  } finally {
    await browser.close();
  }
}

async function readAlong(browser, language) {
  const relay = await startRelay();
  const run = await firstRun(browser, { language });
  const { page } = run;
  const { who, angry, calm } = drafts[language];
  try {
    await run.finish();
    await useRelay(run, relay);
    await page.goto(run.desk.url);
    await page.locator('[data-test=promise]', { hasText: who }).locator('[data-test=keep]').click();
    await page.waitForSelector('[data-test=editor]:not([hidden])');
    const place = page.url();
    await markedWhileTyping(page, angry, language);
    await walkedByKeys(page, language);
    await looks(browser, page, place, language);
    await held(page, relay, angry, language);
    await restsAndComesBack(page, place, angry, language);
    await rewritten(page, relay, calm, language);
    if (language === 'en') await milderByKey(page, place);
    if (language === 'en') await marksAndPaste(page);
    assert.deepEqual(page.faults.filter(fault => !/422|409/.test(fault)), [], language);
  } finally {
    await run.end();
    await relay.stop();
  }
}

const marked = page => page.evaluate(() => ['hold', 'advice'].flatMap(name => [...CSS.highlights.get(`finding-${name}`) ?? []].map(range => `${name}: ${range}`)));

/** What was asked stands beside before a word is written; marks follow the words, in the text and in the list. */
async function markedWhileTyping(page, angry, language) {
  assert.ok(await page.locator('[data-test=asked]').count() > 0, `${language}: what the client asked is not shown`);
  await page.click('[data-test=editor]');
  const began = page.waitForResponse(answer => answer.url().endsWith('/checks') && answer.ok());
  await page.evaluate(watched);
  await page.keyboard.type(angry);
  await began;
  await page.waitForSelector('[data-test=finding][data-severity=hold]');
  const ranges = await marked(page);
  const [held] = ranges.filter(range => range.startsWith('hold: '));
  assert.ok(held && angry.includes(held.slice(6).trim()), `${language}: the mark is beside the words: ${ranges}`);
  await page.keyboard.type(' ');
  const began2 = Date.now();
  const answer = await page.waitForResponse(answer => answer.url().endsWith('/checks') && answer.ok());
  await answer.finished();
  console.log(`  ${language}: marked ${Date.now() - began2} ms after a key, of which 100 ms are the pause`);
  // A second later the draft is read again, with the encoder where there is one; what is held stays held.
  const second = await page.waitForResponse(answer => answer.url().endsWith('/checks?paused=true') && answer.ok());
  const told = await second.json();
  assert.ok([1, 2].includes(told.tier) && told.held, `${language}: ${JSON.stringify(told)}`);
  await page.evaluate(() => new Promise(drawn => { setTimeout(() => requestAnimationFrame(drawn)); }));
  await page.waitForSelector('[data-test=finding][data-severity=hold]');
  assert.ok((await marked(page)).some(range => range.startsWith('hold: ')), `${language}: the second look took the marks away`);
  still(await page.evaluate(() => window.watched), language);
}

/** Frame by frame, where the box stands and what stands beside it. */
function watched() {
  const [box, text] = ['editor', 'answer-text'].map(name => document.querySelector(`[data-test=${name}]`));
  window.watched = [];
  const look = () => {
    const { top, bottom } = box.getBoundingClientRect();
    const beside = document.querySelectorAll('[data-test=finding], .steps-offer').length;
    window.watched.push({ top, bottom, beside, lines: box.scrollHeight, length: text.value.length });
    requestAnimationFrame(look);
  };
  look();
}

/** What comes and goes beside the text moves no line of it: the box grows with its text alone. */
function still(frames, label) {
  assert.ok(frames.some(frame => frame.beside > 0), `${label}: nothing came while one typed`);
  frames.slice(1).forEach((frame, at) => {
    const before = frames[at];
    const grew = frame.lines !== before.lines;
    const moved = grew ? Math.min(Math.abs(frame.top - before.top), Math.abs(frame.bottom - before.bottom)) : Math.abs(frame.top - before.top);
    assert.ok(moved < 1, `${label}: the text leapt by ${moved} px: ${JSON.stringify([before, frame])}`);
  });
}

/** On a phone, too: the first thing to look at can be read whole, with what mends it, and how many there are. */
async function firstInSight(page, label) {
  const { list, first, fix, count, all } = await page.evaluate(() => {
    const place = element => { const { top, bottom } = element.getBoundingClientRect(); return { top, bottom }; };
    const [first] = document.querySelectorAll('[data-test=finding]');
    return {
      list: place(document.querySelector('[data-test=checks]')), first: place(first), fix: place(first.querySelector('.checks-fix, .checks-help')),
      count: document.querySelector('[data-test=finding-count]')?.textContent ?? '', all: document.querySelectorAll('[data-test=finding]').length,
    };
  });
  assert.ok(first.top >= list.top && fix.bottom <= list.bottom, `${label}: ${JSON.stringify({ list, first, fix })}`);
  assert.ok(all < 2 || count.includes(String(all)), `${label}: nothing says that there are ${all}: ${count}`);
}

async function walkedByKeys(page, language) {
  await page.keyboard.press('Alt+ArrowDown');
  await page.waitForSelector('[data-test=finding][data-current]');
  const chosen = await page.evaluate(() => String(getSelection()).trim());
  const quoted = await page.locator('[data-test=finding][data-current] q').textContent();
  assert.equal(chosen, quoted.trim(), `${language}: the words of the finding are not selected`);
}

async function looks(browser, page, place, language) {
  await fits(page, `gate-${language}`);
  await accessible(page, `gate-${language}`);
  await picture(page, `gate-${language}-desktop`);
  const cookies = await page.context().storageState();
  await page.waitForFunction(() => document.querySelector('[data-draft-target=status]')?.textContent);
  for (const [viewport, dark, size] of [[desktop, true, 'dark'], [phone, false, 'phone'], [phone, true, 'phone-dark']]) {
    const other = await visitor(browser, { viewport, dark, language, cookies });
    await other.goto(place);
    await other.waitForSelector('[data-test=finding]');
    await other.click('[data-test=editor]');
    await firstInSight(other, `gate-${language}-${size}`);
    await fits(other, `gate-${language}-${size}`);
    await accessible(other, `gate-${language}-${size}`);
    await picture(other, `gate-${language}-${size}`);
    await other.context().close();
  }
}

/** The server holds it whatever the page says; every word is kept. */
async function held(page, relay, angry, language) {
  await page.click('[data-test=send]');
  await page.waitForSelector('[data-test=held-draft]');
  assert.equal((await page.inputValue('[data-test=answer-text]')).trim(), angry);
  assert.equal(relay.mails.length, 0, `${language}: it left`);
  await stands(page, 'refused', `${language}: held`);
  await accessible(page, `gate-${language}-held`);
  await picture(page, `gate-${language}-held`);
  // As it is without a word why: said at the field, whichever way it was pressed.
  await page.click('[data-test=send-held]');
  await page.waitForSelector('[data-test=no-reason]');
  await stands(page, 'because', `${language}: no reason`);
  await page.setViewportSize(phone);
  await page.press('[data-test=because]', 'Enter');
  await page.waitForSelector('[data-test=no-reason]');
  await page.click('[data-test=send]');
  await page.waitForFunction(() => !document.querySelector('[data-test=no-reason]'));
  await stands(page, 'refused', `${language}: held on a phone`);
  for (const part of ['refusal', 'put-off-held']) await inSight(page, part, `${language}: held on a phone`);
  await accessible(page, `gate-${language}-held-phone`);
  await picture(page, `gate-${language}-held-phone`);
  await page.setViewportSize(desktop);
  assert.equal(relay.mails.length, 0, `${language}: it left`);
}

/** Whoever was stopped stands where it says why. */
const stands = (page, part, label) => page.waitForFunction(name => document.activeElement?.dataset.test === name, part)
  .catch(async () => assert.fail(`${label}: the focus is on ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))}`));

async function inSight(page, part, label) {
  const seen = await page.locator(`[data-test=${part}]`).evaluate(element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return top >= 0 && top + height <= innerHeight && (element.contains(there) || there?.contains(element));
  });
  assert.ok(seen, `${label}: ${part} is out of sight`);
}

/** Put off it rests; read again it stands beside what the client wrote; thrown away it can be brought back. */
async function restsAndComesBack(page, place, angry, language) {
  // By the button, or by the same key that puts off what only has an edge.
  const putOff = () => (language === 'pl' ? page.locator('[data-test=editor]').press('Alt+KeyP') : page.click('[data-test=put-off-held]'));
  await Promise.all([page.waitForURL(url => url.pathname === '/'), putOff()]);
  await page.goto(place);
  await page.click(`a[href$='/rereading']`);
  await page.waitForSelector('[data-test=rereading] [data-test=finding]');
  assert.ok((await page.textContent('[data-test=theirs]')).length > 20, 'what they wrote last is not there');
  // The list stands in the page; the words are marked once the script has looked.
  await page.waitForFunction(() => CSS.highlights.get('finding-hold')?.size === 1);
  await fits(page, `gate-${language}-rereading`);
  await accessible(page, `gate-${language}-rereading`);
  await picture(page, `gate-${language}-rereading`);
  await page.setViewportSize(phone);
  await fits(page, `gate-${language}-rereading-phone`);
  await picture(page, `gate-${language}-rereading-phone`);
  await page.setViewportSize(desktop);
  // Held here, it stays beside what they wrote, and can be written on.
  await page.click('[data-test=send]');
  await page.waitForSelector('[data-test=rereading] [data-test=held-draft]');
  await stands(page, 'refused', `${language}: held where it is read again`);
  assert.ok(await page.isVisible('[data-test=theirs]'), `${language}: what they wrote is gone`);
  const kept = page.waitForResponse(answer => answer.url().endsWith('/drafts') && answer.ok());
  await page.click('[data-test=editor]');
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' ');
  await kept;
  await page.click('[data-test=throw-away]');
  await page.waitForSelector('[data-test=bring-back]');
  assert.equal(await page.inputValue('[data-test=answer-text]'), '');
  // Something else is written meanwhile: the reason is said, and nothing of the page is gone.
  const other = page.waitForResponse(answer => answer.url().endsWith('/drafts') && answer.ok());
  await page.click('[data-test=editor]');
  await page.keyboard.type('…');
  await other;
  await page.click('[data-test=bring-back]');
  await page.waitForSelector('[data-test=refusal]');
  assert.equal(await page.inputValue('[data-test=answer-text]'), '…', `${language}: what is written stays`);
  assert.ok(await page.locator('#thread .message').count() > 0, `${language}: the conversation is gone`);
  const cleared = page.waitForResponse(answer => answer.url().endsWith('/drafts') && answer.ok());
  await page.click('[data-test=editor]');
  await page.keyboard.press('Backspace');
  await cleared;
  await page.click('[data-test=bring-back]');
  await page.waitForFunction(words => document.querySelector('[data-test=answer-text]')?.value.trim() === words, angry);
}

/** Written anew it leaves. */
async function rewritten(page, relay, calm, language) {
  await page.click('[data-test=editor]');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(calm.split('\n')[0]);
  for (const line of calm.split('\n').slice(1)) {
    await page.keyboard.press('Enter');
    if (line) await page.keyboard.insertText(line);
  }
  assert.equal(await page.inputValue('[data-test=answer-text]'), calm);
  await page.waitForFunction(() => !document.querySelector('[data-test=finding][data-severity=hold]'));
  const mail = relay.next();
  await page.click('[data-test=send]');
  await page.waitForSelector('[data-test=undo]', { timeout: 5000 });
  const { raw } = await mail;
  assert.ok(/multipart\/alternative/.test(raw), `${language}: it did not leave whole`);
}

/** Keys alone: to the finding, to its choices, the milder sentence in place of the other. */
async function milderByKey(page, place) {
  await page.goto(place);
  await page.click('[data-test=editor]');
  const second = page.waitForResponse(answer => answer.url().endsWith('/checks?paused=true') && answer.ok());
  await page.keyboard.type('Hello Mark, it is your own fault. Until Tuesday.');
  await page.waitForSelector('[data-test=choices]');
  // The second look hears what tables cannot; what they say so plainly it leaves.
  const { notes } = await (await second).json();
  assert.ok(notes.some(note => note.code === 'blame'), JSON.stringify(notes));
  await page.keyboard.press('Alt+ArrowDown');
  await page.waitForSelector('[data-test=finding][data-current]');
  await page.keyboard.press('Alt+Enter');
  await page.waitForSelector('[data-test=choices][open] [data-test=choice]:focus');
  const choice = (await page.textContent('[data-test=choice]:focus')).trim();
  await page.keyboard.press('Enter');
  await page.waitForFunction(words => document.querySelector('[data-test=answer-text]').value.includes(words), choice);
  const text = await page.inputValue('[data-test=answer-text]');
  assert.ok(!text.includes('fault') && text.endsWith('Until Tuesday.'), text);
  await againFromThere(page);
  // Or it is put off, with a key of its own.
  await page.click('[data-test=editor]');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Hello Mark, as I have told you three times, you have to send us the texts. Until Tuesday.');
  await page.waitForSelector('[data-test=finding-rest]');
  await Promise.all([page.waitForURL(url => url.pathname === '/'), page.keyboard.press('Alt+KeyP')]);
  await page.goto(place);
}

/** One is mended: the keys lead on to the first that is left. */
async function againFromThere(page) {
  await page.keyboard.press('Control+a');
  const second = page.waitForResponse(answer => answer.url().endsWith('/checks?paused=true') && answer.ok());
  await page.keyboard.type('Hello Mark, it is your own fault. That is not possible.');
  const left = () => page.waitForFunction(() => {
    const quotes = [...document.querySelectorAll('[data-test=finding] q')].map(q => q.textContent);
    return quotes.some(quote => quote.includes('not possible')) && !quotes.some(quote => quote.includes('fault'));
  });
  await page.waitForSelector('[data-test=finding]:nth-child(2)');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('Alt+Enter');
  await page.waitForSelector('[data-test=choices][open] [data-test=choice]:focus');
  // The second look finds other things than the first: whoever stands in the list stays where they are.
  await second;
  await page.evaluate(() => new Promise(drawn => { setTimeout(() => requestAnimationFrame(drawn)); }));
  await page.waitForSelector('[data-test=choices][open] [data-test=choice]:focus');
  await page.keyboard.press('Enter');
  await left();
  await page.keyboard.press('Alt+ArrowDown');
  const current = await page.locator('[data-test=finding][data-current] q').textContent();
  assert.ok(current.includes('not possible'), `the keys lead past what is left: ${current}`);
}

/** The marks show as they will look and stay the same text; what is pasted is cleaned. */
async function marksAndPaste(page) {
  const type = async text => {
    await page.click('[data-test=editor]');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    for (const [at, line] of text.split('\n').entries()) {
      if (at) await page.keyboard.press('Enter');
      await page.keyboard.type(line);
    }
  };
  const text = () => page.inputValue('[data-test=answer-text]');
  await type('Hello Mark,\n\nthis is ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('important');
  await page.keyboard.press('Control+b');
  await page.keyboard.type(' today:');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  assert.equal(await text(), 'Hello Mark,\n\nthis is **important** today:\n- one\n- two');
  assert.equal(await page.locator('[data-test=editor] b').textContent(), 'important');
  assert.equal(await page.locator('[data-test=editor] ul > li').count(), 2);
  await page.waitForResponse(answer => answer.url().endsWith('/drafts') && answer.ok());
  await page.reload();
  await page.waitForSelector('[data-test=editor] ul > li');
  assert.equal(await text(), 'Hello Mark,\n\nthis is **important** today:\n- one\n- two', 'a reload changes nothing');
  await type('See ');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/html', '<meta charset=utf-8><h2 style="color:red" onclick="alert(1)">A <em>headline</em></h2>\n<p>with <strong>bold</strong>\n and <a href="https://example.com/x">a link</a><script>alert(1)</script> <a href="javascript:alert(1)">no link</a></p><ul><li>first</li><li>second</li></ul>');
    data.setData('text/plain', 'A headline');
    document.querySelector('[data-test=editor]').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => /second/.test(document.querySelector('[data-test=answer-text]').value));
  const pasted = await text();
  assert.ok(pasted.includes('with **bold** and [a link](https://example.com/x) no link\n- first\n- second'), pasted);
  assert.equal(await page.locator('[data-test=editor] :is([style], [onclick], script, h2)').count(), 0);
}
