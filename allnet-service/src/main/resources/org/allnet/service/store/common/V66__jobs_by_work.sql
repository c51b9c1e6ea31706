-- jobs_of_work finds all that this one found.
drop index jobs_to_claim;
