// The chart of the relation with its legend, and the places where its level changed, each with what was reported around it.
import { useMemo } from 'preact/hooks';
import { query_url, url_of } from '../address';
import { twin, useData } from '../api';
import { chart_svg } from '../chart_svg';
import { Figure } from '../parts/figure';
import { SeriesChart } from '../parts/series_chart';
import { fitting } from '../routes';
import { type Bar, type Change, MEASURES, in_show, is_score, table_of } from '../series';
import type { EventRecord, List, Relation } from '../types';
import { dates_text, number, party_name, period_text, time_text } from '../words';
import { Quad, Status } from '../parts/evidence';
import type { RelationState } from './relation';

interface Props {
  state: RelationState;
  relation: Relation;
  bars: Bar[];
  /** null: not looked for yet. */
  changes: Change[] | null;
  names: string[];
  summary: string;
  onOpen: (bar: Bar) => void;
  onZoom: (since: string, until: string) => void;
}

const NONE: Change[] = [];

function Legend({ score, gaps, intervals }: { score: boolean; gaps: boolean; intervals: boolean }) {
  const key = (cls: string, text: string) => (
    <li>
      <svg class={'key ' + cls} viewBox="0 0 18 12" aria-hidden="true">
        <rect width="18" height="12" />
        <path d="M-2 6 4 0M-2 12 10 0M3 13 16 0M9 13 20 2" />
      </svg>
      {text}
    </li>
  );
  return (
    <ul class="legend">
      {score ? (
        <>
          {key('up', 'sum above zero')}
          {key('down', 'sum below zero')}
        </>
      ) : (
        <>
          {key('up', 'cooperation in deeds')}
          {key('up words', 'in words')}
          {key('down', 'conflict in deeds')}
          {key('down words', 'in words')}
          {intervals && key('line', '95 % interval of the count')}
        </>
      )}
      {gaps && key('gap', 'no article in the archive')}
    </ul>
  );
}

export function RelationFigure(p: Props) {
  const { state: s, relation: r } = p;
  const title = `${p.names[0]} – ${p.names[1]}: ${is_score(s.measure) ? MEASURES[s.measure].axis : 'cooperation and conflict'} by ${r.period}`;
  const table = useMemo(() => table_of(p.bars, s.measure), [p.bars, s.measure]);
  const unit = r.unit && r.unit !== 'reports' ? `, counted by ${r.unit}` : '';
  const subtitle = `${MEASURES[s.measure].axis}${s.show === 'all' ? '' : s.show === 'verbal' ? ', words only' : ', deeds only'}${unit}`;
  const page = new URL(query_url({}), location.href).href;
  const svg = () => chart_svg({ title: `${p.names[0]} – ${p.names[1]}`, subtitle, axis: MEASURES[s.measure].axis, bars: p.bars, changes: p.changes ?? [], source: `Demarche, archive as of ${r.vintage ?? ''}. As coded from news reports. ${page}` });
  const image = new URL(twin(location.pathname, fitting(location.pathname, new URLSearchParams(location.search)), 'svg'), location.href).href;
  return (
    <div class="relation-figure">
      <Figure
        id="chart" title={title} table={table} file={`demarche-${s.first}-${s.second}-${r.period}`} svg={svg} embed={{ image, page, text: title + '. ' + p.summary }}
        summary={<>Each bar counts what reports tell as new and as having happened: {MEASURES[s.measure].tells}{unit}. Drag over the chart to zoom; click a bar, or press Enter on it, for what is behind it.</>}
        legend={<Legend score={is_score(s.measure)} gaps={p.bars.some((b) => !b.known)} intervals={s.intervals} />}
      >
        <SeriesChart bars={p.bars} changes={p.changes ?? NONE} measure={s.measure} selected={s.open?.period ?? null} intervals={s.intervals} label={`${title}, by ${r.period}`} onOpen={p.onOpen} onZoom={p.onZoom} />
      </Figure>
      {p.changes && <Changes changes={p.changes} state={s} relation={r} />}
    </div>
  );
}

function Changes({ changes, state, relation }: { changes: Change[]; state: RelationState; relation: Relation }) {
  return (
    <section id="level-changes" aria-labelledby="changes-title" class="block">
      <h2 id="changes-title">
        Where the level changed <span class="count">{changes.length || 'nowhere'}</span>
      </h2>
      <p class="soft">
        {changes.length ? 'Found from the counts alone, with articles as the denominator. What was reported around a change stands beside it; nothing here says that it was the cause. ' : 'One level fits the whole span best, with articles as the denominator: the ups and downs are no larger than so few reports make by chance. '}
        <a href="/methods#figures">How</a>
      </p>
      <ol class="changes">
        {changes.slice(0, 8).map((c, i) => (
          <ChangeItem key={c.period} letter={String.fromCharCode(65 + i)} change={c} state={state} relation={relation} />
        ))}
      </ol>
    </section>
  );
}

function ChangeItem({ letter, change: c, state: s, relation: r }: { letter: string; change: Change; state: RelationState; relation: Relation }) {
  const point = r.points[c.index]!, before = r.points[c.index - 1] ?? point, after = r.points[c.index + 1];
  const until = after ? new Date(Date.parse(after.start) - 86400000).toISOString().slice(0, 10) : undefined;
  const path = url_of(['relation', s.first, s.second, 'events']);
  const near = useData<List<EventRecord>>(twin(path, fitting(path, { ...s.filters, since: before.start, until: until ?? '', limit: '30' })));
  const shown = (near.data?.items ?? [])
    .filter((e) => e.newness === 'new' && in_show(e, s.show))
    .sort((x, y) => Math.abs(y.plover_score) - Math.abs(x.plover_score))
    .slice(0, 3);
  const level = (l: Change['before']) => `${number(l.cooperation, 1)} of cooperation and ${number(l.conflict, 1)} of conflict`;
  return (
    <li>
      <p>
        <b class="letter">{letter}</b> At {period_text(c.period)}: from {level(c.before)} a {r.period} ({c.before.periods} before) to {level(c.after)} ({c.after.periods} after).
      </p>
      {shown.length > 0 && (
        <ul class="near" aria-label={`Reported around ${period_text(c.period)}`}>
          {shown.map((e) => (
            <li key={e.id}>
              <a href={url_of(['event', e.id])}>
                {dates_text(e.date)}: {e.actors.map(party_name).filter((n, k, all) => all.indexOf(n) === k).join(', ')}
                {e.recipients.length > 0 && ' → ' + [...new Set(e.recipients.map(party_name))].join(', ')}
              </a>{' '}
              <Quad event={e} /> <Status event={e} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

export const vintage_text = (r: Relation) => time_text(r.vintage);
