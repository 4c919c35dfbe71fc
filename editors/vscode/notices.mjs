// Collects the licences of the packages in a bundle, which ask to be passed on with it.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `metafile` is esbuild's account of what went into the bundle. */
export function writeNotices(metafile, outfile) {
  const folders = new Set(
    Object.keys(metafile.inputs)
      .map(input => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0])
      .filter(folder => folder !== undefined && existsSync(join(folder, 'package.json'))),
  );
  writeFileSync(outfile, [...folders].sort().map(notice).join('\n\n'));
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
  if (!file) {
    throw new Error(`${folder} has no licence file`);
  }
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}
