package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.evaluation.verdict.TooFewPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {

  @Test
  void demo_small_completesAndSaysSynthetic(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("demo");
    Ran ran = Ran.allnet("demo", "--out", out.toString(), "--subjects", "10", "--epochs", "1");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines().findFirst()).hasValueSatisfying(isSynthetic());
    assertThat(ran.out().lines().reduce((first, last) -> last)).hasValueSatisfying(isSynthetic());
    assertThat(ran.out())
        .contains("$ ./allnet dataset synthesize", "$ ./allnet train", "$ ./allnet predict")
        .containsPattern("AUROC [01]\\.\\d{3} \\((no interval: undefined|95 % interval 0\\.[1-9])");
    Path page = out.resolve("run").resolve("report.html");
    assertThat(Files.readString(page).replaceAll("base64,[^\"]*", ""))
        .contains("Synthetic data", "Confusion matrix", "Wrong predictions", "Correct predictions")
        .doesNotContain("src=\"http", "NaN");
    assertThat(Files.readString(page)).contains("href=\"../maps/index.html\"");
    assertThat(out.resolve("segmented").resolve("contact-sheet.png")).exists();
    assertThat(out.resolve("augmented").resolve("augmentation.csv")).exists();
    assertThat(ran.out()).contains("$ ./allnet explain", "Where the model looked");
    // whatever the model says of the two pictures, they are on the page or named as skipped
    assertThat(Files.readString(out.resolve("maps").resolve("index.html")) + ran.err())
        .contains("stripes.png", "out-of-focus.png");
    assertThat(offered(ran)).isEqualTo(List.of("serve", model(out), "--folder", out + "/service"));
    assertThat(Path.of(model(out))).isRegularFile();
  }

  private static String model(Path out) {
    return out.resolve("run").resolve("fold-1").resolve("model.safetensors").toString();
  }

  /** What the demo offers at its end. */
  private static List<String> offered(Ran ran) {
    String line =
        ran.out()
            .lines()
            .filter(one -> one.startsWith("$ ./allnet serve"))
            .findFirst()
            .orElseThrow();
    return List.of(line.substring("$ ./allnet ".length()).split(" "));
  }

  private static java.util.function.Consumer<String> isSynthetic() {
    return line -> assertThat(line).startsWith("SYNTHETIC");
  }

  /** A fifth of the people is held out, and the verdict asks for so many of each class. */
  @Test
  void demo_evaluatesEnoughPeopleForAVerdict() {
    String subjects =
        new CommandLine(new AllnetCommand())
            .getSubcommands()
            .get("demo")
            .getCommandSpec()
            .findOption("--subjects")
            .description()[0]
            .replaceFirst(".*Default: (\\d+)\\.", "$1");
    assertThat(Integer.parseInt(subjects) / 5).isGreaterThanOrEqualTo(TooFewPeople.LEAST_PEOPLE);
  }

  @Test
  void demo_intoAFolderThatHoldsSomething_isRefused(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("mine.txt"), "x");
    Ran ran = Ran.allnet("demo", "--out", folder.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("is not an empty folder");
    assertThat(folder.resolve("mine.txt")).exists();
  }
}
