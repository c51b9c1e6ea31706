package org.allnet.service.work.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.Sha256;
import org.allnet.service.domain.Hash;

/** The files of models, in a folder, named by their hashes. Thread-safe. */
final class ModelFiles {

  private static final String ENDING = ".safetensors";

  private final Path folder;

  ModelFiles(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed(folder, "can't be made", e);
    }
  }

  /** Copies a file, unless it is there and is not damaged, and returns its hash. */
  Hash keep(Path model) {
    Hash hash = new Hash(Sha256.ofFile(model));
    Path kept = folder.resolve(hash.hex() + ENDING);
    if (Files.exists(kept) && Sha256.ofFile(kept).equals(hash.hex())) {
      return hash;
    }
    Path unfinished = folder.resolve("." + UUID.randomUUID() + ".tmp");
    try {
      try (InputStream in = Files.newInputStream(model)) {
        Files.copy(in, unfinished);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
        if (!Sha256.ofFile(unfinished).equals(hash.hex())) {
          throw InputException.in(model, "changed while it was copied; wait until it is written");
        }
        Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      return hash;
    } catch (IOException e) {
      throw failed(model, "can't be copied to " + folder, e);
    }
  }

  /**
   * Returns a model's file.
   *
   * @throws InputException if it is missing, or is not what was added
   */
  Path file(Hash hash) {
    Path kept = folder.resolve(hash.hex() + ENDING);
    if (!Files.isRegularFile(kept)) {
      throw InputException.in(
          kept, "the model's file is missing; add the model again, or restore it from a back-up");
    }
    if (!Sha256.ofFile(kept).equals(hash.hex())) {
      throw InputException.in(kept, "the model's file was changed or damaged; add the model again");
    }
    return kept;
  }

  private static RunException failed(Path place, String what, IOException e) {
    return RunException.in(
        place, what + " (" + ForeignFailure.words(e) + "); check rights and free space", e);
  }
}
