#!/usr/bin/env python3
"""Makes the generated actor tables from public facts.

    tools/build_actors.py DATA [CODEBOOKS]

DATA is a folder with country-codes.csv (PDDL), factbook.tar.gz (public domain), reign.tar.gz, peacesciencer_csv.tar.gz,
phoenix_dictionaries.tar.gz (MIT) and, beside it, places/geonames.tar.gz (CC BY 4.0). CODEBOOKS is the folder codebooks/.
Writes actors/{countries,country_names,groups,places}.tsv and offices/leaders.tsv; the hand-written tables beside
them are never touched. Running it twice gives the same bytes. Nothing is copied but names, codes and dates.
"""
import calendar
import csv
import html
import io
import json
import re
import sys
import tarfile
import unicodedata
import zipfile
from pathlib import Path

ENDED = {  # ISO 3166-3: code, name, first and last day
    'SUN': ('Soviet Union', '1922-12-30', '1991-12-25'),
    'YUG': ('Yugoslavia', '1945-11-29', '2003-02-03'),
    'CSK': ('Czechoslovakia', '1945-05-08', '1992-12-31'),
    'DDR': ('East Germany', '1949-10-07', '1990-10-02'),
    'VDR': ('South Vietnam', '1955-10-26', '1975-04-30'),
}
EXTRA = {'XKX': ('Kosovo', 'Q1246'), 'TWN': ('Taiwan', 'Q865')}
SKIPPED = {'ATA', 'BVT', 'HMD', 'ATF', 'UMI', 'SGS', 'IOT', 'CCK', 'CXR', 'SJM'}
# Short names of UN terms that read badly or collide; the hand table gives the names instead.
NAMES = {'BOL': 'Bolivia', 'VEN': 'Venezuela', 'IRN': 'Iran', 'PRK': 'North Korea', 'KOR': 'South Korea', 'RUS': 'Russia',
         'SYR': 'Syria', 'TZA': 'Tanzania', 'MDA': 'Moldova', 'LAO': 'Laos', 'VNM': 'Vietnam', 'GBR': 'United Kingdom',
         'USA': 'United States', 'PSE': 'Palestine', 'TUR': 'Turkey', 'CIV': 'Ivory Coast', 'COD': 'Democratic Republic of Congo',
         'COG': 'Republic of the Congo', 'CZE': 'Czech Republic', 'MMR': 'Myanmar', 'VAT': 'Vatican', 'SWZ': 'Eswatini',
         'HKG': 'Hong Kong', 'MAC': 'Macau', 'BIH': 'Bosnia and Herzegovina', 'CPV': 'Cape Verde'}
AMBIGUOUS_CAPITALS = {'Georgetown', 'Victoria', 'San Jose', 'Santiago', 'Kingston', 'Hamilton', 'Stanley', 'Douglas', 'Saint John\'s',
                      'George Town', 'Jerusalem', 'Castries', 'Alofi', 'Male', 'Roseau', 'Plymouth', 'Melekeok', 'Road Town',
                      'The Valley', 'Jamestown', 'Saint Peter Port', 'Saint Helier', 'Adamstown', 'Washington', 'Gibraltar', 'Philipsburg',
                      'Longyearbyen', 'The Settlement', 'West Island', 'Mariehamn', 'Praia', 'Lima', 'Bern', 'Sucre', 'Nice'}


def fold(s):
    return ''.join(c for c in unicodedata.normalize('NFD', s) if unicodedata.category(c) != 'Mn')


def clean(s):
    s = html.unescape(re.sub(r'<[^>]+>', ' ', s or ''))
    return re.sub(r'\s+', ' ', s).strip()


def write(path, header, rows):
    rows = sorted(set(tuple(r) for r in rows))
    text = '\t'.join(header) + '\n' + ''.join('\t'.join(r) + '\n' for r in rows)
    assert not any('\t' in c or '\n' in c for r in rows for c in r)
    Path(path).write_text(text, encoding='utf-8')
    print(f'{path}: {len(rows)} rows')


def tar_text(path, suffix):
    with tarfile.open(path) as tar:
        for member in tar.getmembers():
            if member.isfile() and member.name.endswith(suffix):
                yield member.name, tar.extractfile(member).read().decode('utf-8', 'replace')


def read_countries(data):
    rows = list(csv.DictReader((data / 'country-codes.csv').open(encoding='utf-8')))
    countries, gec = [], {}
    for r in rows:
        code = r['ISO3166-1-Alpha-3']
        if not code or code in SKIPPED:
            continue
        kind = 'state' if r['is_independent'] == 'Yes' else 'partial' if code in ('PSE', 'TWN', 'ESH') else 'territory'
        name = NAMES.get(code) or r['CLDR display name'] or r['UNTERM English Short'] or r['official_name_en']
        qid = re.search(r'Q\d+', r.get('wikidata_id') or '')
        countries.append((code, name, kind, '', '', qid.group(0) if qid else ''))
        for fips in re.findall(r'[A-Z]{2}', r['FIPS'] or ''):
            gec.setdefault(fips.lower(), code)
    have = {c[0] for c in countries}
    for code, (name, qid) in EXTRA.items():
        if code not in have:
            countries.append((code, name, 'partial', '', '', qid))
    for code, (name, start, end) in ENDED.items():
        countries.append((code, name, 'ended', start, end, ''))
    gec.update({'kv': 'XKX', 'gz': 'PSE', 'we': 'PSE', 'tw': 'TWN', 'wi': 'ESH', 'ri': 'SRB', 'mj': 'MNE', 'od': 'SSD', 'ez': 'CZE',
                'bm': 'MMR', 'wz': 'SWZ', 'mk': 'MKD', 'vt': 'VAT', 'tt': 'TLS'})
    return rows, countries, gec


def people_of(text):
    """'Algerian(s)' -> Algerian, Algerians; 'Frenchman(men)' -> Frenchman, Frenchmen; '(singular and plural)' -> as it is."""
    out = []
    for part in re.split(r'[;,]| or ', re.sub(r'note.*', '', text)):
        part = part.strip()
        m = re.match(r"^([A-Z][\w'’ -]+?)\((s|es)\)$", part)
        if m:
            out += [m.group(1), m.group(1) + m.group(2)]
        elif re.match(r'^[A-Z]\w+man\(men\)$', part):
            out += [part[:-5], part[:-8] + 'men']
        elif re.match(r"^[A-Z][\w' -]+ \(singular and plural\)$", part):
            out.append(part.split(' (')[0])
    return out


def factbook(data, gec):
    for name, text in tar_text(data / 'factbook.tar.gz', '.json'):
        code = gec.get(Path(name).stem)
        if code:
            yield code, json.loads(text)


def text_of(node, *path):
    for p in path:
        node = node.get(p, {}) if isinstance(node, dict) else {}
    return clean(node.get('text', '')) if isinstance(node, dict) else ''


def country_names(rows, countries, books, own):
    """own: codes and kinds that the hand table covers; it wins."""
    out, seen = [], {}

    def add(alias, code, kind, source, start='', end=''):
        alias = re.sub(r'\s+', ' ', alias).strip()
        if len(alias) < 4 or (code, kind) in own or not re.match(r"^[\w][\w .,'’&-]+$", alias):
            return
        if alias.lower() in ('none', 'congo', 'korea', 'guinea') or ',' in alias:
            return
        out.append((alias, code, kind, start, end, source))

    for code, name, kind, start, end, _ in countries:
        add(name, code, 'name', 'iso', start, end)
    for r in rows:
        code = r['ISO3166-1-Alpha-3']
        if not code or code in SKIPPED:
            continue
        for column in ('CLDR display name', 'UNTERM English Short', 'UNTERM English Formal'):
            alias = re.sub(r'\s*\(.*?\)|\*', '', r[column] or '').strip()
            add(re.sub(r'^the ', '', alias), code, 'name', 'country-codes')
    for code, book in books:
        g = book.get('Government', {})
        for field in ('conventional short form', 'conventional long form'):
            alias = text_of(g, 'Country name', field)
            if ';' not in alias and '(' not in alias:
                add(alias, code, 'name', 'factbook')
        nationality = book.get('People and Society', {}).get('Nationality', {})
        for alias in re.split(r'[;,]| or ', re.sub(r'\(.*?\)', '', text_of(nationality, 'adjective'))):
            if re.match(r'^\s*[A-Z][\w-]+( [A-Z][\w-]+)?\s*$', alias):
                add(alias, code, 'adjective', 'factbook')
        for alias in people_of(text_of(nationality, 'noun')):
            add(alias, code, 'people', 'factbook')
        capital = re.sub(r'\s*[(;].*', '', text_of(g, 'Capital', 'name'))
        if capital and capital not in AMBIGUOUS_CAPITALS and capital != 'none' and 'capital' not in capital:
            add(capital, code, 'capital', 'factbook')
    # An alias that means two countries in the same kind is left to the hand table.
    owners = {}
    for alias, code, kind, *_ in out:
        owners.setdefault((fold(alias).lower(), 'name' if kind in ('name', 'capital') else kind), set()).add(code)
    return [r for r in out
            if len(owners[(fold(r[0]).lower(), 'name' if r[2] in ('name', 'capital') else r[2])]) == 1]


MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m} | {m.lower(): i for i, m in enumerate(calendar.month_abbr) if m}


def office_of(title):
    t = title.lower()
    for words, office in ((('vice president',), ''), (('prime minister', 'premier', 'chancellor', 'chairman of the cabinet',
                          'president of council of ministers', 'president of the council of ministers'), 'prime-minister'),
                          (('supreme leader',), 'supreme-leader'), (('president',), 'president'),
                          (('king', 'queen', 'sultan', 'amir', 'emir', 'grand duke', 'prince', 'emperor'), 'monarch'), (('pope',), 'pope')):
        if any(t.startswith(w) or (' ' + w) in t for w in words):
            return office
    return ''


def incumbents(books):
    """'President Abdelmadjid TEBBOUNE (since 12 December 2019)'; the family name stands in capitals."""
    for code, book in books:
        for field in ('chief of state', 'head of government'):
            text = text_of(book.get('Government', {}), 'Executive branch', field)
            m = re.match(r'^(?P<who>[^(;]+?) \(since (?P<day>\d+ )?(?P<month>[A-Za-z]+) (?P<year>\d{4})\)', text)
            if not m or m['month'].lower() not in MONTHS:
                continue
            words = m['who'].split()
            caps = [i for i, w in enumerate(words) if not re.match(r'^[IVX]+$', w) and len(fold(w)) > 1 and fold(w).upper() == fold(w) and re.search('[A-Z]{2}', fold(w)) and w not in ('II', 'III', 'IV', 'VI', 'XIV', 'XVI')]
            if not caps:
                continue
            titles = {'president', 'prime', 'minister', 'king', 'queen', 'interim', 'premier', 'chancellor', 'chairman', 'gen.', 'dr.', 'sheikh', 'sultan',
                      'emir', 'amir', 'grand', 'duke', 'supreme', 'leader', 'of', 'the', 'state', 'council', 'ministers', 'acting', 'transition', 'col.',
                      'chief', 'government', 'federal', 'cabinet', 'executive', 'taoiseach', 'lt.', 'capt.', 'transitional', 'and', 'emperor', 'prince', 'bailiff',
                      'chairperson', 'general', 'presidential', 'leadership', 'pope', 'head', 'hh', 'el', 'crown', 'sovereign'}
            start = next((i for i, w in enumerate(words) if w.lower().strip(',') not in titles), len(words))
            office = office_of(' '.join(words[:max(start, 1)]))
            cut = words[start:]
            roman = re.compile(r'^[IVX]+$')
            name = ' '.join(w if roman.match(w) else w[0] + w[1:].lower() if fold(w).upper() == fold(w) and len(w) > 2 and '-' not in w else '-'.join(p.capitalize() for p in w.split('-')) if fold(w).upper() == fold(w) and len(w) > 3 else w for w in cut)
            surname = ' '.join('-'.join(p[:1] + p[1:].lower() for p in words[i].split('-')) for i in caps)
            day = int(m['day'] or 1)
            if office == 'monarch' and name.startswith('Charles') and code != 'GBR':
                continue  # one king of many realms: the hand table has him once
            if office and name and re.match(r"^[\w .,'’-]+$", name):
                yield code, office, name.replace(',', ''), surname.replace(',', ''), f"{int(m['year']):04d}-{MONTHS[m['month'].lower()]:02d}-{day:02d}"


COW = {2: 'USA', 20: 'CAN', 31: 'BHS', 40: 'CUB', 41: 'HTI', 42: 'DOM', 51: 'JAM', 52: 'TTO', 53: 'BRB', 54: 'DMA', 55: 'GRD', 56: 'LCA', 57: 'VCT',
       58: 'ATG', 60: 'KNA', 70: 'MEX', 80: 'BLZ', 90: 'GTM', 91: 'HND', 92: 'SLV', 93: 'NIC', 94: 'CRI', 95: 'PAN', 100: 'COL', 101: 'VEN',
       110: 'GUY', 115: 'SUR', 130: 'ECU', 135: 'PER', 140: 'BRA', 145: 'BOL', 150: 'PRY', 155: 'CHL', 160: 'ARG', 165: 'URY', 200: 'GBR',
       205: 'IRL', 210: 'NLD', 211: 'BEL', 212: 'LUX', 220: 'FRA', 223: 'LIE', 225: 'CHE', 230: 'ESP', 232: 'AND', 235: 'PRT', 255: 'DEU',
       260: 'DEU', 265: 'DDR', 290: 'POL', 305: 'AUT', 310: 'HUN', 315: 'CSK', 316: 'CZE', 317: 'SVK', 325: 'ITA', 331: 'SMR', 338: 'MLT',
       339: 'ALB', 341: 'MNE', 343: 'MKD', 344: 'HRV', 345: 'SRB', 346: 'BIH', 347: 'XKX', 349: 'SVN', 350: 'GRC', 352: 'CYP', 355: 'BGR',
       359: 'MDA', 360: 'ROU', 365: 'RUS', 366: 'EST', 367: 'LVA', 368: 'LTU', 369: 'UKR', 370: 'BLR', 371: 'ARM', 372: 'GEO', 373: 'AZE',
       375: 'FIN', 380: 'SWE', 385: 'NOR', 390: 'DNK', 395: 'ISL', 402: 'CPV', 403: 'STP', 404: 'GNB', 411: 'GNQ', 420: 'GMB', 432: 'MLI',
       433: 'SEN', 434: 'BEN', 435: 'MRT', 436: 'NER', 437: 'CIV', 438: 'GIN', 439: 'BFA', 450: 'LBR', 451: 'SLE', 452: 'GHA', 461: 'TGO',
       471: 'CMR', 475: 'NGA', 481: 'GAB', 482: 'CAF', 483: 'TCD', 484: 'COG', 490: 'COD', 500: 'UGA', 501: 'KEN', 510: 'TZA', 516: 'BDI',
       517: 'RWA', 520: 'SOM', 522: 'DJI', 530: 'ETH', 531: 'ERI', 540: 'AGO', 541: 'MOZ', 551: 'ZMB', 552: 'ZWE', 553: 'MWI', 560: 'ZAF',
       565: 'NAM', 570: 'LSO', 571: 'BWA', 572: 'SWZ', 580: 'MDG', 581: 'COM', 590: 'MUS', 591: 'SYC', 600: 'MAR', 615: 'DZA', 616: 'TUN',
       620: 'LBY', 625: 'SDN', 626: 'SSD', 630: 'IRN', 640: 'TUR', 645: 'IRQ', 651: 'EGY', 652: 'SYR', 660: 'LBN', 663: 'JOR', 666: 'ISR',
       670: 'SAU', 678: 'YEM', 679: 'YEM', 690: 'KWT', 692: 'BHR', 694: 'QAT', 696: 'ARE', 698: 'OMN', 700: 'AFG', 701: 'TKM', 702: 'TJK',
       703: 'KGZ', 704: 'UZB', 705: 'KAZ', 710: 'CHN', 712: 'MNG', 713: 'TWN', 731: 'PRK', 732: 'KOR', 740: 'JPN', 750: 'IND', 760: 'BTN',
       770: 'PAK', 771: 'BGD', 775: 'MMR', 780: 'LKA', 781: 'MDV', 790: 'NPL', 800: 'THA', 811: 'KHM', 812: 'LAO', 816: 'VNM', 817: 'VDR',
       820: 'MYS', 830: 'SGP', 835: 'BRN', 840: 'PHL', 850: 'IDN', 860: 'TLS', 900: 'AUS', 910: 'PNG', 920: 'NZL', 935: 'VUT', 940: 'SLB',
       950: 'FJI', 955: 'TON', 970: 'NRU', 986: 'PLW', 987: 'FSM', 983: 'MHL', 990: 'WSM', 947: 'TUV', 946: 'KIR'}


def leaders(data):
    """Effective leaders, family names only: REIGN (days of entry, months of exit) where it has them, else Archigos."""
    spells = []
    text = dict(tar_text(data / 'reign.tar.gz', 'leaderlist_3_21.csv')).popitem()[1]
    for r in csv.DictReader(io.StringIO(text)):
        try:
            ccode, d, m, y = int(r['ccode']), int(r['sdate'] or 1), int(r['smonth']), int(r['syear'])
            em, ey = int(r['emonth'] or 3), int(r['eyear'] or 2021)
        except ValueError:
            continue
        code = COW.get(ccode)
        if not code:
            continue
        if code == 'RUS' and (y, m) < (1991, 12):
            code = 'SUN'
        if code == 'SRB' and (y, m) < (2003, 2):
            code = 'YUG'
        d = min(max(d, 1), calendar.monthrange(y, m)[1])
        end = '' if (ey, em) >= (2021, 3) else f'{ey:04d}-{em:02d}-{calendar.monthrange(ey, em)[1]:02d}'
        if end and end < f'{y:04d}-{m:02d}-{d:02d}':
            continue
        spells.append((code, r['leader'].strip(), f'{y:04d}-{m:02d}-{d:02d}', end or '2021-03-31', 'reign'))
    have = {(c, fold(n).lower().split()[-1]) for c, n, *_ in spells if n}
    text = dict(tar_text(data / 'peacesciencer_csv.tar.gz', 'archigos.csv')).popitem()[1]
    for r in csv.DictReader(io.StringIO(text)):
        code = COW.get(int(float(r['gwcode'])))
        name = r['leader'].strip()
        if not code or r['enddate'] < '1945-01-01' or not name or (code, fold(name).lower().split()[-1]) in have:
            continue
        if code == 'RUS' and r['startdate'] < '1991-12-01':
            code = 'SUN'
        spells.append((code, name, r['startdate'], r['enddate'], 'archigos'))
    return [s for s in spells if re.match(r"^[\w .'’-]+$", s[1]) and len(s[1]) > 2]


def groups(data, codes):
    text = dict(tar_text(data / 'phoenix_dictionaries.tar.gz', 'Phoenix.MilNonState.actors.txt')).popitem()[1]
    names, out = [], []
    for line in text.splitlines():
        line = line.split('#')[0].rstrip()
        if not line.strip():
            continue
        m = re.search(r'\[([A-Z]{3,})\]', line)
        head = re.split(r'[\[]', line)[0].strip()
        if head:
            if not line.startswith(('+', '\t', ' ')):
                names = []
            for piece in head.split('+'):
                name = ' '.join('-'.join(q.capitalize() for q in w.split('-')) for w in re.sub(r'\(.*?\)', '', piece).strip('_ ').split('_') if w)
                name = re.sub(r"\b(Of|The|And|For|In|To|On)\b", lambda x: x.group(1).lower(), name)
                name = name[:1].upper() + name[1:]
                if len(name.split()) >= 3 and len(name) >= 12 and re.match(r"^[A-Za-z .'-]+$", name):
                    names.append(name)
        if m and names:
            country, role = m[1][:3], m[1][3:6]
            if country in codes and role in ('REB', 'CRM', 'OPP', 'SEP', 'INS'):
                out += [(n, f'{country}:{"REB" if role in ("SEP", "INS") else role}', names[0]) for n in names]
            names = []
    owner = {}
    for n, c, _ in out:
        owner.setdefault(n.lower(), set()).add(c)
    return [r for r in out if len(owner[r[0].lower()]) == 1]


def places(data, rows):
    """Cities and regions for one question only: in which country is this report's scene?"""
    iso = {r['ISO3166-1-Alpha-2']: r['ISO3166-1-Alpha-3'] for r in rows if r['ISO3166-1-Alpha-3']}
    iso['XK'] = 'XKX'
    best = {}

    def offer(name, code, weight):
        if len(name) < 4 or not re.match(r"^[^\W\d_][\w '’.-]+$", name):
            return
        for form in {name, fold(name)}:
            have = best.setdefault(form, {})
            have[code] = max(have.get(code, 0), weight)

    with tarfile.open(data.parent / 'places' / 'geonames.tar.gz') as tar:
        for member in tar.getmembers():
            raw = tar.extractfile(member)
            if raw is None:
                continue
            if member.name.endswith('.zip'):
                with zipfile.ZipFile(io.BytesIO(raw.read())) as z:
                    for inner in z.namelist():
                        if 'cities' in inner:
                            for line in z.read(inner).decode('utf-8').splitlines():
                                f = line.split('\t')
                                if f[8] in iso and int(f[14] or 0) >= 15000:
                                    offer(f[1], iso[f[8]], int(f[14]))
            elif 'admin1' in member.name:
                for line in raw.read().decode('utf-8').splitlines():
                    f = line.split('\t')
                    country = f[0].split('.')[0]
                    if country in iso and len(f) > 1:
                        offer(re.sub(r' (Province|Region|State|Governorate|Oblast|District|Department|Prefecture)$', '', f[1]), iso[country], 300000)
    out = []
    for name, owners in best.items():
        ranked = sorted(owners.items(), key=lambda x: (-x[1], x[0]))
        if ranked[0][1] < 40000 or (len(ranked) > 1 and ranked[1][1] * 4 > ranked[0][1]):
            continue
        out.append((name, ranked[0][0]))
    return out


COMMON_WORDS = set('''center central union liberty hope reading march mobile independence orange most same same Of batman police west south north east
best bath deal sandy young moore marcos victoria santiago jordan paris president clinton bush lincoln washington jefferson jackson george madison cleveland
nelson warren wellington lawrence houston austin wayne douglas carson lafayette franklin hamilton gore normal hull david split enterprise corona
anderson marion lee sterling temple cross coast north-west northern southern eastern western central highland plain delta valley islands island capital
city federal district metro gulf bay sea river lake port harbour harbor delta strait channel canal'''.lower().split())


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    data = Path(sys.argv[1])
    books_root = Path(sys.argv[2]) if len(sys.argv) == 3 else Path(__file__).resolve().parent.parent / 'codebooks'
    actors, offices = books_root / 'actors', books_root / 'offices'
    rows, countries, gec = read_countries(data)
    codes = {c[0] for c in countries}
    books = sorted(factbook(data, gec), key=lambda x: x[0])
    own, own_names = set(), set()
    for line in (actors / 'country_names_own.tsv').read_text(encoding='utf-8').splitlines()[1:]:
        f = line.split('\t')
        own_names.add(fold(f[0]).lower())
        if f[2] in ('adjective', 'people', 'capital'):
            own.add((f[1], f[2]))
    write(actors / 'countries.tsv', ['code', 'name', 'kind', 'from', 'until', 'wikidata'], countries)
    names = [r for r in country_names(rows, countries, books, own) if fold(r[0]).lower() not in own_names]
    write(actors / 'country_names.tsv', ['alias', 'code', 'kind', 'from', 'until', 'source'], names)

    held = {}
    for path in (offices / 'holders.tsv', offices / 'others.tsv'):
        for line in path.read_text(encoding='utf-8').splitlines()[1:]:
            f = line.split('\t')
            country, person, start, end = (f[0], f[2], f[3], f[4]) if path.name == 'holders.tsv' else (f[0].split(':')[0], f[1], f[2], f[3])
            held.setdefault(country, []).append((fold(person).lower(), start, end or '2100-01-01'))
    def known(code, surname, start, end):
        last = fold(surname).lower().replace('-', ' ').split()[-1]
        return any(last in n.replace('-', ' ').split() and s <= end and e >= start for n, s, e in held.get(code, []))
    rows_l = [s for s in leaders(data) if not known(s[0], s[1], s[2], s[3])]
    rows_l = [(c, 'leader', n, s, e, '', src) for c, n, s, e, src in rows_l]
    acting = {c[0] for c in countries if c[2] != 'territory'}
    for code, office, name, surname, start in incumbents(books):
        if code in acting and not known(code, surname, start, '2100-01-01'):
            rows_l.append((code, office, name, start, '', surname if surname != name else '', 'factbook'))
    write(offices / 'leaders.tsv', ['country', 'office', 'person', 'from', 'until', 'surname', 'source'], rows_l)

    write(actors / 'groups.tsv', ['alias', 'code', 'name'], groups(data, codes))
    taken = {fold(r[0]).lower() for r in names} | own_names | COMMON_WORDS
    write(actors / 'places.tsv', ['place', 'country'],
          [p for p in places(data, rows) if p[1] in codes and fold(p[0]).lower() not in taken])


if __name__ == '__main__':
    main()
