// Builds the pages' bundle: node build.mjs [--out FOLDER] [--quiet] [--watch]
//
// One script (in pieces that are loaded when a page needs them), one style sheet and the outlines of countries, all from the
// packages that package-lock.json pins. Names of countries and kinds of events come from the project's own codebooks, so that they are
// written once. Fails when the whole, compressed, is larger than the pages may be.
import { build, context } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { codebook, codebook_plugin, rows } from './codebook.mjs';

const BUDGET_BYTES = 150_000;
const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const options = process.argv.slice(2);
const out = path.resolve(options.includes('--out') ? options[options.indexOf('--out') + 1] : path.join(root, 'build/web'));

const settings = {
  absWorkingDir: here,
  entryPoints: { app: 'src/main.tsx' },
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  target: ['es2022'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  outdir: out,
  entryNames: '[name]',
  chunkNames: 'part-[name]-[hash]',
  plugins: [codebook_plugin],
  logLevel: 'warning',
};

/** Names that world-atlas shortens; all others are names of the codebook. */
const SHORT_NAMES = {
  'W. Sahara': 'ESH', 'Dem. Rep. Congo': 'COD', 'Dominican Rep.': 'DOM', 'Falkland Is.': 'FLK', 'Fr. S. Antarctic Lands': 'ATF',
  'Central African Rep.': 'CAF', 'Eq. Guinea': 'GNQ', eSwatini: 'SWZ', 'Solomon Is.': 'SLB', Antarctica: 'ATA', 'N. Cyprus': 'CYP',
  'Bosnia and Herz.': 'BIH', 'S. Sudan': 'SSD', Somaliland: 'SOM',
};

/** Outlines of countries (Natural Earth by way of world-atlas) with our codes in place of numbers. */
function write_pictures() {
  const world = JSON.parse(fs.readFileSync(path.join(here, 'node_modules/world-atlas/countries-110m.json'), 'utf8'));
  const tables = [...rows('actors/country_names.tsv'), ...rows('actors/country_names_own.tsv')];
  const codes = new Map(tables.filter((r) => r[2] === 'name').map((r) => [r[0], r[1]]));
  for (const [code, name] of codebook().countries) codes.set(name, code);
  for (const g of world.objects.countries.geometries) {
    const name = g.properties.name;
    g.id = SHORT_NAMES[name] ?? codes.get(name);
    if (!g.id) throw new Error(`web/build.mjs: no code is known for the outline "${name}"`);
    delete g.properties;
  }
  delete world.objects.land;
  fs.writeFileSync(path.join(out, 'world.json'), JSON.stringify(world));
  fs.copyFileSync(path.join(here, 'src/style/icon.svg'), path.join(out, 'icon.svg'));
}

function style() {
  return build({ absWorkingDir: here, entryPoints: ['src/style/app.css'], bundle: true, minify: true, outdir: out, logLevel: 'warning' });
}

function measure() {
  let total = 0;
  for (const name of fs.readdirSync(out).sort()) {
    const bytes = fs.readFileSync(path.join(out, name));
    const packed = zlib.gzipSync(bytes, { level: 9 }).length;
    total += packed;
    if (!options.includes('--quiet')) console.log(`${name.padEnd(28)} ${String(bytes.length).padStart(8)} bytes ${String(packed).padStart(8)} compressed`);
  }
  if (!options.includes('--quiet')) console.log(`${'all'.padEnd(28)} ${' '.repeat(14)} ${String(total).padStart(8)} compressed, of ${BUDGET_BYTES}`);
  if (total > BUDGET_BYTES) {
    console.error('web/build.mjs: the pages are larger than they may be; leave something out');
    process.exit(1);
  }
}

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });
if (options.includes('--watch')) {
  const watching = await context(settings);
  await watching.watch();
  const css = await context({ absWorkingDir: here, entryPoints: ['src/style/app.css'], bundle: true, outdir: out });
  await css.watch();
  write_pictures();
} else {
  await Promise.all([build(settings), style()]);
  write_pictures();
  measure();
}
