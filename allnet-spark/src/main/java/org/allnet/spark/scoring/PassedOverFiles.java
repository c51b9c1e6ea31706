package org.allnet.spark.scoring;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Image files of an inbox that Spark passes over without a word: empty ones, and those whose names,
 * or whose folders', begin with an underscore. Each is told of once. Hidden files are none that
 * anybody sent.
 */
final class PassedOverFiles {

  private static final Pattern IMAGE = Pattern.compile(Inbox.IMAGE_FILE);

  private final Configuration hadoop;
  private final Path inbox;
  private final Consumer<String> told;
  private final Set<String> known = new HashSet<>();

  /**
   * Of an inbox.
   *
   * @param inbox the folder, with those below it
   * @param told is told of each file, and why it is passed over
   */
  PassedOverFiles(Configuration hadoop, String inbox, Consumer<String> told) {
    this.hadoop = hadoop;
    this.inbox = new Path(inbox);
    this.told = told;
  }

  /** Looks for such files; returns how many were there until now. */
  int look() {
    try {
      FileSystem files = inbox.getFileSystem(hadoop);
      int above = files.makeQualified(inbox).toUri().getPath().length();
      RemoteIterator<LocatedFileStatus> below = files.listFiles(inbox, true);
      while (below.hasNext()) {
        LocatedFileStatus file = below.next();
        String name = file.getPath().toUri().getPath().substring(above).replaceFirst("^/", "");
        if (IMAGE.matcher(name).find() && !name.matches("(.*/)?\\..*")) {
          add(name, file.getLen());
        }
      }
    } catch (IOException e) {
      // The next look may find all of them; a file that has gone is nobody's loss.
      System.getLogger("org.allnet.spark").log(Level.DEBUG, inbox + ": can't be listed", e);
    }
    return known.size();
  }

  private void add(String name, long bytes) {
    boolean underscore = name.matches("(.*/)?_.*");
    if ((bytes == 0 || underscore) && known.add(name)) {
      told.accept(
          "passed over: %s: %s"
              .formatted(
                  name,
                  underscore
                      ? "names that begin with '_' are Spark's own; rename it"
                      : "is empty; move the whole image in under another name"));
    }
  }
}
