// One incident: which reports hold it up, where their accounts differ.
import { url_of, useAddress } from '../address';
import { twin, useData } from '../api';
import { usePage } from '../page';
import { Empty, PageHead, Problem, Section, Table, Waiting } from '../parts/common';
import { EventList, Status } from '../parts/evidence';
import { parties_text } from '../parts/incident_row';
import type { Account, EventRecord, Incident } from '../types';
import { code_name, dates_text, plural } from '../words';

interface Full extends Incident {
  events?: EventRecord[];
  vintage?: string;
}

/** Who tells it how: each row is one way of telling it. */
function Accounts({ list }: { list: Account[] }) {
  return (
    <Table
      caption="Accounts" hide_caption head={['Told as', 'On the word of', 'Mentions', 'Articles', 'Independent reports']} numeric={[2, 3, 4]}
      rows={list.map((a) => [
        <Status event={{ factuality: a.factuality, attributed_to: null }} />,
        a.attributed_to ? a.attributed_to.name || code_name(a.attributed_to.code) : <span class="soft">the report itself</span>,
        a.mentions, a.documents, a.independent_reports,
      ])}
    />
  );
}

export default function IncidentPage() {
  const a = useAddress();
  const { data: n, error, loading } = useData<Full>(twin(a.path, a.query));
  usePage(n ? `${n.type}: ${parties_text(n.actors)}, ${dates_text(n.date)}` : 'Incident', n?.vintage);
  if (error) return <><PageHead title="Incident" /><Problem error={error} /></>;
  if (!n) return loading ? <Waiting what="the incident" /> : null;
  const events = n.events ?? [];
  return (
    <>
      <PageHead
        over="Incident, as grouped from several reports" title={<><span class="coded">Coded as</span> {n.type}: {parties_text(n.actors) || 'nobody named'}{n.recipients.length > 0 && <> → {parties_text(n.recipients)}</>}</>}
        lede={`${dates_text(n.date)}${n.place?.name ? ', ' + n.place.name : ''}. ${plural(n.independent_reports, 'independent report')} in ${plural(n.documents, 'article')}.`}
      >
        <p><Status event={{ factuality: n.factuality, attributed_to: null }} />{n.newness !== 'new' && <> <span class="tag">{n.newness}</span></>}</p>
      </PageHead>
      <Section id="evidence" title="Its reports" count={String(n.mentions.length)}>
        {events.length > 0 && <EventList events={events} />}
        {!events.length && n.mentions.length > 0 && <ul class="plain">{n.mentions.map((id) => <li key={id}><a href={url_of(['event', id])}>{id}</a></li>)}</ul>}
        {!n.mentions.length && <Empty>No report of this incident is shown any more.</Empty>}
      </Section>
      {n.accounts.length > 0 && (
        <Section title={n.accounts.length > 1 ? 'Accounts that differ' : 'How it is told'}>
          <Accounts list={n.accounts} />
        </Section>
      )}
    </>
  );
}
