// What is behind one period: its incidents where the archive has grouped them, then each report's sentence. What reports tell as having
// happened comes first; what is planned, denied or only claimed stands apart.
import { set_view, url_of } from '../address';
import { twin, useList } from '../api';
import { Empty, MoreButton, Problem, Waiting } from '../parts/common';
import { EventList } from '../parts/evidence';
import { IncidentRow } from '../parts/incident_row';
import { fitting } from '../routes';
import { in_show } from '../series';
import type { EventRecord, Incident, Relation } from '../types';
import { number, period_days, period_text, status_of } from '../words';
import type { RelationState } from './relation';

function groups(events: EventRecord[]) {
  const told = { claimed: [] as EventRecord[], reported: [] as EventRecord[], unsure: [] as EventRecord[], beside: [] as EventRecord[] };
  for (const e of events) {
    if (e.newness !== 'new') told.beside.push(e);
    else if (status_of(e) === 'actual') told.reported.push(e);
    else if (status_of(e) === 'claimed') told.claimed.push(e);
    else told.unsure.push(e);
  }
  return told;
}

export function RelationEvidence({ state: s, relation: r }: { state: RelationState; relation: Relation }) {
  const p = s.open;
  const base = ['relation', s.first, s.second];
  const days = p && { ...s.filters, ...period_days(p.period, p.start) };
  const ask = (what: string, more = {}) => days && twin(url_of([...base, what]), fitting(url_of([...base, what]), { ...days, ...more }));
  const events = useList<EventRecord>(ask('events', { limit: '40' }));
  const as_incidents = r.unit === 'incidents' || r.unit === 'stories';
  const incidents = useList<Incident>(as_incidents ? ask('incidents') : null);
  if (!p) return null;
  const i = r.points.findIndex((x) => x.period === p.period);
  const step = (by: number) => {
    const q = r.points[i + by];
    if (q) set_view({ open: q.period });
  };
  const told = groups(events.items.filter((e) => in_show(e, s.show)));
  const counted = [...told.reported, ...told.claimed];
  const fit = counted.reduce((n, e) => n + e.confidence, 0);
  const part = (title: string, list: EventRecord[]) =>
    list.length > 0 && (
      <>
        <h3>
          {title} <span class="count">{list.length}</span>
        </h3>
        <EventList events={list} />
      </>
    );
  return (
    <section id="evidence" class="evidence" aria-labelledby="evidence-title" tabIndex={0}>
      <div class="block-head">
        <h2 id="evidence-title">
          {s.by_itself && <span class="over">Busiest {r.period}: </span>}
          {period_text(p.period)}
        </h2>
        <span class="stepper">
          <button type="button" class="small" disabled={i <= 0} onClick={() => step(-1)} title="Previous period ([)">
            <span aria-hidden="true">←</span>
            <span class="hidden">Previous period</span>
          </button>
          <button type="button" class="small" disabled={i >= r.points.length - 1} onClick={() => step(1)} title="Next period (])">
            <span aria-hidden="true">→</span>
            <span class="hidden">Next period</span>
          </button>
        </span>
      </div>
      {events.error && <Problem error={events.error} />}
      {events.loading && !events.items.length && <Waiting what="the reports" />}
      {!events.loading && !events.error && events.items.length === 0 && <Empty>Nothing between the two is coded for {period_text(p.period)}.</Empty>}
      {as_incidents && incidents.items.length > 0 && (
        <>
          <h3>
            Incidents <span class="count">{incidents.items.length}</span>
          </h3>
          <ol class="rows" data-list>
            {incidents.items.map((n) => (
              <IncidentRow key={n.id} incident={n} />
            ))}
          </ol>
        </>
      )}
      {!events.next && counted.length > 1 && (
        <p class="soft">
          {counted.length} coded events are told as having happened; by the coder’s own confidence about {number(fit)} of these codes fit.
        </p>
      )}
      {part('Reported as having happened', told.reported)}
      {part('Claimed: on the word of somebody', told.claimed)}
      {part('Planned, denied, hypothetical or alleged', told.unsure)}
      {part('Ongoing or told as background', told.beside)}
      <MoreButton next={events.next} loading={events.loading_more} load={events.load} shown={events.items.length} />
    </section>
  );
}
