// One event: the sentence, every field with the words that carry it, the rule that made it, and how to object.
import type { ComponentChildren } from 'preact';
import { url_of, useAddress } from '../address';
import { twin, useData } from '../api';
import { usePage } from '../page';
import { AskForChange, PageHead, Problem, Section, Waiting } from '../parts/common';
import { Marked, Origin, Parties, Quad, Status } from '../parts/evidence';
import type { EventRecord, Party } from '../types';
import { FACTUALITY, NEWNESS, QUADS, act_words, dates_text, day_text, party_name, sector_word, signed, status_of } from '../words';

export function Field({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function PartyField({ party }: { party: Party }) {
  const where = party.from === 'document' ? (party.span ? ', named elsewhere in the report' : ', never named in the report') : '';
  return (
    <>
      <Parties list={[party]} />
      <span class="soft">
        {' '}
        {party.text && <>from the words “{party.text}”</>}
        {where}; {party.named_as}
        {party.sectors.length > 0 && ` (${party.sectors.map(sector_word).join(', ')})`}
      </span>
    </>
  );
}

const PAIR = /^[A-Z]{3}$/;
function relation_of(e: EventRecord): [string, string] | null {
  const codes = [...new Set([...e.actors, ...e.recipients].map((p) => p.code.split(':')[0]!))].filter((c) => PAIR.test(c) && c !== 'UNK' && !/^(IGO|NGO|IMG|MNC|ISM)$/.test(c));
  return codes.length === 2 ? [codes[0]!, codes[1]!] : null;
}

export function EventFields({ event: e }: { event: EventRecord }) {
  return (
    <dl class="fields">
      <Field name="Coded as">
        <Quad event={e} /> <span class="soft">{act_words(e.type, e.mode)}; {QUADS[e.quad].name}{e.cameo && `; CAMEO ${e.cameo}`}</span>
      </Field>
      <Field name="Told as">
        <Status event={e} /> <span class="soft">{FACTUALITY[status_of(e)].tells} {e.tense} tense, {e.certainty}; {NEWNESS[e.newness] ?? e.newness}</span>
      </Field>
      {e.attributed_to && (
        <Field name="On the word of">
          <PartyField party={e.attributed_to} />
          {e.attributed_to.statement && <> <a href={url_of(['statement', e.attributed_to.statement])}>the statement</a></>}
        </Field>
      )}
      {e.actors.map((p, i) => (
        <Field key={'a' + i} name={i ? 'and' : 'Who'}>
          <PartyField party={p} />
        </Field>
      ))}
      {e.recipients.map((p, i) => (
        <Field key={'r' + i} name={i ? 'and' : 'Towards whom'}>
          <PartyField party={p} />
        </Field>
      ))}
      <Field name="Act">“{e.trigger.text}”</Field>
      <Field name="When">
        {dates_text(e.date)} <span class="soft">{e.date?.text ? `from the words “${e.date.text}”` : e.date ? 'from the day of publication' : 'the report gives no day'}</span>
      </Field>
      {e.place && (
        <Field name="Where">
          {e.place.name}, {e.place.country} <span class="soft">from “{e.place.text}”, {e.place.precision}</span>
        </Field>
      )}
      {e.size &&
        Object.entries(e.size).map(([k, v]) => v && (
          <Field key={k} name={k}>
            {v.low === v.high ? v.low : `${v.low} to ${v.high}`} <span class="soft">from “{v.text}”</span>
          </Field>
        ))}
      {e.contexts.length > 0 && <Field name="Contexts">{e.contexts.join(', ')}</Field>}
      <Field name="Scores">
        PLOVER {signed(e.plover_score)}
        {e.goldstein !== null && <>, Goldstein {signed(e.goldstein)}</>}
      </Field>
      <Field name="Confidence">{e.confidence.toFixed(3)} <span class="soft">of 1: how sure the coder is that the code fits the sentence</span></Field>
      <Field name="Rule">
        <code>{e.rule}</code> <span class="soft">engine {e.versions.engine}, model {e.versions.model}, codebook {e.versions.codebook}</span>
      </Field>
    </dl>
  );
}

/** Every layer as `demarche explain` prints it. */
export const Explained = ({ text }: { text: string | undefined }) =>
  text ? (
    <details class="explained">
      <summary>All layers, as demarche explain prints them</summary>
      <pre tabIndex={0}>{text}</pre>
    </details>
  ) : null;

export default function EventPage() {
  const a = useAddress();
  const { data: e, error, loading } = useData<EventRecord>(twin(a.path, a.query));
  const title = e ? `${e.type}: ${e.actors.map(party_name).join(', ') || 'nobody named'}, ${dates_text(e.date)}` : 'Event';
  usePage(title, undefined, e?.report?.sentence);
  if (error) return <><PageHead title="Event" /><Problem error={error} /></>;
  if (!e) return loading ? <Waiting what="the event" /> : null;
  const pair = relation_of(e);
  return (
    <>
      <PageHead over={<>Event, as coded from one report</>} title={<><span class="coded">Coded as</span> {e.type}{e.mode && <span class="mode"> {e.mode}</span>}</>}>
        <p><Status event={e} />{e.newness !== 'new' && <> <span class="tag">{e.newness}</span></>}</p>
      </PageHead>
      <section id="evidence" class={'evidence-one is-' + status_of(e)} aria-label="The sentence">
        {e.report && (
          <blockquote class="large">
            <Marked text={e.report.sentence} marks={e.report.marks} />
          </blockquote>
        )}
        <Origin report={e.report} article={e.article} />
        <p class="actions">
          <a class="button open" href={url_of(['article', e.article], { document: e.report ? String(e.report.document) : null }, { at: e.id })}>
            In the article
          </a>
          {pair && <a class="button" href={url_of(['relation', ...pair])}>The relation</a>}
          <AskForChange article={e.article} />
          {e.report?.url && /^https?:/.test(e.report.url) && <a href={e.report.url} rel="noreferrer nofollow external">The original page</a>}
        </p>
      </section>
      <Section title="Field by field">
        <EventFields event={e} />
        <Explained text={e.explained} />
      </Section>
      {!!e.corrections?.length && (
        <Section title="Corrections by people">
          <ul class="plain">
            {e.corrections.map((c, i) => (
              <li key={i}>
                {day_text(c.at?.slice(0, 10))}: {c.by ?? 'somebody'} changed {c.field} from {c.from} to {c.to}{c.why && `: ${c.why}`}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
