insert into signed_verdicts (cell, case_id, project, verdict, kind, sign_off, at)
select c.value ->> 'cell', s.case_id, k.project, c.value ->> 'verdict',
  coalesce(c.value ->> 'reading', 'first'), s.id, s.at
from sign_offs s
join cases k on k.id = s.case_id
join signed_results r on r.hash = s.signed
cross join lateral jsonb_array_elements(r.content::jsonb -> 'cells') as c (value)
where k.status in ('signed', 'amended')
  and s.version = (select max(o.version) from sign_offs o where o.case_id = s.case_id)
  and c.value ->> 'verdict' is not null;
