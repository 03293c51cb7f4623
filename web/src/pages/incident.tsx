// One incident: which reports hold it up, where their accounts differ.
import { url_of, useAddress } from '../address';
import { twin, useData } from '../api';
import { usePage } from '../page';
import { Empty, PageHead, Problem, Section, Waiting } from '../parts/common';
import { EventList } from '../parts/evidence';
import { parties_text } from '../parts/incident_row';
import type { EventRecord, Incident } from '../types';
import { dates_text, plural } from '../words';

interface Full extends Incident {
  events?: EventRecord[];
  vintage?: string;
}

function Account({ account }: { account: unknown }) {
  if (typeof account !== 'object' || account === null) return <>{String(account)}</>;
  return (
    <>
      {Object.entries(account).map(([k, v]) => (
        <span key={k} class="line">
          <span class="soft">{k.replace(/_/g, ' ')}:</span> {Array.isArray(v) ? v.map((x) => (typeof x === 'object' ? JSON.stringify(x) : String(x))).join(', ') : typeof v === 'object' ? JSON.stringify(v) : String(v)}
        </span>
      ))}
    </>
  );
}

export default function IncidentPage() {
  const a = useAddress();
  const { data: n, error, loading } = useData<Full>(twin(a.path, a.query));
  usePage(n ? `${n.type}: ${parties_text(n.actors)}, ${dates_text(n.date)}` : 'Incident', n?.vintage);
  if (error) return <><PageHead title="Incident" /><Problem error={error} /></>;
  if (!n) return loading ? <Waiting what="the incident" /> : null;
  const events = n.events ?? n.mentions.filter((m): m is EventRecord => typeof m === 'object');
  const ids = n.mentions.filter((m): m is string => typeof m === 'string');
  return (
    <>
      <PageHead
        over="Incident, as grouped from several reports" title={<><span class="coded">Coded as</span> {n.type}: {parties_text(n.actors) || 'nobody named'}{n.recipients.length > 0 && <> → {parties_text(n.recipients)}</>}</>}
        lede={`${dates_text(n.date)}${n.place?.name ? ', ' + n.place.name : ''}. ${plural(n.independent_reports, 'independent report')} in ${plural(n.documents, 'article')}.`}
      />
      <Section id="evidence" title="Its reports" count={String(n.mentions.length)}>
        {events.length > 0 && <EventList events={events} />}
        {!events.length && ids.length > 0 && <ul class="plain">{ids.map((id) => <li key={id}><a href={url_of(['event', id])}>{id}</a></li>)}</ul>}
        {!n.mentions.length && <Empty>No report of this incident is shown any more.</Empty>}
      </Section>
      {!!n.accounts?.length && (
        <Section title="Accounts that differ">
          <ol class="plain">{n.accounts.map((x, i) => <li key={i}><Account account={x} /></li>)}</ol>
        </Section>
      )}
    </>
  );
}
