-- A list of cases says which of them show synthetic cells: an index of these pictures alone, so that no list reads all others.
create index pictures_synthetic on pictures (case_id) where synthetic = 1;
