package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The table of options and the modes in which they can do nothing: each is refused there by name.
 * An option that is new to a command has to be entered, here or among those that always act.
 */
class IdleOptionsTest {

  @TempDir static Path folder;

  /** An option in a mode: the whole command line, in which {@code %} is the folder of the files. */
  private record Idle(String command, String option, String words, String reason) {

    @Override
    public String toString() {
      return command + " " + option + ": " + words;
    }

    String key() {
      return command + " " + option;
    }
  }

  private static final List<Idle> IDLE = new ArrayList<>();
  private static final Set<String> ACTING = new TreeSet<>();

  private static void idle(String command, String mode, String reason, String... options) {
    for (String option : options) {
      String name = option.split(" ", 2)[0];
      IDLE.add(new Idle(command, name, command + " " + mode + " " + option, reason));
    }
  }

  private static void acting(String command, String... options) {
    Stream.of(options).forEach(option -> ACTING.add(command + " " + option));
  }

  private static final String EXPLAINED = "%/model.safetensors %/cells --out %/new";

  private static final String[] TRAINING = {
    "--set words=8",
    "--epochs 2",
    "--batch 2",
    "--lr 1",
    "--schedule constant",
    "--input-size 32",
    "--width 1",
    "--per-class 0",
    "--segmentation none",
    "--dropout 0",
    "--batch-norm precise",
    "--pretrained x",
    "--precision fp32",
    "--protocol subject",
    "--group-by runs",
    "--augment training-folds",
    "--folds 5",
    "--hold-out 0.2",
    "--split x",
    "--seed 7",
    "--device cpu",
    "--threads 1",
    "--mode exact",
    "--half",
    "--spacing 0.05",
    "--operating-point argmax",
    "--max-error 0.1",
    "--set-error 0.1",
    "--accept-fraction 0.9"
  };

  static {
    for (String command : new String[] {"train", "crossval"}) {
      idle(command, "--resume %/run", "with --resume", TRAINING);
      idle(
          command,
          "--resume %/run",
          "with --resume",
          "--out x",
          "--recipe allnet",
          "--classes a=b",
          "--positive a");
      acting(command, "--resume", "--json");
    }
    String[] cluster = {
      "--master", "--executor-cores", "--executor-memory", "--spark", "--spark-home"
    };
    idle("cluster crossval", "--resume %/run", "with --resume", TRAINING);
    idle(
        "cluster crossval",
        "--resume %/run",
        "with --resume",
        "--out x",
        "--recipe allnet",
        "--classes a=b",
        "--positive a");
    acting("cluster crossval", "--resume", "--json");
    acting("cluster crossval", cluster);
    idle("cluster train", "--resume %/run", "with --resume", TRAINING);
    idle(
        "cluster train",
        "--resume %/run",
        "with --resume",
        "--out x",
        "--recipe allnet",
        "--classes a=b",
        "--positive a");
    acting("cluster train", "--resume", "--json", "--executors");
    acting("cluster train", cluster);
    acting("cluster compare", "--data", "--out", "--resume", "--json", "--classes", "--positive");
    acting("cluster compare", cluster);
    for (String option : TRAINING) {
      acting("cluster compare", option.split(" ", 2)[0]);
    }
    acting(
        "cluster score",
        "--out",
        "--resume",
        "--name-column",
        "--content-column",
        "--labels",
        "--round",
        "--fields",
        "--json");
    acting("cluster score", cluster);
    String scored = "%/model.safetensors %/cells --out %/new";
    idle("cluster score", scored, "without --fields", "--detector %/a.csv", "--red-cell 40");
    idle(
        "cluster score",
        scored + " --fields",
        "with --fields: labels are of cells",
        "--labels folder");
    acting("cluster watch", "--out", "--once");
    acting("cluster watch", cluster);
    acting("cluster fetch", "--from");
    acting("cluster jar", "--out", "--platform", "--overwrite");
    idle("compare", "%/a.csv b=%/a.csv", "without --recipes", TRAINING);
    idle("compare", "%/a.csv b=%/a.csv", "without --recipes", "--data %/cells", "--resume");
    idle("compare", "%/a.csv b=%/a.csv", "no class", "--classes x=y");
    idle(
        "compare",
        "%/evaluated c=%/evaluated",
        "brings its own",
        "--threshold 0.4",
        "--threshold c=0.4");
    idle("compare", "%/a.csv b=%/a.csv", "without --out", "--overwrite");
    idle("compare", "--recipes allnet --data %/cells --out %/new", "with --recipes", "--overwrite");
    acting("compare", "--recipes", "--positive", "--out", "--json");
    String trained = "%/cells --out %/new";
    for (String command : new String[] {"train", "crossval"}) {
      split(command, trained);
      idle(
          command,
          trained + " --recipe handcrafted",
          "without a network",
          "--epochs 2",
          "--batch 4",
          "--lr 1e-3",
          "--schedule cosine",
          "--input-size 32",
          "--width 0.5",
          "--per-class 10",
          "--dropout 0.1",
          "--batch-norm running",
          "--precision bf16",
          "--augment before-split --protocol image",
          "--mode exact",
          "--half",
          "--set epochs=2",
          "--set mixup=0.1",
          "--set copies=2");
      idle(command, trained, "without a learner", "--set keep-features=0");
      idle(command, trained, "without the correction", "--set words=9", "--set passes=9");
      idle(command, trained, "with one view", "--set mean-of=logits");
      idle(command, trained, "without frozen epochs", "--set frozen-lr=1");
      idle(command, trained + " --recipe cnn-svm", "with a learner", "--set views=dihedral");
      idle(command, trained + " --recipe cnn-svm", "whole frames", "--mode exact");
      idle(command, trained + " --set networks=alexnet", "batch norms", "--batch-norm running");
      idle(command, trained + " --set epochs=2", "says it too", "--epochs 2");
      idle(
          command,
          trained + " --per-class 0 --protocol image",
          "without balancing",
          "--augment before-split");
      idle(command, trained + " --device cpu", "on a processor", "--precision tf32");
      idle(
          command,
          "%/three --out %/new --folds 2",
          "with 3 classes",
          "--operating-point youden",
          "--max-error 0.1");
    }
    String compared = "--recipes handcrafted,handcrafted2 --data %/cells --out %/new";
    split("compare", compared.replace(",handcrafted2", ",allnet"));
    idle(
        "compare",
        compared.replace(",handcrafted2", ""),
        "without a network",
        "--epochs 2",
        "--half");
    idle(
        "evaluate",
        "%/model.safetensors --data %/cells",
        "with MODEL",
        "--validation %/a.csv",
        "--operating-point argmax",
        "--max-error 0.1",
        "--set-error 0.1",
        "--accept-fraction 0.9",
        "--positive hem");
    idle(
        "evaluate",
        "--predictions %/a.csv",
        "without --validation",
        "--operating-point argmax",
        "--max-error 0.1",
        "--set-error 0.1");
    idle(
        "evaluate",
        "--predictions %/a.csv",
        "no model is asked",
        "--device cpu",
        "--foreign x=%/cells",
        "--accept-fraction 0.9");
    idle(
        "evaluate",
        "%/model.safetensors --data %/cells",
        "no score of how unlike",
        "--foreign x=%/cells");
    idle(
        "evaluate",
        "--predictions %/a.csv",
        "no model is asked",
        "--data %/cells",
        "--split %/s.csv");
    idle("evaluate", "--predictions %/a.csv", "no model is asked", "--manifest %/a.csv");
    idle(
        "evaluate",
        "--predictions %/a.csv --validation %/b.csv --threshold 0.4",
        "with --threshold",
        "--operating-point youden",
        "--max-error 0.1");
    idle(
        "evaluate",
        "--predictions %/3a.csv --validation %/3b.csv",
        "with 3 classes",
        "--operating-point youden",
        "--max-error 0.1");
    idle("evaluate", "--predictions %/3a.csv", "takes two", "--threshold 0.4");
    idle("evaluate", "--predictions %/a.csv", "without --out", "--overwrite");
    acting("evaluate", "--predictions", "--classes", "--out", "--json");
    idle("predict", "%/model.safetensors %/cells", "no prediction sets", "--sets");
    idle("predict", "%/model.safetensors %/cells", "without --csv", "--subject x");
    idle("predict", "%/model.safetensors %/cells", "without --csv", "--overwrite");
    idle("predict", "%/model.safetensors %/cells", "refuses no image", "--accept-anything");
    idle("explain", EXPLAINED, "without --method integrated-gradients", "--steps 8");
    idle("explain", EXPLAINED, "without --method shap", "--samples 64");
    idle("explain", EXPLAINED, "class activation maps need nothing", "--baseline mean");
    idle("explain", EXPLAINED + " --method features", "features are compared", "--baseline mean");
    acting(
        "explain",
        "--out",
        "--overwrite",
        "--method",
        "--class",
        "--check",
        "--device",
        "--threads");
    acting("predict", "--json", "--csv", "--device", "--threads");
    idle(
        "dataset split",
        "%/cells --check %/s.csv",
        "with --check",
        "--folds 5",
        "--hold-out 0.2",
        "--protocol subject",
        "--group-by runs",
        "--seed 7");
    idle("dataset split", "%/cells --check %/s.csv", "with --check", "--overwrite");
    idle(
        "dataset split",
        "%/cells --out %/new --protocol image",
        "with --protocol image",
        "--group-by runs");
    acting("dataset split", "--out", "--check", "--classes");
    idle("augment", "%/cells --out %/new", "needs --split", "--fold 1");
    idle("augment", "%/cells --out %/new", "--fold 1 to", "--split %/s.csv");
    acting(
        "augment",
        "--out",
        "--overwrite",
        "--per-class",
        "--segmentation",
        "--input-size",
        "--seed",
        "--device",
        "--classes");
    idle(
        "model describe",
        "%/model.safetensors",
        "with a model file",
        "--input-size 450",
        "--classes 2",
        "--width 1");
    acting("model describe", "--json");
    idle(
        "model export",
        "%/model.safetensors --to onnx --out %/new.onnx",
        "does not segment",
        "--no-segmentation");
    idle(
        "model export",
        "%/detector.safetensors --to onnx --out %/new.onnx",
        "with a detector",
        "--no-segmentation");
    idle(
        "model export",
        "%/model.safetensors --to onnx --out %/new.onnx",
        "finds no boxes",
        "--suppression");
    idle(
        "model export",
        "%/detector.safetensors --to onnx --out %/new.onnx",
        "with a detector",
        "--half",
        "--spacing 0.25");
    idle(
        "model export",
        "%/model.safetensors --to onnx --out %/new.onnx",
        "without wsinfer",
        "--spacing 0.25");
    acting("model export", "--to", "--out", "--half", "--overwrite", "--json");
    idle("bench", "--quick", "without --out", "--overwrite");
    idle("bench", "--quick", "without --service", "--peers %/peers");
    idle("bench", "--quick", "on a processor", "--precision tf32");
    idle(
        "bench",
        "--quick --detector %/detector.safetensors --data %/cells",
        "with --detector",
        "--input-size 450",
        "--width 1",
        "--precision fp32",
        "--device cpu");
    idle(
        "bench",
        "--quick --service",
        "with --service",
        "--data %/cells",
        "--detector %/detector.safetensors",
        "--precision fp32",
        "--device cpu",
        "--threads 1");
    idle(
        "bench",
        "--quick --service=%/model.safetensors",
        "with --service=MODEL",
        "--input-size 450",
        "--width 1");
    idle("bench", "--quick --service", "with --service", "--cluster");
    idle(
        "bench",
        "--quick --cluster",
        "with --cluster",
        "--data %/cells",
        "--detector %/detector.safetensors",
        "--precision fp32",
        "--device cpu",
        "--threads 1");
    idle(
        "bench",
        "--quick --cluster=%/model.safetensors",
        "with --cluster=MODEL",
        "--input-size 450",
        "--width 1");
    acting(
        "bench",
        "--data",
        "--detector",
        "--service",
        "--peers",
        "--cluster",
        "--device",
        "--threads",
        "--quick",
        "--input-size",
        "--width",
        "--out",
        "--json");
    acting(
        "serve",
        "--folder",
        "--database",
        "--host",
        "--port",
        "--behind-proxy",
        "--tls-certificate",
        "--tls-key",
        "--tls-keystore",
        "--time-zone",
        "--workers",
        "--webhook-network",
        "--log",
        "--otlp-endpoint",
        "--oidc-issuer",
        "--second-factor");
    idle(
        "serve",
        "--folder %/new",
        "without --oidc-issuer",
        "--oidc-client x",
        "--oidc-secret-file x",
        "--oidc-scope openid",
        "--oidc-audience x",
        "--oidc-roles roles",
        "--oidc-role x=operator",
        "--oidc-new-accounts",
        "--oidc-session-minutes 30",
        "--oidc-key-days 7",
        "--no-local-accounts");
    idle(
        "serve",
        "--folder %/new",
        "without --database",
        "--database-user x",
        "--database-password-file x");
    idle("serve", "--folder %/new", "without --tls-keystore", "--tls-password-file x");
    idle(
        "serve",
        "--folder %/new --tls-keystore x",
        "with --tls-keystore",
        "--tls-certificate x",
        "--tls-key x");
    acting(
        "service verify", "--folder", "--database", "--checkpoints", "--checkpoint-key", "--json");
    acting("service backup", "--folder", "--database");
    acting("service restore", "--folder", "--database");
    acting("service erase", "--folder", "--database", "--project", "--subject");
    acting("service work", "--folder", "--database", "--workers", "--log", "--otlp-endpoint");
    for (String command :
        List.of(
            "service verify",
            "service backup",
            "service restore",
            "service erase",
            "service work")) {
      idle(
          command,
          (command.matches(".*(backup|restore)") ? "%/copy " : "")
              + (command.endsWith("erase") ? "--project p --subject s " : "")
              + "--folder %/new",
          "without --database",
          "--database-user x",
          "--database-password-file x");
    }
    acting("demo", "--out", "--subjects", "--epochs", "--seed");
    acting("detect convert", "--to", "--out", "--labels-only", "--layout", "--overwrite");
    idle("detect convert", "%/fields --to coco --out %/new", "never counted from 1", "--one-based");
    acting(
        "detect split",
        "--out",
        "--layout",
        "--overwrite",
        "--protocol",
        "--folds",
        "--hold-out",
        "--seed");
    idle("detect split", "%/fields --out %/new", "never counted from 1", "--one-based");
    acting("detect inspect", "--layout", "--labels-only", "--json");
    idle("detect inspect", "%/fields", "never counted from 1", "--one-based");
    acting("dataset inspect", "--classes", "--positive", "--json", "--files-only");
    idle(
        "dataset inspect",
        "%/cells --files-only",
        "with --files-only",
        "--group-by runs",
        "--contact-sheet x.html");
    idle("dataset inspect", "%/cells", "without --contact-sheet", "--overwrite");
    acting("dataset verify", "--manifest", "--subset", "--json");
    acting("dataset synthesize", "--subjects", "--cells", "--size", "--seed");
    acting("recipe list", "--json");
    acting("recipe show", "--json");
    acting("model list", "--classes", "--json");
    acting("segment", "--out", "--overwrite", "--segmentation", "--device");
    acting("repeats", "--json");
    acting(
        "decide", "--operating-point", "--max-error", "--set-error", "--accept-fraction", "--json");
    acting(
        "detect train",
        "--split",
        "--layout",
        "--out",
        "--recipe",
        "--pretrained",
        "--epochs",
        "--batch",
        "--input-size",
        "--resume",
        "--seed",
        "--device",
        "--json");
    idle("detect train", "%/fields --out %/new", "without --split", "--fold 1");
    idle("detect train", "%/fields --out %/new", "never counted from 1", "--one-based");
    acting(
        "detect train-masks",
        "--split",
        "--layout",
        "--out",
        "--epochs",
        "--batch",
        "--resume",
        "--seed",
        "--device",
        "--json");
    idle("detect train-masks", "%/fields --out %/new", "without --split", "--fold 1");
    idle("detect train-masks", "%/fields --out %/new", "never counted from 1", "--one-based");
    acting("detect evaluate-masks", "--data", "--box-error", "--layout", "--device", "--json");
    idle("detect evaluate-masks", "%/x --data %/fields", "never counted from 1", "--one-based");
    idle(
        "detect evaluate", "--detector %/detector %/fields", "never counted from 1", "--one-based");
    acting("detect evaluate", "--detector", "--layout", "--split", "--page", "--device", "--json");
    idle("detect evaluate", "--detector %/detector %/fields", "without --split", "--fold 1");
    idle(
        "detect evaluate",
        "--detector %/detector %/fields --split x",
        "with --split, which says the fields",
        "--part val");
    idle("detect evaluate", "--detector %/detector %/fields", "without --page", "--overwrite");
    idle(
        "detect run", "--detector %/detector.safetensors %/cells", "without a file", "--overwrite");
    idle(
        "detect run",
        "--detector %/detector.safetensors %/cells",
        "without a large picture",
        "--resume x",
        "--skip-thick");
    idle(
        "detect run",
        "--detector %/detector.safetensors %/cells",
        "without --classify",
        "--scale-check",
        "--accept-anything");
    idle(
        "detect classify",
        "%/model.safetensors %/fields/images/a.png %/cells.geojson --out %/new --red-cell 20",
        "refuses no image",
        "--accept-anything");
    acting(
        "detect classify",
        "--out",
        "--red-cell",
        "--scale-check",
        "--overwrite",
        "--device",
        "--json");
    acting(
        "detect run",
        "--detector",
        "--csv",
        "--page",
        "--pictures",
        "--crops",
        "--coco",
        "--geojson",
        "--masks",
        "--classify",
        "--red-cell",
        "--device",
        "--json");
    idle(
        "detect run",
        "--detector %/detector.safetensors %/cells",
        "without --masks",
        "--label-images %/new");
    acting("allnet", "--version");
  }

  private static void split(String command, String mode) {
    idle(
        command,
        mode + " --split %/s.csv",
        "with --split",
        "--protocol subject",
        "--folds 5",
        "--group-by runs",
        "--hold-out 0.2");
    idle(command, mode + " --protocol image", "with --protocol image", "--group-by runs");
  }

  @BeforeAll
  static void files() throws IOException {
    ModelFixture.model(folder.resolve("model.safetensors"));
    ModelFixture.detector(folder.resolve("detector.safetensors"));
    allnet(
        "dataset",
        "synthesize",
        folder.resolve("cells"),
        "--subjects",
        "3",
        "--cells",
        "2",
        "--size",
        "40");
    for (String name : new String[] {"x", "y", "z"}) {
      for (int i = 0; i < 4; i++) {
        ModelFixture.disc(folder.resolve("three/" + name + "/" + name + i + ".png"), 6 + i, i);
      }
    }
    ModelFixture.disc(folder.resolve("fields/images/a.png"), 14, 1);
    Files.createDirectories(folder.resolve("fields/labels"));
    Files.writeString(folder.resolve("fields/labels/a.txt"), "0 0.5 0.5 0.5 0.5");
    Files.writeString(folder.resolve("fields/data.yaml"), "names: [WBC]");
    Files.writeString(folder.resolve("cells.geojson"), "[]");
    Ran ran =
        allnet(
            "dataset",
            "split",
            folder.resolve("cells"),
            "--out",
            folder.resolve("s.csv"),
            "--folds",
            "2");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    for (String name : new String[] {"a", "b"}) {
      Files.writeString(
          folder.resolve(name + ".csv"),
          "image,label,p_all,p_hem\n%1$s1,all,0.9,0.1\n%1$s2,hem,0.2,0.8\n".formatted(name));
      Files.writeString(
          folder.resolve("3" + name + ".csv"),
          "image,label,p_x,p_y,p_z\n%1$s1,x,0.8,0.1,0.1\n%1$s2,y,0.1,0.8,0.1\n".formatted(name));
    }
    Path evaluated = Files.createDirectories(folder.resolve("evaluated"));
    Files.copy(folder.resolve("a.csv"), evaluated.resolve("predictions.csv"));
    Files.writeString(
        evaluated.resolve("evaluation.json"),
        "{\"format\": 1, \"positive\": \"all\", \"threshold\": 0.5, \"synthetic\": false, \"transductive\": false, \"ruleChosenAnew\": false, \"foreignWeights\": false, \"protocol\": \"unknown\"}");
  }

  static List<Idle> idle() {
    return IDLE;
  }

  @ParameterizedTest
  @MethodSource("idle")
  void option_thatCanDoNothing_isRefusedByName(Idle idle) {
    Ran ran = allnet((Object[]) idle.words().replace("%", folder.toString()).split(" "));

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(2);
    List<String> lines = ran.err().lines().filter(line -> line.startsWith("allnet:")).toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains(idle.option(), idle.reason());
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void everyOptionOfEveryCommand_isEntered() {
    Set<String> entered = new TreeSet<>(ACTING);
    IDLE.forEach(idle -> entered.add(idle.key()));
    Set<String> there = new TreeSet<>();
    gather(new CommandLine(new AllnetCommand()), "", there);
    assertThat(entered).containsExactlyInAnyOrderElementsOf(there);
  }

  private static void gather(CommandLine command, String before, Set<String> there) {
    boolean root = before.isEmpty() && command.getParent() == null;
    String name = root ? "allnet" : (before + " " + command.getCommandName()).strip();
    for (OptionSpec option : command.getCommandSpec().options()) {
      boolean common = option.usageHelp() || option.longestName().equals("--verbose");
      if (!common) {
        there.add(name + " " + (option.names()[0].equals("-V") ? "--version" : option.names()[0]));
      }
    }
    command.getSubcommands().values().forEach(sub -> gather(sub, root ? "" : name, there));
  }

  @Test
  void compare_optionOfOneRecipe_isNotRefused() {
    Ran ran =
        allnet(
            "compare",
            "--recipes",
            "handcrafted,allnet",
            "--data",
            folder.resolve("none"),
            "--out",
            folder.resolve("other"),
            "--epochs",
            "1",
            "--mode",
            "exact");
    assertThat(ran.err()).doesNotContain("can't act").contains("none");
  }
}
