package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Counted;

/**
 * The images that a run was begun on. Names alone may be those of other images.
 *
 * @param run the run's folder
 * @param fingerprint the fingerprint of their names and contents
 * @param sha256 the hash of each image's content, by name; empty if the run's file of them is gone
 */
public record BegunImages(Path run, String fingerprint, Map<String, String> sha256) {

  /** Copies {@code sha256}, so that nothing changes it from outside. */
  public BegunImages {
    sha256 = Map.copyOf(sha256);
  }

  /**
   * Returns the images of the run that predictions are of. The run is not held.
   *
   * @param path the folder of a run or of one of its folds, or the predictions file in one
   * @return its images; empty if the path is none of these
   * @throws org.allnet.data.InputException if a file of the run is there and can't be read
   */
  public static Optional<BegunImages> of(Path path) {
    Path folder =
        Files.isDirectory(path)
            ? path.toAbsolutePath().normalize()
            : path.endsWith(FinishedRun.PREDICTIONS)
                ? path.toAbsolutePath().normalize().getParent()
                : null;
    for (int up = 0; up < 2 && folder != null; up++) {
      Path header = folder.resolve(RunHeader.FILE);
      if (Files.isRegularFile(header)) {
        RunHeader begun = RunHeader.read(header);
        return Optional.of(
            new BegunImages(folder, begun.fingerprint(), RunImages.begunOn(begun, folder)));
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  /**
   * Returns what tells that two runs were made with other images.
   *
   * @param other the images of the other run
   * @return what is other, to follow the names of both; empty if nothing is
   */
  public Optional<String> contradiction(BegunImages other) {
    if (fingerprint.equals(other.fingerprint)) {
      return Optional.empty();
    }
    for (BegunImages one : List.of(this, other)) {
      if (one.sha256.isEmpty()) {
        return Optional.of(
            "their fingerprints differ, and %s no longer says which images it had"
                .formatted(one.run.resolve(RunImages.FILE)));
      }
    }
    List<String> changed =
        sha256.entrySet().stream()
            .filter(image -> other.sha256.containsKey(image.getKey()))
            .filter(image -> !image.getValue().equals(other.sha256.get(image.getKey())))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "under the same names %s another content, such as %s"
                .formatted(Counted.of(changed.size(), "image").have(), changed.get(0)));
  }
}
