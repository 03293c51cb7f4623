// One incident in a list: what, who, when, and how many independent reports hold it up.
import { url_of } from '../address';
import type { Incident, IncidentParty } from '../types';
import { Status } from './evidence';
import { code_name, dates_text, plural } from '../words';

export const parties_text = (list: IncidentParty[]) => [...new Set(list.map((p) => p.name || code_name(p.code)))].join(', ');

export function IncidentRow({ incident: n }: { incident: Incident }) {
  return (
    <li class="row incident" id={n.id} tabIndex={-1}>
      <time dateTime={n.date?.start}>{dates_text(n.date)}</time>{' '}
      <a class="open" href={url_of(['incident', n.id])}>
        <span class="coded">coded as</span> <b>{n.type}</b>
        {n.mode && <span class="mode"> {n.mode}</span>}: {parties_text(n.actors) || 'nobody named'}
        {n.recipients.length > 0 && <> → {parties_text(n.recipients)}</>}
      </a>{' '}
      {n.factuality !== 'actual' && <Status event={{ factuality: n.factuality, attributed_to: null }} />}{' '}
      {n.newness !== 'new' && <span class="tag">{n.newness}</span>}{' '}
      <span class="soft">
        {plural(n.independent_reports, 'independent report')} in {plural(n.documents, 'article')}
        {n.place?.name && <> · {n.place.name}</>}
      </span>
    </li>
  );
}
