package org.allnet.cli.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.file.Json;
import org.allnet.service.audit.ChangedRow;
import org.allnet.service.domain.Hash;
import org.allnet.service.store.Store;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.operation.ServiceVerification;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code allnet service verify}: whether all is what was stored. */
@Command(
    name = "verify",
    description = {
      "Check log, tables and pictures of a service, which may run meanwhile.",
      "",
      "Each line of the log is tied to the one before. Signed checkpoints show a log that somebody",
      "wrote anew or cut off; keep a copy of them elsewhere. A row that is not what the log says is",
      "named with its table: somebody changed it beside the service. The exit code is 1 if anything",
      "is wrong."
    })
public final class ServiceVerifyCommand extends Subcommand {

  @Mixin private DatabaseMixin place = new DatabaseMixin();

  @Option(
      names = "--checkpoints",
      paramLabel = "FILE",
      description = "Signed checkpoints. Default: those in the service's folder.")
  private @Nullable Path checkpoints;

  @Option(
      names = "--checkpoint-key",
      paramLabel = "FILE",
      description = "The public key that verifies them. Default: that in the service's folder.")
  private @Nullable Path key;

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public ServiceVerifyCommand() {}

  @Override
  public Integer call() {
    ServiceFolder folder = new ServiceFolder(place.folder());
    try (Store store = KeptService.open(place, this)) {
      ServiceVerification found =
          checkpoints == null && key == null
              ? ServiceVerification.of(store, folder)
              : ServiceVerification.of(
                  store,
                  checkpoints == null ? folder.checkpoints() : checkpoints,
                  key == null ? folder.auditPublicKey() : key);
      if (json.isWanted()) {
        out().println(JsonOutput.text(node(found)));
      } else {
        found.words().forEach(this::tell);
      }
      return found.isWhole() ? GOOD : FAILED;
    }
  }

  private static ObjectNode node(ServiceVerification found) {
    ObjectNode node = Json.object();
    node.put("whole", found.isWhole());
    node.put("auditLog", found.chain().words());
    found.halves().forEach(node.putArray("notCompared")::add);
    found.changed().stream().map(ChangedRow::words).forEach(node.putArray("changed")::add);
    node.put("pictures", found.pictures());
    found.damaged().stream().map(Hash::hex).forEach(node.putArray("damaged")::add);
    found.missing().stream().map(Hash::hex).forEach(node.putArray("missing")::add);
    return node;
  }
}
