package org.allnet.cli.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.cli.detection.DetectorMixin;
import org.allnet.cli.detection.RedCellMixin;
import org.allnet.cli.network.ModelMixin;
import org.allnet.cli.network.ModelReport;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.spark.scoring.FieldScoringResult;
import org.allnet.spark.scoring.Scoring;
import org.allnet.spark.scoring.ScoringOptions;
import org.allnet.spark.scoring.ScoringOptions.Labels;
import org.allnet.spark.scoring.ScoringOptions.Source;
import org.allnet.spark.scoring.ScoringResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet cluster score}: what a model says of any number of images. */
@Command(
    name = "score",
    description = {
      "Classify any number of images on a cluster, into Parquet files.",
      "",
      "PATH is an image, a Parquet, Arrow or tar file, or a folder of one kind of these. Each image",
      "has one row in OUT/answers, whatever dies on the way; a bad one has a row that says what is",
      "wrong. --resume goes on after a stop.",
      "",
      "With --fields each image is a whole field. A detector finds its cells, MODEL classifies the",
      "white ones, and each cell has a row."
    })
public final class ClusterScoreCommand extends SparkSubcommand {

  private static final String FIELDS = "--fields";

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model file (.safetensors), or the folder of a finished run.")
  private Path model = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders, or addresses that Hadoop knows, such as hdfs:.")
  private List<String> inputs = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder for answers, summary.json and with labels report.html, which driver and executors"
              + " see.")
  private String out = "";

  @Option(names = "--resume", description = "Go on with what is in --out.")
  private boolean resume;

  @Option(
      names = "--name-column",
      paramLabel = "NAME",
      description = "Column of tables with an image's name. Default: image.")
  private String nameColumn = "image";

  @Option(
      names = "--content-column",
      paramLabel = "NAME",
      description = "Column of tables with the bytes of an image file. Default: content.")
  private String contentColumn = "content";

  @Option(
      names = "--labels",
      paramLabel = "WHERE",
      description =
          "Where true classes are, for metrics: folder (the name of the one that an image is in),"
              + " column:NAME (of tables), or a CSV file with the columns image and label, and perhaps"
              + " subject.")
  private String labels = "";

  @Option(
      names = "--round",
      paramLabel = "N",
      description =
          "Image files that are scored together; at most one round is lost by a stop. Default: "
              + ScoringOptions.USUAL_ROUND
              + ".")
  private int round = ScoringOptions.USUAL_ROUND;

  @Option(
      names = FIELDS,
      description =
          "The images are whole fields: find their cells, and classify those that are neither red"
              + " cells nor platelets. Fields of an unknown scale are not classified.")
  private boolean fields;

  @Mixin private DetectorMixin detector = new DetectorMixin();

  @Mixin
  private RedCellMixin redCell =
      new RedCellMixin(
          "With --fields: the diameter of a red cell in pixels of the fields. Default: what a file's"
              + " metadata says, or else found out.");

  @Mixin private JsonMixin json = new JsonMixin();

  /** For the command line to make. */
  public ClusterScoreCommand() {}

  @Override
  void check() {
    if (!fields) {
      refuse("without " + FIELDS, DetectorMixin.OPTION, RedCellMixin.OPTION);
    } else {
      refuse("with " + FIELDS + ": labels are of cells", "--labels");
    }
    labels();
    requireModel(model);
  }

  private Labels labels() {
    if (labels.isEmpty()) {
      return Labels.NONE;
    }
    if (labels.equals("folder")) {
      return new Labels(Source.FOLDER, null);
    }
    if (labels.startsWith("column:")) {
      return new Labels(Source.COLUMN, labels.substring("column:".length()));
    }
    if (!labels.contains(":") && !Files.isRegularFile(Path.of(labels))) {
      throw OptionException.ofSetting(
          "labels",
          labels,
          "--labels %s: is neither 'folder' nor 'column:NAME' nor a CSV file".formatted(labels));
    }
    return new Labels(Source.FILE, labels);
  }

  @Override
  int callHere() {
    Path file = ModelMixin.of(model).file();
    if (fields) {
      return ofFields(file);
    }
    ScoringResult result = Scoring.run(cluster().settings(false), options(file, null), new Shown());
    if (json.isWanted()) {
      out().println(JsonOutput.text(result.toJson()));
    } else {
      result.lines().forEach(this::tell);
    }
    report(file, result);
    status("answers: " + out + "/" + Scoring.ANSWERS);
    if (result.images() == 0) {
      throw new InputException(String.join(", ", inputs) + ": has no image");
    }
    return result.failed() == 0 ? GOOD : FAILED;
  }

  private ScoringOptions options(Path file, ScoringOptions.@Nullable Fields found) {
    return new ScoringOptions(
        file, inputs, out, resume, nameColumn, contentColumn, labels(), round, found);
  }

  private int ofFields(Path file) {
    FieldScoringResult result =
        Scoring.ofFields(
            cluster().settings(false),
            options(file, new ScoringOptions.Fields(detector.file(inputs), redCell.redCell())),
            new Shown());
    if (json.isWanted()) {
      out().println(JsonOutput.text(result.toJson()));
    } else {
      result.lines().forEach(this::tell);
    }
    status("cells: " + out + "/" + Scoring.ANSWERS);
    if (result.fields() == 0) {
      throw new InputException(String.join(", ", inputs) + ": has no field");
    }
    return result.failed() == 0 ? GOOD : FAILED;
  }

  /** Shows how it goes. */
  private final class Shown implements Scoring.Listener {

    @Override
    public void planned(long files, String what, int rounds) {
      status("scoring %,d %s in %s".formatted(files, what, Counted.of(rounds, "round")));
    }

    @Override
    public void passedOver(String note) {
      status(note);
    }

    @Override
    public void finished(int number, int of) {
      if (of > 1) {
        status("round %d of %d is done".formatted(number, of));
      }
    }
  }

  private void report(Path file, ScoringResult result) {
    Predictions rows = result.evaluated().rows();
    if (rows == null) {
      return;
    }
    ClusterReport.onDisk(out)
        .ifPresentOrElse(
            folder ->
                status(
                    "report: "
                        + ClusterReport.write(
                            folder, result, rows, ModelReport.models(file), context())),
            () -> status("note: no page of a report, which needs a folder of a disk"));
  }
}
