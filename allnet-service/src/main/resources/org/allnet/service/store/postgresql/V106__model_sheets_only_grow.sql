create trigger model_sheets_only_grow before update or delete on model_sheets
  for each row execute function only_grows();
create trigger model_sheets_no_truncate before truncate on model_sheets
  for each statement execute function only_grows();
