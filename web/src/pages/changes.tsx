// The public log: what was added, replaced, withdrawn, erased, newest first.
import { url_of, useAddress } from '../address';
import { twin, useList } from '../api';
import { usePage } from '../page';
import { Empty, MoreButton, PageHead, Problem, Waiting } from '../parts/common';
import { Downloads } from '../parts/filters';
import { number, time_text } from '../words';

export interface ChangeRow {
  seq?: number;
  op?: string;
  kind?: string;
  id?: string;
  record?: string;
  article?: string;
  at?: string;
  reason?: string;
  request?: string;
  count?: number;
}

const SIGN: Record<string, string> = { add: '+', added: '+', replace: '±', replaced: '±', change: '±', withdraw: '−', withdrawn: '−', erase: '×', erased: '×', delete: '−', restrict: '○', restricted: '○', restore: '+' };
const address_of = (c: ChangeRow) => {
  const id = c.id ?? c.record;
  return id && c.kind && ['event', 'statement', 'article', 'incident', 'story'].includes(c.kind) ? url_of([c.kind, id]) : null;
};

export default function ChangesPage() {
  const a = useAddress();
  const list = useList<ChangeRow>(twin('/changes', a.query));
  usePage('Changes', list.vintage);
  return (
    <>
      <PageHead title="Changes" lede="Everything that was added, replaced, withdrawn or erased, so that copies of the data can follow. What is erased is gone; that it was erased stands here." />
      <p class="actions">
        <a class="button primary" href="/requests">Ask for a change or a removal</a>
      </p>
      <section id="items" aria-label="Changes">
        <Downloads path="/changes" kinds={['jsonl', 'json']} />
        {list.error && <Problem error={list.error} />}
        {!list.data && list.loading && <Waiting what="changes" />}
        {list.data && !list.items.length && <Empty>No change is recorded yet.</Empty>}
        <ol class="rows" data-list>
          {list.items.map((c, i) => {
            const to = address_of(c);
            const gone = /withdr|eras|delet|restrict/.test(c.op ?? '');
            return (
              <li class={'row change ' + (gone ? 'gone' : '')} key={c.seq ?? i} tabIndex={-1}>
                <time dateTime={c.at}>{time_text(c.at)}</time> <span class="tag"><span aria-hidden="true">{SIGN[c.op ?? ''] ?? '·'}</span> {c.op}</span> {c.kind}{' '}
                {to && !gone ? <a class="open" href={to}>{c.id ?? c.record}</a> : <span>{c.id ?? c.record}</span>}
                {c.count !== undefined && <> ({number(c.count)} records)</>} {c.reason && <span class="soft">{c.reason}</span>}
                {c.request && <> <a href={url_of(['request', c.request])}>the request</a></>}
              </li>
            );
          })}
        </ol>
        <MoreButton next={list.next} loading={list.loading_more} load={list.load} shown={list.items.length} />
      </section>
    </>
  );
}
