package org.allnet.cli.service;

import java.util.UUID;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.InputException;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Subject;
import org.allnet.service.store.Store;
import org.allnet.service.store.Transaction;
import org.allnet.service.work.operation.Erasure;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.picture.StoredPictures;
import org.allnet.service.work.picture.Thumbnails;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code allnet service erase}: a subject is gone, and the audit log stays whole. */
@Command(
    name = "erase",
    description = {
      "Erase a subject of a service, which may run meanwhile.",
      "",
      "Its pictures, large and small, its pseudonym, names of files and reasons are gone for ever.",
      "Verdicts, signatures and the audit log stay: they name nobody, and 'service verify' finds",
      "them whole. Back-ups from before have all of it: see to them."
    })
public final class ServiceEraseCommand extends Subcommand {

  @Option(names = "--project", paramLabel = "NAME", required = true, description = "Its project.")
  private String project = "";

  @Option(
      names = "--subject",
      paramLabel = "PSEUDONYM",
      required = true,
      description = "What the project calls it.")
  private String subject = "";

  @Mixin private DatabaseMixin place = new DatabaseMixin();

  /** For the command line to make. */
  public ServiceEraseCommand() {}

  @Override
  public Integer call() {
    try (Store store = KeptService.open(place, this)) {
      Subject found = store.read(this::find);
      Thumbnails small =
          new Thumbnails(
              new StoredPictures(store.blobs()), new ServiceFolder(place.folder()).thumbnails());
      Actor actor = new Actor.Service("command-line", "erase-" + UUID.randomUUID());
      tell(new Erasure(store, small).erase(actor, found.project(), found.id()).words());
      return GOOD;
    }
  }

  private Subject find(Transaction tx) {
    Project in =
        tx.projects().all().stream()
            .filter(one -> one.name().equals(project))
            .findFirst()
            .orElseThrow(
                () ->
                    new InputException(
                        "--project: the service has no project '%s'".formatted(project)));
    return tx.subjects()
        .named(in.id(), subject)
        .orElseThrow(
            () ->
                new InputException(
                    "--subject: the project has no subject '%s'".formatted(subject)));
  }
}
