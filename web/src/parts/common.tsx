// Small pieces that all pages use: choices, messages, dialogs, headings.
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { url_of } from '../address';
import type { ApiError } from '../api';
import { copy } from '../download';
import { has_route, takes } from '../routes';

export interface Option {
  value: string;
  label: string;
  tells?: string;
}

/** One of few: radio buttons that look like one control. */
export function Choice(p: { legend: string; options: Option[]; value: string; onChange: (value: string) => void }) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend>{p.legend}</legend>
      <div class="choice-row">
        {p.options.map((o) => (
          <label key={o.value} title={o.tells} class={o.value === p.value ? 'on' : ''}>
            <input type="radio" name={name} value={o.value} checked={o.value === p.value} onChange={() => p.onChange(o.value)} />
            <span>{o.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Toggle(p: { label: string; on: boolean; onChange: (on: boolean) => void; tells?: string }) {
  return (
    <label class="toggle" title={p.tells}>
      <input type="checkbox" checked={p.on} onChange={(e) => p.onChange(e.currentTarget.checked)} />
      <span>{p.label}</span>
    </label>
  );
}

/** An error, in words: what, and what to do next. */
export function Problem({ error, what }: { error: ApiError; what?: string }) {
  const title = error.status === 410 ? 'Withdrawn or erased' : error.status === 404 ? 'Not in this archive' : (what ?? 'This could not be shown');
  return (
    <div class="note problem" role="alert">
      <strong>{title}.</strong> {error.message} {error.hint && <span class="soft">{error.hint}</span>}
    </div>
  );
}

export const Empty = ({ children }: { children: ComponentChildren }) => <p class="note empty">{children}</p>;

export const Waiting = ({ what }: { what: string }) => (
  <p class="waiting" role="status">
    Reading {what} …
  </p>
);

export function Section(p: { id?: string; title: string; count?: string; aside?: ComponentChildren; children: ComponentChildren; class?: string }) {
  const own = useId();
  const id = p.id ?? own;
  return (
    <section class={'block ' + (p.class ?? '')} aria-labelledby={id + '-title'} id={p.id}>
      <div class="block-head">
        <h2 id={id + '-title'}>
          {p.title} {p.count && <span class="count">{p.count}</span>}
        </h2>
        {p.aside}
      </div>
      {p.children}
    </section>
  );
}

export function PageHead(p: { over?: ComponentChildren; title: ComponentChildren; lede?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <div class="page-head">
      {p.over && <p class="over">{p.over}</p>}
      <h1 tabIndex={-1}>{p.title}</h1>
      {p.lede && <p class="lede">{p.lede}</p>}
      {p.children}
    </div>
  );
}

/** Leads to the public form, with the article filled in where the form takes it. */
export function AskForChange({ article }: { article: string }) {
  if (!has_route('/requests')) return null;
  return (
    <a class="button" href={url_of(['requests'], takes('/requests', 'article') ? { article } : {})}>
      Ask for a change or a removal
    </a>
  );
}

export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [said, say] = useState('');
  return (
    <>
      <button
        type="button"
        class="small"
        onClick={async () => {
          say((await copy(text)) ? 'Copied' : 'Could not copy');
          setTimeout(() => say(''), 2000);
        }}
      >
        {said || label}
      </button>
      <span class="hidden" role="status">
        {said}
      </span>
    </>
  );
}

export function Dialog(p: { title: string; onClose: () => void; children: ComponentChildren }) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.showModal();
    return () => before?.focus();
  }, []);
  return (
    <dialog ref={box} aria-labelledby={id} onClose={p.onClose} onClick={(e) => e.target === box.current && p.onClose()}>
      <div class="dialog-inner">
        <div class="dialog-head">
          <h2 id={id}>{p.title}</h2>
          <button type="button" class="small" onClick={p.onClose}>
            Close
          </button>
        </div>
        {p.children}
      </div>
    </dialog>
  );
}

/** A table that scrolls sideways on a narrow screen and can be reached by keyboard then. */
export function Table(p: { caption: string; head: (string | VNode)[]; rows: ComponentChildren[][]; numeric?: number[]; hide_caption?: boolean; class?: string }) {
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={'Table: ' + p.caption}>
      <table class={p.class}>
        <caption class={p.hide_caption ? 'hidden' : ''}>{p.caption}</caption>
        <thead>
          <tr>
            {p.head.map((h, i) => (
              <th key={i} scope="col" class={p.numeric?.includes(i) ? 'num' : ''}>
                {h === '' ? <span class="hidden">as a bar</span> : h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {p.rows.map((r, k) => (
            <tr key={k}>
              {r.map((c, i) =>
                i === 0 ? (
                  <th key={i} scope="row">
                    {c}
                  </th>
                ) : (
                  <td key={i} class={p.numeric?.includes(i) ? 'num' : ''}>
                    {c}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A number with a bar behind it; the bar is only for the eye. */
export function Meter({ value, most, kind = '' }: { value: number; most: number; kind?: string }) {
  return (
    <svg class={'meter ' + kind} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect x="0" y="0" width={most ? Math.max(0.5, (100 * value) / most) : 0} height="8" />
    </svg>
  );
}

export function MoreButton(p: { next: string | null; loading: boolean; load: () => void; shown: number }) {
  if (!p.next) return p.shown ? <p class="soft end">That is all: {p.shown} shown.</p> : null;
  return (
    <p class="more">
      <button type="button" onClick={p.load} disabled={p.loading}>
        {p.loading ? 'Reading …' : 'Show more'}
      </button>{' '}
      <span class="soft">{p.shown} shown so far</span>
    </p>
  );
}
