// What each side says about or to the other, side by side.
import { url_of } from '../address';
import { twin, useList } from '../api';
import { Empty, MoreButton, Section, Waiting } from '../parts/common';
import { StatementItem } from '../parts/evidence';
import { fitting } from '../routes';
import type { Statement } from '../types';
import { head_code } from '../words';
import type { RelationState } from './relation';

export function RelationStatements({ state: s, names, query }: { state: RelationState; names: string[]; query: URLSearchParams }) {
  const path = url_of(['relation', s.first, s.second, 'statements']);
  const all = useList<Statement>(twin(path, fitting(path, query)));
  const of = (code: string) => all.items.filter((x) => x.speaker && (head_code(x.speaker.code) === head_code(code) || x.speaker.code === code));
  const side = (code: string, i: number) => {
    const own = of(code);
    return (
      <div>
        <h3>
          {names[i]} about {names[1 - i]} <span class="count">{own.length}</span>
        </h3>
        {own.length === 0 && <p class="soft">Nothing here is coded as said by {names[i]} about or to {names[1 - i]}.</p>}
        <ol class="records" data-list>
          {own.slice(0, 12).map((x) => (
            <StatementItem key={x.id} statement={x} />
          ))}
        </ol>
      </div>
    );
  };
  return (
    <Section id="statements" title="In their own words" aside={<a href={url_of(['statements'], { party: s.first })}>All statements</a>}>
      {all.loading && !all.data && <Waiting what="statements" />}
      {all.error && <Empty>{all.error.message}</Empty>}
      {all.data && (
        <div class="two">
          {side(s.first, 0)}
          {side(s.second, 1)}
        </div>
      )}
      {all.next && <MoreButton next={all.next} loading={all.loading_more} load={all.load} shown={all.items.length} />}
    </Section>
  );
}
