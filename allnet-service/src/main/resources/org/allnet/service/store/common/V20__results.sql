-- Cells of other subjects, whose verdict is known, that are hidden in a reading.
create table hidden_cells (
  reading text not null references readings (id),
  cell text not null references cells (id),
  expected text not null,
  primary key (reading, cell)
);

-- Exactly what was signed, by its hash. It names nobody: ids, verdicts and hashes alone.
create table signed_results (
  hash text primary key,
  content text not null
);
