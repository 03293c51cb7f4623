// All actors of the archive, those of most articles first.
import { url_of, useAddress } from '../address';
import { twin, useList } from '../api';
import { usePage } from '../page';
import { MoreButton, PageHead, Problem, Table, Waiting } from '../parts/common';
import { code_name, number } from '../words';

export default function ActorsPage() {
  const a = useAddress();
  const list = useList<{ code: string; name: string; documents: number; events: number }>(twin('/actors', a.query));
  usePage('Actors', list.vintage);
  return (
    <>
      <PageHead title="Actors" lede="States, bodies, groups and people that reports of this archive name." />
      <section id="items" aria-label="Actors">
        {list.error && <Problem error={list.error} />}
        {!list.data && list.loading && <Waiting what="actors" />}
        {list.items.length > 0 && (
          <Table
            caption="Actors" hide_caption head={['Actor', 'Code', 'Articles', 'Events']} numeric={[2, 3]}
            rows={list.items.map((x) => [<a href={url_of(['actor', x.code])}>{x.name || code_name(x.code)}</a>, <span class="code">{x.code}</span>, number(x.documents), number(x.events)])}
          />
        )}
        <MoreButton next={list.next} loading={list.loading_more} load={list.load} shown={list.items.length} />
      </section>
    </>
  );
}
