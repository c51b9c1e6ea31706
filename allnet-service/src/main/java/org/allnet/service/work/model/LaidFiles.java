package org.allnet.service.work.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.file.Sha256;
import org.allnet.service.domain.Hash;

/**
 * The files that lay beside a model as its sheet was read: evaluation, model card, and the seal
 * that says of which run it is.
 *
 * @param files those that are there
 * @param hash of their names and bytes
 */
record LaidFiles(List<Path> files, Hash hash) {

  static final String EVALUATION = "evaluation.json";
  static final String CARD = "model-card.md";

  LaidFiles {
    files = List.copyOf(files);
  }

  static LaidFiles beside(Path model) {
    RunFiles beside = new RunFiles(model);
    List<Path> files = new ArrayList<>();
    StringBuilder said = new StringBuilder();
    for (String name : List.of(EVALUATION, CARD, RunFiles.SEAL)) {
      beside
          .file(name)
          .ifPresent(
              file -> {
                files.add(file);
                said.append(name).append(' ').append(Sha256.ofFile(file)).append('\n');
              });
    }
    return new LaidFiles(files, Hash.of(said.toString()));
  }

  /** Returns whether nothing lies there that says anything of the model. */
  boolean isEmpty() {
    return files.stream().allMatch(file -> file.endsWith(RunFiles.SEAL));
  }

  /** Returns whether one of them was written after a time. */
  boolean isYoungerThan(Instant time) {
    return files.stream().anyMatch(file -> isYounger(file, time));
  }

  private static boolean isYounger(Path file, Instant time) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isAfter(time);
    } catch (IOException e) {
      return false; // is gone meanwhile
    }
  }
}
