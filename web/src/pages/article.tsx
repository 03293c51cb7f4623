// One article: its text with the words that were coded, and beside it what was made of them. Up and down through the records, each shown
// where it stands. The text is shown as text, whatever it holds.
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { set_view, url_of, useAddress } from '../address';
import { twin, useData } from '../api';
import { usePage } from '../page';
import { type FullArticle, type Piece, in_order, paragraphs } from '../parts/article_marks';
import { AskForChange, Empty, PageHead, Problem, Section, Waiting } from '../parts/common';
import { EventItem, StatementItem } from '../parts/evidence';
import { ROLES, day_text, plural, time_text } from '../words';
import { EventFields } from './event';
import { WhyNot } from './why_not';

interface ArticleData extends FullArticle {
  version?: { hash: string; recorded_at: string; current: boolean };
  versions?: { hash: string; recorded_at: string; current: boolean }[];
  copies?: { id: string; document: number; publisher: string | null }[];
  others?: { id: string; document: number; publisher: string | null }[];
  vintage?: string;
}

const RANK: Record<string, number> = { content: 1, sentence: 2 };

function PieceView({ piece: p, chosen, onPick }: { piece: Piece; chosen: string | null; onPick: (id: string) => void }) {
  const own = p.marks.filter((m) => m.id === chosen).sort((x, y) => (RANK[x.role] ?? 0) - (RANK[y.role] ?? 0) || x.b - x.a - (y.b - y.a))[0];
  const other = p.marks.find((m) => m.role !== 'content');
  const cls = (chosen && p.sentences.includes(chosen) ? 'in-sentence ' : '') + (p.sentences.length ? 'coded-sentence' : '');
  const pick = p.sentences[0];
  const inner = own ? (
    <mark data-role={own.role} id={own.role === 'trigger' || own.role === 'cue' ? 'chosen-word' : undefined}>
      {p.a === own.a && <span class="role">{ROLES[own.role] ?? own.role} </span>}
      {p.text}
    </mark>
  ) : other ? (
    <mark class="quiet" data-refs={p.marks.map((m) => m.id + ':' + m.role).join(' ')}>
      {p.text}
    </mark>
  ) : (
    p.text
  );
  return (
    <span class={cls} onClick={pick ? () => onPick(other?.id ?? pick) : undefined}>
      {inner}
    </span>
  );
}

function Text({ article, chosen, onPick }: { article: ArticleData; chosen: string | null; onPick: (id: string) => void }) {
  const title = useMemo(() => paragraphs(article, true), [article]);
  const text = useMemo(() => paragraphs(article, false), [article]);
  return (
    <article id="text" lang={article.language ?? 'en'}>
      {title[0] && (
        <h2 class="headline">
          {title[0].map((p) => (
            <PieceView key={p.a} piece={p} chosen={chosen} onPick={onPick} />
          ))}
        </h2>
      )}
      {text.map((pieces, i) => (
        <p key={i}>
          {pieces.map((p) => (
            <PieceView key={p.a} piece={p} chosen={chosen} onPick={onPick} />
          ))}
        </p>
      ))}
      {!article.text && <Empty>The archive keeps no text of this article, only what was coded from it.</Empty>}
    </article>
  );
}

function About({ a }: { a: ArticleData }) {
  return (
    <Section id="about" title="About this article">
      <dl class="fields">
        <div><dt>Publication</dt><dd>{a.publisher ? <a href={url_of(['events'], { source: a.publisher })}>{a.publisher}</a> : 'not named'}</dd></div>
        <div><dt>Published</dt><dd>{day_text(a.published)}</dd></div>
        {a.category && <div><dt>Category</dt><dd>{a.category}</dd></div>}
        {a.url && <div><dt>Address</dt><dd>{/^https?:/.test(a.url) ? <a href={a.url} rel="noreferrer nofollow external">{a.url}</a> : a.url}</dd></div>}
        {a.sources.length > 0 && <div><dt>Its own sources</dt><dd>{a.sources.map((s) => <span key={s.url} class="line">{s.n !== null && `${s.n}. `}{s.url}</span>)}</dd></div>}
        {!!a.copies?.length && <div><dt>Same words</dt><dd>{a.copies.map((c) => <a key={c.document} class="line" href={url_of(['article', c.id], { document: String(c.document) })}>{c.publisher ?? c.id}</a>)}</dd></div>}
        {!!a.others?.length && <div><dt>Other articles of this id</dt><dd>{a.others.map((c) => <a key={c.document} class="line" href={url_of(['article', c.id], { document: String(c.document) })}>{c.publisher ?? c.document}</a>)}</dd></div>}
        {a.version && <div><dt>Version</dt><dd>recorded {time_text(a.version.recorded_at)}{a.versions && a.versions.length > 1 && <>, one of {a.versions.length}</>} <code class="hash">{a.version.hash.slice(0, 16)}</code></dd></div>}
      </dl>
      <p class="actions">
        <AskForChange article={a.id} />
      </p>
    </Section>
  );
}

export default function ArticlePage() {
  const at = useAddress();
  const { data: a, error, loading } = useData<ArticleData>(twin(at.path, at.query));
  const records = useMemo(() => (a ? in_order(a) : []), [a]);
  const wanted = at.view.get('at');
  const chosen = records.find((r) => r.id === wanted) ?? null;
  const list = useRef<HTMLOListElement>(null);
  usePage(a?.title ?? 'Article', a?.vintage);
  const pick = (id: string) => set_view({ at: id }, true);
  useEffect(() => {
    const word = document.getElementById('chosen-word');
    const box = word?.getBoundingClientRect();
    if (word && box && (box.top < 60 || box.bottom > innerHeight)) word.scrollIntoView({ block: 'center' });
  }, [wanted, a]);
  if (error) return <><PageHead title="Article" /><Problem error={error} /></>;
  if (!a) return loading ? <Waiting what="the article" /> : null;
  return (
    <>
      <PageHead
        over={[a.publisher, day_text(a.published)].filter(Boolean).join(', ')} title={a.title ?? a.id}
        lede={`${plural(a.events.length, 'event')} and ${plural(a.statements.length, 'statement')} coded from this report. Choose one, or a marked word, to see which words carry it; j and k go from one to the next.`}
      />
      <div class="article-split">
        <Text article={a} chosen={chosen?.id ?? null} onPick={pick} />
        <section id="evidence" aria-label="What was coded from this article" onFocusIn={(e: FocusEvent) => {
          const row = e.target instanceof Element ? e.target.closest('li.record') : null;
          if (row?.id && row.id !== wanted) pick(row.id);
        }}>
          {records.length === 0 && <Empty>Nothing is coded from this article.</Empty>}
          <ol class="records compact" data-list ref={list}>
            {records.map((r) =>
              r.kind === 'event' ? (
                <EventItem key={r.id} event={{ ...r, report: undefined }} selected={r === chosen}>
                  {r === chosen && (
                    <details>
                      <summary>Why this code?</summary>
                      <EventFields event={r} />
                    </details>
                  )}
                </EventItem>
              ) : (
                <StatementItem key={r.id} statement={{ ...r, report: undefined }} selected={r === chosen} />
              ),
            )}
          </ol>
          <WhyNot article={a.id} document={a.document} />
        </section>
      </div>
      <About a={a} />
    </>
  );
}
