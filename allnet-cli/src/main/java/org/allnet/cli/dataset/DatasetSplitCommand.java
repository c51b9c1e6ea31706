package org.allnet.cli.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.cli.terminal.DatasetChoice;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOptions;
import org.allnet.data.split.Splitter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code allnet dataset split}: deals a data set out, or checks a split that someone made. */
@Command(
    name = "split",
    description = {
      "Deal the labelled images out to a hold-out side and folds, or check a split.",
      "",
      "By subject, nobody's cells stand on two sides, nor do byte-identical images; by image, only",
      "byte-identical images are kept together, so that figures come out too good."
    },
    customSynopsis = {
      "allnet dataset split PATH --out FILE [OPTIONS]",
      "       allnet dataset split PATH --check FILE [OPTIONS]"
    })
public final class DatasetSplitCommand extends Subcommand {

  @Parameters(index = "0", paramLabel = "PATH", description = "The data set's folder.")
  @SuppressWarnings("NullAway.Init") // the command line requires it
  private Path path;

  @ArgGroup(exclusive = true, multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // the command line requires it
  private Target target;

  /** Where the split goes, or comes from. */
  static final class Target {

    @Option(names = "--out", paramLabel = "FILE", description = "Write the split there, as CSV.")
    private @Nullable Path out;

    @Option(names = "--check", paramLabel = "FILE", description = "Check the split in that file.")
    private @Nullable Path check;
  }

  @Option(
      names = "--protocol",
      paramLabel = "P",
      description = "What is kept together: subject (default) or image.")
  private @Nullable Protocol protocol;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Number of folds, 2 to 50. Default: 5.")
  private @Nullable Integer folds;

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      description = "Share of the images that is set aside, 0 to 0.9. Default: 0.2.")
  private @Nullable Double holdOut;

  @Option(names = "--seed", paramLabel = "N", description = "What it is drawn from. Default: 1.")
  private @Nullable Long seed;

  @Mixin private final DatasetChoice choice = new DatasetChoice();

  /** For the command line. */
  public DatasetSplitCommand() {}

  @Override
  public Integer call() {
    SplitOptions options = options();
    Split given = target.check == null ? null : SplitFile.read(target.check);
    Dataset dataset = choice.open(path);
    Map<String, String> hashes = ImageHashes.sha256(dataset);
    SubjectGroups groups = SubjectGroups.of(dataset.images(), hashes);
    Split split = given == null ? Splitter.split(dataset, groups, options) : given;
    SplitCheck.check(split, dataset.labelled(), groups);
    if (target.out != null) {
      SplitFile.write(target.out, split);
    }
    if (split.protocol() == Protocol.IMAGE) {
      talk(
          "warning: image-level: cells of one person may stand on both sides; figures come out too"
              + " good");
    }
    if (dataset.synthetic()) {
      out().println("SYNTHETIC: these cells were painted");
    }
    SplitTable.lines(split, dataset.classes()).forEach(out()::println);
    int left = dataset.labelled().size() - split.places().size();
    if (left > 0) {
      out().println(leftOut(dataset, left));
    }
    out()
        .println(
            target.out == null
                ? "checked: no group stands on two sides"
                : "written: " + target.out);
    return GOOD;
  }

  private static String leftOut(Dataset dataset, int left) {
    List<String> parts =
        Splitter.leftOut(dataset).stream().map(CellImage::part).distinct().sorted().toList();
    return left
        + " labelled images are in none of the sides"
        + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ": a test set of its own)");
  }

  private SplitOptions options() {
    SplitOptions defaults = SplitOptions.DEFAULTS;
    if (target.check != null
        && (protocol != null || folds != null || holdOut != null || seed != null)) {
      throw new OptionException(
          "--check takes protocol, folds and seed from the file; leave --protocol, --folds,"
              + " --hold-out and --seed away");
    }
    return new SplitOptions(
        protocol == null ? defaults.protocol() : protocol,
        folds == null ? defaults.folds() : folds,
        holdOut == null ? defaults.holdOutShare() : holdOut,
        seed == null ? defaults.seed() : seed);
  }
}
