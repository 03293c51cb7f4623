// Who has to do with whom in a span of time: a matrix, which reads as a table does, or a ring. Both link to the relations.
import { useEffect } from 'preact/hooks';
import { query_url, set_query, set_view, url_of, useAddress } from '../address';
import { twin, useData } from '../api';
import { PERIOD_STEP } from '../keys';
import { usePage } from '../page';
import { Choice, Empty, PageHead, Problem, Waiting } from '../parts/common';
import { Figure } from '../parts/figure';
import { code_name, day_text, number, plural, signed } from '../words';
import { Range } from './relation_controls';

interface Edge {
  first: string;
  second: string;
  events: number;
  cooperation: number;
  conflict: number;
  plover_score: number;
  first_day?: string | null;
  last_day?: string | null;
}

interface Network {
  since: string | null;
  until: string | null;
  nodes: { code: string; name: string; events: number }[];
  edges: Edge[];
  vintage?: string;
}

const SPANS: [string, number][] = [['month', 1], ['quarter', 3], ['year', 12]];

/** The same length of time, one step earlier or later; whole months stay whole. */
function shifted(since: string, until: string, by: number): { since: string; until: string } {
  const a = new Date(since + 'T00:00:00Z'), b = new Date(Date.parse(until + 'T00:00:00Z') + 86400000);
  const months = Math.max(1, (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth());
  a.setUTCMonth(a.getUTCMonth() + by * months, 1);
  const end = new Date(a);
  end.setUTCMonth(end.getUTCMonth() + months);
  return { since: a.toISOString().slice(0, 10), until: new Date(end.getTime() - 86400000).toISOString().slice(0, 10) };
}

const span_of = (last: string, months: number) => {
  const end = new Date(last + 'T00:00:00Z');
  const a = new Date(Date.UTC(end.getUTCFullYear(), months === 12 ? 0 : Math.floor(end.getUTCMonth() / months) * months, 1));
  const b = new Date(a);
  b.setUTCMonth(b.getUTCMonth() + months);
  return { since: a.toISOString().slice(0, 10), until: new Date(b.getTime() - 86400000).toISOString().slice(0, 10) };
};

const level = (n: number, most: number) => (n ? 1 + Math.min(4, Math.floor((4.999 * Math.log(n + 1)) / Math.log(most + 1))) : 0);
const edge_text = (e: Edge, n: Network) => `${code_name(e.first, names(n))} – ${code_name(e.second, names(n))}: ${plural(e.events, 'event')}, ${e.cooperation} of cooperation, ${e.conflict} of conflict, PLOVER ${signed(e.plover_score)}`;
const names = (n: Network) => Object.fromEntries(n.nodes.map((x) => [x.code, x.name]));

function Matrix({ n, shown }: { n: Network; shown: Network['nodes'] }) {
  const by = new Map(n.edges.flatMap((e) => [[e.first + ' ' + e.second, e], [e.second + ' ' + e.first, e]] as [string, Edge][]));
  const most = Math.max(1, ...n.edges.map((e) => e.events));
  return (
    <div class="table-scroll matrix-scroll" tabIndex={0} role="region" aria-label="Matrix of events between parties">
      <table class="matrix">
        <caption class="hidden">Events between each two parties</caption>
        <thead>
          <tr>
            <td />
            {shown.map((x) => <th key={x.code} scope="col"><abbr title={x.name}>{x.code}</abbr></th>)}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.code}>
              <th scope="row"><a href={url_of(['actor', row.code])}>{code_name(row.code, names(n))}</a></th>
              {shown.map((col) => {
                const e = by.get(row.code + ' ' + col.code);
                if (row.code === col.code) return <td key={col.code} class="self" />;
                if (!e?.events) return <td key={col.code} class="l0" />;
                const down = e.conflict > e.cooperation;
                return (
                  <td key={col.code} class={`l${level(e.events, most)} ${down ? 'down' : 'up'}`}>
                    <a href={url_of(['relation', row.code, col.code], { since: n.since, until: n.until })} title={edge_text(e, n)}>
                      {e.events}<span class="hidden">, mostly {down ? 'conflict' : 'cooperation'}</span>
                    </a>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Ring({ n, shown }: { n: Network; shown: Network['nodes'] }) {
  const r = 200, c = 300;
  const at = new Map(shown.map((x, i) => [x.code, { x: c + r * Math.sin((2 * Math.PI * i) / shown.length), y: c - r * Math.cos((2 * Math.PI * i) / shown.length), side: Math.sin((2 * Math.PI * i) / shown.length) }]));
  const most = Math.max(1, ...n.edges.map((e) => e.events));
  return (
    <svg class="ring" viewBox="0 70 600 460" role="img" aria-label={`Ring of ${shown.length} parties; the matrix holds the same numbers`}>
      {[...n.edges].reverse().map((e) => {
        const a = at.get(e.first), b = at.get(e.second);
        if (!a || !b || !e.events) return null;
        return (
          <path key={e.first + e.second} class={e.conflict > e.cooperation ? 'down' : 'up'} d={`M${a.x} ${a.y}Q${c} ${c} ${b.x} ${b.y}`} stroke-width={1 + (7 * e.events) / most}>
            <title>{edge_text(e, n)}</title>
          </path>
        );
      })}
      {shown.map((x) => {
        const p = at.get(x.code)!;
        return (
          <g key={x.code}>
            <circle cx={p.x} cy={p.y} r="4" />
            <text x={p.x + (p.side >= 0 ? 8 : -8)} y={p.y + 4} text-anchor={p.side >= 0 ? 'start' : 'end'}>{code_name(x.code, names(n))}</text>
          </g>
        );
      })}
    </svg>
  );
}

export default function NetworkPage() {
  const a = useAddress();
  const { data: n, error, loading } = useData<Network>(twin('/network', a.query));
  const view = a.view.get('as') ?? 'matrix';
  const size = Number(a.view.get('size') ?? 20);
  usePage('Network of relations', n?.vintage);
  const last = n?.until ?? n?.edges.reduce<string | null>((d, e) => (e.last_day && (!d || e.last_day > d) ? e.last_day : d), null) ?? null;
  const move = (by: number) => n?.since && n.until && set_query(shifted(n.since, n.until, by));
  useEffect(() => {
    const f = (e: Event) => void move((e as CustomEvent<number>).detail);
    addEventListener(PERIOD_STEP, f);
    return () => removeEventListener(PERIOD_STEP, f);
  });
  const shown = [...(n?.nodes ?? [])].sort((x, y) => y.events - x.events || (x.code < y.code ? -1 : 1)).slice(0, size);
  const rows = (n?.edges ?? []).map((e) => [code_name(e.first, n ? names(n) : {}), code_name(e.second, n ? names(n) : {}), e.events, e.cooperation, e.conflict, e.plover_score]);
  const when = n?.since && n.until ? `${day_text(n.since)} to ${day_text(n.until)}` : n?.since ? `since ${day_text(n.since)}` : n?.until ? `until ${day_text(n.until)}` : 'in all days of the archive';
  return (
    <>
      <PageHead title="Network" lede={n ? `Who has to do with whom, ${when}: ${plural(n.edges.length, 'relation')} of ${plural(n.nodes.length, 'party', 'parties')}.` : 'Who has to do with whom.'} />
      <form id="controls" class="controls" aria-label="What the network shows" onSubmit={(e) => e.preventDefault()}>
        <Choice legend="As" value={view} options={[{ value: 'matrix', label: 'matrix' }, { value: 'ring', label: 'ring' }]} onChange={(v) => set_view({ as: v === 'matrix' ? null : v })} />
        <Choice legend="Parties" value={String(size)} options={['10', '20', '40'].map((v) => ({ value: v, label: v }))} onChange={(v) => set_view({ size: v === '20' ? null : v })} />
        <Range query={a.query} />
        {n && last && (
          <fieldset class="choice">
            <legend>Step by</legend>
            <div class="filter-row">
              {SPANS.map(([name, months]) => <a key={name} class="button small" href={query_url(span_of(last, months))}>last {name}</a>)}
              <button type="button" class="small" disabled={!n.since || !n.until} onClick={() => move(-1)} title="Earlier ([)">← earlier</button>
              <button type="button" class="small" disabled={!n.since || !n.until} onClick={() => move(1)} title="Later (])">later →</button>
            </div>
          </fieldset>
        )}
      </form>
      {error && <Problem error={error} />}
      {!n && loading && <Waiting what="the network" />}
      {n && !shown.length && <Empty>No two parties have to do with each other in these days.</Empty>}
      {n && shown.length > 0 && (
        <Figure
          id="items" title={`Relations, ${when}`} file={`demarche-network-${n.since ?? ''}-${n.until ?? ''}`}
          summary={<>Numbers count new events between two parties. {number(n.edges.filter((e) => e.conflict > e.cooperation).length)} of {number(n.edges.length)} relations hold more conflict than cooperation: with a dashed border in the matrix, a dashed line in the ring.</>}
          table={{ head: ['Party', 'Party', 'Events', 'Cooperation', 'Conflict', 'PLOVER score'], rows }}
        >
          {view === 'ring' ? <Ring n={n} shown={shown} /> : <Matrix n={n} shown={shown} />}
        </Figure>
      )}
    </>
  );
}
