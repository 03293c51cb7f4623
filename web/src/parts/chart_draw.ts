// Draws the bars of a relation on uPlot's canvas: deeds solid, words hatched, cooperation up, conflict down, periods without any article
// as a hatched gap, the interval of each count as a line, change points as lettered dashes. Never colour alone.
import type uPlot from 'uplot';
import { type Bar, type Change, is_score } from '../series';
import type { Measure } from '../series';

export interface Ink {
  ink: string;
  soft: string;
  rule: string;
  up: string;
  down: string;
  paper: string;
}

/** The colours of the style sheet, so that a chart follows the theme. */
export function ink_of(element: Element): Ink {
  const s = getComputedStyle(element);
  const v = (name: string) => s.getPropertyValue(name).trim();
  return { ink: v('--ink'), soft: v('--soft'), rule: v('--rule'), up: v('--up'), down: v('--down'), paper: v('--paper') };
}

function hatch(ctx: CanvasRenderingContext2D, colour: string, turn: 1 | -1, ratio: number): CanvasPattern | string {
  const size = Math.round(6 * ratio);
  const tile = document.createElement('canvas');
  tile.width = tile.height = size;
  const t = tile.getContext('2d');
  if (!t) return colour;
  t.globalAlpha = 0.16;
  t.fillStyle = colour;
  t.fillRect(0, 0, size, size);
  t.globalAlpha = 1;
  t.strokeStyle = colour;
  t.lineWidth = size * 0.3;
  t.beginPath();
  for (const shift of [-size, 0, size]) {
    t.moveTo(shift, turn > 0 ? size : 0);
    t.lineTo(shift + size, turn > 0 ? 0 : size);
  }
  t.stroke();
  return ctx.createPattern(tile, 'repeat') ?? colour;
}

interface Frame {
  u: uPlot;
  ctx: CanvasRenderingContext2D;
  ink: Ink;
  x: (t: number) => number;
  y: (v: number) => number;
  ratio: number;
}

function frame_of(u: uPlot, ink: Ink): Frame {
  return {
    u, ctx: u.ctx, ink,
    x: (t) => u.valToPos(t, 'x', true),
    y: (v) => u.valToPos(v, 'y', true),
    ratio: devicePixelRatio || 1,
  };
}

function sides(f: Frame, b: Bar): [number, number] {
  const a = f.x(b.time), c = f.x(b.end);
  const gap = Math.min(3 * f.ratio, (c - a) * 0.22);
  return [a + gap / 2, Math.max(1, c - a - gap)];
}

function box(f: Frame, b: Bar, from: number, to: number, fill: CanvasPattern | string) {
  const [left, width] = sides(f, b);
  const top = Math.min(f.y(from), f.y(to));
  f.ctx.fillStyle = fill;
  f.ctx.fillRect(left, top, width, Math.abs(f.y(from) - f.y(to)));
}

function whisker(f: Frame, b: Bar, low: number, high: number) {
  const m = Math.round((f.x(b.time) + f.x(b.end)) / 2);
  const wide = f.x(b.end) - f.x(b.time) > 14 * f.ratio ? 3 * f.ratio : 0;
  f.ctx.beginPath();
  f.ctx.moveTo(m, f.y(low));
  f.ctx.lineTo(m, f.y(high));
  for (const v of wide ? [low, high] : []) {
    f.ctx.moveTo(m - wide, f.y(v));
    f.ctx.lineTo(m + wide, f.y(v));
  }
  f.ctx.stroke();
}

export interface Drawing {
  bars: Bar[];
  changes: Change[];
  measure: Measure;
  selected: string | null;
  cursor: number | null;
  intervals: boolean;
}

export function draw_bars(u: uPlot, d: Drawing, ink: Ink) {
  const f = frame_of(u, ink);
  const { ctx } = f;
  const { left, top, width, height } = u.bbox;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  const up = hatch(ctx, ink.up, 1, f.ratio), down = hatch(ctx, ink.down, -1, f.ratio), gap = hatch(ctx, ink.rule, 1, f.ratio);
  d.bars.forEach((b, i) => {
    if (d.selected === b.point.period || d.cursor === i) {
      ctx.fillStyle = ink.ink;
      ctx.globalAlpha = d.selected === b.point.period ? 0.1 : 0.05;
      ctx.fillRect(f.x(b.time), top, f.x(b.end) - f.x(b.time), height);
      ctx.globalAlpha = 1;
    }
    if (!b.known) {
      ctx.globalAlpha = 0.5;
      ctx.fillStyle = gap;
      ctx.fillRect(f.x(b.time), top, f.x(b.end) - f.x(b.time), height);
      ctx.globalAlpha = 1;
      return;
    }
    if (b.up > b.material_up) box(f, b, b.material_up, b.up, up);
    if (b.material_up) box(f, b, 0, b.material_up, ink.up);
    if (b.down > b.material_down) box(f, b, -b.material_down, -b.down, down);
    if (b.material_down) box(f, b, 0, -b.material_down, ink.down);
  });
  ctx.lineWidth = f.ratio;
  ctx.strokeStyle = ink.ink;
  ctx.beginPath();
  ctx.moveTo(left, Math.round(f.y(0)) + 0.5);
  ctx.lineTo(left + width, Math.round(f.y(0)) + 0.5);
  ctx.stroke();
  // Lines on bars of a few pixels would hide the bars.
  const wide = d.bars[0] ? f.x(d.bars[0].end) - f.x(d.bars[0].time) > 9 * f.ratio : false;
  if (d.intervals && wide && !is_score(d.measure)) {
    ctx.globalAlpha = 0.6;
    for (const b of d.bars) {
      if (b.up_high) whisker(f, b, b.up_low, b.up_high);
      if (b.down_high) whisker(f, b, -b.down_low, -b.down_high);
    }
    ctx.globalAlpha = 1;
  }
  draw_changes(f, d);
  ctx.restore();
}

function draw_changes(f: Frame, d: Drawing) {
  const { ctx, ink } = f;
  const { top, height } = f.u.bbox;
  ctx.strokeStyle = ink.ink;
  ctx.fillStyle = ink.ink;
  ctx.font = `${12 * f.ratio}px Georgia, serif`;
  d.changes.forEach((c, i) => {
    const bar = d.bars[c.index];
    if (!bar) return;
    const x = Math.round(f.x(bar.time)) + 0.5;
    ctx.setLineDash([3 * f.ratio, 3 * f.ratio]);
    ctx.beginPath();
    ctx.moveTo(x, top + 14 * f.ratio);
    ctx.lineTo(x, top + height);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.textAlign = 'center';
    ctx.fillText(String.fromCharCode(65 + i), x, top + 11 * f.ratio);
  });
}

/** The strip below: how many articles the archive holds of each period. */
export function draw_volume(u: uPlot, bars: Bar[], ink: Ink) {
  const f = frame_of(u, ink);
  const { ctx } = f;
  ctx.save();
  ctx.globalAlpha = 0.55;
  for (const b of bars) box(f, b, 0, b.point.articles, ink.soft);
  ctx.restore();
}
