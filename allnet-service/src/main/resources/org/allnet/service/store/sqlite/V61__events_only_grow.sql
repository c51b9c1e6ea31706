create trigger events_no_update before update on events
begin
  select raise(abort, 'events only grow');
end;

create trigger events_no_delete before delete on events
begin
  select raise(abort, 'events only grow');
end;
