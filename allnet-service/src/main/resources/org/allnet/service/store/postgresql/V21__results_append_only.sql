-- What was hidden and what was signed is never changed.
create trigger hidden_cells_only_grow before update or delete on hidden_cells
  for each row execute function only_grows();
create trigger hidden_cells_no_truncate before truncate on hidden_cells
  for each statement execute function only_grows();

create trigger signed_results_only_grow before update or delete on signed_results
  for each row execute function only_grows();
create trigger signed_results_no_truncate before truncate on signed_results
  for each statement execute function only_grows();
