// The pages' program. The server's page stands and reads without it; once the page's data are there it takes over the content of
// <main>, and from then on follows links inside without a new page. What it does not know is left to the server.
import { render, type ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ShownAddress, address, go, on_address, useAddress } from './address';
import { get, twin } from './api';
import { copy } from './download';
import { listen, permalink } from './keys';
import { page_facts } from './page';
import { Cite, FootTools, Header, Help } from './parts/frame';
import { read_routes } from './routes';
import { apply, flip, print_in_light } from './theme';

type PageModule = { default: ComponentType };

const PAGES: Record<string, () => Promise<PageModule>> = {
  home: () => import('./pages/home'),
  relation: () => import('./pages/relation'),
  events: () => import('./pages/events'),
  statements: () => import('./pages/statements'),
  event: () => import('./pages/event'),
  statement: () => import('./pages/statement'),
  article: () => import('./pages/article'),
  incidents: () => import('./pages/incidents'),
  incident: () => import('./pages/incident'),
  stories: () => import('./pages/stories'),
  story: () => import('./pages/story'),
  actors: () => import('./pages/actors'),
  actor: () => import('./pages/actor'),
  network: () => import('./pages/network'),
  places: () => import('./pages/map'),
  sources: () => import('./pages/sources'),
  search: () => import('./pages/search'),
  changes: () => import('./pages/changes'),
  methods: () => import('./pages/methods'),
  export: () => import('./pages/export'),
};

const page_of = (parts: string[]) => parts[0] ?? 'home';
const knows = (parts: string[]) => page_of(parts) in PAGES && (parts[0] !== 'relation' || parts.length === 3);

/** Everything after the first view: the component of the address, and the old one until the new one is loaded. */
function App({ first }: { first: { name: string; Page: ComponentType } }) {
  const a = useAddress();
  const [shown, show] = useState({ ...first, path: a.path });
  const name = page_of(a.parts);
  useEffect(() => {
    if (a.path === shown.path) return;
    let live = true;
    PAGES[name]?.().then((m) => {
      if (!live) return;
      show({ name, Page: m.default, path: a.path });
      scrollTo(0, 0);
      requestAnimationFrame(() => document.querySelector<HTMLElement>('#main h1')?.focus({ preventScroll: true }));
    });
    return () => {
      live = false;
    };
  }, [a.path]);
  const { Page } = shown;
  const own = useRef(a);
  if (a.path === shown.path) own.current = a;
  return (
    <ShownAddress.Provider value={own.current}>
      <Page key={shown.path} />
    </ShownAddress.Provider>
  );
}

function Frame() {
  const [dialog, set] = useState<'help' | 'cite' | null>(null);
  const [said, say] = useState('');
  useEffect(() => {
    listen({
      help: () => set('help'),
      cite: () => set('cite'),
      theme: flip,
      permalink: async () => {
        const done = await copy(permalink(page_facts().vintage));
        say(done ? 'Permanent address copied' : 'The address could not be copied');
        setTimeout(() => say(''), 2500);
      },
    });
  }, []);
  return (
    <>
      <FootTools onCite={() => set('cite')} onHelp={() => set('help')} />
      <p class={'said' + (said ? ' on' : '')} role="status">
        {said}
      </p>
      {dialog === 'help' && <Help onClose={() => set(null)} />}
      {dialog === 'cite' && <Cite onClose={() => set(null)} />}
    </>
  );
}

/** Links to pages that we know are followed here; all others, and those with a file's ending, by the browser. */
function follow_links() {
  addEventListener('click', (e) => {
    const link = e.target instanceof Element ? e.target.closest('a') : null;
    if (!link || e.defaultPrevented || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href, location.href);
    const parts = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
    if (url.origin !== location.origin || !knows(parts) || !taken_over) return;
    if (/\.(json|jsonl|csv|svg|txt|md|atom)$/.test(url.pathname)) return;
    if (url.pathname === location.pathname && url.search === location.search && url.hash && !url.hash.includes('=')) return;
    e.preventDefault();
    go(url.href);
  });
}

let taken_over = false;

async function start() {
  apply();
  print_in_light();
  const top = document.getElementById('top');
  const foot = document.getElementById('foot');
  const main = document.getElementById('main');
  if (!top || !foot || !main) return;
  const { parts, path, query } = address();
  const name = page_of(parts);
  const load = knows(parts) ? PAGES[name] : undefined;
  // All three at once: what this server has, the page's part of the script, its data.
  const data = load ? get(main.dataset['json'] ?? twin(path, query)).catch(() => null) : null;
  const coming = load?.();
  await read_routes();
  top.replaceChildren();
  const help = () => dispatchEvent(new KeyboardEvent('keydown', { key: '?' }));
  render(<Header onHelp={help} />, top);
  const tools = foot.appendChild(document.createElement('div'));
  render(<Frame />, tools);
  follow_links();
  if (!coming) return;
  const [module] = await Promise.all([coming, data]);
  main.replaceChildren();
  render(<App first={{ name, Page: module.default }} />, main);
  taken_over = true;
  on_address(() => {
    if (!knows(address().parts)) location.reload();
  });
}

void start();
