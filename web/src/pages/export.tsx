// Every download, with the code that fetches it.
import { useState } from 'preact/hooks';
import { useAddress } from '../address';
import { usePage } from '../page';
import { Choice, CopyButton, PageHead, Section, Table } from '../parts/common';
import { has_route } from '../routes';

const LISTS: [string, string, string[]][] = [
  ['events', 'who did what to whom', ['csv', 'jsonl', 'json']],
  ['statements', 'who said what', ['csv', 'jsonl', 'json']],
  ['articles', 'the articles', ['csv', 'jsonl', 'json']],
  ['incidents', 'happenings held up by reports', ['jsonl', 'json']],
  ['stories', 'articles of the same news', ['jsonl', 'json']],
  ['dyads', 'pairs with their counts', ['csv', 'json']],
  ['sources', 'publications', ['csv', 'json']],
  ['changes', 'what changed, for copies to follow', ['jsonl', 'json']],
];

const CODE: Record<string, (url: string) => string> = {
  shell: (u) => `curl --compressed -o events.csv '${u}'`,
  R: (u) => `events <- read.csv("${u}")`,
  Python: (u) => `import pandas\nevents = pandas.read_csv("${u}")`,
  Stata: (u) => `copy "${u}" events.csv\nimport delimited events.csv, clear`,
};

export default function ExportPage() {
  useAddress();
  usePage('Export and API');
  const [language, set] = useState('shell');
  const url = location.origin + '/events.csv?party=RUS&since=2022-01-01';
  const code = (CODE[language] ?? CODE['shell']!)(url);
  return (
    <>
      <PageHead title="Export and API" lede="Each list comes in full, streamed, without a cap. Every page has a twin for programs: put .json behind its address. Filters of a page are filters of its files." />
      <Section id="items" title="Lists">
        <Table
          caption="Files of each list" hide_caption head={['List', 'What', 'In full', 'What such a file is']}
          rows={LISTS.filter(([name]) => has_route('/' + name)).map(([name, what, kinds]) => [
            <a href={'/' + name}>{name}</a>, what,
            <span class="take">{kinds.filter((k) => has_route('/' + name, k)).map((k) => <a key={k} class="button small" href={`/${name}.${k}`}>{k.toUpperCase()}</a>)}</span>,
            has_route('/' + name, 'manifest.json') ? <a href={`/${name}.manifest.json`}>manifest</a> : '',
          ])}
        />
      </Section>
      <Section title="From a program">
        <Choice legend="Language" value={language} options={Object.keys(CODE).map((v) => ({ value: v, label: v }))} onChange={set} />
        <pre class="code" tabIndex={0}><code>{code}</code></pre>
        <p><CopyButton text={code} label="Copy code" /> <a href="/openapi.json">Every address and parameter (OpenAPI)</a></p>
      </Section>
      <Section title="In your own papers">
        <p>Press <kbd>c</kbd> on any page for its citation with the state of the archive. The manifest of a file says with which filters, versions and state it was made; quote its state with your figures.</p>
      </Section>
    </>
  );
}
