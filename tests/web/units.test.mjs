// Figures of the relation, marks of an article, runs that two texts share, names in the search: the pure parts of web/src, without a browser.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from './harness.mjs';

if (!fs.existsSync(path.join(ROOT, 'web/node_modules/esbuild'))) {
  console.log('skipped: the packages of web/ are not there (cmake --build --preset release --target web)');
  process.exit(77);
}

let series, marks, diff, combobox, words, download;
before(async () => {
  const from_web = (name) => import(pathToFileURL(path.join(ROOT, 'web', name)).href);
  const { build } = await from_web('node_modules/esbuild/lib/main.js').then((m) => m.default ?? m);
  const { codebook_plugin } = await from_web('codebook.mjs');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'demarche-units-'));
  const entries = ['series.ts', 'parts/article_marks.ts', 'parts/text_diff.ts', 'parts/combobox.tsx', 'words.ts', 'download.ts'];
  await build({
    absWorkingDir: path.join(ROOT, 'web'), entryPoints: entries.map((e) => 'src/' + e), outdir: folder, bundle: true, format: 'esm', platform: 'neutral', mainFields: ['module', 'main'],
    jsx: 'automatic', jsxImportSource: 'preact', plugins: [codebook_plugin, { name: 'browser', setup(b) {
      // The address of a page exists only in a browser.
      b.onLoad({ filter: /address\.ts$/ }, () => ({ contents: 'export const url_of = (p) => "/" + p.join("/");' }));
    } }], outExtension: { '.js': '.mjs' }, logLevel: 'error',
  });
  const load = (name) => import(pathToFileURL(path.join(folder, name)).href);
  [series, marks, diff, combobox, words, download] = await Promise.all(
    ['series.mjs', 'parts/article_marks.mjs', 'parts/text_diff.mjs', 'parts/combobox.mjs', 'words.mjs', 'download.mjs'].map(load));
});

const point = (i, cooperation, conflict, articles) => ({
  period: `20${String(10 + Math.floor(i / 12))}-${String((i % 12) + 1).padStart(2, '0')}`, start: `20${String(10 + Math.floor(i / 12))}-${String((i % 12) + 1).padStart(2, '0')}-01`,
  events: cooperation + conflict, other_events: 1, unconfirmed_events: 2, verbal_cooperation: cooperation - Math.floor(cooperation / 3), material_cooperation: Math.floor(cooperation / 3),
  verbal_conflict: conflict, material_conflict: 0, plover_score: cooperation * 3 - conflict * 5, goldstein: 0, articles,
});

test('a change of level is found where it is, and none where there is none', () => {
  const steady = Array.from({ length: 36 }, (_, i) => point(i, 10 + (i % 3), 2, 40));
  assert.deepEqual(series.change_points(steady, 'all'), []);
  const turned = Array.from({ length: 36 }, (_, i) => (i < 20 ? point(i, 12, 1, 40) : point(i, 3, 11, 40)));
  const found = series.change_points(turned, 'all');
  assert.deepEqual(found.map((c) => c.index), [20]);
  assert.equal(found[0].before.cooperation, 12);
  assert.equal(found[0].after.conflict, 11);
});

test('more articles with the same share of events is no change', () => {
  const grown = Array.from({ length: 36 }, (_, i) => (i < 18 ? point(i, 6, 2, 20) : point(i, 18, 6, 60)));
  assert.deepEqual(series.change_points(grown, 'all'), []);
});

test('single loud months are no change of level', () => {
  const bursts = Array.from({ length: 48 }, (_, i) => point(i, 2, i % 9 === 4 ? 45 : i % 5, 80));
  assert.deepEqual(series.change_points(bursts, 'all'), []);
  const louder = bursts.map((p, i) => (i < 24 ? p : point(i, 40, i % 9 === 4 ? 45 : i % 5, 80)));
  assert.deepEqual(series.change_points(louder, 'all').map((c) => c.index), [24]);
});

test('a short or an empty series has no change', () => {
  assert.deepEqual(series.change_points([], 'all'), []);
  assert.deepEqual(series.change_points([point(0, 9, 0, 3), point(1, 0, 9, 3)], 'all'), []);
});

test('the interval of a count is that of the Poisson tables', () => {
  // Exact limits (Garwood): 0: 0 to 3.69; 1: 0.025 to 5.57; 10: 4.80 to 18.39; 100: 81.36 to 121.63.
  for (const [n, low, high] of [[0, 0, 3.69], [1, 0.025, 5.57], [10, 4.8, 18.39], [100, 81.36, 121.63]]) {
    const [a, b] = series.poisson_interval(n);
    assert.ok(Math.abs(a - low) < 0.05 + low * 0.01, `${n}: ${a}`);
    assert.ok(Math.abs(b - high) < 0.05 + high * 0.02, `${n}: ${b}`);
  }
});

test('bars: counts, shares of articles, scores; a period without articles is unknown, not zero', () => {
  const points = [point(0, 6, 2, 20), { ...point(1, 0, 0, 0) }];
  const [bar, gap] = series.bars_of(points, 'events', 'all');
  assert.deepEqual([bar.up, bar.material_up, bar.down, bar.material_down], [6, 2, 2, 0]);
  assert.equal(gap.known, false);
  const [rate] = series.bars_of(points, 'rate', 'all');
  assert.deepEqual([rate.up, rate.down], [30, 10]);
  const [words_only] = series.bars_of(points, 'events', 'verbal');
  assert.deepEqual([words_only.up, words_only.material_up], [4, 0]);
  const [score] = series.bars_of(points, 'plover', 'all');
  assert.deepEqual([score.up, score.down], [8, 0]);
  const t = series.totals_of(points, 'all');
  assert.deepEqual([t.events, t.cooperation, t.conflict, t.other, t.unconfirmed, t.articles], [8, 6, 2, 2, 4, 20]);
});

test('the text of an article comes out whole, whatever its marks do', () => {
  const text = 'Norland thanked the envoy.\nHe called her friend 🤝 of both.';
  const event = (id, spans) => ({
    kind: 'event', id, section: 'text', sentence: [0, 26], trigger: { text: '', span: spans.trigger }, actors: [{ span: spans.actor }], recipients: [{ span: spans.recipient }],
    attributed_to: null, date: null, place: null, size: null,
  });
  const article = {
    title: null, text, statements: [],
    events: [event('a', { trigger: [8, 15], actor: [0, 7], recipient: [16, 25] }), event('b', { trigger: [8, 15], actor: [0, 15], recipient: [900, 910] })],
  };
  const paragraphs = marks.paragraphs(article, false);
  assert.equal(paragraphs.map((p) => p.map((x) => x.text).join('')).join('\n'), text);
  const thanked = paragraphs[0].find((p) => p.text === 'thanked');
  assert.deepEqual(thanked.marks.map((m) => m.id + ':' + m.role).sort(), ['a:trigger', 'b:actor', 'b:trigger']);
  assert.equal(paragraphs[1].length, 1, 'offsets count code points, so the sign for hands is one');
});

test('runs of words that two texts share', () => {
  const a = 'The minister arrived in the capital on Monday and met the king.';
  const b = 'Reports say the minister arrived in the capital on Monday, unlike last time.';
  const both = diff.common_words(a, b);
  assert.equal(both.left.map((p) => p.text).join(''), a);
  assert.equal(both.right.map((p) => p.text).join(''), b);
  assert.equal(both.left.find((p) => p.same).text, 'The minister arrived in the capital on Monday');
  assert.equal(diff.common_words('one two three', 'four five six').share, 0);
});

test('names lead to codes: two of them to a pair', () => {
  assert.deepEqual(combobox.find_pair('Russia China'), ['RUS', 'CHN']);
  assert.deepEqual(combobox.find_pair('united states - south korea'), ['USA', 'KOR']);
  assert.deepEqual(combobox.find_pair('EGY/ISR'), ['EGY', 'ISR']);
  assert.equal(combobox.find_pair('peace talks resume'), null);
  assert.equal(combobox.find_parties('são tom')[0].code, 'STP');
});

test('days and periods in words', () => {
  assert.equal(words.dates_text({ start: '2022-12-01', end: '2022-12-31' }), 'Dec 2022');
  assert.equal(words.dates_text({ start: '2022-01-01', end: '2022-12-31' }), '2022');
  assert.equal(words.dates_text(null), 'undated');
  assert.equal(words.period_text('2022-W05'), 'week 5 of 2022');
  assert.deepEqual(words.period_days('2022-Q4', '2022-10-01'), { since: '2022-10-01', until: '2022-12-31' });
  assert.deepEqual(words.period_days('2024-02', '2024-02-01'), { since: '2024-02-01', until: '2024-02-29' });
});

test('a spreadsheet finds no formula in a cell', () => {
  const csv = download.csv_of(['a', 'b'], [['=1+1', -3], ['@x, "y"', '+z']]);
  assert.equal(csv, 'a,b\r\n\'=1+1,-3\r\n"\'@x, ""y""",\'+z\r\n');
});
