// A real browser, and the two questions asked of every page: can everybody use it, and how does it look.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './desk.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.TACT_PICTURES ?? path.join(root, 'e2e/out');
mkdirSync(pictures, { recursive: true });

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 360, height: 740 };

export const openBrowser = () => chromium.launch({
  executablePath: process.env.TACT_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

/** A visitor of their own. Any fault in the page's console or a request to elsewhere fails the journey. */
export async function visitor(browser, { viewport = desktop, dark = false, language = 'en', cookies } = {}) {
  const context = await browser.newContext({
    viewport, locale: language, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', bypassCSP: false,
    storageState: cookies,
  });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', fault => page.faults.push(String(fault)));
  page.on('console', line => { if (line.type() === 'error') page.faults.push(line.text()); });
  return page;
}

/** WCAG 2.2 AA by axe; run in an isolated world, so that the page's own strict policy stays in force. */
export async function accessible(page, name) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const evaluate = async expression => {
    const answer = await session.send('Runtime.evaluate', {
      expression, contextId: executionContextId, awaitPromise: true, returnByValue: true,
    });
    if (answer.exceptionDetails) throw new Error(`${name}: ${JSON.stringify(answer.exceptionDetails)}`);
    return answer.result.value;
  };
  await evaluate(axeSource + ';0');
  const found = await evaluate(`axe.run(document, {
    iframes: false,
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  }).then(r => r.violations.map(v => v.id + ': ' + v.help + '\\n    ' + v.nodes.map(n => n.html + ' ' + (n.any[0]?.message ?? '')).join('\\n    ')))`);
  await session.detach();
  if (found.length > 0) throw new Error(`${name} is not usable by everybody:\n  ${found.join('\n  ')}`);
}

/** Nothing may stick out sideways, at any width. */
export async function fits(page, name) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) throw new Error(`${name} is ${over} px wider than the window`);
}

export const picture = (page, name) => page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: false });

/** A page as somebody meets it: nothing sticks out, everybody can use it, and its picture is kept. */
export async function look(page, name) {
  await fits(page, name);
  await accessible(page, name);
  await picture(page, name);
}
