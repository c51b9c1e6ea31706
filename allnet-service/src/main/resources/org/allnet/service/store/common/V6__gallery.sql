-- Where the answer of a model puts a cell in the gallery: made from the proposal, so that a page is found by an index.
create table gallery_places (
  cell text not null references cells (id),
  model text not null,
  case_id text not null references cases (id),
  label text not null,
  stage integer not null,
  distance integer not null,
  number integer not null,
  primary key (cell, model)
);
create index gallery_in_order on gallery_places (case_id, model, stage, distance, number, label, cell);
create index gallery_of_label on gallery_places (case_id, model, label, stage, distance, number, cell);

-- What a reading says of a cell now: made from judgements.
create table verdicts (
  reading text not null references readings (id),
  cell text not null references cells (id),
  project text not null references projects (id),
  verdict text not null,
  sequence bigint not null,
  primary key (reading, cell)
);
create index verdicts_of_project on verdicts (project, verdict, sequence);

-- Events that were written together, from the first to the last in the audit log, so that they are taken back together.
create table acts (
  first_sequence bigint primary key,
  last_sequence bigint not null,
  reading text not null references readings (id),
  undoes bigint
);
create index acts_of_reading on acts (reading, first_sequence);

create index cells_of_picture on cells (picture);
