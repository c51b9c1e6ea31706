package org.allnet.service.work.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.store.Store;

/** The jobs that the workers of a process have at the moment, whose leases are renewed. */
final class HeldJobs {

  private final Map<Id.Job, Job> held = new ConcurrentHashMap<>();

  void take(Collection<Job> jobs) {
    jobs.forEach(job -> held.put(job.id(), job));
  }

  void leave(Job job) {
    held.remove(job.id(), job);
  }

  boolean has(Job job) {
    return job.equals(held.get(job.id()));
  }

  /** Renews all leases, in one transaction. Who has lost a job finds out when it completes it. */
  void renew(Store store, Actor actor, Duration lease) {
    List<Job> now = List.copyOf(held.values());
    if (!now.isEmpty()) {
      store.change(actor, tx -> now.forEach(job -> tx.jobs().renew(job, lease)));
    }
  }
}
