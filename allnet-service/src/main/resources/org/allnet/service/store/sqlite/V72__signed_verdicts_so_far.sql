insert into signed_verdicts (cell, case_id, project, verdict, kind, sign_off, at)
select json_extract(c.value, '$.cell'), s.case_id, k.project, json_extract(c.value, '$.verdict'),
  coalesce(json_extract(c.value, '$.reading'), 'first'), s.id, s.at
from sign_offs s
join cases k on k.id = s.case_id
join signed_results r on r.hash = s.signed,
json_each(r.content, '$.cells') c
where k.status in ('signed', 'amended')
  and s.version = (select max(o.version) from sign_offs o where o.case_id = s.case_id)
  and json_extract(c.value, '$.verdict') is not null;
