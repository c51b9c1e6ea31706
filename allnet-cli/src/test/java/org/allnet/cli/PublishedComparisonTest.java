package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.data.integrity.ImageHashes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which published metrics are beside a model's, from the command line to the page, on a miniature
 * of C-NMC 2019 with a manifest of its own.
 */
final class PublishedComparisonTest {

  private static final String PRELIMINARY = "validation_data/C-NMC_test_prelim_phase_data";
  private static final String FINAL = "testing_data/C-NMC_test_final_phase_data";
  private static final Pattern ROW =
      Pattern.compile("class=\"name\">([^<]+)<br.*?badge (yes|no)\">[^<]*</span>([^<]*)<");
  private static final List<String> CHALLENGE =
      List.of(
          "Neighbourhood correction",
          "DeepMEN",
          "SE-ResNeXt50",
          "Attention ResNet18",
          "Deep bagging");
  private static final List<String> PRELIMINARY_ALONE =
      List.of("Weighted ensemble", "EfficientNet-B1, leakage-aware");

  @TempDir static Path folder;

  private static Path data;
  private static Path manifest;
  private static Path bySubject;
  private static Path byImage;

  @BeforeAll
  static void trainOnTheMiniature() throws IOException {
    data = miniature(folder.resolve("mini"));
    manifest = manifest(data, folder.resolve("mini.csv"));
    bySubject = train("subject", data);
    byImage = train("image", data);
  }

  @Test
  void subjectModel_onPreliminarySet_isComparable() throws IOException {
    Evaluated evaluated = evaluate(bySubject, data.resolve("validation_data"), manifest);

    assertThat(evaluated.json().path("protocol").asText()).isEqualTo("subject");
    assertThat(evaluated.json().path("tested").asText()).isEqualTo("preliminary");
    assertThat(evaluated.comparable())
        .containsExactlyElementsOf(with(CHALLENGE, PRELIMINARY_ALONE));
    assertThat(evaluated.reasons().get("DeepMEN")).contains("same test images, same protocol");
    assertThat(evaluated.page())
        .contains("checked against mini.csv, not against the built-in manifest");
  }

  @Test
  void subjectModel_onRoot_usesTheOfficialTestSet() throws IOException {
    Path root = copy("root");
    Files.delete(root.resolve(FINAL + "_labels.csv"));
    Path model = train("root-run", "subject", root, "--hold-out", "0.5");
    Evaluated evaluated = evaluate(model, root, manifest);
    Evaluated several = evaluate(model, data, manifest);

    assertThat(several.json().path("warnings").toString())
        .contains("several parts of C-NMC 2019", "such as validation_data");
    assertThat(evaluated.json().path("tested").asText()).isEqualTo("preliminary");
    assertThat(evaluated.json().path("images").asInt()).isEqualTo(8);
    assertThat(evaluated.json().path("warnings").toString())
        .contains("12 of images that were held");
    assertThat(evaluated.comparable())
        .containsExactlyElementsOf(with(CHALLENGE, PRELIMINARY_ALONE));
  }

  /** As some real cells of C-NMC 2019 are. */
  @Test
  void erasedCell_isEvaluated_testSetStaysWhole() throws IOException {
    Path root = copy("erased");
    ModelFixture.erased(root.resolve(PRELIMINARY).resolve("3.bmp"), 0);
    Path own = manifest(root, folder.resolve("erased.csv"));
    Path model = train("erased-run", "subject", root, "--segmentation", "stretched");

    Evaluated evaluated = evaluate(model, root.resolve("validation_data"), own);

    assertThat(evaluated.json().path("images").asInt()).isEqualTo(8);
    assertThat(evaluated.json().path("tested").asText()).isEqualTo("preliminary");
    assertThat(evaluated.comparable())
        .containsExactlyElementsOf(with(CHALLENGE, PRELIMINARY_ALONE));
    assertThat(evaluated.json().path("warnings").toString())
        .contains("leaves nothing to see of 1 of 8 images (C-NMC_test_prelim_phase_data/3.bmp)");
  }

  @Test
  void trainingPage_saysHowToReachPublishedRows() throws IOException {
    String page = Files.readString(folder.resolve("run-subject/report.html"));

    assertThat(page).contains("not all images of C-NMC 2019, unaltered");
  }

  @Test
  void subjectModel_onFinalSet_isComparable() throws IOException {
    Evaluated evaluated = evaluate(bySubject, data.resolve("testing_data"), manifest);

    assertThat(evaluated.json().path("tested").asText()).isEqualTo("final");
    assertThat(evaluated.comparable()).containsExactlyElementsOf(CHALLENGE);
    assertThat(evaluated.page()).contains("labels of the final test set were given by the user");
  }

  @Test
  void builtInManifest_rejectsTheMiniature() throws IOException {
    Evaluated evaluated = evaluate(bySubject, data.resolve("validation_data"), null);

    assertThat(evaluated.comparable()).isEmpty();
    assertThat(evaluated.reasons().get("DeepMEN")).contains("not all images of C-NMC 2019");
    assertThat(evaluated.json().path("protocol").asText()).isEqualTo("unknown");
    assertThat(evaluated.json().path("tested").asText()).isEqualTo("other");
  }

  @Test
  void imageLevelModel_isNeverBesideSubjectLevelRows() throws IOException {
    Evaluated evaluated = evaluate(byImage, data.resolve("validation_data"), manifest);

    assertThat(evaluated.comparable()).isEmpty();
    assertThat(evaluated.reasons().get("DeepMEN"))
        .contains("subject-level; this run is image-level");
  }

  @Test
  void missingOrChangedImageOrLabel_isNotTheWhole() throws IOException {
    Path less = copy("less");
    Files.delete(less.resolve(PRELIMINARY).resolve("3.bmp"));
    Path changed = copy("changed");
    ModelFixture.disc(changed.resolve(PRELIMINARY).resolve("3.bmp"), 9, 99);
    Path labels = copy("labels");
    Path table = labels.resolve(PRELIMINARY + "_labels.csv");
    Files.writeString(
        table, Files.readString(table).replace("_all.bmp,1.bmp,1", "_hem.bmp,1.bmp,0"));
    Path more = copy("more");
    Path table2 = more.resolve(PRELIMINARY + "_labels.csv");
    ModelFixture.disc(more.resolve(PRELIMINARY).resolve("9.bmp"), 9, 98);
    Files.writeString(
        table2, "UID_90_9_1_all.bmp,9.bmp,1\n", java.nio.file.StandardOpenOption.APPEND);

    for (Path other : List.of(less, changed, labels, more)) {
      Evaluated evaluated = evaluate(bySubject, other.resolve("validation_data"), manifest);
      assertThat(evaluated.comparable()).as(other.toString()).isEmpty();
      assertThat(evaluated.reasons().get("DeepMEN")).contains("not all images of C-NMC 2019");
      assertThat(evaluated.json().path("tested").asText()).isEqualTo("other");
      String warning = "not the whole preliminary test set of C-NMC 2019 as published: ";
      assertThat(evaluated.json().path("warnings").toString()).contains(warning);
      assertThat(evaluated.page())
          .contains("Not the whole published part", warning)
          .doesNotContain("<dd>the preliminary test set of C-NMC 2019");
    }
  }

  @Test
  void modelTrainedOnATestImage_isNotComparable() throws IOException {
    Path leaky = copy("leaky");
    Files.copy(
        leaky.resolve(PRELIMINARY).resolve("1.bmp"),
        leaky.resolve("training_data/fold_0/all/UID_1_77_1_all.bmp"));
    Path model = train("leaky-run", "subject", leaky, "--hold-out", "0");

    Evaluated evaluated = evaluate(model, data.resolve("validation_data"), manifest);

    assertThat(evaluated.json().path("images").asInt()).isEqualTo(7);
    assertThat(evaluated.json().path("warnings").toString()).contains("Left out");
    assertThat(evaluated.comparable()).isEmpty();
  }

  @Test
  void manifestThatCannotAct_isRefused() throws IOException {
    Path folders = folder.resolve("folders");
    ModelFixture.disc(folders.resolve("all/a.png"), 9, 1);
    ModelFixture.disc(folders.resolve("hem/b.png"), 5, 2);
    Ran ran = Ran.allnet("evaluate", bySubject, "--data", folders, "--manifest", manifest);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--manifest goes with images that are laid out as C-NMC 2019");
  }

  /** What the page of an evaluation says. */
  private record Evaluated(
      JsonNode json, String page, List<String> comparable, Map<String, String> reasons) {}

  private static Evaluated evaluate(Path model, Path images, Path manifest) throws IOException {
    Path out = Files.createTempDirectory(folder, "evaluated");
    List<Object> words =
        new ArrayList<>(List.of("evaluate", model, "--data", images, "--out", out, "--json"));
    if (manifest != null) {
      words.addAll(List.of("--manifest", manifest));
    }
    Ran ran = Ran.allnet(words.toArray());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    String page = Files.readString(out.resolve("report.html"));
    List<String> comparable = new ArrayList<>();
    Map<String, String> reasons = new TreeMap<>();
    Matcher rows = ROW.matcher(page);
    while (rows.find()) {
      reasons.put(rows.group(1), rows.group(3));
      if (rows.group(2).equals("yes")) {
        comparable.add(rows.group(1));
      }
    }
    assertThat(reasons).containsKey("DeepMEN");
    return new Evaluated(new ObjectMapper().readTree(ran.out()), page, comparable, reasons);
  }

  private static List<String> with(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static Path train(String protocol, Path root) {
    return train(protocol, protocol, root);
  }

  private static Path train(String name, String protocol, Path root, Object... more) {
    Path run = folder.resolve("run-" + name);
    List<Object> words =
        new ArrayList<>(
            List.of(
                "train", root, "--out", run, "--protocol", protocol, "--folds", 2, "--epochs", 1));
    words.addAll(List.of("--batch", 4, "--input-size", 27, "--width", 0.0625, "--lr", "1e-3"));
    words.addAll(List.of("--per-class", 0));
    if (!List.of(more).contains("--segmentation")) {
      words.addAll(List.of("--segmentation", "none"));
    }
    words.addAll(List.of("--device", "cpu", "--threads", 1));
    words.addAll(List.of(more));
    Ran ran = Ran.allnet(words.toArray());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return run.resolve("fold-1/model.safetensors");
  }

  private static Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(data.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    return copy;
  }

  /** 24 training cells of 12 people, 8 preliminary and 6 final ones of others, as on disk. */
  private static Path miniature(Path root) throws IOException {
    for (int i = 0; i < 24; i++) {
      boolean blast = i % 2 == 0;
      String label = blast ? "all" : "hem";
      String person = (blast ? "" : "H") + (1 + i % 12);
      ModelFixture.disc(
          root.resolve(
              String.format(
                  Locale.ROOT,
                  "training_data/fold_%d/%s/UID_%s_%d_1_%s.bmp",
                  i % 3,
                  label,
                  person,
                  i,
                  label)),
          (blast ? 15 : 8) + i % 3,
          i);
    }
    StringBuilder preliminary = new StringBuilder("Patient_ID,new_names,labels\n");
    StringBuilder last = new StringBuilder("new_names,labels\n");
    for (int i = 1; i <= 8; i++) {
      boolean blast = i % 2 == 1;
      ModelFixture.disc(
          root.resolve(PRELIMINARY + "/" + i + ".bmp"), (blast ? 15 : 8) + i % 3, 30 + i);
      preliminary.append(
          "UID_%s_%d_1_%s.bmp,%d.bmp,%d%n"
              .formatted(blast ? "5" + i : "H5" + i, i, blast ? "all" : "hem", i, blast ? 1 : 0));
    }
    for (int i = 1; i <= 6; i++) {
      boolean blast = i % 2 == 1;
      ModelFixture.disc(root.resolve(FINAL + "/" + i + ".bmp"), (blast ? 22 : 17) + i % 3, 50 + i);
      last.append("%d.bmp,%d%n".formatted(i, blast ? 1 : 0));
    }
    Files.writeString(root.resolve(PRELIMINARY + "_labels.csv"), preliminary);
    Files.writeString(root.resolve(FINAL + "_labels.csv"), last);
    return root;
  }

  /** As the authors' set: all images and the labels of the preliminary ones, none of the final. */
  private static Path manifest(Path root, Path file) throws IOException {
    StringBuilder text = new StringBuilder("path,sha256,size\n");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
        String path = root.relativize(one).toString().replace('\\', '/');
        if (!path.equals(FINAL + "_labels.csv")) {
          text.append(path).append(',').append(ImageHashes.sha256(one)).append(',');
          text.append(Files.size(one)).append('\n');
        }
      }
    }
    return Files.writeString(file, text);
  }
}
