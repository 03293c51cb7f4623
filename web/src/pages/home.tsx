// The first page: ask for two parties, or look at what moved and what is new.
import { useState } from 'preact/hooks';
import { go, url_of } from '../address';
import { useData } from '../api';
import { usePage } from '../page';
import { Combobox } from '../parts/combobox';
import { Empty, Problem, Section, Table, Waiting } from '../parts/common';
import { EventList } from '../parts/evidence';
import { IncidentRow } from '../parts/incident_row';
import type { EventRecord, Incident } from '../types';
import { code_name, day_text, number, signed, time_text } from '../words';

interface Moved {
  first: string;
  second: string;
  names: Record<string, string>;
  recent: number;
  before: number;
  score_recent: number;
  score_before: number;
  since?: string;
  until?: string;
}

interface HomeData {
  events: EventRecord[];
  moved: Moved[];
  incidents: Incident[];
  totals: { articles: number; events?: number; statements?: number; sources: number; first_day: string | null; last_day: string | null };
  vintage: string;
}

function AskPair() {
  const [first, set_first] = useState<string>();
  const [second, set_second] = useState<string>();
  const ready = first && second && first !== second;
  return (
    <form
      class="ask"
      onSubmit={(e) => {
        e.preventDefault();
        if (ready) go(url_of(['relation', first, second]));
        else document.querySelector<HTMLInputElement>(first ? '#ask-second' : '#ask-first')?.focus();
      }}
    >
      <Combobox id="ask-first" label="How does" placeholder="Russia" parties_only value={first ? code_name(first) : ''} onPick={(s) => (set_first(s.code), setTimeout(() => document.getElementById('ask-second')?.focus()))} />
      <Combobox id="ask-second" label="stand with" placeholder="China" parties_only value={second ? code_name(second) : ''} onPick={(s) => (set_second(s.code), first && s.code && first !== s.code && go(url_of(['relation', first, s.code])))} />
      <button type="submit" class="primary">
        Show the relation
      </button>
    </form>
  );
}

export default function HomePage() {
  const { data: d, error } = useData<HomeData>('/.json');
  usePage('Demarche', d?.vintage);
  const t = d?.totals;
  return (
    <>
      <div class="hero">
        <h1 tabIndex={-1}>How two countries get on, sentence by sentence</h1>
        <p class="lede">Demarche reads news reports and codes who did or said what to whom, when, and on whose word. Every figure here opens to the sentences it is made of.</p>
        <AskPair />
        {t && (
          <p class="soft">
            {number(t.articles)} articles of {number(t.sources)} publications, {day_text(t.first_day)} to {day_text(t.last_day)}
            {t.events !== undefined && <>: {number(t.events)} coded events, {number(t.statements ?? 0)} statements</>}. Archive as of {time_text(d.vintage)}.
          </p>
        )}
      </div>
      {error && <Problem error={error} />}
      {!d && !error && <Waiting what="the archive" />}
      {d && (
        <div class="home-split">
          <Section id="moved" title="Relations that moved most">
            {d.moved.length === 0 && <Empty>No relation has events in the last two months of the archive.</Empty>}
            {d.moved.length > 0 && (
              <Table
                caption={d.moved[0]!.since ? `New events of ${day_text(d.moved[0]!.since)} to ${day_text(d.moved[0]!.until)}, and of as many days before` : 'New events of the last 30 days that the archive has reports of, and of the 30 before'}
                head={['Relation', 'Events', 'before', 'PLOVER score', 'before']} numeric={[1, 2, 3, 4]}
                rows={d.moved.map((m) => [
                  <a href={url_of(['relation', m.first, m.second])}>{code_name(m.first, m.names)} – {code_name(m.second, m.names)}</a>,
                  m.recent, m.before,
                  <span class={m.score_recent >= m.score_before ? 'rise' : 'fall'}><span aria-hidden="true">{m.score_recent >= m.score_before ? '▲ ' : '▼ '}</span>{signed(m.score_recent)}</span>,
                  signed(m.score_before),
                ])}
              />
            )}
          </Section>
          <Section id="newest" title={d.incidents.length ? 'Newest incidents' : 'Newest events'} aside={<a href={d.incidents.length ? '/incidents' : '/events'}>All</a>}>
            {d.incidents.length > 0 ? (
              <ol class="rows" data-list>{d.incidents.map((n) => <IncidentRow key={n.id} incident={n} />)}</ol>
            ) : d.events.length ? (
              <EventList events={d.events.slice(0, 8)} />
            ) : (
              <Empty>The archive is empty. Put reports into it: demarche add PAGES --archive FILE</Empty>
            )}
          </Section>
        </div>
      )}
    </>
  );
}
