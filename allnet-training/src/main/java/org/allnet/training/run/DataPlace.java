package org.allnet.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Where the data set of a run lies. A relative path as it was typed is lost in another working
 * folder; the way from the run's folder is not, even if both are moved together.
 *
 * @param typed the folder as the options name it
 * @param fromRun the way to it from the run's folder, with {@code /} between the parts; null if
 *     there is none, as between two drives
 */
record DataPlace(String typed, @Nullable String fromRun) {

  /**
   * Returns the place of a new run's data set.
   *
   * @param run the run's folder, which is there
   * @param data the data set's folder as it was typed
   */
  static DataPlace of(Path run, String data) {
    try {
      Path way = run.toRealPath().relativize(Path.of(data).toRealPath());
      return new DataPlace(data, way.toString().replace('\\', '/'));
    } catch (IOException | IllegalArgumentException e) {
      return new DataPlace(data, null);
    }
  }

  /**
   * Finds the data set again.
   *
   * @param run the run's folder
   * @param place its place when the run was begun; null if the run is older than this record
   * @param data what the options say now, which people may change by hand
   * @return the folder
   * @throws InputException if it is nowhere; names {@code run.json} and what to do
   */
  static Path find(Path run, @Nullable DataPlace place, String data) {
    List<Path> places = new ArrayList<>(List.of(Path.of(data)));
    if (place != null && place.fromRun() != null && place.typed().equals(data)) {
      Path way = from(run, place.fromRun());
      // A relative path may lead to other images from here.
      places.add(places.get(0).isAbsolute() || isSame(places.get(0), way) ? 1 : 0, way);
    }
    return places.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                InputException.in(
                    run.resolve(RunHeader.FILE),
                    "keeps the run's data set as %s, which is not there from the working folder %s; write where it is as 'data' into this file, or go on from the folder where the run was begun"
                        .formatted(data, Path.of("").toAbsolutePath())));
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false; // one of them is not there
    }
  }

  private static Path from(Path run, String way) {
    try {
      return run.toRealPath().resolve(way).normalize();
    } catch (IOException e) {
      return run.resolve(way);
    }
  }
}
