// Where it happened: countries shaded by the number of events placed in them, on an equal-area map, with a table that says the same.
// Borders are those of Natural Earth as they stand on the ground; they take no side.
import { geoEqualEarth, geoGraticule10, geoPath } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { useMemo, useState } from 'preact/hooks';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { set_view, url_of, useAddress } from '../address';
import { twin, useData } from '../api';
import { usePage } from '../page';
import { Choice, Empty, PageHead, Problem, Waiting } from '../parts/common';
import { Figure } from '../parts/figure';
import { code_name, number, plural } from '../words';
import { Chips } from '../parts/filters';
import { Range } from './relation_controls';

interface Place {
  name: string;
  country: string;
  latitude: number;
  longitude: number;
  precision?: string;
  events: number;
  cooperation?: number;
  conflict?: number;
}

interface Places {
  items: Place[];
  vintage?: string;
}

type World = Topology<{ countries: GeometryCollection }>;
const WIDTH = 960, HEIGHT = 470;

interface Country {
  code: string;
  events: number;
  cooperation: number;
  conflict: number;
}

function by_country(places: Place[]): Map<string, Country> {
  const out = new Map<string, Country>();
  for (const p of places) {
    const c = out.get(p.country) ?? { code: p.country, events: 0, cooperation: 0, conflict: 0 };
    c.events += p.events;
    c.cooperation += p.cooperation ?? 0;
    c.conflict += p.conflict ?? 0;
    out.set(p.country, c);
  }
  return out;
}

/** Classes with round upper ends, so that the key can be read. */
function classes(most: number): number[] {
  const ends: number[] = [];
  for (const step of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000, 1000000, 1e9]) {
    ends.push(step);
    if (step >= most) break;
  }
  while (ends.length > 5) ends.splice(1, 1);
  return ends;
}

const class_of = (n: number, ends: number[]) => (n ? 1 + ends.findIndex((e) => n <= e) : 0);

function WorldMap({ world, countries, places, dots }: { world: World; countries: Map<string, Country>; places: Place[]; dots: boolean }) {
  const [over, set_over] = useState('');
  const { shapes, sphere, grid, project } = useMemo(() => {
    const projection = geoEqualEarth().fitSize([WIDTH, HEIGHT], { type: 'Sphere' });
    const path = geoPath(projection).digits(1);
    const all = feature(world, world.objects.countries) as FeatureCollection<Geometry>;
    return {
      shapes: all.features.map((f: Feature) => ({ code: String(f.id), d: path(f) ?? '' })),
      sphere: path({ type: 'Sphere' }) ?? '', grid: path(geoGraticule10()) ?? '', project: projection,
    };
  }, [world]);
  const ends = classes(Math.max(1, ...[...countries.values()].map((c) => c.events)));
  const top = Math.max(1, ...places.map((p) => p.events));
  const text = (code: string) => {
    const c = countries.get(code);
    return `${code_name(code)}: ${c ? plural(c.events, 'event') + (c.cooperation + c.conflict ? `, ${c.cooperation} of cooperation, ${c.conflict} of conflict` : '') : 'no event placed here'}`;
  };
  return (
    <>
      <p class="readout" aria-hidden="true">{over || 'Point at a country to read its number.'}</p>
      <svg class="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label="World map of events by country; the table below holds the same numbers">
        <path class="sphere" d={sphere} />
        <path class="grid" d={grid} />
        {shapes.map((s, i) => (
          <path key={i} class={'country l' + class_of(countries.get(s.code)?.events ?? 0, ends)} d={s.d} onMouseEnter={() => set_over(text(s.code))} onMouseLeave={() => set_over('')}>
            <title>{text(s.code)}</title>
          </path>
        ))}
        {dots && places.filter((p) => p.precision !== 'country').map((p, i) => {
          const at = project([p.longitude, p.latitude]);
          return at && <circle key={i} class="dot" cx={at[0]} cy={at[1]} r={2 + 6 * Math.sqrt(p.events / top)} onMouseEnter={() => set_over(`${p.name}: ${plural(p.events, 'event')}`)}><title>{`${p.name}: ${plural(p.events, 'event')}`}</title></circle>;
        })}
      </svg>
      <ul class="legend">
        {ends.map((e, i) => (
          <li key={e}><svg class={'key map-key l' + (i + 1)} viewBox="0 0 18 12" aria-hidden="true"><rect width="18" height="12" /></svg>{i && ends[i - 1]! + 1 !== e ? `${number(ends[i - 1]! + 1)} to ${number(e)}` : number(e)}</li>
        ))}
      </ul>
    </>
  );
}

export default function MapPage() {
  const a = useAddress();
  const { data, error, loading } = useData<Places>(twin('/places', a.query));
  const world = useData<World>('/assets/world.json');
  const view = a.view.get('as') ?? 'countries';
  usePage('Map of events', data?.vintage);
  const countries = useMemo(() => by_country(data?.items ?? []), [data]);
  const rows = [...countries.values()].sort((x, y) => y.events - x.events || x.code.localeCompare(y.code));
  return (
    <>
      <PageHead title="Map" lede="Where events are told to have happened, as far as reports name a place." />
      <form id="controls" class="controls" aria-label="What the map shows" onSubmit={(e) => e.preventDefault()}>
        <Choice legend="Show" value={view} options={[{ value: 'countries', label: 'countries' }, { value: 'places', label: 'countries and places' }]} onChange={(v) => set_view({ as: v === 'countries' ? null : v })} />
        <Range query={a.query} />
      </form>
      <Chips />
      {error && <Problem error={error} />}
      {world.error && <Problem error={world.error} what="The outlines could not be read" />}
      {!data && loading && <Waiting what="places" />}
      {data && !data.items.length && <Empty>No event of these days has a place.</Empty>}
      {data && data.items.length > 0 && (
        <>
          <Figure
            id="items" title="Events by country" file="demarche-map"
            summary={<>{number(data.items.reduce((n, p) => n + p.events, 0))} events with a place, in {plural(rows.length, 'country', 'countries')}; most in {rows.slice(0, 3).map((c) => code_name(c.code)).join(', ')}. Outlines: Natural Earth, borders as they stand on the ground, without taking sides.</>}
            table={{ head: ['Country', 'Code', 'Events', 'Cooperation', 'Conflict'], rows: rows.map((c) => [code_name(c.code), c.code, c.events, c.cooperation, c.conflict]) }}
          >
            {world.data ? <WorldMap world={world.data} countries={countries} places={data.items} dots={view === 'places'} /> : <Waiting what="outlines" />}
          </Figure>
          <ol class="columns" aria-label="Countries">
            {rows.slice(0, 40).map((c) => <li key={c.code}><a href={url_of(['actor', c.code])}>{code_name(c.code)}</a> <span class="count">{number(c.events)}</span></li>)}
          </ol>
        </>
      )}
    </>
  );
}
