package org.allnet.spark.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.dataset.FoundFolders;
import org.allnet.data.dataset.PassedOver;
import org.allnet.data.dataset.SystemFolders;
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
 * first round and read by every later start. The driver holds no list while it scores, and a set
 * that grows meanwhile changes nothing.
 *
 * @param kind what holds the images
 * @param rounds how many there are
 * @param files files of all rounds
 * @param model the SHA-256 of the model file
 * @param asked inputs and options that act on rows
 * @param notes what was passed over, a line each
 */
record RoundPlan(
    InputKind kind, int rounds, long files, String model, String asked, List<String> notes) {

  /** What is below it says what is scored. */
  static final String FOLDER = "_plan";

  private static final String PLAN = FOLDER + "/plan.json";

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
        List<String> notes = new ArrayList<>();
        tree.path("notes").forEach(note -> notes.add(note.asText()));
        return Optional.of(
            new RoundPlan(
                InputKind.valueOf(tree.path("kind").asText()),
                tree.path("rounds").asInt(),
                tree.path("files").asLong(),
                tree.path("model").asText(),
                tree.path("asked").asText(),
                notes));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw InputException.in(
          file.toString(),
          "can't be read (%s); score into another folder".formatted(ForeignFailure.words(e)),
          e);
    }
  }

  /** {@return whether a folder holds nothing, or only lists of a plan that was not finished} */
  static boolean isAll(FileSystem files, Path out) throws IOException {
    for (FileStatus one : files.listStatus(out)) {
      if (one.getPath().getName().equals(OutputLock.FILE)) {
        continue;
      }
      if (!one.isDirectory() || !one.getPath().getName().equals("_plan")) {
        return false;
      }
      for (FileStatus list : files.listStatus(one.getPath())) {
        if (!list.getPath().getName().matches("(round-\\d{6,}|plan)\\.json")) {
          return false;
        }
      }
    }
    return true;
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
      plan.notes().forEach(tree.putArray("notes")::add);
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

  /**
   * A file of a list.
   *
   * @param name what it is called
   * @param place its path, or its address if it is none of this machine
   * @param label the name of its folder
   * @param bytes how large it is
   */
  private record Found(String name, String place, String label, long bytes) {

    static Found of(FileStatus file, String name) {
      Path path = file.getPath();
      String place =
          "file".equals(path.toUri().getScheme())
              ? path.toUri().getPath()
              : path.toUri().toString();
      String label = path.getParent() == null ? "" : path.getParent().getName();
      return new Found(name, place, label, file.getLen());
    }

    static Found of(java.nio.file.Path file, String name) throws IOException {
      // A text loses what is no UTF-8; an address keeps it.
      String text = file.toString();
      String place = text.indexOf('\uFFFD') < 0 ? text : file.toUri().toString();
      java.nio.file.Path folder = file.getParent();
      java.nio.file.Path above = folder == null ? null : folder.getFileName();
      long bytes = Files.exists(file) ? Files.size(file) : 0;
      return new Found(name, place, above == null ? "" : above.toString(), bytes);
    }
  }

  /** Goes through files and writes a line for each. */
  private static final class Listing implements AutoCloseable {

    private static final String OWN = "that Spark keeps beside tables (names that begin with '_')";

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
    private final List<String> notes = new ArrayList<>();

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
        // It was named: its content tells what it is.
        InputKind kind = InputKind.of(path.getName()).orElse(InputKind.IMAGES);
        line(Found.of(status, status.getPath().getName()), kind, null);
      } else if ("file".equals(from.getUri().getScheme())) {
        disk(java.nio.file.Path.of(status.getPath().toUri().getPath()));
      } else {
        store(from, status.getPath());
      }
    }

    /** A folder of a disk, as every other command sees it, but for the order of its files. */
    private void disk(java.nio.file.Path folder) throws IOException {
      int[] own = {0};
      List<PassedOver> waiting = new ArrayList<>();
      List<FoundFiles> last = new ArrayList<>(1);
      FoundFolders.Said said =
          FoundFolders.below(
              folder,
              InputKind.holders(),
              found -> {
                for (java.nio.file.Path file : found.images()) {
                  line(Found.of(file, found.name(file)), InputKind.IMAGES, null);
                }
                for (java.nio.file.Path file : found.others()) {
                  Optional<InputKind> kind = InputKind.of(file.getFileName().toString());
                  if (kind.isPresent() && isOwn(found.name(file))) {
                    own[0]++;
                  } else if (kind.isPresent()) {
                    line(Found.of(file, found.name(file)), kind.get(), null);
                  }
                }
                found.passedOver().stream()
                    .filter(passed -> !passed.images().isEmpty())
                    .forEach(waiting::add);
                // Beside tables they are no images; before the first file nobody knows.
                if (first.containsKey(InputKind.IMAGES)) {
                  problems(found, waiting);
                }
                last.clear();
                last.add(found);
              });
      boolean rows = first.isEmpty() || first.containsKey(InputKind.IMAGES);
      if (rows) {
        problems(last.get(0), waiting);
      } else {
        said.pictures().forEach(line -> notes.add(folder + ": " + line));
      }
      for (PassedOver passed : waiting) {
        if (!passed.line().isEmpty()) {
          notes.add(folder + ": " + passed.line());
        }
      }
      said.others().forEach(line -> notes.add(folder + ": " + line));
      said.notes().forEach(note -> notes.add(folder + ": " + note));
      tell(folder.toString(), own[0], OWN);
    }

    /** Rows of pictures that are not read. */
    private void problems(FoundFiles found, List<PassedOver> waiting) throws IOException {
      for (PassedOver passed : waiting) {
        for (java.nio.file.Path file : passed.images()) {
          line(Found.of(file, found.name(file)), InputKind.IMAGES, passed.reason());
        }
      }
      waiting.clear();
    }

    /** A folder that Hadoop alone knows, which has no links. */
    private void store(FileSystem from, Path folder) throws IOException {
      String above = folder.toUri().getPath();
      RemoteIterator<LocatedFileStatus> below = from.listFiles(folder, true);
      int hidden = 0;
      int own = 0;
      while (below.hasNext()) {
        LocatedFileStatus file = below.next();
        String name = file.getPath().toUri().getPath().substring(above.length());
        name = name.startsWith("/") ? name.substring(1) : name;
        Optional<InputKind> kind = InputKind.of(file.getPath().getName());
        if (kind.isEmpty()) {
          continue;
        }
        if (Arrays.stream(name.split("/")).anyMatch(SystemFolders::isOne)) {
          hidden++;
        } else if (kind.get() != InputKind.IMAGES && isOwn(name)) {
          own++;
        } else {
          line(Found.of(file, name), kind.get(), null);
        }
      }
      tell(folder.toString(), hidden, "that are hidden or in folders of the system");
      tell(folder.toString(), own, OWN);
    }

    private void tell(String folder, int count, String which) {
      if (count > 0) {
        notes.add("%s: passed over: %s %s".formatted(folder, Counted.of(count, "file"), which));
      }
    }

    /** What Spark writes beside tables, such as those of a job that did not end. */
    private static boolean isOwn(String name) {
      return Arrays.stream(name.split("/")).anyMatch(part -> part.startsWith("_"));
    }

    private void line(Found file, InputKind kind, @Nullable String problem) throws IOException {
      first.putIfAbsent(kind, file.name());
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
      ObjectNode line = Json.object();
      line.put("image", whole ? file.place() : file.name());
      line.put("file", file.place());
      line.put("label", file.label());
      if (problem != null) {
        line.put("problem", problem);
      }
      to.write(Json.line(line) + "\n");
      all++;
      inRound++;
      bytes += file.bytes();
    }

    RoundPlan plan(ScoringOptions options, String model) throws IOException {
      close();
      if (first.isEmpty()) {
        throw new InputException(
            String.join(", ", options.inputs())
                + ": holds neither images nor Parquet, Arrow or tar files; their names tell what they are");
      }
      return new RoundPlan(
          first.keySet().iterator().next(), rounds, all, model, options.asked(), notes);
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
