// The relation of two parties: how it moved, why, and on whose word. This file holds the page's state and order; its pieces stand beside it.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { address, set_query, set_view, useAddress, url_of, query_url } from '../address';
import { twin, useData } from '../api';
import { PERIOD_STEP } from '../keys';
import { usePage } from '../page';
import { Problem, Waiting } from '../parts/common';
import { fitting, has_route } from '../routes';
import { type Change, type Measure, type Show, bars_of, change_points, totals_of } from '../series';
import type { Context, Point, Relation } from '../types';
import { code_name, number, period_text, plural, time_text } from '../words';
import { RelationAbout } from './relation_about';
import { RelationControls } from './relation_controls';
import { RelationEvidence } from './relation_evidence';
import { RelationFigure } from './relation_figure';
import { RelationStatements } from './relation_statements';

export interface RelationState {
  first: string;
  second: string;
  names: Record<string, string>;
  measure: Measure;
  show: Show;
  intervals: boolean;
  open: Point | null;
  /** Nobody chose the period: it is the busiest. */
  by_itself: boolean;
  /** Filters that the lists beside the series take over from the address. */
  filters: Record<string, string>;
}

const FILTERS = ['type', 'quad', 'newness', 'factuality', 'min_confidence', 'source', 'as_of'];

function lede(r: Relation, show: Show): string {
  const t = totals_of(r.points, show);
  const first = r.points[0], last = r.points[r.points.length - 1];
  if (!first || !last) return '';
  const when = first.period === last.period ? `in ${period_text(first.period)}` : `between ${period_text(first.period)} and ${period_text(last.period)}`;
  return (
    `${plural(t.events, 'new event')} coded ${when}: ${number(t.cooperation)} of cooperation, ${number(t.conflict)} of conflict. ` +
    `Beside them ${number(t.other)} ongoing or told as background, and ${number(t.unconfirmed)} planned, denied or alleged.`
  );
}

function useRelationState(a: ReturnType<typeof useAddress>, r: Relation | null): RelationState {
  const [, first = '', second = ''] = a.parts;
  return useMemo(() => {
    const wanted = a.view.get('open');
    const show = (a.view.get('show') ?? 'all') as Show;
    const points = r?.points ?? [];
    const filters: Record<string, string> = {};
    for (const k of FILTERS) {
      const v = a.query.get(k);
      if (v) filters[k] = v;
    }
    const busiest = totals_of(points, show).busiest;
    const open = points.find((p) => p.period === wanted) ?? busiest;
    return {
      first, second, names: r?.names ?? {}, show, filters, open, by_itself: !wanted,
      measure: (a.view.get('measure') ?? 'events') as Measure, intervals: a.view.get('intervals') !== 'off',
    };
  }, [a, r]);
}

const NONE: Point[] = [];

/** Found after the chart is there: with thousands of weeks the search takes longer than a reader should wait. */
function useChanges(points: Point[], show: Show): Change[] | null {
  const [found, set] = useState<Change[] | null>(null);
  useEffect(() => {
    set(null);
    const timer = setTimeout(() => set(change_points(points, show)), 20);
    return () => clearTimeout(timer);
  }, [points, show]);
  return found;
}

export default function RelationPage() {
  const a = useAddress();
  const { data: r, error, loading } = useData<Relation>(twin(a.path, a.query));
  const context = useData<Context>(twin(a.path + '/context', fitting(a.path + '/context', a.query)));
  const s = useRelationState(a, r);
  const names = [code_name(s.first, s.names), code_name(s.second, s.names)];
  const bars = useMemo(() => bars_of(r?.points ?? [], s.measure, s.show), [r, s.measure, s.show]);
  const changes = useChanges(r?.points ?? NONE, s.show);
  const text = r ? lede(r, s.show) : '';
  usePage(`${names[0]} – ${names[1]}`, r?.vintage, text);
  useEffect(() => {
    const step = (e: Event) => {
      const points = r?.points ?? [];
      const here = address().view.get('open') ?? s.open?.period;
      const i = points.findIndex((p) => p.period === here);
      const next = points[i + (e as CustomEvent<number>).detail];
      if (next) set_view({ open: next.period }, true);
    };
    addEventListener(PERIOD_STEP, step);
    return () => removeEventListener(PERIOD_STEP, step);
  }, [r, s.open]);
  const open = (p: Point) => set_view({ open: p.period });
  return (
    <div class="relation" aria-busy={loading}>
      <div class="page-head">
        <p class="over">Relation, as coded from the reports of this archive</p>
        <h1 tabIndex={-1}>
          <a href={url_of(['actor', s.first])}>{names[0]}</a> <span class="dash">–</span> <a href={url_of(['actor', s.second])}>{names[1]}</a>
        </h1>
        {text && <p class="lede">{text}</p>}
        <p class="soft">
          {r?.vintage && <>Archive as of {time_text(r.vintage)}. </>}
          {has_route('/brief/A/B') && <><a href={url_of(['brief', s.first, s.second])}>Brief of this relation</a> · </>}<a href={url_of(['events'], { party: s.first })}>All events of {names[0]}</a>{' '}
          · <a href={url_of(['events'], { party: s.second })}>of {names[1]}</a> · <a href={url_of(['relation', s.second, s.first])}>swap</a>
        </p>
      </div>
      <RelationControls state={s} query={a.query} />
      {error && <Problem error={error} what="The relation could not be shown" />}
      {!r && !error && <Waiting what="the series" />}
      {r && r.points.length === 0 && <NoEvents names={names} filtered={a.query.size > 0} />}
      {r && r.points.length > 0 && (
        <>
          <div class="relation-split">
            <RelationFigure
              state={s} relation={r} bars={bars} changes={changes} names={names} summary={text}
              onOpen={(b) => open(b.point)} onZoom={(since, until) => set_query({ since, until })}
            />
            <RelationEvidence state={s} relation={r} />
          </div>
          <RelationStatements state={s} names={names} query={a.query} />
          {context.data && <RelationAbout state={s} names={names} context={context.data} query={a.query} />}
        </>
      )}
    </div>
  );
}

function NoEvents({ names, filtered }: { names: string[]; filtered: boolean }) {
  return (
    <p class="note empty">
      No new event between {names[0]} and {names[1]} is coded here{filtered ? ' with these filters' : ''}.{' '}
      {filtered ? <a href={location.pathname}>Show all periods and kinds</a> : <>Events that involve only one of them may be there: <a href={query_url({})}>try another pair</a> with the search above.</>}
    </p>
  );
}
