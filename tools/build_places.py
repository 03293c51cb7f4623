#!/usr/bin/env python3
"""Makes codebooks/places/cities.tsv and areas.tsv from GeoNames (https://www.geonames.org, CC BY 4.0).

  tools/build_places.py FOLDER

FOLDER holds GeoNames' cities15000.txt (or .zip), countryInfo.tsv, and admin1 and admin2 names (admin1CodesASCII.txt,
admin2Codes.txt, anywhere below it). GeoNames gives areas no coordinates in these files: an area lies at the mean of its
cities. Alternate names carry no language there: those in Latin letters are kept for cities of at least 100,000 people
and for seats of government. The same input gives the same bytes.
"""
import io, pathlib, sys, unicodedata, zipfile

OUT = pathlib.Path(__file__).resolve().parent.parent / 'codebooks/places'
ALTERNATES_FROM = 100_000


def rows(folder, name):
    for path in sorted(folder.rglob(name)):
        for line in path.read_text(encoding='utf-8').splitlines():
            if line and not line.startswith('#'):
                yield line.split('\t')
        return
    raise SystemExit(f'{folder} holds no {name}')


def city_rows(folder):
    packed = folder / 'cities15000.zip'
    if not packed.exists():
        return list(rows(folder, 'cities15000.txt'))
    with zipfile.ZipFile(packed) as z:
        return [line.split('\t') for line in io.TextIOWrapper(z.open('cities15000.txt'), encoding='utf-8').read().splitlines()]


def folded(name):
    plain = unicodedata.normalize('NFKD', name)
    return ''.join(c for c in plain if not unicodedata.combining(c)).lower().replace('-', ' ').replace("'", ' ')


def readable(name):
    """A name that an English text may use: Latin letters, not an airport code, not a sentence."""
    return (4 <= len(name) <= 30 and name[0].isupper() and not name.isupper() and name.count(' ') <= 3
            and all(ord(c) < 0x180 and (c.isalpha() or c in " -'.") for c in name))


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    known = {line.split('\t')[0] for line in open(OUT.parent / 'actors/countries.tsv', encoding='utf-8')}
    iso3 = {r[0]: r[1] for r in rows(folder, 'countryInfo.tsv') if r[1] in known}
    cities, members = [], {}
    for r in city_rows(folder):
        if r[8] not in iso3 or r[7] == 'PPLX' or r[7] == 'PPLH':  # a part of a city, a place that is no more
            continue
        lat, lon, people = float(r[4]), float(r[5]), int(r[14])
        area1, area2 = f'{r[8]}.{r[10]}', f'{r[8]}.{r[10]}.{r[11]}'
        names = [r[1]] + [n for n in [r[2]] if folded(n) != folded(r[1])]
        if people >= ALTERNATES_FROM or r[7] in ('PPLC', 'PPLA'):
            seen = {folded(n) for n in names}
            for name in sorted(r[3].split(',')):
                if readable(name) and folded(name) not in seen and len(names) < 20:
                    seen.add(folded(name)), names.append(name)
        cities.append((iso3[r[8]], area1, -people, names[0], lat, lon, names, r[7]))
        for area in (area1, area2):
            members.setdefault(area, []).append((lat, lon, people))
    OUT.mkdir(parents=True, exist_ok=True)
    with open(OUT / 'areas.tsv', 'w', encoding='utf-8') as f:
        f.write('# code\tcountry\tname\tlatitude\tlongitude\tpeople (of its cities)\n')
        level1 = [(r[0], r[1], r[2]) for r in rows(folder, 'admin1CodesASCII.txt')]
        level2 = [(r[0], r[1], r[2]) for r in rows(folder, 'admin2Codes.txt')]
        for code, name, plain in sorted(level1) + sorted(level2):
            if code not in members or code[:2] not in iso3:
                continue
            inside = members[code]
            lat, lon = (sum(x[i] for x in inside) / len(inside) for i in (0, 1))
            f.write(f'{code}\t{iso3[code[:2]]}\t{name}\t{lat:.2f}\t{lon:.2f}\t{sum(x[2] for x in inside)}\n')
    with open(OUT / 'cities.tsv', 'w', encoding='utf-8') as f:
        f.write('# country\tarea\tlatitude\tlongitude\tpeople\tseat (capital, area or -)\tname\tother names by |\n')
        for country, area, people, _, lat, lon, names, kind in sorted(cities):
            seat = 'capital' if kind == 'PPLC' else 'area' if kind == 'PPLA' else '-'
            f.write(f'{country}\t{area}\t{lat:.3f}\t{lon:.3f}\t{-people}\t{seat}\t{names[0]}\t{"|".join(names[1:])}\n')


main()
