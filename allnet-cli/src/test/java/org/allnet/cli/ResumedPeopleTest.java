package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.data.integrity.ImageHashes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs whose data set names other people than when they were begun are not gone on with, and no
 * file of theirs is touched.
 */
final class ResumedPeopleTest {

  private static final String HEADER = "image,subject\n";

  @TempDir static Path folder;

  private static Path table;
  private static String people = HEADER;

  /** Recipes with a split by subject, a run of one fold model and one of all fold models. */
  private static Path recipes;

  private static Path train;
  private static Path crossval;

  /** The same without a table of people; an image-level split needs none. */
  private static Path namelessRecipes;

  private static Path nameless;

  /** An image-level run with a table of people. */
  private static Path byImage;

  private static Path byImageRecipes;

  /** An image-level run of a split that names nobody, beside a table of people. */
  private static Path namelessSplit;

  @BeforeAll
  static void trainAll() throws IOException {
    Path data = folder.resolve("data");
    for (int i = 0; i < 48; i++) {
      String label = i % 2 == 0 ? "all" : "hem";
      ModelFixture.disc(data.resolve(label + "/c" + i + ".png"), 9 + i % 7 + (i % 2) * -2, i);
      people += "%s/c%d.png,person%d\n".formatted(label, i, i % 24);
    }
    table = data.resolve("subjects.csv");
    namelessRecipes = begun("nameless-recipes", "compare", "--protocol", "image");
    nameless = begun("nameless", "train", "--protocol", "image");
    Files.writeString(table, people);
    recipes = begun("recipes", "compare");
    train = begun("train", "train");
    crossval = begun("crossval", "crossval");
    byImageRecipes = begun("by-image-recipes", "compare", "--protocol", "image");
    byImage = begun("by-image", "train", "--protocol", "image");
    namelessSplit = folder.resolve("nameless-split");
    Path drawn = folder.resolve("split.csv");
    String places = Files.readString(nameless.resolve("split.csv"));
    assertThat(places).doesNotContain("person");
    Files.writeString(drawn, places);
    Ran ran =
        TinyRun.allnet(
            "train", data, "--split", drawn, "--out", namelessSplit, "--epochs", 1, "--batch", 4);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @AfterEach
  void putBack() throws IOException {
    Files.writeString(table, people);
  }

  private static Path begun(String name, String command, Object... more) {
    Path out = folder.resolve(name);
    Ran ran = TinyRun.allnet(words(command, out, more));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return out;
  }

  private static Object[] words(String command, Path out, Object... more) {
    List<Object> words = new ArrayList<>(List.of(command));
    Path data = folder.resolve("data");
    words.addAll(
        command.equals("compare")
            ? List.of("--recipes", "allnet,small", "--data", data)
            : List.of(data));
    words.addAll(List.of("--out", out, "--folds", 2, "--hold-out", 0.3));
    words.addAll(List.of("--epochs", 1, "--batch", 4));
    words.addAll(Arrays.asList(more));
    return words.toArray();
  }

  /** Each run is gone on with by its own command. */
  private static Ran resumed(Path run) {
    String name = run.getFileName().toString();
    if (!name.endsWith("recipes")) {
      return Ran.allnet(run.equals(crossval) ? "crossval" : "train", "--resume", run);
    }
    return TinyRun.allnet(
        name.equals("recipes")
            ? words("compare", run, "--resume")
            : words("compare", run, "--protocol", "image", "--resume"));
  }

  private static Map<String, String> contents(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> run.relativize(file).toString(),
                  ImageHashes::sha256,
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  private static void assertRefused(Path run, UnaryOperator<String> change, String... said)
      throws IOException {
    Map<String, String> before = contents(run);
    Files.writeString(table, change.apply(people));
    Ran ran = resumed(run);
    assertThat(ran.exitCode()).as("%s: %s%s", run, ran.out(), ran.err()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).as(run.toString()).contains(said).doesNotContain("null", "failed:");
    assertThat(contents(run)).isEqualTo(before);
  }

  @Test
  void samePeople_goOn() throws IOException {
    for (Path run : List.of(recipes, train, crossval, byImageRecipes, byImage, namelessSplit)) {
      Ran ran = resumed(run);
      assertThat(ran.exitCode()).as(run + ran.err()).isZero();
    }
  }

  @Test
  void otherPerson_isRefusedByName() throws IOException {
    for (Path run : List.of(recipes, train, crossval, byImageRecipes, byImage)) {
      assertRefused(
          run,
          rows -> rows.replace("c7.png,person7\n", "c7.png,person8\n"),
          "image hem/c7.png has the subject person7 there and person8 here; put the data set back as it was when the run was begun, or begin a new run");
    }
  }

  @Test
  void missingPerson_isRefusedByName() throws IOException {
    for (Path run : List.of(recipes, train, crossval, byImageRecipes, byImage)) {
      assertRefused(run, rows -> rows.replace("hem/c7.png,person7\n", ""), "hem/c7.png", "person7");
    }
  }

  @Test
  void allPeopleMissing_isRefusedByName() throws IOException {
    for (Path run : List.of(byImageRecipes, byImage)) {
      assertRefused(run, rows -> HEADER, "all/c0.png has the subject person0 there and none here");
    }
  }

  @Test
  void newPerson_isRefusedByName() throws IOException {
    for (Path run : List.of(namelessRecipes, nameless)) {
      assertRefused(
          run,
          rows -> HEADER + "hem/c7.png,person7\n",
          "was begun without knowing whose hem/c7.png is",
          "begin a new run");
    }
  }

  @Test
  void otherPerson_besideASplitOfNobody_isRefused() throws IOException {
    assertRefused(
        namelessSplit,
        rows -> rows.replace("c7.png,person7\n", "c7.png,person8\n"),
        "was begun with hem/c7.png as a cell of person7, and now it is one of person8; put the data set back as it was when the run was begun, or begin a new run");
    assertRefused(
        namelessSplit,
        rows -> rows.replace("hem/c7.png,person7\n", ""),
        "as a cell of person7, and now it is one of nobody known");
  }
}
