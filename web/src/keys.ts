// Keys of the whole page. They can be switched off (WCAG 2.1.4), never act while one types, and stand in one table that the help shows.
import { address, query_url } from './address';
import { takes } from './routes';

export const KEYS: [string, string][] = [
  ['/', 'search'],
  ['j  k', 'next and previous record'],
  ['Enter', 'open the evidence of the chosen record, or of the period under the cursor of a chart'],
  ['e', 'go to the evidence of this page'],
  ['f', 'go to the filters'],
  ['[  ]', 'previous and next period'],
  ['c', 'cite this page'],
  ['y', 'copy the permanent address of this view'],
  ['t', 'light or dark'],
  ['?', 'this list'],
];

const STORE = 'demarche-keys';
const read = () => {
  try {
    return localStorage.getItem(STORE) !== 'off';
  } catch {
    return true;
  }
};
let on = read();
export const keys_on = () => on;
export function switch_keys(to: boolean) {
  on = to;
  try {
    localStorage.setItem(STORE, to ? 'on' : 'off');
  } catch {
    // A browser without storage forgets the choice; nothing else is lost.
  }
}

export interface KeyActions {
  help: () => void;
  cite: () => void;
  permalink: () => void;
  theme: () => void;
}

const typing = (t: EventTarget | null) =>
  t instanceof HTMLElement && (t.isContentEditable || /^(TEXTAREA|SELECT)$/.test(t.tagName) || (t instanceof HTMLInputElement && !/^(radio|checkbox|button|submit)$/.test(t.type)));

const records = () => [...document.querySelectorAll<HTMLElement>('[data-list] > li.record, [data-list] > li.row')].filter((r) => r.offsetParent !== null);

function step(by: 1 | -1) {
  const all = records();
  const here = all.findIndex((r) => r.contains(document.activeElement));
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, here + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function to_section(selector: string) {
  const el = document.querySelector<HTMLElement>(selector);
  if (!el) return;
  el.scrollIntoView({ block: 'start' });
  const inner = el.querySelector<HTMLElement>('li.record, li.row') ?? el.querySelector<HTMLElement>('summary, input, select, a[href], button');
  const fold = el.closest('details');
  if (fold) fold.open = true;
  inner?.focus();
}

function enter(e: KeyboardEvent) {
  const row = document.activeElement;
  if (row instanceof HTMLElement && row.matches('li.record, li.row')) {
    const link = row.querySelector<HTMLAnchorElement>('a.open') ?? row.querySelector<HTMLAnchorElement>('a[href]');
    if (link) {
      e.preventDefault();
      link.click();
    }
  }
}

/** Pages with periods listen to this. */
export const PERIOD_STEP = 'demarche-period';

export function listen(actions: KeyActions) {
  addEventListener('keydown', (e) => {
    if (!on || e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || document.querySelector('dialog[open]')) return;
    const does: Record<string, () => void> = {
      '/': () => document.querySelector<HTMLElement>('#top [role=combobox]')?.focus(),
      '?': actions.help,
      j: () => step(1),
      k: () => step(-1),
      e: () => to_section('#evidence, #items, #text'),
      f: () => to_section('#filters, #controls'),
      '[': () => dispatchEvent(new CustomEvent(PERIOD_STEP, { detail: -1 })),
      ']': () => dispatchEvent(new CustomEvent(PERIOD_STEP, { detail: 1 })),
      c: actions.cite,
      y: actions.permalink,
      t: actions.theme,
    };
    if (e.key === 'Enter') return enter(e);
    const act = does[e.key];
    if (act) {
      e.preventDefault();
      act();
    }
  });
}

/** The address that shows this view again, with the archive's state of today. */
export function permalink(vintage: string | undefined): string {
  const url = vintage && !address().query.has('as_of') && takes(address().path, 'as_of') ? query_url({ as_of: vintage }) : query_url({});
  return new URL(url, location.href).href;
}
