// One story: its reports side by side, who copied whom, and how alike two of them are.
import { useMemo, useState } from 'preact/hooks';
import { url_of, useAddress } from '../address';
import { twin, useData } from '../api';
import { usePage } from '../page';
import { PageHead, Problem, Section, Table, Waiting } from '../parts/common';
import { common_words } from '../parts/text_diff';
import type { Article, Story } from '../types';
import { day_text, plural } from '../words';

const ROLE: Record<string, string> = { origin: 'first report', copy: 'copy', rewrite: 'rewrite', report: 'report of its own' };

export default function StoryPage() {
  const a = useAddress();
  const { data: s, error, loading } = useData<Story & { vintage?: string }>(twin(a.path, a.query));
  const origin = s?.documents.find((d) => d.role === 'origin') ?? s?.documents[0];
  const title = s?.title ?? origin?.title ?? 'Story';
  usePage(title, s?.vintage);
  const [left, set_left] = useState<string | null>(null);
  const [right, set_right] = useState<string | null>(null);
  if (error) return <><PageHead title="Story" /><Problem error={error} /></>;
  if (!s) return loading ? <Waiting what="the story" /> : null;
  const first = left ?? origin?.article ?? null;
  const second = right ?? s.documents.find((d) => d.article !== first)?.article ?? null;
  const name = (id: string | null) => s.documents.find((d) => d.article === id)?.publisher ?? id ?? '';
  const pick = (label: string, value: string | null, set: (v: string) => void) => (
    <label class="stacked">
      {label}
      <select value={value ?? ''} onChange={(e) => set(e.currentTarget.value)}>
        {s.documents.map((d) => <option key={d.article} value={d.article}>{d.publisher ? `${d.publisher}: ` : ''}{d.title ?? d.article}</option>)}
      </select>
    </label>
  );
  return (
    <>
      <PageHead over="Story, as grouped from articles of the same news" title={title} lede={`${plural(s.documents.length, 'article')}, of which ${plural(s.independent_reports, 'independent report')}.`} />
      <Section id="items" title="Its articles">
        <Table
          caption="Articles of this story" hide_caption head={['Article', 'Publication', 'Published', 'Part', 'Taken from', 'Alike', 'Why']} numeric={[5]}
          rows={s.documents.map((d) => [
            <a href={url_of(['article', d.article])}>{d.title ?? d.article}</a>, d.publisher ?? '', day_text(d.published), ROLE[d.role] ?? d.role,
            d.of ? <a href={url_of(['article', d.of])}>{name(d.of)}</a> : '', d.of && d.score !== undefined ? d.score.toFixed(2) : '', (d.reasons ?? []).join('; '),
          ])}
        />
      </Section>
      {s.documents.length > 1 && (
        <Section id="evidence" title="Side by side">
          <div class="filter-row">{pick('Left', first, set_left)}{pick('Right', second, set_right)}</div>
          {first && second && <SideBySide left={first} right={second} />}
        </Section>
      )}
    </>
  );
}

function SideBySide({ left, right }: { left: string; right: string }) {
  const a = useData<Article>(twin(url_of(['article', left]))), b = useData<Article>(twin(url_of(['article', right])));
  const both = useMemo(() => (a.data && b.data ? common_words(a.data.text, b.data.text) : null), [a.data, b.data]);
  if (a.error || b.error) return <Problem error={(a.error ?? b.error)!} />;
  if (!both || !a.data || !b.data) return <Waiting what="both texts" />;
  const side = (article: Article, parts: { text: string; same: boolean }[]) => (
    <div>
      <h3><a href={url_of(['article', article.id])}>{article.title ?? article.id}</a></h3>
      <p class="diff">{parts.map((p, i) => (p.same ? <mark key={i} class="same">{p.text}</mark> : <span key={i}>{p.text}</span>))}</p>
    </div>
  );
  return (
    <>
      <p class="soft">Underlined: runs of at least five words that both have ({Math.round(both.share * 100)} % of the shorter text).</p>
      <div class="two">{side(a.data, both.left)}{side(b.data, both.right)}</div>
    </>
  );
}
