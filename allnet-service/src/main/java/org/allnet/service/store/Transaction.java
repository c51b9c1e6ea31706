package org.allnet.service.store;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.jspecify.annotations.Nullable;

/** The tables, as one transaction sees them. For one thread, until its function returns. */
public final class Transaction {

  private final Sql sql;
  private final BlobStore blobs;
  private final Clock clock;
  private final @Nullable Actor actor;
  private final Set<Id.Case> advanced = new LinkedHashSet<>();
  private Optional<Id.Job> endedJob = Optional.empty();

  Transaction(Sql sql, BlobStore blobs, Clock clock, @Nullable Actor actor) {
    this.sql = sql;
    this.blobs = blobs;
    this.clock = clock;
    this.actor = actor;
  }

  /** {@return the projects} */
  public Projects projects() {
    return new ProjectRows(this);
  }

  /** {@return the subjects} */
  public Subjects subjects() {
    return new SubjectRows(this);
  }

  /** {@return the cases} */
  public Cases cases() {
    return new CaseRows(this);
  }

  /** {@return the pictures} */
  public Pictures pictures() {
    return new PictureRows(this);
  }

  /** {@return the files of pictures that nobody has read yet} */
  public HandedFiles handed() {
    return new HandedFileRows(this);
  }

  /** {@return the cells} */
  public Cells cells() {
    return new CaseCellRows(this);
  }

  /** {@return what models propose} */
  public Proposals proposals() {
    return new ProposalRows(this);
  }

  /** {@return who reads which case} */
  public Readings readings() {
    return new ReadingRows(this);
  }

  /** {@return what people said of cells} */
  public Judgements judgements() {
    return new JudgementRows(this);
  }

  /** {@return how people like to review} */
  public ReviewChoices reviewChoices() {
    return new ReviewChoiceRows(this);
  }

  /** {@return the cells of cases as readers go through them} */
  public Gallery gallery() {
    return new GalleryRows(this);
  }

  /** {@return the signatures} */
  public SignOffs signOffs() {
    return new SignOffRows(this);
  }

  /** {@return exactly what was signed} */
  public SignedResults signedResults() {
    return new SignedResultRows(this);
  }

  /** {@return what left the service as files} */
  public Exports exports() {
    return (object, what) -> record(AuditEvent.of(Act.EXPORTED, object, "", what));
  }

  /** {@return the people} */
  public Accounts accounts() {
    return new AccountRows(this);
  }

  /** {@return the keys of programs} */
  public ApiKeys apiKeys() {
    return new ApiKeyRows(this);
  }

  /** {@return by which people choose their passwords} */
  public Invitations invitations() {
    return new InvitationRows(this);
  }

  /** {@return for whom a provider of log-ins vouches} */
  public Identities identities() {
    return new IdentityRows(this);
  }

  /** {@return what browsers were sent away with} */
  public AwaitedReturns awaitedReturns() {
    return new AwaitedReturnRows(this);
  }

  /** {@return what people show beside their passwords} */
  public SecondFactors secondFactors() {
    return new SecondFactorRows(this);
  }

  /** {@return who is logged in} */
  public Sessions sessions() {
    return new SessionRows(this);
  }

  /** {@return the queue} */
  public Jobs jobs() {
    return new JobRows(this);
  }

  /** {@return what was handed in under which idempotency key} */
  public Submissions submissions() {
    return new SubmissionRows(this);
  }

  /** {@return the models} */
  public ServedModels models() {
    return new ModelRows(this);
  }

  /** {@return what is known of fields} */
  public FieldLooks fields() {
    return new FieldLookRows(this);
  }

  /** {@return what changes from day to day} */
  public Drift drift() {
    return new DriftRows(this);
  }

  /** {@return what happened, for other programs} */
  public Events events() {
    return new EventRows(this);
  }

  /** {@return where that is sent} */
  public Webhooks webhooks() {
    return new WebhookRows(this);
  }

  /** {@return the processes that answer} */
  public WorkersSeen workers() {
    return new WorkerRows(this);
  }

  /** {@return which service the database belongs to} */
  public ServiceIds service() {
    return new ServiceIdRows(this);
  }

  /** {@return the audit log} */
  public AuditLog audit() {
    return new AuditRows(this);
  }

  Sql sql() {
    return sql;
  }

  BlobStore blobs() {
    return blobs;
  }

  /**
   * {@return the time, in the microseconds that are stored; a transaction that waited for others to
   * end asks anew}
   */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  Actor actor() {
    if (actor == null) {
      throw new RunException("database: nothing can be changed while reading");
    }
    return actor;
  }

  /** Adds a line to the audit log and returns its sequence. */
  long record(AuditEvent event) {
    return new AuditRows(this).append(event);
  }

  /** The hash of the record that an event speaks of, as it is now. */
  Optional<Hash> recordOf(AuditEvent event) {
    try {
      if (event.object() instanceof Id.Judgement id) {
        return judgements().get(id).map(JudgementRows::hash);
      }
      return event.object() instanceof Id.SignOff id
          ? signOffs().get(id).map(SignOffRows::hash)
          : event.record(); // of what may change or end: StateCheck compares it
    } catch (InputException | IllegalArgumentException e) {
      return Optional.empty(); // it was made what nothing can read
    }
  }

  /** Remembers which job ended last: what follows from it belongs to its trace. */
  void ended(Id.Job job) {
    endedJob = Optional.of(job);
  }

  Optional<Id.Job> endedJob() {
    return endedJob;
  }

  /** Remembers that jobs of a case ended, so that the case may have an answer now. */
  void advanced(Id.Case of) {
    advanced.add(of);
  }

  void beforeCommit() {
    advanced.forEach(new CaseRows(this)::answerOnceNoJobIsOpen);
  }
}
