-- What was said once is never changed.
create trigger proposals_no_update before update on proposals
begin
  select raise(abort, 'proposals only grow');
end;

create trigger proposals_no_delete before delete on proposals
begin
  select raise(abort, 'proposals only grow');
end;

create trigger judgements_no_update before update on judgements
begin
  select raise(abort, 'judgements only grow');
end;

create trigger judgements_no_delete before delete on judgements
begin
  select raise(abort, 'judgements only grow');
end;

create trigger sign_offs_no_update before update on sign_offs
begin
  select raise(abort, 'sign_offs only grow');
end;

create trigger sign_offs_no_delete before delete on sign_offs
begin
  select raise(abort, 'sign_offs only grow');
end;

create trigger audit_log_no_update before update on audit_log
begin
  select raise(abort, 'audit_log only grow');
end;

create trigger audit_log_no_delete before delete on audit_log
begin
  select raise(abort, 'audit_log only grow');
end;
