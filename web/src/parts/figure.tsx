// The frame of every chart: title, summary in words, the chart, its table, and the ways to take it along. What is saved is what is shown.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { csv_of, save, save_png } from '../download';
import { CopyButton, Dialog, Table } from './common';

interface Props {
  id: string;
  title: string;
  summary: ComponentChildren;
  legend?: ComponentChildren;
  table: { head: string[]; rows: (string | number)[][] };
  file: string;
  svg?: () => string;
  size?: [number, number];
  embed?: { image: string; page: string; text: string };
  children: ComponentChildren;
}

/** HTML that shows the chart on another page: an image from this server inside a link to the page. */
function embed_code(e: { image: string; page: string; text: string }) {
  const esc = (s: string) => s.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return `<a href="${esc(e.page)}"><img src="${esc(e.image)}" alt="${esc(e.text)}" width="960" loading="lazy"></a>`;
}

export function Figure(p: Props) {
  const [embed, show_embed] = useState(false);
  const numeric = p.table.head.map((_, i) => i).filter((i) => typeof p.table.rows[0]?.[i] === 'number');
  return (
    <figure id={p.id} aria-labelledby={p.id + '-title'}>
      <figcaption>
        <h2 id={p.id + '-title'}>{p.title}</h2>
        <p class="summary">{p.summary}</p>
      </figcaption>
      {p.children}
      {p.legend}
      <div class="take" role="group" aria-label={'Take along: ' + p.title}>
        <button type="button" class="small" onClick={() => save(p.file + '.csv', 'text/csv;charset=utf-8', csv_of(p.table.head, p.table.rows))}>
          CSV
        </button>
        {p.svg && (
          <>
            <button type="button" class="small" onClick={() => save(p.file + '.svg', 'image/svg+xml', p.svg!())}>
              SVG
            </button>
            <button type="button" class="small" onClick={() => void save_png(p.file + '.png', p.svg!(), ...(p.size ?? [960, 480]))}>
              PNG
            </button>
          </>
        )}
        {p.embed && (
          <button type="button" class="small" onClick={() => show_embed(true)}>
            Embed
          </button>
        )}
      </div>
      <details class="as-table">
        <summary>The same as a table</summary>
        <Table caption={p.title} hide_caption head={p.table.head} rows={p.table.rows} numeric={numeric} />
      </details>
      {embed && p.embed && (
        <Dialog title="Embed this chart" onClose={() => show_embed(false)}>
          <p>Copy this into your page. It shows the chart as the archive draws it on the day of reading, and leads to this page.</p>
          <textarea readOnly rows={4} aria-label="HTML to copy" value={embed_code(p.embed)} />
          <p>
            <CopyButton text={embed_code(p.embed)} label="Copy HTML" />
          </p>
        </Dialog>
      )}
    </figure>
  );
}
