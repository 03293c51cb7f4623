// What surrounds every page: search, menu, theme, help with the keys, citation.
import { useState } from 'preact/hooks';
import { go, useAddress, url_of } from '../address';
import { KEYS, keys_on, permalink, switch_keys } from '../keys';
import { usePageFacts } from '../page';
import { has_route } from '../routes';
import { choose, flip, theme, type Theme } from '../theme';
import { time_text } from '../words';
import { Combobox, find_pair } from './combobox';
import { Choice, CopyButton, Dialog, Toggle } from './common';

const MENU: [string, string][] = [
  ['events', 'Events'],
  ['statements', 'Statements'],
  ['incidents', 'Incidents'],
  ['stories', 'Stories'],
  ['network', 'Network'],
  ['places', 'Map'],
  ['actors', 'Actors'],
  ['sources', 'Sources'],
  ['changes', 'Changes'],
  ['requests', 'Requests'],
  ['methods', 'Methods'],
  ['export', 'Export'],
];

const SAME_AS: Record<string, string> = {
  event: 'events', statement: 'statements', incident: 'incidents', story: 'stories', actor: 'actors', article: 'sources', request: 'requests', map: 'places',
};

export function Header({ onHelp }: { onHelp: () => void }) {
  const a = useAddress();
  const first = a.parts[0] ?? 'home';
  const [text, set_text] = useState('');
  const [open, set_open] = useState(false);
  const here = SAME_AS[first] ?? first;
  return (
    <>
      <a class="skip" href="#main">
        To the content
      </a>
      <a class="brand" href="/">
        Demarche
      </a>
      <form
        id="search" role="search" action="/search"
        onSubmit={(e) => {
          e.preventDefault();
          const pair = find_pair(text);
          if (text.trim()) go(pair ? url_of(['relation', ...pair]) : url_of(['search'], { q: text.trim() }));
        }}
      >
        <Combobox
          id="search-box" name="q" label="Search: two parties, one party, or words of a headline" hide_label placeholder="Two countries, or a headline"
          onText={set_text} onPick={(s) => s.url && go(s.url)}
        />
      </form>
      <button type="button" class="menu-button small" aria-expanded={open} aria-controls="menu" onClick={() => set_open(!open)}>
        Menu
      </button>
      <nav id="menu" aria-label="Pages" class={open ? 'open' : ''} onClick={() => set_open(false)}>
        <ul>
          {MENU.filter(([path]) => has_route('/' + path)).map(([path, name]) => (
            <li key={path}>
              <a href={'/' + path} aria-current={here === path ? 'page' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="top-tools">
        <button type="button" class="small" onClick={flip} title="Light or dark (t)">
          <span aria-hidden="true">◐</span>
          <span class="hidden">Light or dark</span>
        </button>
        <button type="button" class="small" onClick={onHelp} title="Keys (?)">
          <span aria-hidden="true">?</span>
          <span class="hidden">Keys and settings</span>
        </button>
      </div>
    </>
  );
}

export function Help({ onClose }: { onClose: () => void }) {
  const [on, set_on] = useState(keys_on());
  const [look, set_look] = useState<Theme>(theme());
  return (
    <Dialog title="Keys and settings" onClose={onClose}>
      <dl class="keys">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p class="soft">On a chart: arrow keys move from period to period, Home and End go to its ends. Tab reaches everything else.</p>
      <Toggle
        label="Use these keys" on={on}
        onChange={(v) => {
          switch_keys(v);
          set_on(v);
        }}
      />
      <Choice
        legend="Look" value={look}
        options={[
          { value: 'system', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
        onChange={(v) => {
          choose(v as Theme);
          set_look(v as Theme);
        }}
      />
    </Dialog>
  );
}

const today = () => new Date().toISOString().slice(0, 10);

export function citation(title: string, vintage: string | undefined, url: string): string {
  const state = vintage ? `, archive as of ${vintage}` : '';
  return `Demarche, "${title}"${state}. ${url} (read ${today()}).`;
}

function bibtex(title: string, vintage: string | undefined, url: string): string {
  const key = 'demarche-' + title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40);
  return `@misc{${key},\n  title = {${title.replace(/[{}\\]/g, '')}},\n  author = {{Demarche}},\n  year = {${(vintage ?? today()).slice(0, 4)}},\n  note = {archive as of ${vintage ?? 'the day of reading'}, read ${today()}},\n  url = {${url}}\n}`;
}

export function Cite({ onClose }: { onClose: () => void }) {
  const facts = usePageFacts();
  const url = permalink(facts.vintage);
  const text = citation(facts.title, facts.vintage, url);
  const bib = bibtex(facts.title, facts.vintage, url);
  return (
    <Dialog title="Cite this page" onClose={onClose}>
      <p>
        The address holds the whole view and the state of the archive{facts.vintage ? ` (${time_text(facts.vintage)})` : ''}. Whoever opens it sees the same figures, less what was withdrawn since.
      </p>
      <label class="stacked">
        Text
        <textarea readOnly rows={3} value={text} />
      </label>
      <p>
        <CopyButton text={text} label="Copy text" />
      </p>
      <label class="stacked">
        BibTeX
        <textarea readOnly rows={7} value={bib} />
      </label>
      <p>
        <CopyButton text={bib} label="Copy BibTeX" /> <CopyButton text={url} label="Copy address" />
      </p>
    </Dialog>
  );
}

export function FootTools({ onCite, onHelp }: { onCite: () => void; onHelp: () => void }) {
  const facts = usePageFacts();
  const a = useAddress();
  const data = (a.path === '/' ? '/' : a.path) + '.json' + (a.query.size ? '?' + a.query : '');
  return (
    <p class="foot-tools">
      <button type="button" class="small" onClick={onCite}>
        Cite this page
      </button>
      <CopyButton text={permalink(facts.vintage)} label="Copy permanent address" />
      <a href={data}>This page as JSON</a>
      <button type="button" class="small" onClick={onHelp}>
        Keys
      </button>
    </p>
  );
}
