// Around the series: who initiates, which kinds of acts, which other relations compare, who holds which office.
import { query_url, url_of } from '../address';
import { Meter, Section, Table } from '../parts/common';
import type { Context } from '../types';
import { QUADS, act_words, code_name, day_text, party_name, plural } from '../words';
import type { RelationState } from './relation';

interface Props {
  state: RelationState;
  names: string[];
  context: Context;
  query: URLSearchParams;
}

export function RelationAbout({ state: s, names, context: c }: Props) {
  const most = Math.max(1, ...c.directions.map((d) => d.events));
  const label = (d: Context['directions'][number]) => (d.from ? `${code_name(d.from, s.names)} towards ${code_name(d.to ?? '', s.names)}` : 'Both together (meetings, treaties)');
  const top = Math.max(1, ...c.types.map((t) => t.events));
  return (
    <div class="three" id="context">
      <Section title="Who initiates">
        <Table
          caption={`Who acts, between ${names[0]} and ${names[1]}`} hide_caption head={['Direction', 'Events', '']} numeric={[1]}
          rows={c.directions.map((d) => [label(d), d.events, <Meter value={d.events} most={most} />])}
        />
      </Section>
      <Section title="Kinds of acts">
        <Table
          caption="Events by kind" hide_caption head={['Coded as', 'Class', 'Events', '']} numeric={[2]}
          rows={c.types.map((t) => [
            <a href={query_url({ type: t.type })} title={act_words(t.type, null)}>
              {t.type}
            </a>,
            QUADS[t.quad].name, t.events, <Meter value={t.events} most={top} kind={QUADS[t.quad].sign > 0 ? 'up' : 'down'} />,
          ])}
        />
      </Section>
      <Section title="Relations to compare">
        <ol class="rows" data-list>
          {c.comparable.map((d) => (
            <li class="row" key={d.first + d.second} tabIndex={-1}>
              <a href={url_of(['relation', d.first, d.second])}>
                {code_name(d.first, d.names)} – {code_name(d.second, d.names)}
              </a>{' '}
              <span class="soft">{plural(d.events, 'event')}</span>
            </li>
          ))}
        </ol>
        {c.comparable.length === 0 && <p class="soft">No other relation of these two is in the archive.</p>}
      </Section>
      {!!c.offices?.length && (
        <Section title="Office holders">
          <ul class="plain">
            {c.offices.map((o, i) => (
              <li key={i}>
                {o.date && <time dateTime={o.date.start}>{day_text(o.date.start)}</time>} <bdi>{party_name(o.person)}</bdi> {o.change} {o.office}, {code_name(o.country)}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {!!c.links?.length && (
        <Section title="Said to answer or to cause">
          <ul class="plain">
            {c.links.map((l, i) => (
              <li key={i}>
                <a href={url_of(['event', l.from])}>one event</a> is told as the {l.role} {l.role === 'cause' ? 'of' : 'to'} <a href={url_of(['event', l.to])}>another</a>
                {l.connective && <> (“{l.connective.text}”)</>}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
