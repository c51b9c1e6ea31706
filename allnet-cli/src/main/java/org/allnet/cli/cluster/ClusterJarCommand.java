package org.allnet.cli.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.allnet.cli.terminal.OverwriteMixin;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.Version;
import org.allnet.data.ForeignFailure;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.spark.session.SparkLibraries;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code allnet cluster jar}: this program as one jar for {@code spark-submit}. */
@Command(
    name = "jar",
    description = {
      "Write ALLNet with its libraries as one jar for spark-submit.",
      "",
      "It is for clusters on YARN and Kubernetes. Spark "
          + SparkLibraries.VERSION
          + " and what it brings are not in it, nor are libraries of the service."
          + " The licences of all that is in it are below META-INF/third-party. Then, for example:",
      "",
      "  spark-submit --master yarn FILE cluster score MODEL hdfs:/cells --out hdfs:/scored"
    })
public final class ClusterJarCommand extends Subcommand {

  /** By its name: the class is above this package. */
  private static final String MAIN = "org.allnet.cli.Main";

  private static final String WHOSE = "/" + OneJar.LICENCES + "jars.txt";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The jar, such as allnet-spark.jar.")
  private Path out = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      description =
          "Machines of the cluster, such as linux-x86_64. Default: those that this ALLNet is built"
              + " for.")
  private @Nullable String platform;

  @Mixin private OverwriteMixin overwrite = new OverwriteMixin();

  /** For the command line to make. */
  public ClusterJarCommand() {}

  @Override
  public Integer call() {
    List<Path> files = ProgramParts.ofDriver();
    overwrite.checkFile(OptionName.OUT, out, files);
    NativePlatform machines = machines(files);
    List<JarPart> parts = new ArrayList<>();
    try {
      OneJar jar = new OneJar(machines);
      for (Path file : files) {
        JarPart part = JarPart.open(file);
        parts.add(part);
        requireLicence(part);
        jar.add(part);
      }
      write(jar);
      status(
          "%s: %d MB, for %s; run it with Spark %s"
              .formatted(out, Files.size(out) / 1_000_000, machines.key(), SparkLibraries.VERSION));
      status("such as: spark-submit --master yarn " + out + " cluster score --help");
    } catch (IOException e) {
      throw RunException.in(out, "can't be written (" + ForeignFailure.words(e) + ")", e);
    } finally {
      parts.forEach(ClusterJarCommand::close);
    }
    return GOOD;
  }

  private void write(OneJar jar) {
    try (Progress progress = progress("writing", "entries", jar.size())) {
      int[] done = {0};
      AtomicFile.write(
          out, to -> jar.write(to, MAIN, Version.number(), () -> progress.reach(++done[0])));
    }
  }

  /** The machines that this program has the tensor engine for. */
  private NativePlatform machines(List<Path> files) {
    List<NativePlatform> there = NativePlatform.among(files);
    if (there.isEmpty()) {
      throw new RunException(
          "this ALLNet has no tensor engine for processors alone; build it without -Pcuda");
    }
    if (platform == null) {
      return there.get(0);
    }
    return there.stream()
        .filter(one -> one.key().equals(platform))
        .findFirst()
        .orElseThrow(
            () ->
                OptionException.ofSetting(
                    "platform",
                    Objects.requireNonNull(platform),
                    "--platform %s: this ALLNet has the tensor engine for %s; take an ALLNet that is built on such a machine"
                        .formatted(
                            platform,
                            String.join(
                                " and ", there.stream().map(NativePlatform::key).toList()))));
  }

  /** Nothing is passed on without its licence. */
  private static void requireLicence(JarPart part) {
    if (licensed().stream().noneMatch(part.name()::startsWith)) {
      throw RunException.in(
          part.file(), "no licence is known for it, so it can't be passed on in a jar", null);
    }
  }

  /** {@return how the names of jars begin whose licence is known} */
  static Set<String> licensed() {
    try (InputStream in =
            Objects.requireNonNull(ClusterJarCommand.class.getResourceAsStream(WHOSE), WHOSE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return Set.copyOf(
          lines
              .lines()
              .filter(line -> !line.startsWith("#") && !line.isBlank())
              .map(line -> line.substring(0, line.indexOf(' ')))
              .distinct()
              .toList());
    } catch (IOException e) {
      throw new RunException("the list of licences can't be read", e);
    }
  }

  private static void close(JarPart part) {
    try {
      part.close();
    } catch (IOException e) {
      System.getLogger("org.allnet.cli")
          .log(System.Logger.Level.DEBUG, part.file() + " can't be closed", e);
    }
  }
}
