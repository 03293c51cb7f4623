// What is counted and how it is shown. Each choice changes the address.
import { useState } from 'preact/hooks';
import { set_query, set_view } from '../address';
import { Choice, Toggle } from '../parts/common';
import { has_route, takes } from '../routes';
import { MEASURES } from '../series';
import { QUADS, TYPES } from '../words';
import type { RelationState } from './relation';

const PERIODS = ['week', 'month', 'quarter', 'year'].map((v) => ({ value: v, label: v }));
const UNITS = [
  { value: 'reports', label: 'reports', tells: 'every report counts' },
  { value: 'stories', label: 'stories', tells: 'reports of the same news count once' },
  { value: 'incidents', label: 'incidents', tells: 'what is held for one happening counts once' },
];
const SHOWS = [
  { value: 'all', label: 'all' },
  { value: 'verbal', label: 'words' },
  { value: 'material', label: 'deeds' },
];

export function Range({ query }: { query: URLSearchParams }) {
  const since = query.get('since') ?? '', until = query.get('until') ?? '';
  return (
    <fieldset class="range">
      <legend>Days</legend>
      <div>
        <input type="date" aria-label="from day" value={since} onChange={(e) => set_query({ since: e.currentTarget.value })} />
        <span aria-hidden="true">–</span>
        <input type="date" aria-label="to day" value={until} onChange={(e) => set_query({ until: e.currentTarget.value })} />
        {(since || until) && (
          <button type="button" class="small" onClick={() => set_query({ since: null, until: null })}>
            Whole span
          </button>
        )}
      </div>
    </fieldset>
  );
}

export function Pick(p: { label: string; value: string; options: [string, string][]; all: string; onChange: (v: string) => void }) {
  return (
    <label class="stacked">
      {p.label}
      <select value={p.value} onChange={(e) => p.onChange(e.currentTarget.value)}>
        <option value="">{p.all}</option>
        {p.options.map(([v, name]) => (
          <option key={v} value={v}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function RelationControls({ state: s, query }: { state: RelationState; query: URLSearchParams }) {
  const more = Object.keys(s.filters).length;
  const [confidence, set_confidence] = useState(query.get('min_confidence') ?? '0');
  return (
    <form id="controls" class="controls" onSubmit={(e) => e.preventDefault()} aria-label="What the series shows">
      <Choice legend="By" options={PERIODS} value={query.get('period') ?? 'month'} onChange={(v) => set_query({ period: v }, { open: null })} />
      {has_route('/incidents') && <Choice legend="Count" options={UNITS} value={query.get('unit') ?? 'reports'} onChange={(v) => set_query({ unit: v })} />}
      <Choice legend="Measure" options={Object.entries(MEASURES).map(([value, m]) => ({ value, label: m.name, tells: m.tells }))} value={s.measure} onChange={(v) => set_view({ measure: v === 'events' ? null : v })} />
      <Choice legend="Show" options={SHOWS} value={s.show} onChange={(v) => set_view({ show: v === 'all' ? null : v })} />
      <Range query={query} />
      <details class="more-filters" open={more > 0}>
        <summary>More filters{more > 0 && ` (${more} set)`}</summary>
        <div class="filter-row">
          <Pick label="Kind of event" all="all kinds" value={query.get('type') ?? ''} options={TYPES.map((t) => [t, t])} onChange={(v) => set_query({ type: v })} />
          <Pick label="Class" all="all classes" value={query.get('quad') ?? ''} options={Object.entries(QUADS).map(([v, q]) => [v, q.name])} onChange={(v) => set_query({ quad: v })} />
          <label class="stacked">
            Confidence at least {Number(confidence).toFixed(2)}
            <input type="range" min="0" max="0.95" step="0.05" value={confidence} onInput={(e) => set_confidence(e.currentTarget.value)} onChange={(e) => set_query({ min_confidence: Number(e.currentTarget.value) ? e.currentTarget.value : null })} />
          </label>
          {takes(location.pathname, 'as_of') && (
            <label class="stacked">
              As the archive was on
              <input type="date" value={(query.get('as_of') ?? '').slice(0, 10)} onChange={(e) => set_query({ as_of: e.currentTarget.value })} />
            </label>
          )}
          <Toggle label="Intervals" tells="95 % interval of each count" on={s.intervals} onChange={(on) => set_view({ intervals: on ? null : 'off' })} />
        </div>
      </details>
    </form>
  );
}
