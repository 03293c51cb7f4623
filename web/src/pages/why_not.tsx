// "Why not coded?": the sentences of an article that gave no event, each with what stood in the way, as demarche explain --missed says it.
import { useState } from 'preact/hooks';
import { url_of } from '../address';
import { twin, useData } from '../api';

interface Missed {
  items: { sentence: [number, number]; text: string; reason: string; detail?: string }[];
}

export function WhyNot({ article, document: n }: { article: string; document?: number }) {
  const [open, set] = useState(false);
  const q = new URLSearchParams(n ? { document: String(n) } : {});
  const { data, error, loading } = useData<Missed>(open ? twin(url_of(['article', article, 'missed']), q) : null);
  return (
    <details class="why-not" onToggle={(e) => set(e.currentTarget.open)}>
      <summary>Why was a sentence not coded?</summary>
      {loading && <p class="soft">Reading …</p>}
      {error && (
        <p class="soft">
          {error.status === 404 ? <>This server does not say. In a terminal: <code>demarche explain --missed</code> with the article’s text.</> : error.message}
        </p>
      )}
      {data && (
        <ol class="plain">
          {data.items.map((m) => (
            <li key={m.sentence[0]}>
              <q>{m.text}</q> <span class="soft">{m.reason}{m.detail && `: ${m.detail}`}</span>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}
