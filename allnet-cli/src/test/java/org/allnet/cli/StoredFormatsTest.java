package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.allnet.data.file.Csv;
import org.allnet.data.file.FileFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each version of each format has a stored file, which tests beside its reader read. */
class StoredFormatsTest {

  /** Where the file of a version is, in the folders {@code formats} of the tests. */
  private static String stored(FileFormat format, int version) {
    String named =
        switch (format) {
          case MODEL -> "inference: model-%d.safetensors";
          case DETECTOR -> "detect: detector-%d.safetensors.gz";
          case SEGMENTER -> "detect: segmenter-%d.safetensors.gz";
          case TILES -> "detect: tiles-%d.jsonl";
          case TRAINING_STATE -> "training: training-state-%d.safetensors";
          case RUN -> "training: run-%d/run.json";
          case EPOCHS -> "training: run-%d/metrics.jsonl";
          case SEAL -> "training: run-%d/fold-1/seal.json";
          case COST -> "training: run-%d/cost.json";
          case EARLIER_RULES -> "training: run-%d/earlier-rules.jsonl";
          case EVALUATION -> "report: report-%d/evaluation.json";
          case MAP_CHECK -> "evaluation: check-%d.json";
          case RUN_IMAGES -> "training: run-%d/images.csv";
          case TRAINED_FIELDS -> "detect: fields-%d.csv";
          case AUGMENTATION_PLAN -> "training: run-%d/fold-1/augmentation.csv";
          case SPLIT -> "data: split-%d.csv";
          case PREDICTIONS -> "evaluation: predictions-%d.csv";
          case SUBJECTS -> "data: subjects-%d.csv";
        };
    return named.formatted(version);
  }

  private static Path file(FileFormat format, int version) {
    String[] place = stored(format, version).split(": ");
    return Path.of("..", "allnet-" + place[0], "src/test/resources/formats", place[1]);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void eachVersion_hasAStoredFileThatSaysIt(FileFormat format) throws IOException {
    for (int version = 1; version <= format.newest(); version++) {
      Path file = file(format, version);
      assertThat(file).isRegularFile();
      if (file.toString().endsWith(".csv")) {
        assertThat(Files.readString(file)).contains(FileFormat.COLUMN);
        assertThat(Csv.read(file, format).version()).isEqualTo(version);
      } else {
        // In a file of weights the description is text within JSON.
        assertThat(text(file))
            .containsPattern("[{,]\\s*\\\\?\"format\\\\?\"\\s*:\\s*" + version + "\\b");
      }
    }
  }

  /** Whoever stores a file writes down where it is, so that none is there that nobody reads. */
  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void storedFile_isReadByATestBesideItsReader(FileFormat format) throws IOException {
    Path module = Path.of("..", "allnet-" + stored(format, 1).split(": ")[0], "src/test/java");
    String name = file(format, 1).getFileName().toString();
    Pattern named = Pattern.compile("[\"/]" + Pattern.quote(name) + "\"");
    try (Stream<Path> sources = Files.walk(module)) {
      assertThat(
              sources
                  .filter(source -> source.toString().endsWith(".java"))
                  .filter(source -> isIn(source, named)))
          .isNotEmpty();
    }
  }

  private static boolean isIn(Path source, Pattern named) {
    try {
      return named.matcher(Files.readString(source)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
