package org.allnet.cli.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.ManifestMixin;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.integrity.Manifest;
import org.allnet.data.integrity.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet dataset verify}: whether the files are those that the manifest names. */
@Command(
    name = "verify",
    description = {
      "Compare files with C-NMC 2019 as distributed, or with a manifest.",
      "",
      "PATH is the data set's root, a folder within it or one above it. The exit code is 1 if",
      "a file is altered or missing."
    },
    customSynopsis = "allnet dataset verify PATH [OPTIONS]")
public final class VerifyCommand extends Subcommand {

  @Parameters(index = "0", paramLabel = "PATH", description = "A folder.")
  private Path path = Path.of("");

  @Mixin
  private ManifestMixin manifest =
      new ManifestMixin("CSV with path,sha256,size. Default: the built-in one of C-NMC 2019.");

  @Option(
      names = "--subset",
      description = "Allow missing files; those that are there must be unaltered.")
  private boolean subset;

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    Path file = manifest.file();
    Manifest expected = file == null ? Manifest.cnmc2019() : Manifest.read(file);
    Verification verification;
    try (StepProgress progress = steps()) {
      verification = Verification.of(path, expected, progress);
    }
    boolean passed = verification.passes(subset);
    if (json.isWanted()) {
      ObjectNode result = verification.toJson();
      result.put("passed", passed);
      out().println(JsonOutput.text(result));
    } else {
      out().print(verification.describe());
      out().println(passed ? "passed" : "FAILED");
      if (!passed && verification.passes(true)) {
        status("files are missing alone; if this is a sample of the set, add --subset");
      }
    }
    return passed ? GOOD : FAILED;
  }
}
