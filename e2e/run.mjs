// Runs every journey in journeys/, one after the other, each on a desk of its own, and says how it went.
//   node e2e/run.mjs [NAME…]
import { readdirSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'journeys');
const wanted = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const file of readdirSync(folder).filter(name => name.endsWith('.mjs')).sort()) {
  const name = file.replace('.mjs', '');
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { default: journey } = await import(path.join(folder, file));
  const started = Date.now();
  try {
    await journey();
    passed += 1;
    console.log(`journey ${name}: ok, ${Date.now() - started} ms`);
  } catch (fault) {
    failed += 1;
    console.error(`journey ${name}: FAILED after ${Date.now() - started} ms\n${fault.stack ?? fault}`);
  }
}
console.log(`journeys: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
