// Asks the server. Every page has a twin with .json at its end; errors have one shape. What was asked once is kept while the page
// lives, except for what the administrator changes.
import { useEffect, useState } from 'preact/hooks';
import type { List } from './types';

export class ApiError extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly hint: string) {
    super(message);
  }
}

const kept = new Map<string, Promise<unknown>>();

async function answer(response: Response): Promise<unknown> {
  const text = await response.text();
  let body: unknown = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    throw new ApiError(response.status, 'bad_answer', 'The server sent something that is not JSON.', 'Load the page again.');
  }
  if (response.ok) return body;
  const e = (body as { error?: { code?: string; message?: string; hint?: string } } | null)?.error ?? {};
  throw new ApiError(response.status, e.code ?? 'error', e.message ?? `The server answered ${response.status}.`, e.hint ?? '');
}

async function ask(url: string): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
  } catch {
    throw new ApiError(0, 'unreachable', 'The server does not answer.', 'Is demarche serve still running? Then load the page again.');
  }
  return answer(response);
}

export function get<T>(url: string): Promise<T> {
  let p = kept.get(url);
  if (!p) {
    p = ask(url);
    kept.set(url, p);
    p.catch(() => kept.delete(url));
  }
  return p as Promise<T>;
}

export const forget = () => kept.clear();

/** Sends a form; the server's token against forged requests comes from the page that the server wrote. */
export async function post<T>(url: string, body: Record<string, unknown>, csrf: string): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': csrf },
    body: JSON.stringify(body),
  });
  forget();
  return (await answer(response)) as T;
}

/** Address of the twin of a page. */
export const twin = (path: string, query?: URLSearchParams | string, kind = 'json') => {
  const q = query?.toString() ?? '';
  return (path === '/' ? '/' : path) + '.' + kind + (q ? '?' + q : '');
};

export interface Loaded<T> {
  data: T | null;
  error: ApiError | null;
  loading: boolean;
}

/** The answer under an address; the last answer stays while the next is on its way. null asks nothing. */
export function useData<T>(url: string | null): Loaded<T> {
  const [state, set] = useState<Loaded<T> & { url: string | null }>({ data: null, error: null, loading: url !== null, url });
  useEffect(() => {
    if (url === null) return set({ data: null, error: null, loading: false, url });
    let live = true;
    set((s) => ({ ...s, loading: true, url }));
    get<T>(url).then(
      (data) => live && set({ data, error: null, loading: false, url }),
      (error) => live && set({ data: null, error: error as ApiError, loading: false, url }),
    );
    return () => {
      live = false;
    };
  }, [url]);
  return state;
}

/** A list that grows page by page. */
export function useList<T>(url: string | null) {
  const [more, set_more] = useState<{ url: string | null; items: T[]; next: string | null; loading: boolean }>({ url, items: [], next: null, loading: false });
  const first = useData<List<T>>(url);
  const own = more.url === url ? more : { url, items: [], next: null, loading: false };
  const items = [...(first.data?.items ?? []), ...own.items];
  const next = own.items.length ? own.next : (first.data?.next ?? null);
  const load = async () => {
    if (!next || !url || own.loading) return;
    set_more({ ...own, loading: true });
    const page = await get<List<T>>(url + (url.includes('?') ? '&' : '?') + 'after=' + encodeURIComponent(next));
    set_more({ url, items: [...own.items, ...page.items], next: page.next, loading: false });
  };
  return { ...first, items, next, load, loading_more: own.loading, vintage: first.data?.vintage };
}

/** All items of a list up to a number; whole says whether that was all. */
export async function get_all<T>(url: string, most: number): Promise<{ items: T[]; whole: boolean }> {
  const items: T[] = [];
  let after = '';
  for (;;) {
    const page = await get<List<T>>(url + (url.includes('?') ? '&' : '?') + 'limit=500' + (after ? '&after=' + encodeURIComponent(after) : ''));
    items.push(...page.items);
    if (!page.next) return { items, whole: true };
    if (items.length >= most) return { items, whole: false };
    after = page.next;
  }
}
