// Figures that a series is drawn from: which counts are shown, how wide the band is, where the level changed. Pure functions, written
// once: the chart, its table, its summary and its exports all take their numbers from here. docs/explain/relation-figures.md says
// why each is made as it is.
import type { EventRecord, Point } from './types';

export type Measure = 'events' | 'rate' | 'plover' | 'goldstein';
export type Show = 'all' | 'verbal' | 'material';

export const MEASURES: Record<Measure, { name: string; axis: string; tells: string }> = {
  events: { name: 'Events', axis: 'new events', tells: 'number of new events, cooperation up and conflict down' },
  rate: { name: 'Per 100 articles', axis: 'new events per 100 articles', tells: 'new events for each 100 articles that the archive holds of the period' },
  plover: { name: 'PLOVER score', axis: 'sum of PLOVER scores', tells: 'sum of the PLOVER scores of the new events' },
  goldstein: { name: 'Goldstein', axis: 'sum of Goldstein values', tells: 'sum of the Goldstein values of the new events' },
};

/** One period as it is drawn. up and down are stacked from zero: deeds first, then words. null: no article, so nothing is known. */
export interface Bar {
  point: Point;
  time: number;
  end: number;
  known: boolean;
  material_up: number;
  up: number;
  material_down: number;
  down: number;
  /** Interval of `up` and of `down` (both as positive numbers), or of the score in low and high. */
  up_low: number;
  up_high: number;
  down_low: number;
  down_high: number;
}

export const is_score = (m: Measure) => m === 'plover' || m === 'goldstein';

/** 95 % interval of a Poisson mean given a count (Byar's approximation, good to 1 % from 0 on). */
export function poisson_interval(count: number): [number, number] {
  const z = 1.96;
  const low = count === 0 ? 0 : count * Math.pow(1 - 1 / (9 * count) - z / (3 * Math.sqrt(count)), 3);
  const n = count + 1;
  const high = n * Math.pow(1 - 1 / (9 * n) + z / (3 * Math.sqrt(n)), 3);
  return [Math.max(0, low), high];
}

function period_end(p: Point, next: Point | undefined): number {
  if (next) return Date.parse(next.start) / 1000;
  const d = new Date(p.start + 'T00:00:00Z');
  if (p.period.includes('W')) d.setUTCDate(d.getUTCDate() + 7);
  else if (p.period.includes('Q')) d.setUTCMonth(d.getUTCMonth() + 3);
  else if (p.period.length === 4) d.setUTCFullYear(d.getUTCFullYear() + 1);
  else d.setUTCMonth(d.getUTCMonth() + 1);
  return d.getTime() / 1000;
}

export function counts_of(p: Point, show: Show) {
  const verbal = show === 'material' ? 0 : 1;
  const material = show === 'verbal' ? 0 : 1;
  return {
    cooperation: p.verbal_cooperation * verbal + p.material_cooperation * material,
    material_cooperation: p.material_cooperation * material,
    conflict: p.verbal_conflict * verbal + p.material_conflict * material,
    material_conflict: p.material_conflict * material,
  };
}

export function bars_of(points: Point[], measure: Measure, show: Show): Bar[] {
  return points.map((p, i) => {
    const bar: Bar = {
      point: p, time: Date.parse(p.start) / 1000, end: period_end(p, points[i + 1]), known: p.articles > 0 || p.events > 0,
      material_up: 0, up: 0, material_down: 0, down: 0, up_low: 0, up_high: 0, down_low: 0, down_high: 0,
    };
    if (is_score(measure)) {
      const score = measure === 'plover' ? p.plover_score : p.goldstein;
      bar.up = bar.material_up = Math.max(0, score);
      bar.down = bar.material_down = Math.max(0, -score);
      return bar;
    }
    const c = counts_of(p, show);
    const scale = measure === 'rate' ? (p.articles ? 100 / p.articles : 0) : 1;
    const [a, b] = poisson_interval(c.cooperation);
    const [d, e] = poisson_interval(c.conflict);
    bar.material_up = c.material_cooperation * scale;
    bar.up = c.cooperation * scale;
    bar.material_down = c.material_conflict * scale;
    bar.down = c.conflict * scale;
    if (bar.known) {
      bar.up_low = a * scale;
      bar.up_high = (c.cooperation ? b : 0) * scale;
      bar.down_low = d * scale;
      bar.down_high = (c.conflict ? e : 0) * scale;
    }
    return bar;
  });
}

export interface Change {
  index: number;
  period: string;
  /** Level before and after, cooperation and conflict, events per period. */
  before: { cooperation: number; conflict: number; periods: number };
  after: { cooperation: number; conflict: number; periods: number };
}

interface Sums {
  exposure: number[];
  cooperation: number[];
  conflict: number[];
}

function sums_of(points: Point[], show: Show): Sums {
  const s: Sums = { exposure: [0], cooperation: [0], conflict: [0] };
  points.forEach((p, i) => {
    const c = counts_of(p, show);
    s.exposure.push(s.exposure[i]! + Math.max(p.articles, p.events ? 1 : 0));
    s.cooperation.push(s.cooperation[i]! + c.cooperation);
    s.conflict.push(s.conflict[i]! + c.conflict);
  });
  return s;
}

/**
 * How many times more the counts vary from one period to the next than Poisson counts would, at least once: the mean of the
 * chi-square of each two neighbours. A lasting change of level touches one pair of neighbours only, so it hardly shows here.
 */
function spread(s: Sums, k: 'cooperation' | 'conflict'): number {
  let sum = 0, pairs = 0;
  for (let i = 1; i + 1 < s.exposure.length; i++) {
    const t = [s.exposure[i]! - s.exposure[i - 1]!, s.exposure[i + 1]! - s.exposure[i]!] as const;
    const n = [s[k][i]! - s[k][i - 1]!, s[k][i + 1]! - s[k][i]!] as const;
    if (!t[0] || !t[1] || n[0] + n[1] === 0) continue;
    const rate = (n[0] + n[1]) / (t[0] + t[1]);
    sum += (n[0] / t[0] - n[1] / t[1]) ** 2 / (rate * (1 / t[0] + 1 / t[1]));
    pairs++;
  }
  return pairs ? Math.max(1, sum / pairs) : 1;
}

/** Twice the loss of likelihood of one level from a to b (counts with articles as exposure), constants left out. */
function cost(s: Sums, spreads: { cooperation: number; conflict: number }, a: number, b: number): number {
  const t = s.exposure[b]! - s.exposure[a]!;
  if (t <= 0) return 0;
  let all = 0;
  for (const k of ['cooperation', 'conflict'] as const) {
    const n = s[k][b]! - s[k][a]!;
    if (n > 0) all -= (2 * n * Math.log(n / t)) / spreads[k];
  }
  return all;
}

/**
 * Where the level of the series changed: the split into stretches of one level each that a Poisson likelihood with articles as
 * exposure, divided by how bursty the counts are, and a penalty of 3 log n a change (two levels and a place) likes best, found exactly. At least `least` periods a stretch.
 */
export function change_points(points: Point[], show: Show, least = 3): Change[] {
  const n = points.length;
  if (n < 2 * least || n > 3000) return [];
  const s = sums_of(points, show);
  const spreads = { cooperation: spread(s, 'cooperation'), conflict: spread(s, 'conflict') };
  const penalty = 3 * Math.log(n);
  const best: number[] = new Array(n + 1).fill(Infinity);
  const from: number[] = new Array(n + 1).fill(0);
  best[0] = -penalty;
  for (let b = least; b <= n; b++) {
    for (let a = 0; a <= b - least; a++) {
      const c = best[a]! + penalty + cost(s, spreads, a, b);
      if (c < best[b]! - 1e-9) {
        best[b] = c;
        from[b] = a;
      }
    }
  }
  const cuts: number[] = [];
  for (let b = n; b > 0; b = from[b]!) if (from[b]! > 0) cuts.unshift(from[b]!);
  const edges = [0, ...cuts, n];
  const level = (a: number, b: number) => ({
    cooperation: (s.cooperation[b]! - s.cooperation[a]!) / (b - a),
    conflict: (s.conflict[b]! - s.conflict[a]!) / (b - a),
    periods: b - a,
  });
  return cuts.map((c, i) => ({ index: c, period: points[c]!.period, before: level(edges[i]!, c), after: level(c, edges[i + 2]!) }));
}

export interface Totals {
  events: number;
  cooperation: number;
  conflict: number;
  other: number;
  unconfirmed: number;
  articles: number;
  busiest: Point | null;
}

export function totals_of(points: Point[], show: Show): Totals {
  const t: Totals = { events: 0, cooperation: 0, conflict: 0, other: 0, unconfirmed: 0, articles: 0, busiest: null };
  let most = 0;
  for (const p of points) {
    const c = counts_of(p, show);
    t.cooperation += c.cooperation;
    t.conflict += c.conflict;
    t.other += p.other_events;
    t.unconfirmed += p.unconfirmed_events;
    t.articles += p.articles;
    if (c.cooperation + c.conflict > most) {
      most = c.cooperation + c.conflict;
      t.busiest = p;
    }
  }
  t.events = t.cooperation + t.conflict;
  return t;
}

/** Is the event among those that a bar counts? */
export const in_show = (e: Pick<EventRecord, 'quad'>, show: Show) => show === 'all' || e.quad.startsWith(show);

/** The table under the chart: the same numbers, one row a period, newest last. */
export function table_of(bars: Bar[], measure: Measure): { head: string[]; rows: (string | number)[][] } {
  const head = ['Period', 'Verbal cooperation', 'Material cooperation', 'Verbal conflict', 'Material conflict', 'New events',
    'Ongoing or background', 'Planned, denied or alleged', 'PLOVER score', 'Goldstein', 'Articles'];
  if (measure === 'rate') head.push('Cooperation per 100 articles', 'Conflict per 100 articles');
  const rows = bars.map((b) => {
    const p = b.point;
    const row: (string | number)[] = [p.period, p.verbal_cooperation, p.material_cooperation, p.verbal_conflict, p.material_conflict,
      p.events, p.other_events, p.unconfirmed_events, p.plover_score, p.goldstein, p.articles];
    if (measure === 'rate') row.push(round(b.up), round(b.down));
    return row;
  });
  return { head, rows };
}

const round = (x: number) => Math.round(x * 10) / 10;
