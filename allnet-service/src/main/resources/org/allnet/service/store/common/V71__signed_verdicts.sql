-- What stands signed of a cell: made from the last signature of its case, and gone if that is withdrawn.
create table signed_verdicts (
  cell text primary key references cells (id),
  case_id text not null references cases (id),
  project text not null references projects (id),
  verdict text not null,
  kind text not null,
  sign_off text not null references sign_offs (id),
  at bigint not null
);
create index signed_verdicts_of_case on signed_verdicts (case_id);
create index signed_verdicts_of_project on signed_verdicts (project, verdict, at);
