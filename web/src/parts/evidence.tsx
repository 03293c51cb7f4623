// Events and statements with their evidence: the sentence as the report has it, its words marked by role, who says so, and how it is told.
// Nothing here is stated as a fact: an event is "coded as", and how the report tells it always stands beside it.
import { Fragment, type ComponentChildren } from 'preact';
import { url_of } from '../address';
import type { EventRecord, Party, Report, Statement } from '../types';
import { FACTUALITY, QUADS, ROLES, act_words, dates_text, day_text, head_code, party_name, signed, status_of } from '../words';

export interface Mark {
  role: string;
  span: [number, number];
}

/** Cuts a text at the borders of its marks. Marks may overlap: the shortest one over a stretch is shown. */
export function pieces(text: string, marks: Mark[]): { text: string; mark: Mark | null }[] {
  const points = [...text];
  const cuts = new Set([0, points.length]);
  const inside = marks.filter((m) => m.span[0] < m.span[1] && m.span[0] >= 0 && m.span[1] <= points.length);
  for (const m of inside) cuts.add(m.span[0]).add(m.span[1]);
  const order = [...cuts].sort((a, b) => a - b);
  const out: { text: string; mark: Mark | null }[] = [];
  for (let i = 0; i + 1 < order.length; i++) {
    const a = order[i]!, b = order[i + 1]!;
    let over: Mark | null = null;
    for (const m of inside) {
      if (m.span[0] <= a && m.span[1] >= b && (!over || m.span[1] - m.span[0] < over.span[1] - over.span[0])) over = m;
    }
    const last = out[out.length - 1];
    const piece = points.slice(a, b).join('');
    if (last && last.mark === over) last.text += piece;
    else out.push({ text: piece, mark: over });
  }
  return out;
}

export function Marked({ text, marks }: { text: string; marks: Mark[] }) {
  if (!text) return <span class="soft">The words of this sentence are not kept in this archive.</span>;
  return (
    <>
      {pieces(text, marks).map((p, i) =>
        p.mark ? (
          <mark key={i} data-role={p.mark.role}>
            <span class="role">{ROLES[p.mark.role] ?? p.mark.role} </span>
            {p.text}
          </mark>
        ) : (
          <Fragment key={i}>{p.text}</Fragment>
        ),
      )}
    </>
  );
}

export function PartyLink({ party, plain }: { party: Party; plain?: boolean }) {
  const name = <bdi>{party_name(party)}</bdi>;
  const label = (
    <>
      {name} <span class="code">{party.code}</span>
    </>
  );
  return plain || party.code === 'UNK' ? <span>{label}</span> : <a href={url_of(['actor', head_code(party.code)])}>{label}</a>;
}

export function Parties({ list, none = 'nobody named' }: { list: Party[]; none?: string }) {
  const seen = new Set<string>();
  const own = list.filter((p) => !seen.has(p.code + p.name) && seen.add(p.code + p.name));
  if (!own.length) return <span class="soft">{none}</span>;
  return (
    <>
      {own.map((p, i) => (
        <Fragment key={i}>
          {i > 0 && (i === own.length - 1 ? ' and ' : ', ')}
          <PartyLink party={p} />
        </Fragment>
      ))}
    </>
  );
}

export function Status({ event }: { event: Pick<EventRecord, 'factuality' | 'attributed_to'> }) {
  const key = status_of(event);
  const f = FACTUALITY[key];
  return (
    <span class={'status ' + key} title={f.tells}>
      <span aria-hidden="true">{f.sign}</span> {f.word}
      {event.attributed_to && <> by {party_name(event.attributed_to)}</>}
    </span>
  );
}

export function Quad({ event }: { event: Pick<EventRecord, 'quad' | 'type' | 'mode'> }) {
  const q = QUADS[event.quad];
  return (
    <span class={'quad ' + event.quad} title={`${q.name}: ${act_words(event.type, event.mode)}`}>
      <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true">
        <path d={q.sign > 0 ? 'M5 1 9 9H1z' : 'M1 1h8L5 9z'} />
      </svg>
      <span class="coded">coded as</span> <b>{event.type}</b>
      {event.mode && <span class="mode"> {event.mode}</span>}
    </span>
  );
}

export function Origin({ report, article }: { report?: Report; article: string }) {
  return (
    <p class="origin">
      <cite>
        <a href={url_of(['article', article], { document: report ? String(report.document) : null })}>
          {report?.title ?? article}
        </a>
      </cite>
      {report?.publisher && <span>{report.publisher}</span>}
      {report?.published && <time dateTime={report.published}>{day_text(report.published)}</time>}
      {report && !report.counted && <span class="tag">copy, not counted again</span>}
    </p>
  );
}

interface EventProps {
  event: EventRecord;
  selected?: boolean;
  children?: ComponentChildren;
}

export function EventItem({ event, selected, children }: EventProps) {
  const e = event;
  const key = status_of(e);
  return (
    <li class={'record event is-' + key + (selected ? ' selected' : '')} id={e.id} data-quad={e.quad} data-factuality={e.factuality} data-newness={e.newness} tabIndex={-1}>
      <div class="record-line">
        <time dateTime={e.date?.start}>{dates_text(e.date)}</time>
        <Quad event={e} />
        <span class="who">
          <Parties list={e.actors} />
          {e.recipients.length > 0 && (
            <>
              <span class="arrow" aria-label="towards"> → </span>
              <Parties list={e.recipients} />
            </>
          )}
        </span>
        <Status event={e} />
        {e.newness !== 'new' && <span class="tag">{e.newness}</span>}
      </div>
      {e.report && (
        <blockquote>
          <Marked text={e.report.sentence} marks={e.report.marks} />
        </blockquote>
      )}
      <div class="record-foot">
        <Origin report={e.report} article={e.article} />
        <a class="open" href={url_of(['event', e.id])}>
          Evidence<span class="hidden"> of {e.type} on {dates_text(e.date)}</span>
        </a>
        <span class="soft" title="PLOVER score; how sure the coder is that the code fits, 0 to 1">
          {signed(e.plover_score)} · confidence {e.confidence.toFixed(2)}
        </span>
      </div>
      {children}
    </li>
  );
}

export function StatementItem({ statement, selected }: { statement: Statement; selected?: boolean }) {
  const s = statement;
  return (
    <li class={'record statement' + (selected ? ' selected' : '')} id={s.id} tabIndex={-1}>
      <div class="record-line">
        {s.report && <time dateTime={s.report.published ?? undefined}>{day_text(s.report.published)}</time>}
        <span class="who">
          {s.speaker ? <PartyLink party={s.speaker} /> : <span class="soft">speaker not named</span>}
          {s.cue && <span class="cue"> “{s.cue.text}”</span>}
          {s.addressee && (
            <>
              {' to '}
              <PartyLink party={s.addressee} />
            </>
          )}
        </span>
        <span class="tag">{s.direct ? 'quoted' : 'reported speech'}</span>
      </div>
      <blockquote>{s.report ? <Marked text={s.report.sentence} marks={s.report.marks} /> : s.content.text}</blockquote>
      <div class="record-foot">
        <Origin report={s.report} article={s.article} />
        <a class="open" href={url_of(['statement', s.id])}>
          Evidence<span class="hidden"> of this statement</span>
        </a>
      </div>
    </li>
  );
}

export function EventList({ events, selected }: { events: EventRecord[]; selected?: string | null }) {
  return (
    <ol class="records" data-list>
      {events.map((e) => (
        <EventItem key={e.id} event={e} selected={e.id === selected} />
      ))}
    </ol>
  );
}
