package org.allnet.spark.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.Json;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/**
 * What is scored, in rounds: a file with a line for each image or table, written once before the
 * first round and read by every later start. The driver never holds the list, so that its memory
 * does not grow with the number of images, and a set that grows meanwhile changes nothing.
 *
 * @param kind what holds the images
 * @param rounds how many there are
 * @param files files of all rounds
 * @param model the SHA-256 of the model file
 * @param asked inputs and options that act on rows
 */
record RoundPlan(InputKind kind, int rounds, long files, String model, String asked) {

  private static final String PLAN = "_plan/plan.json";

  /** Tables and archives of so many bytes are a round. */
  private static final long ROUND_BYTES = 8L << 30;

  /** Returns the lists of a round's files. */
  static Path list(Path out, int round) {
    return new Path(out, String.format(Locale.ROOT, "_plan/round-%06d.json", round));
  }

  /** Returns the plan that an earlier start wrote; empty if there is none. */
  static Optional<RoundPlan> read(Configuration hadoop, Path out) {
    Path file = new Path(out, PLAN);
    try {
      FileSystem files = file.getFileSystem(hadoop);
      if (!files.exists(file)) {
        return Optional.empty();
      }
      try (InputStream in = files.open(file)) {
        JsonNode tree = Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return Optional.of(
            new RoundPlan(
                InputKind.valueOf(tree.path("kind").asText()),
                tree.path("rounds").asInt(),
                tree.path("files").asLong(),
                tree.path("model").asText(),
                tree.path("asked").asText()));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw InputException.in(
          file.toString(),
          "can't be read (%s); score into another folder".formatted(ForeignFailure.words(e)),
          e);
    }
  }

  /** Lists the files and writes the plan; it is there only when all lists are. */
  static RoundPlan write(Configuration hadoop, Path out, ScoringOptions options, String model) {
    try {
      FileSystem files = out.getFileSystem(hadoop);
      files.delete(new Path(out, "_plan"), true);
      RoundPlan plan;
      try (Listing listing = new Listing(files, out, options)) {
        for (String input : options.inputs()) {
          listing.add(hadoop, input);
        }
        plan = listing.plan(options, model);
      }
      ObjectNode tree = Json.object();
      tree.put("kind", plan.kind().name());
      tree.put("rounds", plan.rounds());
      tree.put("files", plan.files());
      tree.put("model", plan.model());
      tree.put("asked", plan.asked());
      try (BufferedWriter writer = writer(files, new Path(out, PLAN))) {
        writer.write(Json.indented(tree) + "\n");
      }
      return plan;
    } catch (IOException e) {
      throw RunException.in(
          out.toString(), "can't be written (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private static BufferedWriter writer(FileSystem files, Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(files.create(file, true), StandardCharsets.UTF_8));
  }

  /** Goes through files and writes a line for each. */
  private static final class Listing implements AutoCloseable {

    private final FileSystem files;
    private final Path out;
    private final int most;
    private final boolean whole;
    private final Map<InputKind, String> first = new EnumMap<>(InputKind.class);
    private @Nullable BufferedWriter writer;
    private long all;
    private int inRound;
    private long bytes;
    private int rounds;

    Listing(FileSystem files, Path out, ScoringOptions options) {
      this.files = files;
      this.out = out;
      this.most = options.round();
      // Of several inputs two may have files of one name.
      this.whole = options.inputs().size() > 1;
    }

    void add(Configuration hadoop, String input) throws IOException {
      Path path = new Path(input);
      FileSystem from = path.getFileSystem(hadoop);
      FileStatus status;
      try {
        status = from.getFileStatus(path);
      } catch (IOException e) {
        throw InputException.in(input, "no such file or folder", e);
      }
      if (!status.isDirectory()) {
        line(status, status.getPath().getName(), InputKind.of(path.getName()));
        return;
      }
      String folder = status.getPath().toUri().getPath();
      RemoteIterator<LocatedFileStatus> below = from.listFiles(status.getPath(), true);
      while (below.hasNext()) {
        LocatedFileStatus file = below.next();
        String name = file.getPath().toUri().getPath().substring(folder.length());
        name = name.startsWith("/") ? name.substring(1) : name;
        if (!hidden(name)) {
          Optional<InputKind> kind = InputKind.of(file.getPath().getName());
          if (kind.isPresent()) {
            line(file, name, kind);
          }
        }
      }
    }

    /** A folder of answers, of the system or of nobody. */
    private static boolean hidden(String name) {
      for (String part : name.split("/")) {
        if (part.startsWith(".") || part.startsWith("_")) {
          return true;
        }
      }
      return false;
    }

    private void line(FileStatus file, String name, Optional<InputKind> known) throws IOException {
      InputKind kind = known.orElse(InputKind.IMAGES); // it was named: its content tells
      first.putIfAbsent(kind, name);
      if (first.size() > 1) {
        throw new InputException(
            "the inputs hold both %s and %s; score each kind alone"
                .formatted(first.values().toArray()));
      }
      boolean full = kind == InputKind.IMAGES ? inRound == most : bytes >= ROUND_BYTES;
      BufferedWriter to = writer;
      if (to == null || full) {
        close();
        to = writer(files, list(out, rounds++));
        writer = to;
        inRound = 0;
        bytes = 0;
      }
      Path path = file.getPath();
      ObjectNode line = Json.object();
      String place =
          "file".equals(path.toUri().getScheme())
              ? path.toUri().getPath()
              : path.toUri().toString();
      line.put("image", whole ? place : name);
      line.put("file", place);
      line.put("label", path.getParent() == null ? "" : path.getParent().getName());
      to.write(Json.line(line) + "\n");
      all++;
      inRound++;
      bytes += file.getLen();
    }

    RoundPlan plan(ScoringOptions options, String model) throws IOException {
      close();
      if (first.isEmpty()) {
        throw new InputException(
            String.join(", ", options.inputs())
                + ": holds neither images nor Parquet, Arrow or tar files; their names tell what they are");
      }
      return new RoundPlan(first.keySet().iterator().next(), rounds, all, model, options.asked());
    }

    @Override
    public void close() throws IOException {
      if (writer != null) {
        writer.close();
        writer = null;
      }
    }
  }
}
