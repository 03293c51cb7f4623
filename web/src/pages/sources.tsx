// Publications: how much of each, since when, how much of it is copied.
import { url_of, useAddress } from '../address';
import { twin, useList } from '../api';
import { usePage } from '../page';
import { Empty, MoreButton, PageHead, Problem, Table, Waiting } from '../parts/common';
import { Downloads } from '../parts/filters';
import type { SourceRow } from '../types';
import { day_text, number } from '../words';

/** Articles by month as a small line of bars; the numbers are in the row's title and in the CSV. */
function Spark({ months, first, last }: { months: SourceRow['months']; first: number; last: number }) {
  if (!months.length) return null;
  const most = Math.max(...months.map((m) => m.articles));
  const w = 120 / (last - first + 1);
  return (
    <svg class="spark" viewBox="0 0 120 20" role="img" aria-label={`${months.length} months with articles, at most ${most} in one`}>
      {months.map((m) => <rect key={m.period} x={(index(m.period) - first) * w} y={20 - (18 * m.articles) / most} width={Math.max(0.8, w * 0.9)} height={(18 * m.articles) / most} />)}
    </svg>
  );
}

const index = (p: string) => Number(p.slice(0, 4)) * 12 + Number(p.slice(5, 7)) - 1;

/** First and last month of all publications, so that their lines can be compared. */
function span_of(list: SourceRow[]): [number, number] {
  const all = list.flatMap((s) => (s.months ?? []).map((m) => index(m.period)));
  const first = all.reduce((a, b) => Math.min(a, b), Infinity);
  return [first, Math.max(first + 11, all.reduce((a, b) => Math.max(a, b), -Infinity))];
}

export default function SourcesPage() {
  const a = useAddress();
  const list = useList<SourceRow>(twin('/sources', a.query));
  usePage('Sources', list.vintage);
  const [first, last] = span_of(list.items);
  return (
    <>
      <PageHead title="Sources" lede="The publications that this archive reads. What they do not report, it does not know: counts follow their attention." />
      <section id="items" aria-label="Publications">
        <Downloads path="/sources" kinds={['csv', 'json']} />
        {list.error && <Problem error={list.error} />}
        {!list.data && list.loading && <Waiting what="publications" />}
        {list.data && !list.items.length && <Empty>No publication is in this archive.</Empty>}
        {list.items.length > 0 && (
          <Table
            caption="Publications" hide_caption head={['Publication', 'Articles', 'Copies', 'First', 'Last', 'By month']} numeric={[1, 2]}
            rows={list.items.map((s) => [
              s.name ? <a href={url_of(['events'], { source: s.name })}>{s.name}</a> : <span class="soft">not named</span>,
              number(s.documents), s.copies ? `${number(s.copies)} (${Math.round((100 * s.copies) / s.documents)} %)` : '0', day_text(s.first_day), day_text(s.last_day), <Spark months={s.months ?? []} first={first} last={last} />,
            ])}
          />
        )}
        <MoreButton next={list.next} loading={list.loading_more} load={list.load} shown={list.items.length} />
      </section>
    </>
  );
}
