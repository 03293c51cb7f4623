// What the frame around a page (title, citation, permanent address) knows of it. Each page says it once its data are there.
import { useEffect, useState } from 'preact/hooks';

export interface PageFacts {
  title: string;
  vintage?: string;
  summary?: string;
}

let facts: PageFacts = { title: 'Demarche' };
const listeners = new Set<() => void>();

export const page_facts = () => facts;

export function usePage(title: string, vintage?: string, summary?: string) {
  useEffect(() => {
    facts = { title, vintage: vintage ?? document.body.dataset['vintage'], summary };
    document.title = title === 'Demarche' ? title : `${title} – Demarche`;
    for (const f of listeners) f();
  }, [title, vintage, summary]);
}

export function usePageFacts(): PageFacts {
  const [, tick] = useState(0);
  useEffect(() => {
    const f = () => tick((n) => n + 1);
    listeners.add(f);
    return () => void listeners.delete(f);
  }, []);
  return facts;
}
