package org.allnet.service.work.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;

/** The files that lie beside a model: in its folder, or in that of the run whose fold it is of. */
final class RunFiles {

  private static final String FOLD = "fold-\\d+";
  static final String SEAL = "seal.json";
  private static final int LONGEST_HEADER = 100_000_000;

  private final Path model;

  RunFiles(Path model) {
    this.model = model.toAbsolutePath().normalize();
  }

  /** Returns the file of a name; the fold's own comes first. */
  Optional<Path> file(String name) {
    Path own = model.resolveSibling(name);
    if (Files.isRegularFile(own)) {
      return Optional.of(own);
    }
    return run().map(run -> run.resolve(name)).filter(Files::isRegularFile);
  }

  private Optional<Path> run() {
    Path folder = model.getParent();
    return folder != null && String.valueOf(folder.getFileName()).matches(FOLD)
        ? Optional.ofNullable(folder.getParent())
        : Optional.empty();
  }

  /** Returns how many fold models the run has; 0 if the model is in no fold's folder. */
  int folds() {
    if (run().isEmpty()) {
      return 0;
    }
    int folds = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(run().get(), "fold-*")) {
      for (Path folder : all) {
        boolean fold = folder.getFileName().toString().matches(FOLD);
        folds += fold && Files.isRegularFile(folder.resolve(model.getFileName())) ? 1 : 0;
      }
    } catch (IOException e) {
      throw InputException.in(
          run().get(), "can't be read (%s)".formatted(ForeignFailure.words(e)), e);
    }
    return folds;
  }

  /** Returns whether the seal of a run's fold is of this very model. */
  boolean isSealed() {
    return sealed().filter(checksum()::equals).isPresent();
  }

  /** Returns whether there is a seal, of another model. */
  boolean isSealedForAnother() {
    return sealed().isPresent() && !isSealed();
  }

  private Optional<String> sealed() {
    return seal().map(node -> node.path("model").asText());
  }

  /** Returns the identity of the run that the seal names; empty if there is no seal. */
  Optional<String> sealedRun() {
    return seal().map(node -> node.path("run").asText());
  }

  private Optional<JsonNode> seal() {
    Path seal = model.resolveSibling(SEAL);
    if (!Files.isRegularFile(seal)) {
      return Optional.empty();
    }
    try {
      JsonNode node = Json.read(seal);
      FileFormat.SEAL.take(node, FilePlace.of(seal));
      return Optional.of(node);
    } catch (IOException e) {
      throw InputException.in(seal, "can't be read; put the run's own file back", e);
    }
  }

  /** The checksum that the model's file says, which was checked as the model was opened. */
  String checksum() {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(model))) {
      long length = Long.reverseBytes(in.readLong());
      if (length < 0 || length > LONGEST_HEADER) {
        throw InputException.in(model, "is no model; copy it again");
      }
      String header = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
      return Json.read(header).path("__metadata__").path("crc32c").asText();
    } catch (IOException e) {
      throw InputException.in(model, "can't be read (%s)".formatted(ForeignFailure.words(e)), e);
    }
  }
}
