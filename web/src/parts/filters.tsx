// Filters of the lists of events and statements, the chips of what is set, and facets with their counts. All of it lives in the address.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { query_url, set_query, useAddress } from '../address';
import { twin, useData } from '../api';
import { Range, Pick } from '../pages/relation_controls';
import { fitting, has_route } from '../routes';
import type { Facets } from '../types';
import { FACTUALITY, NEWNESS, QUADS, TYPES, code_name, number } from '../words';
import { Combobox } from './combobox';
import { Meter } from './common';

const NAMES: Record<string, string> = {
  actor: 'Who', recipient: 'Whom', party: 'Party', type: 'Kind', quad: 'Class', newness: 'Newness', factuality: 'Told as', source: 'Publication',
  since: 'From', until: 'To', article: 'Article', min_confidence: 'Confidence at least', as_of: 'Archive as of', year: 'Year',
};

export function value_text(key: string, value: string): string {
  if (key === 'actor' || key === 'recipient' || key === 'party') return code_name(value);
  if (key === 'quad') return QUADS[value as keyof typeof QUADS]?.name ?? value;
  if (key === 'factuality') return value === 'actual' ? 'having happened' : (FACTUALITY[value as keyof typeof FACTUALITY]?.word ?? value);
  return value;
}

export function Chips() {
  const { query } = useAddress();
  const set = [...query].filter(([k]) => k in NAMES);
  if (!set.length) return null;
  return (
    <ul class="chips" aria-label="Filters set">
      {set.map(([k, v]) => (
        <li key={k}>
          <a href={query_url({ [k]: null })}>
            {NAMES[k]}: <b>{value_text(k, v)}</b> <span aria-hidden="true">×</span>
            <span class="hidden">, take away</span>
          </a>
        </li>
      ))}
      {set.length > 1 && (
        <li>
          <a href={location.pathname}>all filters away</a>
        </li>
      )}
    </ul>
  );
}

/** Open where there is room, closed on a phone unless something is set. */
export const has_room = () => matchMedia('(min-width: 48rem)').matches;

function Fold({ children }: { children: ComponentChildren }) {
  const { query } = useAddress();
  return (
    <details class="fold" open={has_room() || undefined}>
      <summary>Filters{query.size > 0 && ` (${query.size} set)`}</summary>
      {children}
    </details>
  );
}

function PartyField({ name }: { name: string }) {
  const { query } = useAddress();
  const value = query.get(name);
  return <Combobox label={NAMES[name]!} parties_only value={value ? code_name(value) : ''} placeholder="anyone" onPick={(s) => set_query({ [name]: s.code })} onText={(t) => !t && value && set_query({ [name]: null })} />;
}

export function EventFilters() {
  const { query } = useAddress();
  const [confidence, set_confidence] = useState(query.get('min_confidence') ?? '0');
  const pick = (key: string, label: string, all: string, options: [string, string][]) => (
    <Pick label={label} all={all} value={query.get(key) ?? ''} options={options} onChange={(v) => set_query({ [key]: v })} />
  );
  return (
    <Fold>
    <form id="filters" class="controls" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
      <PartyField name="actor" />
      <PartyField name="recipient" />
      <PartyField name="party" />
      {pick('type', 'Kind of event', 'all kinds', TYPES.map((t) => [t, t]))}
      {pick('quad', 'Class', 'all classes', Object.entries(QUADS).map(([v, q]) => [v, q.name]))}
      {pick('factuality', 'Told as', 'anything', ['actual', 'future', 'negated', 'hypothetical', 'alleged'].map((f) => [f, value_text('factuality', f)]))}
      {pick('newness', 'Newness', 'anything', Object.entries(NEWNESS))}
      <Range query={query} />
      <label class="stacked">
        Confidence at least {Number(confidence).toFixed(2)}
        <input type="range" min="0" max="0.95" step="0.05" value={confidence} onInput={(e) => set_confidence(e.currentTarget.value)} onChange={(e) => set_query({ min_confidence: Number(e.currentTarget.value) ? e.currentTarget.value : null })} />
      </label>
    </form>
    </Fold>
  );
}

export function StatementFilters() {
  const { query } = useAddress();
  return (
    <Fold>
    <form id="filters" class="controls" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
      <PartyField name="actor" />
      <PartyField name="recipient" />
      <PartyField name="party" />
      <Range query={query} />
    </form>
    </Fold>
  );
}

const FACET_TITLES: [string, string][] = [
  ['quad', 'Class'],
  ['type', 'Kind'],
  ['factuality', 'Told as'],
  ['newness', 'Newness'],
  ['year', 'Year'],
  ['source', 'Publication'],
];

const year_query = (year: string) => ({ since: `${year}-01-01`, until: `${year}-12-31` });

export function FacetLists({ base = '/events' }: { base?: string }) {
  const { query } = useAddress();
  const { data } = useData<Facets>(twin(base + '/facets', fitting(base + '/facets', query)));
  if (!data) return <aside id="facets" aria-label="Counts" />;
  return (
    <aside id="facets" aria-label="Counts of what fits the filters">
      <p class="soft">
        <b>{number(data.total)}</b> fit{data.complete ? '' : '; counts are of the newest 20,000'}
      </p>
      {FACET_TITLES.map(([key, title]) => {
        const own = data.facets[key] ?? [];
        const most = Math.max(1, ...own.map((f) => f.count));
        return own.length > 0 ? (
          <details key={key} open={has_room() && key !== 'source' && key !== 'year'}>
            <summary>{title}</summary>
            <ul>
              {own.slice(0, 30).map((f) => {
                const on = query.get(key) === f.value;
                const to = key === 'year' ? query_url(year_query(f.value)) : query_url({ [key]: on ? null : f.value });
                return (
                  <li key={f.value}>
                    <a href={to} aria-current={on ? 'true' : undefined}>
                      <span>{value_text(key, f.value)}</span> <span class="count">{number(f.count)}</span>
                      <Meter value={f.count} most={most} />
                    </a>
                  </li>
                );
              })}
            </ul>
          </details>
        ) : null;
      })}
    </aside>
  );
}

/** Files of a list: everything that fits the filters, in full. */
export function Downloads({ path, kinds }: { path: string; kinds: string[] }) {
  const { query } = useAddress();
  const q = new URLSearchParams(query);
  for (const k of ['limit', 'after']) q.delete(k);
  return (
    <p class="take" aria-label="Everything that fits, as a file">
      <span class="soft">In full:</span>{' '}
      {kinds.filter((k) => has_route(path, k)).map((k) => (
        <a key={k} class="button small" href={twin(path, q, k)} download={k === 'json' ? undefined : ''}>
          {k.toUpperCase()}
        </a>
      ))}
    </p>
  );
}
