// The relation's chart as a picture that stands alone: title, axis, bars, intervals, source line. For SVG and PNG files; the screen
// uses parts/series_chart.tsx, which takes the same bars.
import type { Bar, Change } from './series';

const INK = '#1d1c1a', SOFT = '#6b6860', RULE = '#d9d5cc', UP = '#1f6784', DOWN = '#a8481b';

export const escape_xml = (s: string) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Round steps of an axis from low to high. */
export function ticks(low: number, high: number, most: number): number[] {
  const span = high - low || 1;
  const raw = span / most;
  const power = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw) ?? raw;
  const out: number[] = [];
  for (let t = Math.ceil(low / step) * step; t <= high + step * 1e-6; t += step) out.push(Math.abs(t) < step * 1e-6 ? 0 : t);
  return out;
}

export interface Picture {
  title: string;
  subtitle: string;
  axis: string;
  source: string;
  bars: Bar[];
  changes: Change[];
}

const f = (n: number) => (Math.round(n * 10) / 10).toString();
const num = (n: number) => String(Math.round(n * 100) / 100).replace('-', '−');

export function chart_svg(p: Picture, width = 960, height = 480): string {
  const left = 56, right = 16, top = 74, bottom = 96, strip = 44;
  const plot = height - top - bottom - strip;
  const first = p.bars[0]?.time ?? 0, last = p.bars[p.bars.length - 1]?.end ?? 1;
  const high = Math.max(1, ...p.bars.map((b) => Math.max(b.up, b.up_high)));
  const low = Math.max(0, ...p.bars.map((b) => Math.max(b.down, b.down_high)));
  const volume = Math.max(1, ...p.bars.map((b) => b.point.articles));
  const x = (t: number) => left + ((t - first) / (last - first || 1)) * (width - left - right);
  const y = (v: number) => top + ((high - v) / (high + low || 1)) * plot;
  const base = height - bottom + 4;
  const rect = (b: Bar, a: number, c: number, fill: string) => {
    const gap = Math.min(2, (x(b.end) - x(b.time)) * 0.2);
    return `<rect x="${f(x(b.time) + gap / 2)}" y="${f(Math.min(y(a), y(c)))}" width="${f(Math.max(0.5, x(b.end) - x(b.time) - gap))}" height="${f(Math.abs(y(a) - y(c)))}" fill="${fill}"/>`;
  };
  const parts: string[] = [];
  for (const t of ticks(-low, high, 6)) {
    parts.push(`<line x1="${left}" x2="${width - right}" y1="${f(y(t))}" y2="${f(y(t))}" stroke="${t === 0 ? INK : RULE}"/>`);
    parts.push(`<text x="${left - 8}" y="${f(y(t) + 4)}" text-anchor="end" fill="${SOFT}">${num(t)}</text>`);
  }
  for (const b of p.bars) {
    if (!b.known) {
      parts.push(`<rect x="${f(x(b.time))}" y="${top}" width="${f(x(b.end) - x(b.time))}" height="${plot}" fill="url(#gap)"/>`);
      continue;
    }
    if (b.up) parts.push(rect(b, 0, b.up, 'url(#up)'));
    if (b.material_up) parts.push(rect(b, 0, b.material_up, UP));
    if (b.down) parts.push(rect(b, 0, -b.down, 'url(#down)'));
    if (b.material_down) parts.push(rect(b, 0, -b.material_down, DOWN));
    const m = f((x(b.time) + x(b.end)) / 2);
    if (b.up_high) parts.push(`<line x1="${m}" x2="${m}" y1="${f(y(b.up_low))}" y2="${f(y(b.up_high))}" stroke="${INK}" stroke-opacity=".55"/>`);
    if (b.down_high) parts.push(`<line x1="${m}" x2="${m}" y1="${f(y(-b.down_low))}" y2="${f(y(-b.down_high))}" stroke="${INK}" stroke-opacity=".55"/>`);
  }
  for (const b of p.bars) {
    const h = (b.point.articles / volume) * (strip - 14);
    parts.push(`<rect x="${f(x(b.time))}" y="${f(base + strip - 14 - h)}" width="${f(Math.max(0.5, x(b.end) - x(b.time) - 0.5))}" height="${f(h)}" fill="${SOFT}" fill-opacity=".5"/>`);
  }
  parts.push(`<text x="${left - 8}" y="${base + 12}" text-anchor="end" fill="${SOFT}">${num(volume)}</text>`);
  parts.push(`<text x="${left}" y="${base - 2}" fill="${SOFT}" font-size="11">articles in the archive, by period</text>`);
  p.changes.forEach((c, i) => {
    const at = f(x(p.bars[c.index]?.time ?? first));
    parts.push(`<line x1="${at}" x2="${at}" y1="${top - 6}" y2="${top + plot}" stroke="${INK}" stroke-dasharray="3 3"/>`);
    parts.push(`<text x="${at}" y="${top - 10}" text-anchor="middle" fill="${INK}" font-size="11">${String.fromCharCode(65 + i)}</text>`);
  });
  const years = new Map<string, number>();
  for (const b of p.bars) if (!years.has(b.point.period.slice(0, 4))) years.set(b.point.period.slice(0, 4), b.time);
  const step = Math.max(1, Math.ceil(years.size / 14));
  [...years].forEach(([year, t], i) => {
    if (i % step === 0) parts.push(`<text x="${f(x(t))}" y="${base + strip + 2}" fill="${SOFT}">${year}</text>`);
  });
  const hatch = (id: string, colour: string, turn: number) =>
    `<pattern id="${id}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})"><rect width="4" height="4" fill="${colour}" fill-opacity=".18"/><line x1="0" x2="0" y1="0" y2="4" stroke="${colour}" stroke-width="2.6"/></pattern>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Georgia, 'Times New Roman', serif" font-size="12" role="img" aria-label="${escape_xml(p.title + '. ' + p.subtitle)}">
<defs>${hatch('up', UP, 45)}${hatch('down', DOWN, -45)}${hatch('gap', RULE, 90)}</defs>
<rect width="${width}" height="${height}" fill="#fffefb"/>
<text x="${left}" y="26" font-size="20" fill="${INK}">${escape_xml(p.title)}</text>
<text x="${left}" y="46" fill="${SOFT}">${escape_xml(p.subtitle)}</text>
${parts.join('\n')}
<g fill="${INK}" font-size="11"><rect x="${left}" y="${height - 42}" width="12" height="10" fill="${UP}"/><text x="${left + 17}" y="${height - 33}">deeds</text><rect x="${left + 60}" y="${height - 42}" width="12" height="10" fill="url(#up)"/><text x="${left + 77}" y="${height - 33}">words, of cooperation (up)</text><rect x="${left + 240}" y="${height - 42}" width="12" height="10" fill="${DOWN}"/><text x="${left + 257}" y="${height - 33}">deeds</text><rect x="${left + 300}" y="${height - 42}" width="12" height="10" fill="url(#down)"/><text x="${left + 317}" y="${height - 33}">words, of conflict (down)</text><text x="${left + 480}" y="${height - 33}" fill="${SOFT}">line: 95 % interval of the count</text></g>
<text x="${left}" y="${height - 12}" font-size="11" fill="${SOFT}">${escape_xml(p.source)}</text>
</svg>
`;
}
