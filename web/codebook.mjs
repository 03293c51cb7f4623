// The project's codebooks as a module that the pages import: names of countries and bodies, kinds of acts.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

export const rows = (name) =>
  fs.readFileSync(path.join(root, 'codebooks', name), 'utf8').split('\n').filter((l) => l && !l.startsWith('#')).map((l) => l.split('\t'));

/** The tables that the pages show: [code, name] of countries; [type, mode, score, words] of acts. */
export function codebook() {
  const countries = rows('actors/countries.tsv').slice(1).map((r) => [r[0], r[1]]);
  const bodies = [];
  for (const r of rows('actors/bodies.tsv').slice(1)) {
    if (/^I[GM]/.test(r[0]) && !/other/.test(r[0]) && !bodies.some((b) => b[0] === r[0])) bodies.push([r[0], r[4]]);
  }
  const acts = rows('plover/acts.tsv').map((r) => [r[0], r[1] === '-' ? '' : r[1], Number(r[2]), r[5]]);
  return { countries, bodies, acts };
}

export const codebook_plugin = {
  name: 'codebook',
  setup(b) {
    b.onResolve({ filter: /^codebook$/ }, () => ({ path: 'codebook', namespace: 'codebook' }));
    b.onLoad({ filter: /.*/, namespace: 'codebook' }, () => ({ contents: JSON.stringify(codebook()), loader: 'json' }));
  },
};
