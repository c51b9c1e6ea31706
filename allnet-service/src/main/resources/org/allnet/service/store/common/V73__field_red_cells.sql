-- What a field's red cells tell of its scale, and which of its cells wait until those of all fields of the case are enough.
create table field_red_cells (
  picture text primary key references pictures (id),
  diameters text not null,
  waiting text not null
);
