// Light, dark, or as the system says. Kept in the browser; the style sheet does the rest.
const STORE = 'demarche-theme';

export type Theme = 'light' | 'dark' | 'system';

export function theme(): Theme {
  try {
    const t = localStorage.getItem(STORE);
    return t === 'light' || t === 'dark' ? t : 'system';
  } catch {
    return 'system';
  }
}

export function is_dark(): boolean {
  const t = document.documentElement.dataset['theme'];
  return t ? t === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

export function apply(t: Theme = theme()) {
  if (t === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = t;
}

export function choose(t: Theme) {
  try {
    if (t === 'system') localStorage.removeItem(STORE);
    else localStorage.setItem(STORE, t);
  } catch {
    // Without storage the choice holds until the page is left.
  }
  apply(t);
}

export const flip = () => choose(is_dark() ? 'light' : 'dark');

/** Paper is white: charts are drawn anew in light colours before printing. */
export function print_in_light() {
  let before: string | undefined;
  addEventListener('beforeprint', () => {
    before = document.documentElement.dataset['theme'];
    document.documentElement.dataset['theme'] = 'light';
  });
  addEventListener('afterprint', () => {
    if (before) document.documentElement.dataset['theme'] = before;
    else delete document.documentElement.dataset['theme'];
  });
}
