// Stories: articles that report the same news.
import { url_of, useAddress } from '../address';
import { twin, useList } from '../api';
import { usePage } from '../page';
import { Empty, MoreButton, PageHead, Problem, Waiting } from '../parts/common';
import { Chips, Downloads } from '../parts/filters';
import type { Story } from '../types';
import { day_text, plural } from '../words';
import { Range } from './relation_controls';

const title_of = (s: Story) => s.title ?? s.documents.find((d) => d.role === 'origin')?.title ?? s.documents[0]?.title ?? s.documents[0]?.article ?? s.id;

export default function StoriesPage() {
  const a = useAddress();
  const list = useList<Story>(twin('/stories', a.query));
  usePage('Stories', list.vintage);
  return (
    <>
      <PageHead title="Stories" lede="Articles that report the same news. A copy or a rewrite of another report is no independent report." />
      <form id="filters" class="controls" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
        <Range query={a.query} />
      </form>
      <Chips />
      <section id="items" aria-label="Stories" aria-busy={list.loading}>
        <Downloads path="/stories" kinds={['jsonl', 'json']} />
        {list.error && <Problem error={list.error} />}
        {!list.data && list.loading && <Waiting what="stories" />}
        {list.data && !list.items.length && <Empty>No story is in this archive{a.query.size ? ' with these filters' : ' yet'}.</Empty>}
        <ol class="rows" data-list>
          {list.items.map((s) => (
            <li class="row" key={s.id} tabIndex={-1}>
              {s.first_day && <time dateTime={s.first_day}>{day_text(s.first_day)}</time>} <a class="open" href={url_of(['story', s.id])}>{title_of(s)}</a>{' '}
              <span class="soft">{plural(s.documents.length, 'article')}, {plural(s.independent_reports, 'independent report')}</span>
            </li>
          ))}
        </ol>
        <MoreButton next={list.next} loading={list.loading_more} load={list.load} shown={list.items.length} />
      </section>
    </>
  );
}
