package org.allnet.cli.network;

import java.util.List;
import java.util.function.Consumer;
import org.allnet.data.Counted;

/**
 * What a command could do nothing with, as it ends by saying.
 *
 * @param count how many images these are; one line may be about several
 * @param lines what is said of them, a line each
 * @param problems what else was named and is no image, such as an empty folder, a line each
 */
public record SkippedImages(int count, List<String> lines, List<String> problems) {

  /**
   * Says all of it.
   *
   * @param done how many images the command has done something with, in words
   * @param status where to
   * @return whether there was nothing to say
   */
  public boolean tell(String done, Consumer<String> status) {
    lines.forEach(line -> status.accept("skipped: " + line));
    problems.forEach(problem -> status.accept("problem: " + problem));
    if (count == 0 && problems.isEmpty()) {
      return true;
    }
    String others = problems.isEmpty() ? "" : ", " + Counted.of(problems.size(), "other problem");
    status.accept("allnet: %s, %d skipped%s; see above".formatted(done, count, others));
    return false;
  }
}
