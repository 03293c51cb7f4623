# %% [markdown]
# # A small study: how Egypt and Israel came from war to peace, week by week
#
# The question: when did the relation of two countries change? The material: the demonstration reports that come with Demarche. The way:
# code them, take the Goldstein scores of each week, find the weeks at which their level shifts, draw it, and read the sentences behind
# one shift. Each cell runs on its own feet; the test suite runs them all.
#
# You need `pip install demarche[tables] matplotlib`, and this repository for its `demo/reports`.

# %%
import pathlib
import tempfile

import matplotlib.pyplot as plt
import numpy
import pandas

import demarche

ROOT = next(folder for folder in pathlib.Path(__file__).resolve().parents if (folder / 'demo' / 'reports').exists())
OUT = pathlib.Path(tempfile.mkdtemp())

# %% [markdown]
# ## Code the reports
#
# One archive file holds documents, events, statements and their evidence. Adding the same reports again changes nothing.

# %%
engine = demarche.Engine()
archive = demarche.open(OUT / 'study.demarche', 'c')
summary = archive.add(ROOT / 'demo' / 'reports', engine=engine)
print(summary)
print(engine.versions)

# %% [markdown]
# ## The weekly series
#
# A row a week, without gaps between the first and the last. `goldstein` is the sum over new and actual events; planned, denied and alleged
# ones are in `unconfirmed_events`. `articles` counts the reports of the week: a week without any is *no coverage*, not *no events*, so
# it must not enter as a zero.

# %%
weeks = archive.relation('EGY', 'ISR', period='week').to_pandas().set_index('start')
weeks['mean_goldstein'] = weeks['goldstein'] / weeks['events'].where(weeks['events'] > 0)
observed = weeks[weeks['events'] > 0]
print(f'{len(weeks)} weeks from {weeks.index[0]:%Y-%m-%d} to {weeks.index[-1]:%Y-%m-%d}; events in {len(observed)} of them, '
      f'reports in {(weeks["articles"] > 0).sum()}')
print(observed['mean_goldstein'].describe().round(2))

# %% [markdown]
# ## Where the level shifts
#
# Least squares with a price for each change: of all ways to cut the series into stretches, take the one whose squared deviations from
# the stretches' means, plus the price for each cut, are least. The price is 2 σ² log n, with σ from the differences of neighbours. A
# week counts as much as it has events.


# %%
def change_points(values, weights, least=4):
    """First positions of the stretches after the first: optimal partitioning, O(n²)."""
    values, weights = numpy.asarray(values, float), numpy.asarray(weights, float)
    count = len(values)
    sums = numpy.concatenate([[0], numpy.cumsum(weights)])
    firsts = numpy.concatenate([[0], numpy.cumsum(weights * values)])
    squares = numpy.concatenate([[0], numpy.cumsum(weights * values * values)])
    noise = numpy.median(numpy.abs(numpy.diff(values))) / (0.6745 * numpy.sqrt(2))
    price = 2 * max(noise, 0.1) ** 2 * weights.mean() * numpy.log(count)
    best, last = numpy.full(count + 1, numpy.inf), numpy.zeros(count + 1, int)
    best[0] = -price
    for end in range(least, count + 1):
        begins = numpy.arange(0, end - least + 1)
        weight, first = sums[end] - sums[begins], firsts[end] - firsts[begins]
        costs = best[begins] + squares[end] - squares[begins] - first * first / weight + price
        last[end] = begins[numpy.argmin(costs)]
        best[end] = costs.min()
    found, end = [], count
    while end > 0:
        end = last[end]
        if end > 0:
            found.append(int(end))
    return found[::-1]


changes = change_points(observed['mean_goldstein'], observed['events'])
bounds = [0, *changes, len(observed)]
stretches = pandas.DataFrame([
    {'from': observed.index[begin], 'to': observed.index[end - 1], 'weeks': end - begin, 'events': observed['events'].iloc[begin:end].sum(),
     'goldstein an event': numpy.average(observed['mean_goldstein'].iloc[begin:end], weights=observed['events'].iloc[begin:end])}
    for begin, end in zip(bounds, bounds[1:])])
print(stretches.to_string(index=False, float_format='{:.2f}'.format))

# %% [markdown]
# ## Draw it

# %%
figure, (above, below) = plt.subplots(2, 1, figsize=(10, 6), sharex=True, height_ratios=[3, 1])
above.axhline(0, color='0.8', linewidth=1)
above.vlines(observed.index, 0, observed['mean_goldstein'], color='0.6', linewidth=1)
above.scatter(observed.index, observed['mean_goldstein'], s=8 * observed['events'], color='tab:blue', zorder=3)
for row in stretches.itertuples(index=False):
    above.hlines(row[4], row[0], row[1], color='tab:red', linewidth=2)
above.set_ylabel('Goldstein an event')
above.set_title('Egypt and Israel in the demonstration reports, by week')
below.bar(weeks.index, weeks['articles'], width=7, color='0.6')
below.set_ylabel('reports')
figure.tight_layout()
figure.savefig(OUT / 'relation.png', dpi=120)

# %% [markdown]
# ## What lies behind a point
#
# A number is only as good as the sentences behind it. Here are those of the week with the most events.

# %%
busiest = observed['events'].idxmax()
sentences = archive.evidence('EGY', 'ISR', since=busiest.date(), until=(busiest + pandas.Timedelta(days=6)).date())
for sentence in sentences[:5]:
    print(f'{sentence["day"]} {sentence["type"]} {sentence["actors"]} -> {sentence["recipients"] or "-"}')
    print(f'    {sentence["sentence"]}')

# %% [markdown]
# ## Keep it
#
# The rows that the figure came from, with the versions of engine, model and codebook in every one of them.

# %%
archive.events(party='EGY', newness='new', factuality='actual').to_parquet(OUT / 'events.parquet')
weeks.to_csv(OUT / 'weeks.csv')
print(sorted(path.name for path in OUT.iterdir()))
