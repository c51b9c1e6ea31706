create trigger events_only_grow before update or delete on events
  for each row execute function only_grows();
create trigger events_no_truncate before truncate on events
  for each statement execute function only_grows();
