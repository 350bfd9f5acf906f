-- Acts that pages tell of by themselves, the newest first.
create index event_told on event (desk_id, verb, event_id)
  where verb = 'step_done' or verb = 'put_off' or verb = 'overruled';
