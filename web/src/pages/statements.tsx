// Reported speech by any filter, newest first.
import { useAddress } from '../address';
import { twin, useList } from '../api';
import { usePage } from '../page';
import { Empty, MoreButton, PageHead, Problem, Waiting } from '../parts/common';
import { StatementItem } from '../parts/evidence';
import { Chips, Downloads, StatementFilters, value_text } from '../parts/filters';
import type { Statement } from '../types';

export default function StatementsPage() {
  const a = useAddress();
  const list = useList<Statement>(twin('/statements', a.query));
  const about = [...a.query].filter(([k]) => k !== 'limit' && k !== 'after').map(([k, v]) => value_text(k, v)).join(', ');
  usePage('Statements' + (about ? ': ' + about : ''), list.vintage);
  return (
    <>
      <PageHead title="Statements" lede="Who said what, as reports pass it on: the speaker, the word of saying, and what was said. Newest first." />
      <StatementFilters />
      <Chips />
      <section id="items" aria-label="Statements" aria-busy={list.loading}>
        <Downloads path="/statements" kinds={['csv', 'jsonl', 'json']} />
        {list.error && <Problem error={list.error} />}
        {!list.data && list.loading && <Waiting what="statements" />}
        {list.data && list.items.length === 0 && <Empty>No statement fits all filters. Take one away above.</Empty>}
        <ol class="records" data-list>
          {list.items.map((s) => (
            <StatementItem key={s.id} statement={s} />
          ))}
        </ol>
        <MoreButton next={list.next} loading={list.loading_more} load={list.load} shown={list.items.length} />
      </section>
    </>
  );
}
