package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The table of all files and folders that a command writes because a user named them: none is
 * overwritten unasked. An option or argument that names a file has to be entered, here or among
 * those that are read.
 */
final class OutputFilesTest {

  @TempDir static Path folder;

  /**
   * An output.
   *
   * @param command the command's name
   * @param option the option that names it
   * @param words the rest of the command line, in which {@code %} is the folder of the files
   * @param written a file that the option's value leads to; empty for the value itself
   * @param runs whether the command can be run here
   */
  private record Output(String command, String option, String words, String written, boolean runs) {

    String key() {
      return command + " " + option;
    }

    Ran run(Path value, String... more) {
      String line =
          command + " " + words.replace("%", folder.toString()) + " " + option + " " + value;
      return Ran.allnet(
          (Object[])
              Stream.concat(Stream.of(line.split(" +")), Stream.of(more)).toArray(String[]::new));
    }
  }

  private static final List<Output> OUTPUTS =
      List.of(
          new Output("predict", "--csv", "%/model.safetensors %/cells", "", true),
          new Output("dataset inspect", "--contact-sheet", "%/cells", "", true),
          new Output("detect run", "--csv", "--detector %/detector.safetensors %/cells", "", true),
          new Output("detect run", "--page", "--detector %/detector.safetensors %/cells", "", true),
          new Output(
              "detect run",
              "--pictures",
              "--detector %/detector.safetensors %/cells",
              "all/a0.png",
              true),
          new Output(
              "detect run",
              "--crops",
              "--detector %/detector.safetensors %/cells",
              "WBC/a0_01.png",
              false),
          new Output(
              "detect run",
              "--coco",
              "--detector %/detector.safetensors %/cells",
              "annotations/instances_all.json",
              true),
          new Output(
              "detect run",
              "--geojson",
              "--detector %/detector.safetensors %/cells",
              "geojson/all/a0.geojson",
              true),
          new Output(
              "detect run",
              "--label-images",
              "--detector %/detector.safetensors %/cells --masks %/segmenter.safetensors",
              "all_a0_masks.png",
              true),
          new Output(
              "detect classify",
              "--out",
              "%/model.safetensors %/cells/all/a0.png %/cells.geojson --red-cell 20",
              "",
              true),
          new Output(
              "detect evaluate", "--page", "--detector %/detector.safetensors %/fields", "", true),
          new Output("dataset split", "--out", "%/cells --protocol image --folds 2", "", true),
          new Output("dataset inspect", "--contact-sheet", "%/cells", "", true),
          new Output("detect split", "--out", "%/fields --folds 2 --hold-out 0", "", true),
          new Output("detect convert", "--out", "%/fields --to yolo", "data.yaml", true),
          new Output("model export", "--out", "%/model.safetensors --to onnx", "", true),
          new Output("evaluate", "--out", "--predictions %/a.csv", "report.html", true),
          new Output("evaluate", "--out", "--predictions %/a.csv", "predictions.csv", true),
          new Output("evaluate", "--out", "--predictions %/a.csv", "evaluation.json", true),
          new Output(
              "evaluate", "--out", "%/model.safetensors --data %/cells", "model-card.md", true),
          new Output("compare", "--out", "%/a.csv b=%/a.csv", "comparison.json", true),
          new Output("compare", "--out", "%/a.csv b=%/a.csv", "report.html", true),
          new Output("explain", "--out", "%/model.safetensors %/cells", "index.html", true),
          new Output("segment", "--out", "%/cells", "all/a0.png", true),
          new Output("augment", "--out", "%/cells --per-class 3", "augmentation.csv", true),
          new Output("cluster jar", "--out", "", "", false),
          new Output("bench", "--out", "--quick", "bench.json", false),
          new Output("bench", "--out", "--quick", "cost-batch.svg", false));

  /** Folders: what must not be there already is refused by the command itself. */
  private static final Set<String> NEW_FOLDERS =
      Set.of(
          "train --out",
          "detect train --out",
          "detect train-masks --out",
          "crossval --out",
          "cluster score --out",
          "cluster watch --out",
          "cluster crossval --out",
          "cluster train --out",
          "cluster compare --out",
          "demo --out",
          "bench --peers",
          "dataset synthesize DIR",
          "serve --folder",
          "service backup DIR",
          "service backup --folder",
          "service erase --folder",
          "service restore --folder",
          "service verify --folder",
          "service work --folder");

  private static final Set<String> READ =
      Set.of(
          "--spark-home",
          "--database-password-file",
          "--oidc-secret-file",
          "--checkpoint-key",
          "--checkpoints",
          "--tls-certificate",
          "--tls-key",
          "--tls-keystore",
          "--tls-password-file",
          "--data",
          "--detector",
          "--service",
          "--cluster",
          "--split",
          "--check",
          "--predictions",
          "--validation",
          "--manifest",
          "--foreign",
          "--pretrained",
          "--resume",
          "--classify",
          "--masks",
          "--recipe",
          "--recipes",
          "BACKUP",
          "DATA",
          "RUN",
          "PATH",
          "FIELD",
          "CELLS",
          "MODEL",
          "NAME|FILE",
          "NAME=RUN",
          "[NAME=]RUN_OR_CSV",
          "NAME|MODEL");

  @BeforeAll
  static void files() throws IOException {
    ModelFixture.model(folder.resolve("model.safetensors"));
    ModelFixture.detector(folder.resolve("detector.safetensors"));
    ModelFixture.segmenter(folder.resolve("segmenter.safetensors"), true);
    for (int i = 0; i < 4; i++) {
      ModelFixture.disc(folder.resolve("cells/all/a" + i + ".png"), 14, i);
      ModelFixture.disc(folder.resolve("cells/hem/h" + i + ".png"), 6, i);
    }
    Files.createDirectories(folder.resolve("fields/labels"));
    for (int i = 0; i < 4; i++) {
      ModelFixture.disc(folder.resolve("fields/images/a" + i + ".png"), 8 + 2 * i, i);
      Files.writeString(folder.resolve("fields/labels/a" + i + ".txt"), "0 0.5 0.5 0.5 0.5");
    }
    Files.writeString(folder.resolve("fields/data.yaml"), "names: [WBC]");
    Files.writeString(
        folder.resolve("cells.geojson"), "{\"type\":\"FeatureCollection\",\"features\":[]}");
    Files.writeString(
        folder.resolve("a.csv"), "image,label,p_all,p_hem\nx,all,0.9,0.1\ny,hem,0.2,0.8\n");
  }

  @ParameterizedTest
  @FieldSource("OUTPUTS")
  void fileThatIsThere_isReplacedOnlyIfAsked(Output output) throws IOException {
    Path at = Files.createTempDirectory(folder, "out");
    Path value = output.written().isEmpty() ? at.resolve("kept.html") : at;
    Path file = at.resolve(output.written().isEmpty() ? "kept.html" : output.written());
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");

    Ran refused = output.run(value);

    assertThat(refused.exitCode()).as(refused.out() + refused.err()).isEqualTo(2);
    assertThat(refused.err()).hasLineCount(1).contains(output.option(), "--overwrite");
    assertThat(refused.out()).isEmpty();
    assertThat(file).hasContent("mine");
    Ran allowed = output.run(value, "--overwrite");
    assertThat(allowed.err()).doesNotContain("--overwrite");
    if (output.runs()) {
      assertThat(allowed.exitCode()).as(allowed.err()).isZero();
      assertThat(Files.size(file)).isNotEqualTo(4);
    }
  }

  @ParameterizedTest
  @FieldSource("OUTPUTS")
  void unwritablePlace_isRefusedBeforeTheWork(Output output) throws IOException {
    Path at = Files.createTempDirectory(folder, "out");
    Path file = Files.writeString(at.resolve("file.html"), "mine");
    List<Path> bad = new ArrayList<>(List.of(file.resolve("below.html")));
    bad.add(output.written().isEmpty() ? Files.createDirectory(at.resolve("d.html")) : file);
    bad.add(at.resolve("x".repeat(300)).resolve("y.html"));

    for (Path value : bad) {
      Ran refused = output.run(value);

      assertThat(refused.exitCode()).as(refused.out() + refused.err()).isEqualTo(2);
      assertThat(refused.err()).hasLineCount(1).contains(output.option() + " " + value);
      assertThat(refused.err()).doesNotContain("java.").doesNotContain("Exception");
      assertThat(refused.out()).isEmpty();
    }
    assertThat(file).hasContent("mine");
    try (Stream<Path> left = Files.walk(at)) {
      assertThat(left.filter(Files::isRegularFile)).containsExactly(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "crossval", "compare --recipes small --data", "demo"})
  void runFolderThatCannotBeWritten_isRefusedFirst(String command) throws IOException {
    Path at = Files.createTempDirectory(folder, "out");
    Path file = Files.writeString(at.resolve("file"), "mine");
    String data = command.equals("demo") ? "" : " " + folder.resolve("absent");

    for (Path value : List.of(file, file.resolve("below"))) {
      Ran refused = Ran.allnet((Object[]) (command + data + " --out " + value).split(" "));

      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err()).hasLineCount(1).contains("--out " + value);
    }
  }

  @ParameterizedTest
  @FieldSource("OUTPUTS")
  void linkToAFile_isWrittenThroughIfAllowed(Output output) throws IOException {
    if (!output.written().isEmpty() || !output.runs()) {
      return; // segment and augment want an empty folder, links or not
    }
    Path at = Files.createTempDirectory(folder, "out");
    Path file = Files.writeString(at.resolve("kept.html"), "mine");
    Path link = Files.createSymbolicLink(at.resolve("link.html"), file);

    Ran refused = output.run(link);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).hasLineCount(1).contains("there already", "--overwrite");
    assertThat(file).hasContent("mine");

    Ran ran = output.run(link, "--overwrite");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(Files.size(file)).isNotEqualTo(4);
  }

  @Test
  void outputThatIsAnInput_isAlwaysRefused() throws IOException {
    Path model = Files.copy(folder.resolve("model.safetensors"), folder.resolve("m.safetensors"));
    Path image = folder.resolve("cells/all/a0.png");
    Path link = Files.createSymbolicLink(folder.resolve("m-link"), model);
    Path evaluated =
        Files.createDirectories(folder.resolve("evaluated")).resolve("predictions.csv");
    Files.copy(folder.resolve("a.csv"), evaluated);
    for (String line :
        List.of(
            "model export " + model + " --to onnx --out " + model,
            "model export " + model + " --to onnx --out " + link,
            "predict " + model + " " + folder.resolve("cells") + " --csv " + image,
            "evaluate --predictions " + evaluated + " --out " + evaluated.getParent(),
            "compare " + evaluated + " b=" + evaluated + " --out " + evaluated.getParent())) {
      byte[] before = Files.readAllBytes(line.startsWith("predict") ? image : model);

      Ran ran = Ran.allnet((Object[]) (line + " --overwrite").split(" "));

      boolean writesPredictions = !line.startsWith("compare");
      if (writesPredictions) {
        assertThat(ran.exitCode()).as(line).isEqualTo(2);
        assertThat(ran.err()).as(line).hasLineCount(1).contains("is an input too");
      }
      assertThat(Files.readAllBytes(line.startsWith("predict") ? image : model)).isEqualTo(before);
      assertThat(evaluated).hasSameTextualContentAs(folder.resolve("a.csv"));
    }
  }

  /** Whatever is allowed, no image is written beside, over or around those that it is made of. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "segment %/data/cells --out %/data/cells",
        "segment %/data/cells --out %/data",
        "segment %/data/cells --out %/data/cells/new",
        "segment %/data/cells --out %/data/link",
        "segment %/data/cells --out %/data/link/new",
        "segment %/data/link --out %/data/cells",
        "segment %/data/cells --out %/links",
        "segment %/data/cells/all/a.png --out %/data/cells/all",
        "segment %/data/cells/*/*.png --out %/data/cells",
        "augment %/data/cells --per-class 2 --out %/data/cells",
        "augment %/data/cells --per-class 2 --out %/data",
        "augment %/data/cells --per-class 2 --out %/data/cells/all/new",
        "augment %/data/link --per-class 2 --out %/data/cells",
        "augment %/data/cells --per-class 2 --out %/links"
      })
  void imagesAmongTheirOriginals_areRefused(String line) throws IOException {
    Path at = Files.createTempDirectory(folder, "originals");
    Path cells = at.resolve("data/cells");
    ModelFixture.disc(cells.resolve("all/a.png"), 14, 0);
    ModelFixture.disc(cells.resolve("hem/h.png"), 6, 0);
    Files.createSymbolicLink(at.resolve("data/link"), cells);
    Files.createDirectories(at.resolve("links/all"));
    Files.createSymbolicLink(at.resolve("links/all/a.png"), cells.resolve("all/a.png"));
    Set<String> before = contents(at);

    Ran ran = Ran.allnet((Object[]) (line.replace("%", at.toString()) + " --overwrite").split(" "));

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(2);
    assertThat(ran.err()).hasLineCount(1).contains("--out", "apart from the input");
    assertThat(contents(at)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"subjects.csv", "labels.csv", "all/a0.png"})
  void splitOverADataFile_isAlwaysRefused(String name) throws IOException {
    Path cells = Files.createTempDirectory(folder, "data");
    for (int i = 0; i < 4; i++) {
      ModelFixture.disc(cells.resolve("all/a" + i + ".png"), 14, i);
      ModelFixture.disc(cells.resolve("hem/h" + i + ".png"), 6, i);
    }
    Files.writeString(cells.resolve("subjects.csv"), "image,subject\nall/a0.png,P1\n");
    Files.writeString(cells.resolve("labels.csv"), "image,label\nall/a0.png,all\n");
    Set<String> before = contents(cells);

    Ran ran = split(cells, cells.resolve(name), "--overwrite");

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(2);
    assertThat(ran.err()).hasLineCount(1).contains("is an input too");
    assertThat(contents(cells)).isEqualTo(before);
    Path own = cells.resolve("split.csv");
    assertThat(split(cells, own).exitCode()).isZero();
    assertThat(split(cells, own, "--overwrite").exitCode()).as("an earlier split").isZero();
  }

  private static Ran split(Path cells, Path out, String... more) {
    List<Object> words = new ArrayList<>(List.of("dataset", "split", cells, "--out", out));
    words.addAll(List.of("--protocol", "image", "--folds", 2));
    words.addAll(List.of(more));
    return Ran.allnet(words.toArray());
  }

  @Test
  void newFolderBesideNamedFiles_isAllowed() throws IOException {
    Path at = Files.createTempDirectory(folder, "beside");
    ModelFixture.disc(at.resolve("a.png"), 14, 0);

    Ran ran = Ran.allnet("segment", at.resolve("a.png"), "--out", at.resolve("new"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  /** Every file below a folder with its content. */
  private static Set<String> contents(Path folder) throws IOException {
    Set<String> contents = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.add(file + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  /** Predictions beside a run's report or model are evaluated by its rule and bear its marks. */
  @Test
  void outputThatWouldSeemToBeOfARun_isRefused() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(run.resolve("run.json"), "{}");
    Path fold = Files.createDirectories(run.resolve("fold-1"));
    Files.copy(folder.resolve("model.safetensors"), fold.resolve("model.safetensors"));
    Path evaluated = Files.createDirectories(folder.resolve("report"));
    Files.writeString(evaluated.resolve("evaluation.json"), "{}");
    String model = folder.resolve("model.safetensors") + " ";
    for (String line :
        List.of(
            "evaluate --predictions " + folder.resolve("a.csv") + " --out " + run,
            "evaluate " + model + "--data " + folder.resolve("cells") + " --out " + fold,
            "compare "
                + folder.resolve("a.csv")
                + " b="
                + folder.resolve("a.csv")
                + " --out "
                + run,
            "predict " + model + folder.resolve("cells") + " --csv " + run + "/predictions.csv",
            "predict "
                + model
                + folder.resolve("cells")
                + " --csv "
                + evaluated
                + "/predictions.csv",
            "predict " + model + folder.resolve("cells") + " --csv " + fold + "/predictions.csv")) {
      Ran ran = Ran.allnet((Object[]) (line + " --overwrite").split(" "));

      assertThat(ran.exitCode()).as(line).isEqualTo(2);
      assertThat(ran.err()).as(line).hasLineCount(1).contains("would seem to be of that run");
    }
    // Beside the model that made them predictions are its own.
    Path models = Files.createDirectories(folder.resolve("models"));
    Path own = Files.copy(folder.resolve("model.safetensors"), models.resolve("model.safetensors"));
    Ran beside =
        Ran.allnet("predict", own, folder.resolve("cells"), "--csv", models + "/predictions.csv");
    assertThat(beside.exitCode()).as(beside.err()).isZero();
    // Under a name of its own it is nobody else's.
    Ran ran =
        Ran.allnet(
            (Object[])
                ("predict " + model + folder.resolve("cells") + " --csv " + fold + "/x.csv")
                    .split(" "));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @Test
  void everythingThatNamesAFile_isEntered() {
    Set<String> there = new TreeSet<>();
    gather(new CommandLine(new AllnetCommand()), "", there);
    Set<String> entered = new TreeSet<>(NEW_FOLDERS);
    OUTPUTS.forEach(output -> entered.add(output.key()));
    assertThat(there).containsExactlyInAnyOrderElementsOf(entered);
  }

  private static void gather(CommandLine command, String name, Set<String> there) {
    for (ArgSpec arg : command.getCommandSpec().args()) {
      String called =
          arg instanceof OptionSpec option ? option.names()[0] : arg.paramLabel().strip();
      boolean path =
          arg.type() == Path.class
              || arg.paramLabel().matches(".*(FILE|DIR|PATH|RUN|CSV|MODEL|DATA).*");
      if (path && !READ.contains(called)) {
        there.add(name + " " + called);
      }
    }
    command
        .getSubcommands()
        .forEach((word, sub) -> gather(sub, (name + " " + word).strip(), there));
  }
}
