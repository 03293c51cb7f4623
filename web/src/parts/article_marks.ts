// Which words of an article carry which record. Text is cut once at all borders; a record that is chosen shows its own roles, all others
// only say that they are there.
import type { Article, EventRecord, Party, Span, Statement } from '../types';

export type ArticleRecord = EventRecord | Statement;

export interface RecordMark {
  a: number;
  b: number;
  role: string;
  id: string;
}

export interface Piece {
  a: number;
  b: number;
  text: string;
  marks: RecordMark[];
  sentences: string[];
}

export type FullArticle = Article & { events: EventRecord[]; statements: Statement[] };

function add(out: RecordMark[], id: string, role: string, span: Span | null | undefined) {
  if (span && span[1] > span[0]) out.push({ a: span[0], b: span[1], role, id });
}

export function marks_of(r: ArticleRecord): RecordMark[] {
  const out: RecordMark[] = [];
  const parties = (list: Party[], role: string) => list.forEach((p) => add(out, r.id, role, p.span));
  if (r.kind === 'event') {
    parties(r.actors, 'actor');
    parties(r.recipients, 'recipient');
    add(out, r.id, 'trigger', r.trigger.span);
    add(out, r.id, 'attributed', r.attributed_to?.span);
    add(out, r.id, 'date', r.date?.span);
    add(out, r.id, 'place', r.place?.span);
    for (const s of Object.values(r.size ?? {})) add(out, r.id, 'size', s?.span);
  } else {
    add(out, r.id, 'speaker', r.speaker?.span);
    add(out, r.id, 'addressee', r.addressee?.span);
    add(out, r.id, 'cue', r.cue?.span);
    for (const s of r.content.spans ?? [r.content.span]) add(out, r.id, 'content', s);
  }
  return out;
}

const in_title = (r: ArticleRecord) => r.kind === 'event' && r.section === 'title';

/** Pieces of each paragraph of the text, or of the title. */
export function paragraphs(article: FullArticle, title: boolean): Piece[][] {
  const text = title ? (article.title ?? '') : article.text;
  const points = [...text];
  const records = [...article.events, ...article.statements].filter((r) => in_title(r) === title);
  const marks = records.flatMap(marks_of).filter((m) => m.b <= points.length);
  const sentences = records.map((r) => ({ a: r.sentence[0], b: Math.min(points.length, r.sentence[1]), id: r.id }));
  const cuts = new Set([0, points.length]);
  for (const m of [...marks, ...sentences]) cuts.add(m.a).add(m.b);
  points.forEach((c, i) => c === '\n' && cuts.add(i).add(i + 1));
  const order = [...cuts].sort((x, y) => x - y);
  // Marks by their beginning; those still open are few, so each step looks at few.
  const queue = [...marks].sort((x, y) => x.a - y.a);
  const waiting = [...sentences].sort((x, y) => x.a - y.a);
  let open: RecordMark[] = [], inside: typeof sentences = [], q = 0, w = 0;
  const out: Piece[][] = [[]];
  for (let i = 0; i + 1 < order.length; i++) {
    const a = order[i]!, b = order[i + 1]!;
    while (q < queue.length && queue[q]!.a <= a) open.push(queue[q++]!);
    while (w < waiting.length && waiting[w]!.a <= a) inside.push(waiting[w++]!);
    open = open.filter((m) => m.b > a);
    inside = inside.filter((s) => s.b > a);
    if (points[a] === '\n') out.push([]);
    else out[out.length - 1]!.push({ a, b, text: points.slice(a, b).join(''), marks: [...open], sentences: inside.map((s) => s.id) });
  }
  return out.filter((p) => p.length);
}

/** Records in the order of the text. */
export const in_order = (a: FullArticle): ArticleRecord[] =>
  [...a.events, ...a.statements].sort((x, y) => Number(in_title(y)) - Number(in_title(x)) || x.sentence[0] - y.sentence[0] || first(x) - first(y));

const first = (r: ArticleRecord) => (r.kind === 'event' ? r.trigger.span[0] : r.content.span[0]);
