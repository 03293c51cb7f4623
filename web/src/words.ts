// The words that the pages use for codes, days and numbers. One word for one thing, the same as in the documentation.
import { acts, bodies, countries } from 'codebook';
import type { EventRecord, Factuality, Party, Quad } from './types';

export const NAMES = new Map<string, string>([...countries, ...bodies]);
export const TYPES = [...new Set(acts.map((a) => a[0]))];

const SECTORS: Record<string, string> = {
  GOV: 'government', LEG: 'legislature', JUD: 'courts', MIL: 'military', COP: 'police', SPY: 'intelligence', PTY: 'party in power',
  OPP: 'opposition', REB: 'rebels', PRM: 'paramilitaries', UAF: 'unidentified armed forces', CVL: 'civilians', JRN: 'journalists',
  BUS: 'business', CRM: 'criminals', EDU: 'education', LAB: 'labour', MED: 'medical', REF: 'refugees', ELI: 'former officials',
  AGR: 'farming', REL: 'religious', SOC: 'social groups', PRE: 'former state',
};

export const QUADS: Record<Quad, { name: string; short: string; sign: 1 | -1 }> = {
  'verbal-cooperation': { name: 'verbal cooperation', short: 'words', sign: 1 },
  'material-cooperation': { name: 'material cooperation', short: 'deeds', sign: 1 },
  'verbal-conflict': { name: 'verbal conflict', short: 'words', sign: -1 },
  'material-conflict': { name: 'material conflict', short: 'deeds', sign: -1 },
};

/** How the report tells it: a sign, a word and a sentence, so that colour is never alone. */
export const FACTUALITY: Record<Factuality | 'claimed', { sign: string; word: string; tells: string }> = {
  actual: { sign: '■', word: 'reported', tells: 'The report tells it as having happened.' },
  claimed: { sign: '❝', word: 'claimed', tells: 'The report passes it on as the word of somebody.' },
  future: { sign: '◇', word: 'planned', tells: 'The report tells it as still to come.' },
  negated: { sign: '⊘', word: 'denied', tells: 'The report says that it did not happen.' },
  hypothetical: { sign: '?', word: 'hypothetical', tells: 'The report tells it as a possibility or a condition.' },
  alleged: { sign: '≈', word: 'alleged', tells: 'The report calls it alleged.' },
};

/** "claimed" is what happened only on the word of somebody. */
export const status_of = (e: Pick<EventRecord, 'factuality' | 'attributed_to'>): keyof typeof FACTUALITY =>
  e.factuality === 'actual' && e.attributed_to ? 'claimed' : e.factuality;

export const NEWNESS: Record<string, string> = { new: 'new', ongoing: 'ongoing', background: 'background' };
export const ROLES: Record<string, string> = {
  actor: 'who', trigger: 'act', recipient: 'whom', attributed: 'says', speaker: 'speaker', addressee: 'to', cue: 'says', content: 'said',
  date: 'when', place: 'where', size: 'how many',
};

export function code_name(code: string, names: Record<string, string> = {}): string {
  // What stands under these has many names.
  if (code === 'UNK') return 'unknown';
  if (code === 'IGO:other') return 'another international body';
  if (code === 'NGO:other') return 'another private body';
  const known = NAMES.get(code) ?? names[code];
  if (known) return known;
  const [head = '', ...rest] = code.split(':');
  const base = NAMES.get(head) ?? names[head] ?? head;
  if (!rest.length) return base;
  if (/^(IGO|NGO|IMG|MNC|ISM)$/.test(head)) return rest.join(' ') === 'other' ? `another ${head}` : rest.join(' ');
  return rest[0] === 'GOV' ? base : `${base}, ${SECTORS[rest[0] ?? ''] ?? rest.join(' ')}`;
}

export const party_name = (p: Party): string => p.name || code_name(p.code);
export const sector_word = (code: string) => SECTORS[code] ?? code;
/** A country's or body's code without sector. */
export const head_code = (code: string) => (/^(IGO|NGO|IMG|MNC|ISM):/.test(code) ? code : (code.split(':')[0] ?? code));

export function act_words(type: string, mode: string | null): string {
  const own = acts.find((a) => a[0] === type && a[1] === (mode ?? ''));
  return (own ?? acts.find((a) => a[0] === type && a[1] === ''))?.[3] ?? '';
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export function day_text(day: string | null | undefined): string {
  if (!day) return 'undated';
  const [y, m, d] = day.split('-');
  if (!m || !d) return day;
  return `${Number(d)}\u00a0${MONTHS[Number(m) - 1]}\u00a0${y}`;
}

/** "30 Dec 2022", "Dec 2022", "2022" or "3 to 9 May 2022". */
export function dates_text(date: { start: string; end: string } | null): string {
  if (!date) return 'undated';
  const { start, end } = date;
  if (start === end) return day_text(start);
  const last = new Date(Date.UTC(Number(end.slice(0, 4)), Number(end.slice(5, 7)), 0)).getUTCDate();
  const whole = start.endsWith('-01') && Number(end.slice(8)) === last;
  if (whole && start.slice(0, 7) === end.slice(0, 7)) return `${MONTHS[Number(start.slice(5, 7)) - 1]} ${start.slice(0, 4)}`;
  if (start.slice(5) === '01-01' && end.slice(5) === '12-31' && start.slice(0, 4) === end.slice(0, 4)) return start.slice(0, 4);
  return `${day_text(start)} to ${day_text(end)}`;
}

/** "2022-12" as "December 2022", "2022-W05" as "week 5 of 2022". */
export function period_text(period: string): string {
  const [year = '', rest] = period.split('-');
  if (!rest) return year;
  if (rest.startsWith('W')) return `week ${Number(rest.slice(1))} of ${year}`;
  if (rest.startsWith('Q')) return `quarter ${rest.slice(1)} of ${year}`;
  return `${LONG[Number(rest) - 1]} ${year}`;
}

/** First and last day of a period. */
export function period_days(period: string, start: string): { since: string; until: string } {
  const from = new Date(start + 'T00:00:00Z');
  const to = new Date(from);
  if (period.includes('W')) to.setUTCDate(to.getUTCDate() + 7);
  else if (period.includes('Q')) to.setUTCMonth(to.getUTCMonth() + 3);
  else if (period.length === 4) to.setUTCFullYear(to.getUTCFullYear() + 1);
  else to.setUTCMonth(to.getUTCMonth() + 1);
  to.setUTCDate(to.getUTCDate() - 1);
  return { since: start, until: to.toISOString().slice(0, 10) };
}

export const number = (n: number, digits = 0) =>
  n.toLocaleString('en-GB', { maximumFractionDigits: digits, minimumFractionDigits: 0 }).replace('-', '−');
export const signed = (n: number, digits = 1) => (n > 0 ? '+' : '') + number(n, digits);
export const plural = (n: number, one: string, many = one + 's') => `${number(n)} ${n === 1 ? one : many}`;
export const time_text = (iso: string | null | undefined) => {
  if (!iso) return '';
  const day = day_text(iso.slice(0, 10));
  return iso.length > 10 ? `${day}, ${iso.slice(11, 16)} UTC` : day;
};
