-- What was said once is never changed.
create function only_grows() returns trigger language plpgsql as $$
begin
  raise exception '% only grow', tg_table_name;
end;
$$;

create trigger proposals_only_grow before update or delete on proposals
  for each row execute function only_grows();
create trigger proposals_no_truncate before truncate on proposals
  for each statement execute function only_grows();

create trigger judgements_only_grow before update or delete on judgements
  for each row execute function only_grows();
create trigger judgements_no_truncate before truncate on judgements
  for each statement execute function only_grows();

create trigger sign_offs_only_grow before update or delete on sign_offs
  for each row execute function only_grows();
create trigger sign_offs_no_truncate before truncate on sign_offs
  for each statement execute function only_grows();

create trigger audit_log_only_grow before update or delete on audit_log
  for each row execute function only_grows();
create trigger audit_log_no_truncate before truncate on audit_log
  for each statement execute function only_grows();
