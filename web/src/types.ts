// What the server sends: the objects of docs/reference/records.md and the answers of docs/reference/http.md.

export type Span = [number, number];
export type Quad = 'verbal-cooperation' | 'material-cooperation' | 'verbal-conflict' | 'material-conflict';
export type Factuality = 'actual' | 'future' | 'negated' | 'hypothetical' | 'alleged';
export type Newness = 'new' | 'ongoing' | 'background';

export interface Party {
  text: string;
  span: Span | null;
  code: string;
  name: string;
  wikidata: string | null;
  sectors: string[];
  named_as: string;
  from: 'sentence' | 'document';
  statement?: string;
}

export interface Report {
  document: number;
  title: string | null;
  publisher: string | null;
  url: string | null;
  published: string | null;
  sentence: string;
  marks: { role: string; span: Span }[];
  day: string | null;
  counted: boolean;
}

export interface EventRecord {
  kind: 'event';
  id: string;
  article: string;
  section: 'text' | 'title';
  sentence: Span;
  trigger: { text: string; span: Span };
  type: string;
  mode: string | null;
  contexts: string[];
  cameo: string | null;
  quad: Quad;
  plover_score: number;
  goldstein: number | null;
  actors: Party[];
  recipients: Party[];
  date: { start: string; end: string; text: string | null; span: Span | null; basis: string } | null;
  place: { text: string; span: Span; name: string; country: string; latitude: number; longitude: number; precision: string } | null;
  size: Record<string, { low: number; high: number; text: string; span: Span }> | null;
  newness: Newness;
  factuality: Factuality;
  tense: string;
  polarity: string;
  certainty: string;
  attributed_to: Party | null;
  confidence: number;
  rule: string;
  versions: { engine: string; model: string; codebook: string };
  report?: Report;
  explained?: string;
  corrections?: Correction[];
}

export interface Correction {
  field?: string;
  from?: string;
  to?: string;
  by?: string;
  at?: string;
  why?: string;
}

export interface Statement {
  kind: 'statement';
  id: string;
  article: string;
  speaker: Party | null;
  addressee: Party | null;
  cue: { text: string; span: Span } | null;
  content: { text: string; span: Span; spans?: Span[] };
  direct: boolean;
  sentence: Span;
  rule?: string;
  report?: Report;
  explained?: string;
}

export interface Article {
  kind: 'article';
  id: string;
  origin: string;
  url: string | null;
  title: string | null;
  published: string | null;
  category: string | null;
  publisher: string | null;
  language: string | null;
  sources: { n: number | null; url: string }[];
  text: string;
  sha256: string;
  document?: number;
}

export interface List<T> {
  items: T[];
  next: string | null;
  vintage?: string;
}

export interface Point {
  period: string;
  start: string;
  events: number;
  other_events: number;
  unconfirmed_events: number;
  verbal_cooperation: number;
  material_cooperation: number;
  verbal_conflict: number;
  material_conflict: number;
  plover_score: number;
  goldstein: number;
  articles: number;
}

export interface Relation {
  first: string;
  second: string;
  names: Record<string, string>;
  period: string;
  unit?: string;
  outside_events?: number;
  points: Point[];
  vintage?: string;
}

export interface Dyad {
  first: string;
  second: string;
  names?: Record<string, string>;
  events: number;
  cooperation?: number;
  conflict?: number;
  plover_score?: number;
  first_day?: string;
  last_day?: string;
}

export interface Context {
  directions: { from: string | null; to: string | null; events: number }[];
  types: { type: string; events: number; quad: Quad }[];
  comparable: Dyad[];
  offices?: Office[];
  links?: Link[];
}

export interface Office {
  person: Party;
  office: string;
  country: string;
  change: string;
  date?: { start: string } | null;
  article?: string;
}

export interface Link {
  role: string;
  from: string;
  to: string;
  article: string;
  connective?: { text: string };
}

export interface Incident {
  kind: 'incident';
  id: string;
  type: string;
  mode?: string | null;
  quad: Quad;
  plover_score: number;
  goldstein: number | null;
  actors: IncidentParty[];
  recipients: IncidentParty[];
  date: { start: string; end: string } | null;
  place: { name: string; country: string | null } | null;
  newness: Newness;
  factuality: Factuality;
  mentions: string[];
  documents: number;
  independent_reports: number;
  stories: number;
  accounts: Account[];
}

export interface IncidentParty {
  code: string;
  name: string;
  named_as: string;
}

/** How some of the mentions tell it, and on whose word. */
export interface Account {
  factuality: Factuality;
  attributed_to: IncidentParty | null;
  mentions: number;
  documents: number;
  independent_reports: number;
}

export interface Story {
  kind: 'story';
  id: string;
  title?: string | null;
  first_day?: string | null;
  last_day?: string | null;
  documents: { article: string; role: string; of: string | null; score?: number; reasons?: string[]; document?: number; title?: string | null; publisher?: string | null; published?: string | null }[];
  independent_reports: number;
}

export interface SourceRow {
  id: number;
  name: string;
  documents: number;
  copies: number;
  first_day: string | null;
  last_day: string | null;
  months: { period: string; articles: number }[];
}

export interface Facets {
  facets: Record<string, { value: string; count: number }[]>;
  total: number;
  complete: boolean;
}
