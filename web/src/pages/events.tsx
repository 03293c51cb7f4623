// Events by any filter, newest first, with counts of what fits.
import { useAddress } from '../address';
import { twin, useList } from '../api';
import { usePage } from '../page';
import { Empty, MoreButton, PageHead, Problem, Waiting } from '../parts/common';
import { EventList } from '../parts/evidence';
import { Chips, Downloads, EventFilters, FacetLists, value_text } from '../parts/filters';
import type { EventRecord } from '../types';

export default function EventsPage() {
  const a = useAddress();
  const list = useList<EventRecord>(twin('/events', a.query));
  const about = [...a.query].filter(([k]) => k !== 'limit' && k !== 'after').map(([k, v]) => value_text(k, v)).join(', ');
  usePage('Events' + (about ? ': ' + about : ''), list.vintage);
  return (
    <>
      <PageHead title="Events" lede="What the archive’s reports are coded to say: who did what to whom, when, and on whose word. Newest first." />
      <EventFilters />
      <Chips />
      <div class="with-facets">
        <FacetLists />
        <section id="items" aria-label="Events" aria-busy={list.loading}>
          <Downloads path="/events" kinds={['csv', 'jsonl', 'json']} />
          {list.error && <Problem error={list.error} />}
          {!list.data && list.loading && <Waiting what="events" />}
          {list.data && list.items.length === 0 && <Empty>No event fits all filters. Take one away above.</Empty>}
          <EventList events={list.items} selected={a.view.get('at')} />
          <MoreButton next={list.next} loading={list.loading_more} load={list.load} shown={list.items.length} />
        </section>
      </div>
    </>
  );
}
