package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.allnet.training.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

  @TempDir Path folder;

  /** 40 images of 10 subjects; the score is right, or the wrong way round for every n-th image. */
  private Path system(String name, int wrongEvery) throws IOException {
    StringBuilder text = new StringBuilder("image,subject,label,p_hem,p_all\n");
    for (int i = 0; i < 40; i++) {
      boolean blast = i % 2 == 0;
      boolean right = wrongEvery == 0 || i % wrongEvery != 0;
      double p = (blast == right ? 0.75 : 0.25) + (i % 7) / 64.0;
      text.append("i%d,s%d,%s,%s,%s%n".formatted(i, i / 4, blast ? "all" : "hem", 1 - p, p));
    }
    Path file = folder.resolve(name + ".csv");
    Files.writeString(file, text.toString());
    return file;
  }

  @Test
  void compare_goodAndBad_saysBetterWithInterval() throws IOException {
    Ran ran = allnet("compare", "good=" + system("a", 0), system("poor", 3));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("good minus poor", "McNemar", "Holm-corrected")
        .contains("good is better than poor: AUROC differs by");
  }

  @Test
  void compare_fewPeople_speaksOfTheseImagesOnly() throws IOException {
    Path good = first(system("a", 0), 20);
    Path poor = first(system("b", 3), 20);

    Ran ran = allnet("compare", "good=" + good, "poor=" + poor, "--out", folder.resolve("few"));

    assertThat(ran.out())
        .startsWith("Too few people to draw a conclusion: 5 of 'hem', 5 of 'all' were evaluated")
        .contains("on these images only, good is better than poor: AUROC differs by");
    assertThat(Files.readString(folder.resolve("few/report.html")))
        .contains("<li>Too few people to draw a conclusion")
        .contains("On these images only, good is better than poor")
        .contains("<td>good is higher on these images only</td>")
        .doesNotContain("is higher</td>", "is lower</td>");
    Path out = folder.resolve("enough");
    Ran enough =
        allnet("compare", "good=" + system("a", 0), "poor=" + system("b", 3), "--out", out);
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<td>good is higher</td>")
        .doesNotContain("on these images only");
    assertThat(enough.out())
        .startsWith("good: Better than guessing: AUROC")
        .doesNotContain("Too few people", "on these images only");
  }

  /** 10 names, which the second file joins into 5 people; the first knows names, or nobody. */
  @Test
  void compare_joinedPeople_countsThemOnThePage() throws IOException {
    List<String> rows = Files.readAllLines(system("b", 0));
    StringBuilder joined = new StringBuilder(rows.get(0) + ",subject_group,protocol,role\n");
    StringBuilder unnamed = new StringBuilder("image,label,p_hem,p_all\n");
    for (int i = 0; i < 40; i++) {
      String row = rows.get(i + 1);
      joined.append(row).append(",s%d,subject,hold-out%n".formatted(i / 8 * 2));
      unnamed.append(row.replaceFirst(",s\\d", "")).append('\n');
    }
    Path second = Files.writeString(folder.resolve("joined.csv"), joined);
    Path nobody = Files.writeString(folder.resolve("nobody.csv"), unnamed);
    for (Path first : List.of(system("a", 0), nobody)) {
      Path out = folder.resolve("out-" + first.getFileName());

      Ran ran = allnet("compare", first, second, "--out", out);

      assertThat(ran.exitCode()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("5 of 'hem', 5 of 'all' were evaluated");
      assertThat(Files.readString(out.resolve("report.html")))
          .contains("40 images, 5 subjects")
          .doesNotContain("subjects unknown");
    }
  }

  @Test
  void compare_unansweredImage_endsAsEvaluateDoes() throws IOException {
    Path answered = system("a", 0);
    List<String> rows = new ArrayList<>(Files.readAllLines(system("b", 3)));
    rows.replaceAll(row -> row + (row.startsWith("image,") ? ",reason" : ","));
    rows.add("i99,,,,,blank");
    Path lacking = Files.write(folder.resolve("lacking.csv"), rows);

    Ran evaluated = allnet("evaluate", "--predictions", lacking);
    Ran compared = allnet("compare", answered, lacking);

    assertThat(evaluated.exitCode()).as(evaluated.err()).isEqualTo(1);
    assertThat(compared.exitCode()).as(compared.err()).isEqualTo(1);
    assertThat(compared.out()).contains("AUROC", "blank");
    assertThat(allnet("compare", answered, system("b", 3)).exitCode()).isZero();
  }

  @Test
  void compare_twoProtocols_namesEachSystemsOwn() throws IOException {
    Path subject = marked(system("a", 0), "subject", "");
    Path image = marked(system("b", 0), "image", "synthetic");
    Path out = folder.resolve("two-protocols");

    Ran ran = allnet("compare", "clean=" + subject, "leaky=" + image, "--out", out);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("clean: Better than guessing: AUROC")
        .contains("leaky (image-level): Better than guessing (image-level, synthetic data): AUROC");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<li>clean: Better than guessing: AUROC")
        .contains(
            "Not every mark holds for every system: clean is subject-level; leaky is image-level, synthetic.");
    JsonNode json = new ObjectMapper().readTree(out.resolve("comparison.json").toFile());
    assertThat(json.path("verdict").get(0).path("sentence").asText())
        .startsWith("clean: Better than guessing: AUROC");
    Ran same = allnet("compare", "x=" + image, "y=" + image, "--out", folder.resolve("same"));
    assertThat(same.exitCode()).as(same.err()).isZero();
    assertThat(Files.readString(folder.resolve("same/report.html")))
        .doesNotContain("Not every mark holds");
  }

  /** The same rows of a hold-out, with a protocol and marks. */
  private static Path marked(Path file, String protocol, String marks) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(
          line
              + (lines.isEmpty()
                  ? ",protocol,role,marks"
                  : ",%s,hold-out,%s".formatted(protocol, marks)));
    }
    Files.write(file, lines);
    return file;
  }

  private Path first(Path file, int images) throws IOException {
    Files.write(file, Files.readAllLines(file).subList(0, images + 1));
    return file;
  }

  @Test
  void compare_twiceTheSame_showsNoDifference() throws IOException {
    Path file = system("a", 5);
    Ran ran = allnet("compare", "one=" + file, "two=" + file);
    assertThat(ran.out())
        .contains("no difference shown between one and two")
        .doesNotContain("is better than", "NaN");
  }

  @Test
  void compare_json_hasPairs_pageStandsAlone() throws IOException {
    Path out = folder.resolve("out");
    Ran ran =
        allnet(
            "compare",
            system("a", 0),
            system("b", 3),
            system("c", 4),
            "--positive",
            "all",
            "--json",
            "--out",
            out);
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.path("systems")).hasSize(3);
    assertThat(json.path("pairs")).hasSize(3);
    assertThat(json.path("pairs").get(0).path("differences").path("auroc").has("low")).isTrue();
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Systems side by side", "a minus b")
        .doesNotContain("NaN", "src=\"http");
    assertThat(out.resolve("reporting-checklist.md")).exists();
    assertThat(out.resolve("comparison.json")).exists();
  }

  @Test
  void compare_paths_areNamedByTheirLastPart() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run=1"));
    Files.copy(system("a", 0), run.resolve("predictions.csv"));
    Ran ran = allnet("compare", run + "/", system("b", 3));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("run=1 minus b");
  }

  @Test
  void compare_otherImages_areRefusedWithTheList() throws IOException {
    Path one = system("a", 0);
    Path two = folder.resolve("two.csv");
    Files.writeString(two, Files.readString(one).replace("i7,", "x7,").replace("i8,", "x8,"));
    Ran ran = allnet("compare", one, two);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines().filter(line -> line.startsWith("allnet:"))).hasSize(1);
    assertThat(ran.err()).contains("two lacks 2 images (i7, i8)", "a lacks 2 images (x7, x8)");
  }

  @Test
  void compare_badInput_isOneClearLine() throws IOException {
    Path good = system("a", 0);
    assertLine(allnet("compare", good), "two or more systems");
    assertLine(allnet("compare", good, good), "two systems are called 'a'");
    assertLine(allnet("compare", good, folder.resolve("none.csv")), "none.csv");
    assertLine(allnet("compare", good, folder), "no predictions.csv");
    assertLine(allnet("compare", good, system("b", 3), "--threshold", "2"), "threshold");
    Path rest = folder.resolve("unlabelled.csv");
    Files.writeString(rest, "image,p_hem,p_all\ni1,0.5,0.5\n");
    assertLine(allnet("compare", good, rest), "no column 'label' has the true classes");
    Path others = folder.resolve("others.csv");
    Files.writeString(others, "image,label,p_x,p_y\ni1,x,0.5,0.5\n");
    assertLine(allnet("compare", good, others), "classes");
  }

  private static void assertLine(Ran ran, String expected) {
    assertThat(ran.exitCode()).isBetween(1, 2);
    assertThat(ran.err().lines().filter(line -> line.startsWith("allnet:"))).hasSize(1);
    assertThat(ran.err()).contains(expected).doesNotContain("Exception", "at org.");
  }

  /** The recipe of this name with one learner that is quickly fitted and written. */
  private String handcrafted() throws IOException {
    return Files.writeString(
            folder.resolve("handcrafted.recipe"),
            "networks = none\nfeatures = handcrafted\nsegmentation = stretched\nlearner = logistic\n")
        .toString();
  }

  @Test
  void compare_recipes_shareOneSplitAndGoOn() throws IOException {
    Path data = folder.resolve("cells");
    allnet("dataset", "synthesize", data, "--subjects", "6", "--cells", "4", "--size", "60");
    Path broken = folder.resolve("greedy.recipe");
    Files.writeString(broken, "networks = " + "vgg19,".repeat(40) + "vgg19\ncopies = 100\n");
    Path out = folder.resolve("out");
    String[] words = {
      "compare",
      "--recipes",
      handcrafted() + ",compact-attention," + broken,
      "--data",
      data.toString(),
      "--out",
      out.toString(),
      "--folds",
      "2",
      "--hold-out",
      "0.34",
      "--set",
      "per-class=0",
      "--threads",
      "1",
      "--batch",
      "4",
      "--width",
      "0.25",
      "--input-size",
      "32",
      "--operating-point",
      "sensitivity=1"
    };
    for (Ran ran :
        new Ran[] {
          allnet((Object[]) with(words, "--epochs", "1")),
          allnet((Object[]) with(words, "--epochs", "1", "--resume"))
        }) {
      assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
      assertThat(ran.err()).contains("greedy: failed:", "GiB of memory");
      assertThat(ran.out())
          .contains("handcrafted minus compact-attention", "Synthetic data", "ms an image")
          .contains("greedy failed:");
      assertThat(Files.readString(out.resolve("comparison.json")))
          .contains("\"recipes\"", "secondsPerImage", "\"failure\"");
      assertThat(Files.readString(out.resolve("report.html"))).contains("What the recipes take");
      assertThat(Files.readString(out.resolve("handcrafted/split.csv")))
          .isEqualTo(Files.readString(out.resolve("compact-attention/split.csv")));
      evaluatesEachRunAsItsOwnPageDoes(out, "handcrafted", "compact-attention");
      assertThat(Files.readString(out.resolve("handcrafted/report.html")))
          .as("options that acted")
          .contains("<dt>learner</dt>", "<dt>features</dt>")
          .doesNotContain("<dt>epochs</dt>", "<dt>frozen-lr</dt>", "<dt>restarts</dt>");
      assertThat(Files.readString(out.resolve("compact-attention/report.html")))
          .contains("<dt>epochs</dt>")
          .doesNotContain("<dt>frozen-lr</dt>", "<dt>features</dt>");
    }
    // A broken run is its recipe's failure; the others are compared.
    String[] again =
        with(words, "--epochs", "1", "--resume", "x=" + out.resolve("compact-attention"));
    for (String file : new String[] {"predictions.csv", "run.json"}) {
      Path damaged = out.resolve("handcrafted").resolve(file);
      String before = Files.readString(damaged);
      Files.writeString(damaged, "{broken");
      goesOnWithoutHandcrafted(allnet((Object[]) again), damaged.toString());
      Files.writeString(damaged, before);
    }
    Path split = out.resolve("handcrafted/split.csv");
    String drawn = Files.readString(split);
    String edited = drawn.replaceFirst(",1,subject,", ",2,subject,");
    assertThat(edited).isNotEqualTo(drawn);
    Files.writeString(split, edited);
    goesOnWithoutHandcrafted(allnet((Object[]) again), "is another split than the run was begun");
    Files.writeString(split, drawn);
    Files.writeString(out.resolve("split.csv"), edited);
    assertLine(allnet((Object[]) again), out.resolve("split.csv") + ": is another split");
    Files.writeString(out.resolve("split.csv"), drawn);
    try (RunFolder held = RunFolder.open(out.resolve("handcrafted"))) {
      goesOnWithoutHandcrafted(allnet((Object[]) again), "another process works on this run");
      assertThat(held.path()).exists();
    }
    Ran other = allnet((Object[]) with(words, "--epochs", "2", "--resume"));
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains("recipe handcrafted began otherwise", "--epochs 2 instead of 1");
    Files.writeString(out.resolve("comparison.json"), "untouched");
    Path changed;
    try (var files = Files.walk(data)) {
      changed = files.filter(file -> file.toString().endsWith(".bmp")).sorted().findFirst().get();
    }
    ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "bmp", changed.toFile());
    Ran elsewhere = allnet((Object[]) with(words, "--epochs", "1", "--resume"));
    assertThat(elsewhere.exitCode()).isEqualTo(1);
    assertThat(elsewhere.err())
        .contains(
            data + ": has changed since the run was begun: ", changed.getFileName().toString())
        .hasLineCount(1);
    assertThat(out.resolve("comparison.json")).hasContent("untouched");
  }

  /** As from another working folder, in which the same words lead to other cells. */
  @Test
  void resume_sameWordsOtherFolder_isRefused() throws IOException {
    Path data = folder.resolve("cells");
    Path others = folder.resolve("others");
    allnet("dataset", "synthesize", data, "--subjects", "4", "--cells", "4", "--size", "60");
    allnet(
        "dataset",
        "synthesize",
        others,
        "--subjects",
        "4",
        "--cells",
        "4",
        "--size",
        "60",
        "--seed",
        "2");
    Path typed = Path.of("").toAbsolutePath().relativize(data.toAbsolutePath());
    Path out = folder.resolve("out");
    String[] words = {
      "compare",
      "--recipes",
      handcrafted(),
      "--data",
      typed.toString(),
      "--out",
      out.toString(),
      "--folds",
      "2",
      "--hold-out",
      "0",
      "--threads",
      "1"
    };
    Ran first = allnet((Object[]) words);
    Path header = out.resolve("handcrafted/run.json");
    String begun = Files.readString(header);
    assertThat(begun).as(first.err()).contains("\"fromRun\" : \"../../cells\"");
    Files.writeString(header, begun.replace("../../cells", "../../others"));

    Ran again = allnet((Object[]) with(words, "--resume"));

    assertThat(again.exitCode()).as(again.err()).isEqualTo(2);
    assertThat(again.err())
        .contains("leads to " + data, "recipe handcrafted was begun on", "others");
    Files.writeString(header, begun);
    // One recipe has nothing to be compared with, but it is gone on with.
    assertThat(allnet((Object[]) with(words, "--resume")).err()).contains("is trained already");
    // The right folder by another name is the right folder.
    words[4] = data.toString();
    assertThat(allnet((Object[]) with(words, "--resume")).err()).contains("is trained already");

    words[4] = others.toString();
    words[6] = folder.resolve("out2").toString();
    allnet((Object[]) words);
    Path other = Path.of(words[6], "handcrafted");
    for (String part : List.of("", "predictions.csv", "fold-1", "fold-1/predictions.csv")) {
      assertLine(
          allnet(
              "compare",
              "a=" + out.resolve("handcrafted").resolve(part),
              "b=" + other.resolve(part)),
          "was made with other images than 'a': under the same names 32 images have another content");
    }
    Files.delete(other.resolve("images.csv"));
    assertLine(
        allnet("compare", "a=" + out.resolve("handcrafted"), "b=" + other),
        "was made with other images than 'a': their fingerprints differ, and ");
  }

  @Test
  void resume_rewrittenSplitFile_isNotGoneOnWith() throws IOException {
    Path data = folder.resolve("cells");
    Path split = folder.resolve("s.csv");
    allnet("dataset", "synthesize", data, "--subjects", "8", "--cells", "4", "--size", "60");
    String[] draw = {
      "dataset", "split", data.toString(), "--folds", "2", "--hold-out", "0", "--out"
    };
    allnet((Object[]) with(draw, split.toString(), "--seed", "1"));
    String[] words = {
      "compare",
      "--recipes",
      handcrafted(),
      "--data",
      data.toString(),
      "--split",
      split.toString(),
      "--out",
      folder.resolve("out").toString(),
      "--threads",
      "1"
    };
    allnet((Object[]) words);
    assertThat(allnet((Object[]) with(words, "--resume")).err()).contains("is trained already");
    String before = Files.readString(split);
    Files.delete(split);
    allnet((Object[]) with(draw, split.toString(), "--seed", "5"));
    assertThat(Files.readString(split)).isNotEqualTo(before);

    words[2] = handcrafted() + ",compact-attention";

    Ran again = allnet((Object[]) with(words, "--resume"));

    assertLine(again, split + ": is another split than this comparison was begun with");
    assertThat(folder.resolve("out/compact-attention")).doesNotExist();
    // the common split is written when a recipe has finished
    Files.delete(folder.resolve("out/split.csv"));
    assertLine(allnet((Object[]) with(words, "--resume")), " is elsewhere in ");
    assertThat(folder.resolve("out/compact-attention")).doesNotExist();
    List<String> fewer = new ArrayList<>(before.lines().toList());
    String removed = fewer.remove(fewer.size() - 1);
    Files.write(split, fewer);
    assertLine(
        allnet((Object[]) with(words, "--resume")),
        "(" + removed.substring(0, removed.indexOf(',')) + " is missing, and is in ");
  }

  private static void goesOnWithoutHandcrafted(Ran ran, String reason) {
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.err().lines())
        .anyMatch(line -> line.startsWith("handcrafted: failed: ") && line.contains(reason));
    assertThat(ran.out()).contains("x minus compact-attention", "handcrafted failed:");
  }

  private static void evaluatesEachRunAsItsOwnPageDoes(Path out, String... runs)
      throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode compared = mapper.readTree(out.resolve("comparison.json").toFile()).path("systems");
    for (String run : runs) {
      JsonNode own = mapper.readTree(out.resolve(run).resolve("evaluation.json").toFile());
      assertThat(own.path("threshold").isNumber()).as(run).isTrue();
      for (String key : new String[] {"threshold", "confusion", "sensitivity", "accuracy"}) {
        assertThat(compared.path(run).path(key)).as(run + " " + key).isEqualTo(own.path(key));
      }
    }
  }

  /** A run whose operating point is 0.7: of the eight cells below it, four are blasts. */
  @Test
  void compare_runAndCsv_useTheirOwnRules() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.copy(system("a", 0), run.resolve("predictions.csv"));
    Files.writeString(
        run.resolve("evaluation.json"),
        "{\"format\": 1, \"positive\": \"all\", \"threshold\": 0.8, \"synthetic\": false, \"transductive\": false, \"ruleChosenAnew\": false, \"foreignWeights\": false, \"protocol\": \"unknown\"}");
    Path other = system("b", 0);

    JsonNode systems = compared(allnet("compare", run, other, "--json"));
    assertThat(systems.at("/run/threshold").asDouble()).isEqualTo(0.8);
    assertThat(systems.at("/run/rule").asText()).contains("0.8000", "its operating point");
    assertThat(systems.at("/run/confusion/fn").asInt()).isPositive();
    assertThat(systems.at("/b/confusion/fn").asInt()).isZero();
    assertThat(systems.at("/b/rule").asText()).isEqualTo("the most probable class");

    // The file within the run is the run, and a threshold is for those that bring none.
    JsonNode stated =
        compared(
            allnet(
                "compare", run.resolve("predictions.csv"), other, "--threshold", "0.9", "--json"));
    assertThat(stated.at("/predictions/threshold").asDouble()).isEqualTo(0.8);
    assertThat(stated.at("/b/threshold").asDouble()).isEqualTo(0.9);
    assertThat(stated.at("/b/rule").asText()).contains("--threshold");
    JsonNode named =
        compared(allnet("compare", "x=" + other, "y=" + other, "--threshold", "y=0.9", "--json"));
    assertThat(named.at("/x/threshold").isMissingNode()).isTrue();
    assertThat(named.at("/y/threshold").asDouble()).isEqualTo(0.9);

    Path out = folder.resolve("out");
    Ran ran = allnet("compare", run, other, "--out", out);
    assertThat(ran.out()).contains("decides for", "all from a probability of 0.8000 on");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("decides for all from a probability of 0.8000 on (its operating point)")
        .contains("decides for the most probable class");
    assertLine(allnet("compare", run, other, "--threshold", "run=0.5"), "brings its own decision");
    assertLine(
        allnet("compare", run, "r=" + run, "--threshold", "0.5"), "every system brings its own");
    assertLine(allnet("compare", run, other, "--threshold", "c=0.5"), "no system is called 'c'");
    assertLine(allnet("compare", run, other, "--positive", "hem"), "positive class 'all'");
    assertLine(allnet("compare", run, "r=" + run, "--classes", "x=y"), "no system has a class 'x'");
  }

  private static JsonNode compared(Ran ran) throws IOException {
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return new ObjectMapper().readTree(ran.out()).path("systems");
  }

  @Test
  void compare_missingFile_isSaidBeforeTraining() {
    Path out = folder.resolve("out");
    Ran ran =
        allnet(
            "compare",
            folder.resolve("none.csv"),
            "--recipes",
            "allnet",
            "--data",
            folder,
            "--out",
            out);
    assertLine(ran, "none.csv");
    assertThat(out).doesNotExist();
  }

  private static String[] with(String[] words, String... more) {
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  @Test
  void compare_recipesWithoutData_saysWhatIsMissing() {
    Ran ran = allnet("compare", "--recipes", "handcrafted");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--recipes need --data DIR", "--out DIR");
    assertThat(allnet("compare", "--recipes", "handcraft", "--data", "x", "--out", "y").err())
        .contains("recipe 'handcraft' is unknown; did you mean 'handcrafted'");
    assertThat(allnet("compare").err()).contains("nothing to compare");
  }
}
