-- Figures by day are read from the newest on.
create index proposals_by_time on proposals (model, at);
create index judgements_by_time on judgements (at);
