create trigger model_sheets_no_update before update on model_sheets
begin
  select raise(abort, 'model sheets only grow');
end;

create trigger model_sheets_no_delete before delete on model_sheets
begin
  select raise(abort, 'model sheets only grow');
end;
