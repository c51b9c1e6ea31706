-- The files of pictures as they were handed in. A job reads each; until then its bytes are a part of a blob, the pack of its request.
create table handed_in (
  picture text primary key references pictures (id),
  case_id text not null references cases (id),
  file_number integer not null,
  cell_number integer,
  pack text,
  first_byte bigint not null,
  bytes bigint not null,
  content text not null,
  unreadable text
);
create index handed_in_of_case on handed_in (case_id, cell_number);
create index handed_in_of_pack on handed_in (pack);

-- Packs that a file needed: they are deleted once no file needs them.
create table left_packs (
  pack text primary key
);

-- What a job needs: pictures are read by others than those who ask models, so that they need not wait for them.
alter table jobs add column work text not null default 'models';
create index jobs_of_work on jobs (state, work, created, id);

-- How many bytes the pictures of a project take, kept as they come and go.
alter table projects add column bytes bigint not null default 0;
update projects set bytes = coalesce((select sum(p.bytes) from pictures p
  join cases c on c.id = p.case_id
  where c.project = projects.id and p.content is not null), 0);
