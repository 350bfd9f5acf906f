// The marks of a mail's text as elements and back: the same text, every letter in its place. In a real page, by its own modules.
import assert from 'node:assert/strict';
import { openBrowser } from '../lib/browser.mjs';
import { firstRun } from '../lib/first_run.mjs';

/** What is typed, and what comes back; one text where both are the same. */
const texts = [
  '', 'Hello', 'Hello\nAnna\n\nBye', 'a **bold** word', '**all of it**', '- one\n- two\nEnd', '1. one\n2. two', '3. three\n4. four',
  '> yours\nmine', '[here](https://x.example/a_b)', 'see https://x.example/*a*_b*.', '![plan.png] there', '2*3*4 and 5 * 6 and a**b**',
  '**open', '[no](javascript:alert(1))', '<b>&"', 'two  blanks and  three   ', '   indented', 'Żółć 🙂 **ość**\n- ёж **и** Ёж', '- \n- x',
  ['a *bold* word', 'a **bold** word'], ['• one\n* two', '- one\n- two'], ['1) one\n1) two', '1. one\n2. two'], ['>quote', '> quote'],
].map(one => (Array.isArray(one) ? one : [one, one]));

/** What is pasted, and the text that stays. */
const pasted = [
  ['<p>One</p>\n\n<p>two  <b>three</b>\n four</p>', 'One\ntwo **three** four'],
  ['<div>a<br>b</div>', 'a\nb'],
  ['<ul><li><p>one</p></li><li>two</li></ul>', '- one\n- two'],
  ['<ol start="2"><li>b</li><li>c</li></ol>', '2. b\n3. c'],
  ['<a href="https://x.example/">x.example</a>', 'x.example'],
  ['<a href="https://x.example/">the page</a> <a href="javascript:alert(1)">no</a>', '[the page](https://x.example/) no'],
  ['<table><tr><td>a</td><td>b</td></tr></table><script>alert(1)</script><style>p{}</style>', 'a\nb'],
  ['<blockquote>said</blockquote>', '> said'],
  ['<b> spaced </b>out', '**spaced** out'],
];

export default async function marks() {
  const browser = await openBrowser();
  const run = await firstRun(browser, {});
  try {
    await run.finish();
    const found = await run.page.evaluate(async ({ texts, pasted }) => {
      const { fragment } = await import('tact/marks');
      const { placeOf, rangeOf, read } = await import('tact/marked');
      const back = texts.map(([typed]) => {
        const box = document.createElement('div');
        box.append(fragment(typed));
        const reading = read(box);
        const astray = [...reading.text].length && reading.pieces.filter(({ at, end }) => {
          const range = rangeOf(reading, at, end);
          return String(range).replace(/\u00A0/g, ' ') !== reading.text.slice(at, end)
            || placeOf(reading, range.endContainer, range.endOffset) !== end;
        }).length;
        return { text: reading.text, astray };
      });
      const kept = pasted.map(([html]) => read(new DOMParser().parseFromString(html, 'text/html').body, true).text);
      return { back, kept };
    }, { texts, pasted });
    texts.forEach(([typed, expected], at) => {
      assert.equal(found.back[at].text, expected, JSON.stringify(typed));
      assert.equal(found.back[at].astray, 0, `${JSON.stringify(typed)}: letters out of place`);
    });
    pasted.forEach(([html, expected], at) => assert.equal(found.kept[at], expected, html));
  } finally {
    await run.end();
    await browser.close();
  }
}
