-- Who reads blinded must not learn of own pictures what a model says: whose they are is asked at each request.
create index audit_log_pictures on audit_log (account, at) where act = 'pictures-added';
