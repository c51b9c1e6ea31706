package org.allnet.training.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.allnet.data.file.JsonFault;
import org.allnet.data.file.Sha256;
import org.allnet.data.split.Split;
import org.allnet.evaluation.comparison.RunSetup;
import org.allnet.evaluation.decision.RuleOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a run began with: the content of its {@code run.json}.
 *
 * @param fingerprint the fingerprint of the images' names and contents
 * @param images how many images there were
 * @param split the fingerprint of the split
 * @param pretrained the files of weights that its networks begin with
 * @param options all options
 * @param decided what was wanted of its decision rule when that was chosen anew; absent if it is
 *     that of the options
 * @param commands what was typed to begin it and to choose its rules anew, in that order; absent if
 *     it is of a version that did not keep that
 * @param place where its data set lay; absent if it is of a version that did not keep that
 */
record RunHeader(
    String fingerprint,
    int images,
    String split,
    List<BeginningWeights> pretrained,
    RunOptions options,
    @Nullable RuleOptions decided,
    @Nullable List<String> commands,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DataPlace place) {

  /** Options that make no other metrics, or that a fingerprint tells better. */
  private static final Set<String> IDLE =
      Set.of("data", "seed", "device", "threads", "about", "source", "spacing");

  /** Options that may be changed by hand: the data lie elsewhere, or another machine goes on. */
  private static final Set<String> FREE = Set.of("data", "splitFile", "device", "threads");

  /** The name of the file in a run's folder. */
  static final String FILE = "run.json";

  /** The file's hash of the options and of the rule, as they are written. */
  private static final String SEAL = "seal";

  /** {@return the options with the decision rule that the run has now} */
  RunOptions now() {
    return decided == null ? options : options.with(decided);
  }

  /**
   * What another run has to have in common with this one to be its repeat. The place of the images
   * and of the weights, and what computes them, makes no other system.
   *
   * @param folds how many folds the split has
   * @return the seed, the options that act on metrics, and the fingerprints of images and split
   */
  RunSetup setup(int folds) {
    Map<String, String> acting = new LinkedHashMap<>();
    acting.put("split", options.splitFile() == null ? "drawn by the seed" : "given");
    acting.put("folds", Integer.toString(folds));
    acting.put("fold models", options.allFoldModels() ? "all" : "the first");
    now().byName().forEach(acting::putIfAbsent);
    acting.keySet().removeAll(IDLE);
    acting.put(
        "pretrained",
        pretrained.isEmpty()
            ? "none"
            : pretrained.stream().map(BeginningWeights::sha256).collect(Collectors.joining(" ")));
    return new RunSetup(options.seed(), acting, fingerprint, split);
  }

  /**
   * Refuses another split than the run was begun with.
   *
   * @param file where the split is, for the message
   * @param given the split
   * @throws InputException if an image is in another fold or has another label or subject, or the
   *     protocol is another
   */
  void requireSameSplit(Path file, Split given) {
    if (!split.equals(given.fingerprint())) {
      throw InputException.in(
          file,
          "is another split than the run was begun with; put the old file back, or begin a new"
              + " run");
    }
  }

  /**
   * A hash of the options that a run keeps until its end, as they are written: a later version may
   * know more of them.
   */
  private static String ofOptions(JsonNode options) {
    Map<String, String> kept = new TreeMap<>();
    options.properties().forEach(one -> kept.put(one.getKey(), one.getValue().toString()));
    kept.keySet().removeAll(FREE);
    return Sha256.of(kept.toString());
  }

  /**
   * Returns a hash of images, split, weights and options, which a run keeps until its end.
   *
   * @param file {@code run.json}
   * @throws InputException as {@link #read(Path)}
   */
  static String identity(Path file) {
    Written written = Written.read(file);
    RunHeader header = written.header();
    List<String> parts = new ArrayList<>(List.of(header.fingerprint, header.split));
    header.pretrained.forEach(weights -> parts.add(weights.sha256()));
    parts.add(ofOptions(written.tree().path("options")));
    return Sha256.of(String.join(" ", parts));
  }

  /** A hash of the options and of the rule that was chosen anew. */
  private static String seal(JsonNode tree) {
    JsonNode decided = tree.path("decided");
    return Sha256.of(
        ofOptions(tree.path("options"))
            + " "
            + (decided.isNull() || decided.isMissingNode() ? "" : decided));
  }

  void write(Path file) {
    ObjectNode tree = Json.object(this);
    tree.put(SEAL, seal(tree));
    AtomicFile.writeText(file, Json.indented(FileFormat.RUN.mark(tree)) + "\n");
  }

  /**
   * Returns what a run's file says.
   *
   * @param file {@code run.json}
   * @return what the run began with
   * @throws InputException if the file is of a newer format, broken or no such file, or its options
   *     were changed since
   */
  static RunHeader read(Path file) {
    return Written.read(file).header();
  }

  /** What a file says, and the words that it says it in. */
  private record Written(RunHeader header, JsonNode tree) {

    static Written read(Path file) {
      try {
        JsonNode tree = Json.read(file);
        int version = FileFormat.RUN.take(tree, FilePlace.of(file));
        return switch (version) {
          case 1 -> version1(file, (ObjectNode) tree);
          default -> throw FileFormat.RUN.unread(version);
        };
      } catch (JsonProcessingException e) {
        throw InputException.in(
            file,
            "can't be read as the options of a run (%s); put back the file as it was, or begin a new run"
                .formatted(JsonFault.words(e)),
            e);
      } catch (IOException e) {
        throw InputException.in(file, "can't be read as the options of a run", e);
      }
    }

    private static Written version1(Path file, ObjectNode tree) throws JsonProcessingException {
      JsonNode seal = tree.remove(SEAL);
      for (String part : List.of("fingerprint", "split", "pretrained", "options")) {
        if (tree.path(part).isMissingNode() || tree.path(part).isNull()) {
          throw InputException.in(file, "lacks its " + part + "; begin a new run");
        }
      }
      RunHeader header = Json.as(tree, RunHeader.class);
      if (seal == null || !seal.asText().equals(seal(tree))) {
        throw InputException.in(
            file,
            "its options or its rule were changed by hand since the run was begun, and what is trained already has the old ones; put these back, or begin a new run");
      }
      return new Written(header, tree);
    }
  }
}
