// The chart of a relation on the screen: bars over a strip of article volume, zoomed by dragging, read by arrow keys. One slider stands
// for the cursor, so that each period is spoken; Enter opens what is behind it. The table beside it (parts/figure.tsx) is its twin.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import type { Bar, Change, Measure } from '../series';
import { MEASURES, is_score } from '../series';
import { number, period_text, plural, signed } from '../words';
import { draw_bars, draw_volume, ink_of } from './chart_draw';

interface Props {
  bars: Bar[];
  changes: Change[];
  measure: Measure;
  selected: string | null;
  intervals: boolean;
  label: string;
  onOpen: (bar: Bar) => void;
  onZoom: (since: string, until: string) => void;
}

export function bar_text(b: Bar, measure: Measure): string {
  const p = b.point;
  const when = period_text(p.period);
  if (!b.known) return `${when}: no article in the archive`;
  const beside = `; beside them ${p.other_events} ongoing or background, ${p.unconfirmed_events} planned, denied or alleged; ${plural(p.articles, 'article')}`;
  if (is_score(measure)) return `${when}: ${MEASURES[measure].name} ${signed(measure === 'plover' ? p.plover_score : p.goldstein)} from ${plural(p.events, 'new event')}${beside}`;
  const unit = measure === 'rate' ? ' per 100 articles' : '';
  const digits = measure === 'rate' ? 1 : 0;
  return `${when}: ${number(b.up, digits)} of cooperation, ${number(b.down, digits)} of conflict${unit}${beside}`;
}

const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
const AXIS_WIDTH = 52;

function extent(bars: Bar[]): [number, number] {
  const high = Math.max(0, ...bars.map((b) => Math.max(b.up, b.up_high)));
  const low = Math.max(0, ...bars.map((b) => Math.max(b.down, b.down_high)));
  const pad = (high + low || 1) * 0.04;
  return [low ? -low - pad : 0, (high || 1) + pad * 2];
}

function axes(ink: { soft: string; rule: string }, show_x: boolean, volume: boolean): uPlot.Axis[] {
  const font = '12px Georgia, serif';
  return [
    { show: show_x, stroke: ink.soft, font, grid: { show: false }, ticks: { show: true, stroke: ink.rule, size: 4 }, size: show_x ? 42 : 0 },
    {
      stroke: ink.soft, font, size: AXIS_WIDTH, grid: { show: !volume, stroke: ink.rule, width: 1 }, ticks: { show: false }, space: volume ? 24 : 36,
      values: (_u, vs) => vs.map((v) => (v === null ? '' : number(v, 1))),
    },
  ];
}

function options(p: { width: number; height: number; bars: Bar[]; range: [number, number]; volume: boolean; draw: (u: uPlot) => void; ink: { soft: string; rule: string } }): uPlot.Options {
  const first = p.bars[0]!.time, last = p.bars[p.bars.length - 1]!.end;
  return {
    width: p.width, height: p.height, pxAlign: 1, legend: { show: false },
    padding: [4, 8, 0, 0],
    cursor: { x: !p.volume, y: false, points: { show: false }, drag: { x: !p.volume, y: false, setScale: false } },
    select: { show: !p.volume, left: 0, top: 0, width: 0, height: 0 },
    scales: { x: { time: true, range: () => [first, last] }, y: { range: () => p.range } },
    tzDate: (t) => uPlot.tzDate(new Date(t * 1e3), 'Etc/UTC'),
    axes: axes(p.ink, p.volume, p.volume),
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: { draw: [p.draw] },
  };
}

/** Redraws when the theme changes. */
function useTheme(): string {
  const now = () => (document.documentElement.dataset['theme'] ?? '') + matchMedia('(prefers-color-scheme: dark)').matches;
  const [theme, set] = useState(now);
  useEffect(() => {
    const f = () => set(now());
    const watch = new MutationObserver(f);
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const media = matchMedia('(prefers-color-scheme: dark)');
    media.addEventListener('change', f);
    return () => (watch.disconnect(), media.removeEventListener('change', f));
  }, []);
  return theme;
}

function useWidth(box: { current: HTMLElement | null }): number {
  const [width, set] = useState(0);
  useEffect(() => {
    const watch = new ResizeObserver(([e]) => e && set(Math.floor(e.contentRect.width)));
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return width;
}

const bar_at = (bars: Bar[], time: number) => bars.findIndex((b) => time >= b.time && time < b.end);

function useCharts(p: Props, box: { current: HTMLDivElement | null }, strip: { current: HTMLDivElement | null }, cursor: number | null, set_cursor: (i: number | null) => void) {
  const theme = useTheme();
  const width = useWidth(box);
  const latest = useRef({ p, cursor });
  latest.current = { p, cursor };
  const charts = useRef<uPlot[]>([]);
  useEffect(() => {
    if (!box.current || !strip.current || width < 50 || !p.bars.length) return;
    const ink = ink_of(box.current);
    const data: uPlot.AlignedData = [p.bars.map((b) => b.time), p.bars.map(() => null)] as uPlot.AlignedData;
    const height = width < 500 ? 240 : 320;
    const main = new uPlot(
      options({
        width, height, bars: p.bars, range: extent(p.bars), volume: false, ink,
        draw: (u) => draw_bars(u, { ...latest.current.p, cursor: latest.current.cursor }, ink),
      }),
      data, box.current,
    );
    const most = Math.max(1, ...p.bars.map((b) => b.point.articles));
    const low = new uPlot(options({ width, height: 100, bars: p.bars, range: [0, most * 1.05], volume: true, ink, draw: (u) => draw_volume(u, p.bars, ink) }), data, strip.current);
    const over = main.over;
    let down_at: number | null = null;
    over.addEventListener('mousedown', (e) => (down_at = e.clientX));
    over.addEventListener('mouseup', (e) => {
      const { p } = latest.current;
      const place = e.clientX - over.getBoundingClientRect().left;
      if (down_at !== null && Math.abs(e.clientX - down_at) > 8) {
        const ends = [down_at - over.getBoundingClientRect().left, place].sort((a, b) => a - b).map((x) => main.posToVal(x, 'x'));
        const a = p.bars.find((b) => b.end > ends[0]!), c = [...p.bars].reverse().find((b) => b.time < ends[1]!);
        main.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        if (a && c) p.onZoom(day(a.time), day(c.end - 86400));
      } else {
        const i = bar_at(p.bars, main.posToVal(place, 'x'));
        if (i >= 0) p.onOpen(p.bars[i]!);
      }
      down_at = null;
    });
    over.addEventListener('mousemove', (e) => {
      const i = bar_at(latest.current.p.bars, main.posToVal(e.clientX - over.getBoundingClientRect().left, 'x'));
      set_cursor(i < 0 ? null : i);
    });
    over.addEventListener('mouseleave', () => set_cursor(null));
    charts.current = [main, low];
    return () => {
      charts.current = [];
      main.destroy();
      low.destroy();
    };
  }, [p.bars, p.measure, width, theme]);
  useEffect(() => charts.current[0]?.redraw(false), [p.selected, p.changes, p.intervals, cursor]);
}

export function SeriesChart(p: Props) {
  const box = useRef<HTMLDivElement>(null);
  const strip = useRef<HTMLDivElement>(null);
  const [hover, set_hover] = useState<number | null>(null);
  const chosen = useMemo(() => p.bars.findIndex((b) => b.point.period === p.selected), [p.bars, p.selected]);
  const [key_at, set_key_at] = useState<number | null>(null);
  useEffect(() => set_key_at(null), [p.bars]);
  const at = key_at ?? (chosen >= 0 ? chosen : p.bars.length - 1);
  useCharts(p, box, strip, hover ?? key_at, set_hover);
  const here = p.bars[hover ?? at];
  const on_key = (e: KeyboardEvent) => {
    const last = p.bars.length - 1;
    const to: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, ArrowDown: at - 1, ArrowUp: at + 1, Home: 0, End: last, PageUp: at - 12, PageDown: at + 12 };
    const next = to[e.key];
    if (next !== undefined) {
      e.preventDefault();
      set_key_at(Math.max(0, Math.min(last, next)));
    } else if ((e.key === 'Enter' || e.key === ' ') && p.bars[at]) {
      e.preventDefault();
      p.onOpen(p.bars[at]!);
    }
  };
  return (
    <div class="chart">
      <p class="readout" aria-hidden="true">
        {here ? bar_text(here, p.measure) : ''}
      </p>
      <div
        class="canvas" tabIndex={0} role="slider" aria-label={p.label} aria-orientation="horizontal" aria-valuemin={0}
        aria-valuemax={p.bars.length - 1} aria-valuenow={Math.max(0, at)} aria-valuetext={p.bars[at] ? bar_text(p.bars[at]!, p.measure) : ''} onKeyDown={on_key}
      >
        <div ref={box} aria-hidden="true" />
        <p class="strip-label" aria-hidden="true">
          articles in the archive
        </p>
        <div ref={strip} aria-hidden="true" />
      </div>
    </div>
  );
}
