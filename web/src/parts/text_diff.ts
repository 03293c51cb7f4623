// Which runs of words two texts share. Linear in their length: runs of five words of one text are looked up in the other.

const RUN = 5;

export interface Part {
  text: string;
  same: boolean;
}

const words_of = (text: string) => [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((m) => ({ word: m[0].toLowerCase(), a: m.index, b: m.index + m[0].length }));

function shared(own: ReturnType<typeof words_of>, other: ReturnType<typeof words_of>): boolean[] {
  const runs = new Set<string>();
  for (let i = 0; i + RUN <= other.length; i++) runs.add(other.slice(i, i + RUN).map((w) => w.word).join(' '));
  const same = new Array<boolean>(own.length).fill(false);
  for (let i = 0; i + RUN <= own.length; i++) {
    if (runs.has(own.slice(i, i + RUN).map((w) => w.word).join(' '))) same.fill(true, i, i + RUN);
  }
  return same;
}

function parts_of(text: string, words: ReturnType<typeof words_of>, same: boolean[]): Part[] {
  const out: Part[] = [];
  let at = 0;
  const push = (end: number, is: boolean) => {
    if (end > at) {
      const last = out[out.length - 1];
      if (last && last.same === is) last.text += text.slice(at, end);
      else out.push({ text: text.slice(at, end), same: is });
      at = end;
    }
  };
  words.forEach((w, i) => {
    push(w.a, !!same[i] && !!same[i - 1]);
    push(w.b, same[i]!);
  });
  push(text.length, false);
  return out;
}

export function common_words(a: string, b: string): { left: Part[]; right: Part[]; share: number } {
  const wa = words_of(a), wb = words_of(b);
  const sa = shared(wa, wb), sb = shared(wb, wa);
  const short = wa.length <= wb.length ? sa : sb;
  return { left: parts_of(a, wa, sa), right: parts_of(b, wb, sb), share: short.length ? short.filter(Boolean).length / short.length : 0 };
}
