// The address is the whole state. The part after "?" says which data (the server knows it), the part after "#" says how they are
// shown (only the browser needs it): /relation/RUS/CHN?period=year#measure=rate&open=2022
import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

export interface Address {
  path: string;
  parts: string[];
  query: URLSearchParams;
  view: URLSearchParams;
}

type Changes = Record<string, string | null | undefined>;
const listeners = new Set<() => void>();

function read(): Address {
  const path = location.pathname;
  const hash = location.hash.slice(1);
  return {
    path,
    parts: path.split('/').filter(Boolean).map(decodeURIComponent),
    query: new URLSearchParams(location.search),
    view: new URLSearchParams(hash.includes('=') ? hash : ''),
  };
}

let current = read();

function changed() {
  current = read();
  for (const f of [...listeners]) f();
}

addEventListener('popstate', changed);

export const address = () => current;

/** The address of the page that is shown: while the next one is being loaded, the old page keeps its own. */
export const ShownAddress = createContext<Address | null>(null);

export function useAddress(): Address {
  const shown = useContext(ShownAddress);
  const [a, set] = useState(current);
  useEffect(() => {
    const f = () => set(current);
    listeners.add(f);
    f();
    return () => void listeners.delete(f);
  }, []);
  return shown ?? a;
}

/** Called after each change of address, also by the back button. */
export function on_address(f: () => void) {
  listeners.add(f);
}

export function go(url: string, replace = false) {
  if (replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  changed();
}

const with_changes = (from: URLSearchParams, changes: Changes) => {
  const q = new URLSearchParams(from);
  for (const [k, v] of Object.entries(changes)) {
    if (v === null || v === undefined || v === '') q.delete(k);
    else q.set(k, v);
  }
  return q;
};

const join = (path: string, query: URLSearchParams, view: URLSearchParams) => {
  const q = query.toString();
  const v = view.toString().replace(/%3A/g, ':');
  return path + (q ? '?' + q : '') + (v ? '#' + v : '');
};

/** The present address with some of the query changed; the view stays. */
export const query_url = (changes: Changes, view: Changes = {}) =>
  join(current.path, with_changes(current.query, changes), with_changes(current.view, view));
export const set_query = (changes: Changes, view: Changes = {}) => go(query_url(changes, view));
export const set_view = (changes: Changes, replace = false) =>
  go(join(current.path, current.query, with_changes(current.view, changes)), replace);

/** An address on this server; parts are escaped, empty values left out. */
export function url_of(parts: string[], query: Changes = {}, view: Changes = {}) {
  const escaped = parts.map((p) => encodeURIComponent(p).replace(/%3A/g, ':')).join('/');
  // An id that ends like a form of the page ("notes.csv") is not one.
  const path = '/' + escaped.replace(/\.(json|jsonl|csv|svg|txt|md|html|atom)$/, '%2E$1');
  return join(path, with_changes(new URLSearchParams(), query), with_changes(new URLSearchParams(), view));
}
