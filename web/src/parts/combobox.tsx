// A field that completes: countries and bodies from the codebook at once, people, groups and headlines from the archive a moment later.
// Follows the ARIA pattern of a combobox with a list: arrows move, Enter takes, Escape closes.
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { get, twin } from '../api';
import { url_of } from '../address';
import { NAMES, code_name } from '../words';

export interface Suggestion {
  key: string;
  label: string;
  kind: string;
  url?: string;
  code?: string;
}

const fold = (s: string) => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().trim();
const folded = [...NAMES].map(([code, name]) => ({ code, name, plain: fold(name) }));

export function find_parties(text: string, most = 7): Suggestion[] {
  const t = fold(text);
  if (!t) return [];
  const rank = (f: { code: string; plain: string }) =>
    f.code.toLowerCase() === t ? 0 : f.plain === t ? 1 : f.plain.startsWith(t) ? 2 : f.plain.split(/[\s:-]+/).some((w) => w.startsWith(t)) ? 3 : f.code.toLowerCase().startsWith(t) ? 4 : 9;
  return folded
    .map((f) => ({ f, r: rank(f) }))
    .filter((x) => x.r < 9)
    .sort((a, b) => a.r - b.r || a.f.plain.localeCompare(b.f.plain, 'en'))
    .slice(0, most)
    .map(({ f }) => ({ key: f.code, label: f.name, kind: f.code, code: f.code, url: url_of(['actor', f.code]) }));
}

/** "russia china", "Russia - China", "RUS/CHN": the two parties, when the text splits into two names. */
export function find_pair(text: string): [string, string] | null {
  const sides = text.split(/\s+(?:-|–|—|and|vs\.?|versus|to|with)\s+|\s*[/,&–—]\s*/i).filter(Boolean);
  const one = (s: string) => {
    const t = fold(s);
    return folded.find((f) => f.code.toLowerCase() === t || f.plain === t)?.code ?? (t.length > 2 ? find_parties(s, 1)[0]?.code : undefined);
  };
  const pair = (a: string, b: string): [string, string] | null => {
    const x = one(a), y = one(b);
    return x && y && x !== y ? [x, y] : null;
  };
  if (sides.length === 2) return pair(sides[0]!, sides[1]!);
  const words = text.trim().split(/\s+/);
  for (let i = 1; i < words.length; i++) {
    const p = pair(words.slice(0, i).join(' '), words.slice(i).join(' '));
    if (p) return p;
  }
  return null;
}

interface Found {
  actors?: { code: string; name: string | null }[];
  articles?: { id: string; title: string | null; publisher: string | null }[];
}

/** What the archive knows under these words, a short while after the last key. */
function useFound(text: string, on: boolean): Suggestion[] {
  const [found, set] = useState<{ text: string; list: Suggestion[] }>({ text: '', list: [] });
  useEffect(() => {
    if (!on || text.trim().length < 3) return;
    let live = true;
    const timer = setTimeout(() => {
      get<Found>(twin('/search', new URLSearchParams({ q: text.trim() }))).then(
        (f) => {
          const actors = (f.actors ?? []).map((a) => ({ key: 'a' + a.code, label: a.name || code_name(a.code), kind: a.code, code: a.code, url: url_of(['actor', a.code]) }));
          const articles = (f.articles ?? []).map((a) => ({ key: 't' + a.id, label: a.title ?? a.id, kind: a.publisher ?? 'article', url: url_of(['article', a.id]) }));
          if (live) set({ text, list: [...actors, ...articles] });
        },
        () => undefined,
      );
    }, 180);
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [text, on]);
  return found.text === text ? found.list : [];
}

interface Props {
  label: string;
  value?: string;
  placeholder?: string;
  id?: string;
  name?: string;
  /** Only parties; else pairs, parties and headlines. */
  parties_only?: boolean;
  hide_label?: boolean;
  onPick: (s: Suggestion) => void;
  onText?: (text: string) => void;
}

function suggestions(text: string, found: Suggestion[], parties_only: boolean): Suggestion[] {
  const out: Suggestion[] = [];
  const pair = parties_only ? null : find_pair(text);
  if (pair) out.push({ key: 'pair', label: `${code_name(pair[0])} – ${code_name(pair[1])}`, kind: 'relation', url: url_of(['relation', ...pair]) });
  const known = find_parties(text, pair ? 3 : 7);
  out.push(...known);
  const codes = new Set(known.map((k) => k.code));
  out.push(...found.filter((f) => (parties_only ? f.code : true) && !(f.code && codes.has(f.code))).slice(0, 6));
  if (!parties_only && text.trim()) out.push({ key: 'all', label: `Search for “${text.trim()}”`, kind: 'everything', url: url_of(['search'], { q: text.trim() }) });
  return out;
}

export function Combobox(p: Props) {
  const [text, set_text] = useState(p.value ?? '');
  const [open, set_open] = useState(false);
  const [at, set_at] = useState(-1);
  const own = useId();
  const id = p.id ?? own;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => set_text(p.value ?? ''), [p.value]);
  const found = useFound(text, open);
  const items = useMemo(() => suggestions(text, found, !!p.parties_only), [text, found, p.parties_only]);
  const shown = open && items.length > 0;
  useEffect(() => list.current?.children[at]?.scrollIntoView({ block: 'nearest' }), [at]);
  const pick = (s: Suggestion | undefined) => {
    if (!s) return;
    set_open(false);
    set_text(p.parties_only ? s.label : '');
    p.onPick(s);
  };
  const on_key = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      set_open(true);
      const step = e.key === 'ArrowDown' ? 1 : -1;
      set_at((at + step + items.length + (at < 0 && step < 0 ? 1 : 0)) % Math.max(1, items.length));
    } else if (e.key === 'Enter' && shown) {
      e.preventDefault();
      pick(items[at < 0 ? 0 : at]);
    } else if (e.key === 'Escape') {
      if (shown) e.stopPropagation();
      set_open(false);
    } else if (e.key === 'Tab' && shown && at >= 0) {
      pick(items[at]);
    }
  };
  return (
    <div class="combobox">
      <label for={id} class={p.hide_label ? 'hidden' : ''}>
        {p.label}
      </label>
      <input
        id={id} name={p.name} type="text" role="combobox" autocomplete="off" spellcheck={false} placeholder={p.placeholder}
        aria-expanded={shown} aria-controls={id + '-list'} aria-autocomplete="list"
        aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
        value={text}
        onInput={(e) => {
          set_text(e.currentTarget.value);
          p.onText?.(e.currentTarget.value);
          set_open(true);
          set_at(-1);
        }}
        onKeyDown={on_key}
        onBlur={() => setTimeout(() => set_open(false), 150)}
      />
      <ul id={id + '-list'} role="listbox" aria-label={p.label} ref={list} hidden={!shown}>
        {items.map((s, i) => (
          <li key={s.key} id={`${id}-${i}`} role="option" aria-selected={i === at} onMouseDown={(e) => (e.preventDefault(), pick(s))}>
            <span>{s.label}</span> <span class="code">{s.kind}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
