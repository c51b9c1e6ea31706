-- What was hidden and what was signed is never changed.
create trigger hidden_cells_no_update before update on hidden_cells
begin
  select raise(abort, 'hidden_cells only grow');
end;

create trigger hidden_cells_no_delete before delete on hidden_cells
begin
  select raise(abort, 'hidden_cells only grow');
end;

create trigger signed_results_no_update before update on signed_results
begin
  select raise(abort, 'signed_results only grow');
end;

create trigger signed_results_no_delete before delete on signed_results
begin
  select raise(abort, 'signed_results only grow');
end;
