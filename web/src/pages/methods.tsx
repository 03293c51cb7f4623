// How figures are made, and the codebook to browse. The server's page holds versions and accuracy; this one adds the kinds of events.
import { acts } from 'codebook';
import { useState } from 'preact/hooks';
import { url_of, useAddress } from '../address';
import { twin, useData } from '../api';
import { usePage } from '../page';
import { PageHead, Section, Table } from '../parts/common';
import { FACTUALITY, TYPES, day_text, number, signed } from '../words';

interface Methods {
  vintage?: string;
  versions?: Record<string, string>;
  accuracy?: { figure?: string; name?: string; value?: string | number; command?: string; note?: string }[];
  program?: string;
  documents?: number;
  events?: number;
  statements?: number;
  rejects?: number;
  first_day?: string;
  last_day?: string;
  schema?: number;
}

const quad_of = (score: number) => (score < 0 ? 'conflict' : 'cooperation');

function Codebook() {
  const [wanted, want] = useState('');
  const w = wanted.toLowerCase();
  const shown = acts.filter((a) => !w || a.join(' ').toLowerCase().includes(w));
  return (
    <>
      <label class="stacked narrow">
        Find in the codebook
        <input type="search" value={wanted} onInput={(e) => want(e.currentTarget.value)} placeholder="sanction, visit, …" />
      </label>
      <Table
        caption="Kinds of events" hide_caption head={['Kind', 'Mode', 'PLOVER score', 'Side', 'What it means']} numeric={[2]}
        rows={shown.map((a) => [<a href={url_of(['events'], { type: a[0] })}><b>{a[0]}</b></a>, a[1], signed(a[2]), quad_of(a[2]), a[3]])}
      />
      <p class="soft">{shown.length} of {acts.length} kinds and modes.</p>
    </>
  );
}

function Figures() {
  return (
    <Section id="figures" title="How the figures of a relation are made">
      <dl class="fields">
        <div><dt>New events</dt><dd>Bars count events that a report tells as new and as having happened. Ongoing ones, background, and what is planned, denied, hypothetical or alleged stand beside the bars, never in them.</dd></div>
        <div><dt>Reports, stories, incidents</dt><dd>Reports: each report counts; exact copies count once. Stories: articles of the same news count once. Incidents: what is held for one happening counts once.</dd></div>
        <div><dt>Articles</dt><dd>The strip below the bars shows how many articles the archive holds of each period. A period without any is hatched: there, nothing is known, which is not the same as nothing happened.</dd></div>
        <div><dt>Interval</dt><dd>The line at a bar’s end is the 95 % interval of the count if reports come at random (Poisson, Byar’s approximation). It holds the chance of what gets reported, not the coder’s mistakes; those are in the accuracy figures below.</dd></div>
        <div><dt>Change of level</dt><dd>The series is cut into stretches of one level each: the cut that a Poisson likelihood likes best, with articles as exposure, divided by how bursty the counts are, and a penalty of 3 log n a change, found exactly; three periods a stretch at least. The same cut comes out each time. Reports around a change are listed because they are near in time, not as its cause.</dd></div>
        <div><dt>Score</dt><dd>The sum of the PLOVER scores, or of the Goldstein values, of the same events.</dd></div>
      </dl>
    </Section>
  );
}

export default function MethodsPage() {
  const a = useAddress();
  const { data } = useData<Methods>(twin('/methods', a.query));
  usePage('Methods', data?.vintage);
  return (
    <>
      <PageHead title="Methods" lede="What the codes mean, how sure they are, and how each figure is made." />
      <Figures />
      <Section id="told" title="How a report tells it">
        <ul class="told">
          {Object.entries(FACTUALITY).map(([k, f]) => (
            <li key={k}><span class={'status ' + k}><span aria-hidden="true">{f.sign}</span> {f.word}</span> {f.tells}</li>
          ))}
        </ul>
      </Section>
      <Section id="codebook" title="Codebook" count={`${TYPES.length} kinds`}>
        <Codebook />
      </Section>
      {!!data?.accuracy?.length && (
        <Section id="accuracy" title="Accuracy">
          <Table caption="Accuracy" hide_caption head={['Figure', 'Value', 'Made by']} rows={data.accuracy.map((x) => [x.figure ?? x.name ?? '', String(x.value ?? ''), x.command ? <code>{x.command}</code> : (x.note ?? '')])} />
        </Section>
      )}
      {data?.program && (
        <Section id="about" title="This archive">
          <dl class="fields">
            {([['Program', `Demarche ${data.program}`], ['Articles', number(data.documents ?? 0)], ['Events', number(data.events ?? 0)], ['Statements', number(data.statements ?? 0)],
              ['Could not be read', number(data.rejects ?? 0)], ['Published', `${day_text(data.first_day)} to ${day_text(data.last_day)}`]] as const).map(([k, v]) => <div key={k}><dt>{k}</dt><dd>{v}</dd></div>)}
          </dl>
        </Section>
      )}
      {data?.versions && (
        <Section id="versions" title="Versions">
          <dl class="fields">{Object.entries(data.versions).map(([k, v]) => <div key={k}><dt>{k}</dt><dd><code>{String(v)}</code></dd></div>)}</dl>
        </Section>
      )}
    </>
  );
}
