package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions in the folder of a run that are not the run's are refused by whoever reads them. */
final class OwnPredictionsTest {

  private static final String ROOT = "predictions.csv";
  private static final String FOLD = "fold-1/predictions.csv";

  @TempDir static Path made;
  @TempDir Path folder;
  private Path run;

  @BeforeAll
  static void train() throws IOException {
    Path data = made.resolve("data");
    StringBuilder subjects = new StringBuilder("image,subject\n");
    for (int i = 0; i < 48; i++) {
      String label = i % 2 == 0 ? "all" : "hem";
      ModelFixture.disc(data.resolve(label + "/c" + i + ".png"), 9 + i % 7 + (i % 2) * -2, i);
      subjects.append("%s/c%d.png,person%d\n".formatted(label, i, i % 16));
    }
    Files.writeString(data.resolve("subjects.csv"), subjects);
    crossval("held", 0.3, 1);
    crossval("other", 0.3, 2);
    crossval("folds", 0, 1);
  }

  private static void crossval(String name, double holdOut, int seed) {
    List<Object> words =
        new ArrayList<>(List.of("crossval", made.resolve("data"), "--out", made.resolve(name)));
    words.addAll(List.of("--folds", 2, "--hold-out", holdOut, "--seed", seed));
    words.addAll(List.of("--epochs", 1, "--batch", 4, "--operating-point", "youden"));
    Ran ran = TinyRun.allnet(words.toArray());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @BeforeEach
  void copy() throws IOException {
    run = copy("held");
  }

  private Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> all = Files.walk(made.resolve(name))) {
      for (Path path : all.toList()) {
        Files.copy(path, copy.resolve(made.resolve(name).relativize(path)));
      }
    }
    return copy;
  }

  private static List<Ran> readers(Path run, Path file) {
    Path same = made.resolve("held");
    return List.of(
        Ran.allnet("evaluate", "--predictions", file),
        Ran.allnet("compare", "a=" + file, "b=" + same),
        Ran.allnet("compare", "b=" + same, "a=" + run),
        Ran.allnet("repeats", "a=" + run, "a=" + made.resolve("other")));
  }

  private void assertRefused(Path run, String why) {
    Path file = run.resolve(ROOT);
    for (Ran ran : readers(run, file)) {
      assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err().lines()).as(ran.err()).hasSize(1);
      assertThat(ran.err())
          .contains(file + ": is not of this run: ", why, "./allnet train --resume " + run);
    }
  }

  private static void edit(Path file, String pattern, String by) throws IOException {
    String text = Files.readString(file);
    String edited = text.replaceFirst(pattern, by);
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(file, edited);
  }

  private static void cut(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 1));
  }

  @Test
  void ownPredictions_areReadAndMadeAnewByResume() throws IOException {
    for (Ran ran : readers(run, run.resolve(ROOT))) {
      assertThat(ran.exitCode()).as(ran.err()).isZero();
    }
    Ran folds = Ran.allnet("evaluate", "--predictions", made.resolve("folds").resolve(ROOT));
    assertThat(folds.exitCode()).as(folds.err()).isZero();
    cut(run.resolve(ROOT));
    assertRefused(run, "1 of 12 evaluated images is missing");

    Ran resumed = Ran.allnet("crossval", "--resume", run);

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    for (Ran ran : readers(run, run.resolve(ROOT))) {
      assertThat(ran.exitCode()).as(ran.err()).isZero();
    }
  }

  @Test
  void predictionsOfAnotherRun_areRefused() throws IOException {
    Files.copy(
        made.resolve("other").resolve(ROOT),
        run.resolve(ROOT),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused(run, "");
    Path folds = copy("folds");
    Files.copy(run.resolve(ROOT), folds.resolve(ROOT), StandardCopyOption.REPLACE_EXISTING);
    assertRefused(folds, "none of its 48 evaluated images");
  }

  @Test
  void editedPredictions_areRefused() throws IOException {
    edit(run.resolve(ROOT), "(?m)^(all/[^,]*,[^,]*),all,", "$1,hem,");
    assertRefused(run, "has another label than its fold model gave it");
    Path folds = copy("folds");
    edit(folds.resolve(ROOT), "(?m)^(all/[^,]*),person\\d+,", "$1,nobody else,");
    assertRefused(folds, "has another subject than its fold model gave it");
    Path other = copy("other");
    edit(other.resolve(ROOT), ",subject,hold-out,", ",image,hold-out,");
    assertThat(Ran.allnet("evaluate", "--predictions", other.resolve(ROOT)).err())
        .contains("has another protocol than its fold model gave it");
  }

  @Test
  void editedRefusals_areRefused() throws IOException {
    Path file = run.resolve(ROOT);
    assertThat(Files.readString(file).lines().findFirst().orElseThrow())
        .endsWith(",refused,reason,allnet_format");

    edit(file, "(?m)^(all/.*,)([^,]*),([^,]*),1$", "$1poor-image,referred,1");

    assertRefused(run, "has another refusal than its fold model gave it");
  }

  @Test
  void anotherDecisionRule_isRefused() throws IOException {
    Path file = run.resolve(ROOT);
    String text = Files.readString(file);
    Files.writeString(
        file, text.replaceAll("(?m),(all|hem),[0-9.E-]+((,[0-9.E-]+){2},.*,1)$", ",$1,$2"));
    assertThat(Files.readString(file)).isNotEqualTo(text);
    assertRefused(run, "its decision rule is another");
  }

  @Test
  void reportOfAnotherRun_isRefusedByRepeats() throws IOException {
    edit(
        run.resolve("evaluation.json"),
        "(?s)(\"brier\" : \\{[^}]*?\"value\" : )[0-9.E-]+",
        "$10.00123");

    Ran ran = Ran.allnet("repeats", "a=" + run);

    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
    assertThat(ran.err())
        .contains(run + ": the ", "of its report, 0.00123, is not that of " + ROOT)
        .contains("--resume " + run);
  }

  @Test
  void foldOfAnotherRun_isRefusedByItsOwnNameToo() throws IOException {
    Path own = run.resolve(FOLD);
    Path model = run.resolve("fold-1/model.safetensors");
    Files.copy(made.resolve("other").resolve(FOLD), own, StandardCopyOption.REPLACE_EXISTING);
    for (Ran ran :
        List.of(
            Ran.allnet("evaluate", "--predictions", own),
            Ran.allnet(
                "evaluate",
                "--predictions",
                run.resolve("fold-2/predictions.csv"),
                "--validation",
                own),
            Ran.allnet("compare", "a=" + own, "b=" + made.resolve("other")),
            Ran.allnet("predict", model, made.resolve("data/all")),
            Ran.allnet(
                "model", "export", model, "--to", "onnx", "--out", folder.resolve("m.onnx")))) {
      assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains(own + ": is not of this run: ");
    }
  }

  @Test
  void modelOfAnotherRun_isRefusedByItsOwnName() throws IOException {
    Path model = run.resolve("fold-1/model.safetensors");
    Files.copy(
        made.resolve("other/fold-1/model.safetensors"), model, StandardCopyOption.REPLACE_EXISTING);
    for (Path given : List.of(model, run.resolve("fold-1"))) {
      Ran ran = Ran.allnet("predict", given, made.resolve("data/all"));
      assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
      assertThat(ran.err()).contains(model + ": is not of this run: ");
    }
    Path copied = Files.copy(model, folder.resolve("model.safetensors"));
    assertThat(Ran.allnet("predict", copied, made.resolve("data/all")).exitCode()).isZero();
  }
}
