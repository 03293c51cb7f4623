// One statement: the sentence, the speaker, the word of saying, what was said.
import { url_of, useAddress } from '../address';
import { twin, useData } from '../api';
import { usePage } from '../page';
import { AskForChange, PageHead, Problem, Section, Waiting } from '../parts/common';
import { Marked, Origin, Parties } from '../parts/evidence';
import type { Statement } from '../types';
import { party_name } from '../words';
import { Explained, Field } from './event';

export default function StatementPage() {
  const a = useAddress();
  const { data: s, error, loading } = useData<Statement>(twin(a.path, a.query));
  usePage(s ? `Statement of ${s.speaker ? party_name(s.speaker) : 'an unnamed speaker'}` : 'Statement', undefined, s?.content.text);
  if (error) return <><PageHead title="Statement" /><Problem error={error} /></>;
  if (!s) return loading ? <Waiting what="the statement" /> : null;
  return (
    <>
      <PageHead over="Statement, as one report passes it on" title={s.speaker ? party_name(s.speaker) : 'A speaker who is not named'} />
      <section id="evidence" class="evidence-one" aria-label="The sentence">
        <blockquote class="large">{s.report ? <Marked text={s.report.sentence} marks={s.report.marks} /> : s.content.text}</blockquote>
        <Origin report={s.report} article={s.article} />
        <p class="actions">
          <a class="button open" href={url_of(['article', s.article], { document: s.report ? String(s.report.document) : null }, { at: s.id })}>In the article</a>
          <AskForChange article={s.article} />
        </p>
      </section>
      <Section title="Field by field">
        <dl class="fields">
          <Field name="Speaker">{s.speaker ? <><Parties list={[s.speaker]} /> <span class="soft">from the words “{s.speaker.text}”</span></> : 'not named'}</Field>
          {s.addressee && <Field name="To"><Parties list={[s.addressee]} /></Field>}
          {s.cue && <Field name="Word of saying">“{s.cue.text}”</Field>}
          <Field name="Said">{s.content.text}</Field>
          <Field name="Form">{s.direct ? 'quoted, in whole or in part' : 'reported in the words of the article'}</Field>
          {s.rule && <Field name="Rule"><code>{s.rule}</code></Field>}
        </dl>
        <Explained text={s.explained} />
      </Section>
    </>
  );
}
