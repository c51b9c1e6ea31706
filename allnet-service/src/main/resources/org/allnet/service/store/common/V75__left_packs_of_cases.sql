-- Of which case a file is that nobody needs any more: an erasure deletes it, whatever keeps others.
alter table left_packs add column case_id text;
create index left_packs_of_case on left_packs (case_id);
