// One actor: with whom it has to do, what it did last, what it said last.
import { url_of, useAddress } from '../address';
import { twin, useData, useList } from '../api';
import { usePage } from '../page';
import { Empty, Meter, PageHead, Problem, Section, Table, Waiting } from '../parts/common';
import { EventList, StatementItem } from '../parts/evidence';
import type { Dyad, EventRecord, Office, Statement } from '../types';
import { code_name, day_text, number, party_name, plural } from '../words';

interface ActorData {
  code: string;
  name: string;
  dyads: Dyad[];
  events: EventRecord[];
  aliases?: string[];
  wikidata?: string | null;
  offices?: Office[];
  vintage?: string;
}

export default function ActorPage() {
  const a = useAddress();
  const code = a.parts[1] ?? '';
  const { data: x, error, loading } = useData<ActorData>(twin(a.path, a.query));
  const said = useList<Statement>(twin('/statements', new URLSearchParams({ actor: code, limit: '8' })));
  const name = x?.name || code_name(code);
  usePage(name, x?.vintage);
  if (error) return <><PageHead title={name} /><Problem error={error} /></>;
  if (!x) return loading ? <Waiting what="the actor" /> : null;
  const partners = x.dyads.filter((d) => d.first !== d.second);
  const together = partners.reduce((n, p) => n + p.events, 0);
  const most = Math.max(1, ...partners.map((p) => p.events));
  const other = (p: Dyad) => (p.first === code ? p.second : p.first);
  return (
    <>
      <PageHead
        over={<>Actor <span class="code">{code}</span></>} title={name}
        lede={`${plural(together, 'coded event')} of this archive ${together === 1 ? 'joins' : 'join'} ${name} to ${plural(partners.length, 'other party', 'other parties')}.`}
      />
      {!!x.aliases?.length && <p class="soft">Also named: {x.aliases.slice(0, 12).join(', ')}</p>}
      {x.wikidata && /^Q\d+$/.test(x.wikidata) && <p class="soft">Wikidata {x.wikidata}</p>}
      <Section title="With whom" count={String(partners.length)}>
        {!partners.length && <Empty>No event joins {name} to another party.</Empty>}
        {partners.length > 0 && (
          <Table
            caption={`Relations of ${name}`} hide_caption head={['With', 'Events', '', 'Cooperation', 'Conflict', 'From', 'To']} numeric={[1, 3, 4]}
            rows={partners.slice(0, 30).map((p) => [
              <a href={url_of(['relation', code, other(p)])}>{code_name(other(p), p.names)}</a>, number(p.events), <Meter value={p.events} most={most} />,
              p.cooperation ?? '', p.conflict ?? '', p.first_day ? day_text(p.first_day) : '', p.last_day ? day_text(p.last_day) : '',
            ])}
          />
        )}
      </Section>
      {!!x.offices?.length && (
        <Section title="Offices">
          <ul class="plain">{x.offices.map((o, i) => <li key={i}>{o.date && day_text(o.date.start)} <bdi>{party_name(o.person)}</bdi> {o.change} {o.office}</li>)}</ul>
        </Section>
      )}
      <Section id="evidence" title="Newest events" aside={<a href={url_of(['events'], { party: code })}>All</a>}>
        <EventList events={x.events.slice(0, 10)} />
        {!x.events.length && <Empty>None.</Empty>}
      </Section>
      <Section title="Newest statements" aside={<a href={url_of(['statements'], { actor: code })}>All</a>}>
        <ol class="records" data-list>{said.items.map((s) => <StatementItem key={s.id} statement={s} />)}</ol>
        {said.data && !said.items.length && <Empty>None.</Empty>}
      </Section>
    </>
  );
}
