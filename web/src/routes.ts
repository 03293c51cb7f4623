// What this server answers, from its own OpenAPI document: pages that it does not have are not offered, parameters that an address does not take
// are not sent (it would reject them). Until the document is read, everything is offered.
import { get } from './api';

interface OpenApi {
  paths: Record<string, { get?: { parameters?: { name: string; in: string }[] } }>;
}

interface Route {
  steps: string[];
  forms: Set<string>;
  parameters: Set<string>;
}

let routes: Route[] | null = null;

const FORMS = /\.(json|csv|jsonl|svg|txt|md|atom|manifest\.json)$/;

export async function read_routes(): Promise<void> {
  try {
    const doc = await get<OpenApi>('/openapi.json');
    const by = new Map<string, Route>();
    for (const [path, methods] of Object.entries(doc.paths)) {
      if (!methods.get) continue;
      const form = FORMS.exec(path)?.[1] ?? 'html';
      const bare = path.replace(FORMS, '');
      const route = by.get(bare) ?? { steps: bare.split('/').filter(Boolean), forms: new Set<string>(), parameters: new Set<string>() };
      route.forms.add(form);
      for (const p of methods.get.parameters ?? []) if (p.in === 'query') route.parameters.add(p.name);
      by.set(bare, route);
    }
    routes = [...by.values()];
  } catch {
    // An older or other server: everything is offered, and its answers say what it lacks.
  }
}

function find(path: string): Route | undefined {
  const steps = path.replace(FORMS, '').split('/').filter(Boolean);
  return routes?.find((r) => r.steps.length === steps.length && r.steps.every((s, i) => s.startsWith('{') || s === steps[i]));
}

export const has_route = (path: string, form?: string) => {
  const route = find(path);
  return !routes || (!!route && (!form || route.forms.has(form)));
};

export const takes = (path: string, parameter: string) => !routes || !!find(path)?.parameters.has(parameter);

/** The part of a query that an address takes. */
export function fitting(path: string, query: URLSearchParams | Record<string, string>): URLSearchParams {
  const out = new URLSearchParams();
  for (const [k, v] of query instanceof URLSearchParams ? query : Object.entries(query)) {
    if (v && takes(path, k)) out.set(k, v);
  }
  return out;
}
