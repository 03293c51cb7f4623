// Actors and headlines that have the words.
import { url_of, useAddress } from '../address';
import { twin, useData } from '../api';
import { usePage } from '../page';
import { find_pair, find_parties } from '../parts/combobox';
import { Empty, PageHead, Problem, Section, Waiting } from '../parts/common';
import { code_name, day_text, plural } from '../words';

interface Found {
  actors: { code: string; name: string | null; documents?: number }[];
  articles: { id: string; document?: number; title: string | null; publisher: string | null; published: string | null }[];
}

export default function SearchPage() {
  const a = useAddress();
  const q = a.query.get('q') ?? '';
  const { data, error, loading } = useData<Found>(q ? twin('/search', a.query) : null);
  usePage('Search: ' + q);
  const pair = find_pair(q);
  const known = find_parties(q, 5);
  const actors = data?.actors ?? [];
  return (
    <>
      <PageHead title={<>Search: “{q}”</>} />
      {error && <Problem error={error} />}
      {loading && !data && <Waiting what="names and headlines" />}
      {pair && (
        <p class="lede">
          <a class="button primary" href={url_of(['relation', ...pair])}>
            {code_name(pair[0])} – {code_name(pair[1])}: the relation
          </a>
        </p>
      )}
      <div class="two">
        <Section title="Parties" count={String(actors.length || known.length)}>
          <ol class="rows" data-list>
            {(actors.length ? actors : known.map((k) => ({ code: k.code!, name: k.label }) as Found['actors'][number])).map((x) => (
              <li class="row" key={x.code} tabIndex={-1}>
                <a href={url_of(['actor', x.code])}>{x.name || code_name(x.code)}</a> <span class="code">{x.code}</span>{' '}
                {!!x.documents && <span class="soft">{plural(x.documents, 'article')}</span>}
              </li>
            ))}
          </ol>
          {data && !actors.length && !known.length && <Empty>No party has this name.</Empty>}
        </Section>
        <Section title="Headlines" count={String(data?.articles.length ?? 0)}>
          <ol class="rows" id="items" data-list>
            {data?.articles.map((x) => (
              <li class="row" key={x.id + (x.document ?? '')} tabIndex={-1}>
                <a class="open" href={url_of(['article', x.id], { document: x.document ? String(x.document) : null })}>{x.title ?? x.id}</a>{' '}
                <span class="soft">{[x.publisher, x.published && day_text(x.published)].filter(Boolean).join(', ')}</span>
              </li>
            ))}
          </ol>
          {data && !data.articles.length && <Empty>No headline has these words.</Empty>}
        </Section>
      </div>
    </>
  );
}
