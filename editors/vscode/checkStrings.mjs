// Fails when a string that users see has no Chinese, or a translation has no string.
import { readFileSync, readdirSync } from 'node:fs';

const keys = file => Object.keys(JSON.parse(readFileSync(file, 'utf8')));
const sources = readdirSync('src').map(file => readFileSync(`src/${file}`, 'utf8')).join('\n');
const matches = (text, pattern) => [...text.matchAll(pattern)].map(match => match[1]);

function compare(what, used, translated) {
  const missing = used.filter(key => !translated.includes(key));
  const stale = translated.filter(key => !used.includes(key));
  for (const key of missing) console.error(`${what}: no translation of “${key}”`);
  for (const key of stale) console.error(`${what}: nothing uses “${key}”`);
  return missing.length + stale.length === 0;
}

const manifest = matches(readFileSync('package.json', 'utf8'), /"%([^"%]+)%"/g);
const messages = matches(sources, /l10n\.t\(\s*'([^']+)'/g);
const complete = [
  compare('package.nls.json', manifest, keys('package.nls.json')),
  compare('package.nls.zh-cn.json', manifest, keys('package.nls.zh-cn.json')),
  compare('l10n/bundle.l10n.zh-cn.json', [...new Set(messages)], keys('l10n/bundle.l10n.zh-cn.json')),
];
process.exitCode = complete.every(Boolean) ? 0 : 1;
