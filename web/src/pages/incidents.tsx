// Incidents: what is held for one happening, with the number of independent reports.
import { useAddress } from '../address';
import { twin, useList } from '../api';
import { usePage } from '../page';
import { Empty, MoreButton, PageHead, Problem, Waiting } from '../parts/common';
import { Chips, Downloads } from '../parts/filters';
import { IncidentRow } from '../parts/incident_row';
import type { Incident } from '../types';
import { Range } from './relation_controls';

export default function IncidentsPage() {
  const a = useAddress();
  const list = useList<Incident>(twin('/incidents', a.query));
  usePage('Incidents', list.vintage);
  return (
    <>
      <PageHead title="Incidents" lede="Events of different reports that are held for one happening. Copies of a report count once." />
      <form id="filters" class="controls" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
        <Range query={a.query} />
      </form>
      <Chips />
      <section id="items" aria-label="Incidents" aria-busy={list.loading}>
        <Downloads path="/incidents" kinds={['jsonl', 'json']} />
        {list.error && <Problem error={list.error} />}
        {!list.data && list.loading && <Waiting what="incidents" />}
        {list.data && !list.items.length && <Empty>No incident is in this archive{a.query.size ? ' with these filters' : ' yet'}.</Empty>}
        <ol class="rows" data-list>
          {list.items.map((n) => (
            <IncidentRow key={n.id} incident={n} />
          ))}
        </ol>
        <MoreButton next={list.next} loading={list.loading_more} load={list.load} shown={list.items.length} />
      </section>
    </>
  );
}
