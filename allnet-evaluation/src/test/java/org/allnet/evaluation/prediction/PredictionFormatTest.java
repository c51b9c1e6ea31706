package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.AnswerFile;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.ImageAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions and answers as files of each version of their format, and of other programs. */
class PredictionFormatTest {

  private static final Path FORMATS = Path.of("src/test/resources/formats");
  private static final Path PREDICTIONS = FORMATS.resolve("predictions-1.csv");
  private static final Path ANSWERS = FORMATS.resolve("answers-1.csv");
  private static final ClassSet CLASSES = ClassSet.of(List.of("hem", "all"));

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("p.csv"), text);
  }

  @Test
  void predictionsOfVersion1_areReadCompletely() {
    Predictions read = PredictionFile.read(PREDICTIONS);
    assertThat(read.classes()).isEqualTo(CLASSES);
    assertThat(read.rows())
        .containsExactly(
            new Prediction(
                "all/a.png",
                "P1",
                "P1",
                1,
                "hold-out-of-1",
                new Origin(Protocol.SUBJECT, Role.HOLD_OUT, true, false, false, true, false),
                List.of(0.25, 0.75)),
            new Prediction(
                "hem/b, c.png",
                null,
                null,
                0,
                "hold-out-of-1",
                new Origin(Protocol.SUBJECT, Role.HOLD_OUT, false, false, false, false, false),
                List.of(0.9, 0.09999999999999998)));
    assertThat(read.unanswered()).containsExactly(new Unanswered("hem/d.png", "nothing to see"));
    assertThat(WrittenRule.read(PREDICTIONS)).isEqualTo(new WrittenRule("all", 0.35));
    assertThat(PredictionFile.unsaid(PREDICTIONS)).isEmpty();
  }

  @Test
  void predictions_areWrittenAsInTheStoredFile() {
    Path written = folder.resolve("now.csv");
    PredictionFile.write(
        written,
        PredictionFile.read(PREDICTIONS),
        Objects.requireNonNull(WrittenRule.read(PREDICTIONS)));
    // If this fails: raise FileFormat.PREDICTIONS, add a case to the reader, store
    // predictions-2.csv.
    assertThat(written).hasSameTextualContentAs(PREDICTIONS);
  }

  /** A file that does not say it, as older ones, is not one whose images are all accepted. */
  @Test
  void refusals_areReadAsTheyWereWritten() throws IOException {
    Path written = folder.resolve("now.csv");
    Predictions plain = PredictionFile.read(PREDICTIONS);
    Refusal poor =
        new Refusal(Refusal.Cause.POOR_IMAGE, "referred: poor image, \"blurrier\", than others");
    Predictions refusing =
        plain.with(List.of(plain.rows().get(0).with(poor), plain.rows().get(1).with(Refusal.NONE)));

    PredictionFile.write(written, refusing, WrittenRule.read(PREDICTIONS));

    assertThat(PredictionFile.read(written)).isEqualTo(refusing);
    assertThat(PredictionFile.read(written).sayRefusals()).isTrue();
    assertThat(plain.sayRefusals()).isFalse();
    assertThat(Files.readAllLines(written).get(0)).endsWith(",p_all,refused,reason,allnet_format");
    Path foreign = file("image,label,p_hem,p_all,refused,reason\na,all,0.1,0.9,no,dark\n");
    assertThat(PredictionFile.read(foreign).rows().get(0).refusal()).isNull();
  }

  @Test
  void refusal_forAnUnknownReason_isSaid() throws IOException {
    Path file =
        file(
            "image,label,p_hem,p_all,protocol,role,refused,reason\n"
                + "a,all,0.1,0.9,subject,hold-out,dark,it is dark\n");
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2: column 'refused': 'dark' is unknown; use poor-image,");
  }

  @Test
  void answers_areWrittenAsInTheStoredFile() {
    Origin external = Origin.UNKNOWN.as(Role.EXTERNAL);
    Origin synthetic = new Origin(null, Role.EXTERNAL, true, false, false, false, false);
    Path written = folder.resolve("now.csv");
    AnswerFile.write(
        written,
        CLASSES,
        List.of(
            new ImageAnswer(
                "a.png",
                "P1",
                new Decision.Predicted("all", new Decision.MostProbable()),
                "above the operating point",
                synthetic,
                List.of(0.25, 0.75)),
            new ImageAnswer("b.png", null, null, "nothing to see", external, List.of())),
        new WrittenRule("all", null));
    // If this fails: raise FileFormat.PREDICTIONS, add a case to the reader, store answers-2.csv.
    assertThat(written).hasSameTextualContentAs(ANSWERS);
  }

  @Test
  void answersOfVersion1_areReadWithLabelsAdded() throws IOException {
    List<String> lines = Files.readAllLines(ANSWERS);
    Predictions read =
        PredictionFile.read(
            file("label,%s\nall,%s\nhem,%s\n".formatted(lines.get(0), lines.get(1), lines.get(2))));
    assertThat(read.rows()).extracting(Prediction::image).containsExactly("a.png");
    assertThat(read.rows().get(0).probabilities()).containsExactly(0.25, 0.75);
    assertThat(read.unanswered()).containsExactly(new Unanswered("b.png", "nothing to see"));
    assertThat(read.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"predictions-1.csv", "answers-1.csv"})
  void fileOfVersion2_isRefusedByNameWhoeverReadsIt(String stored) throws IOException {
    Path file = file(Files.readString(FORMATS.resolve(stored)).replaceAll("(?m),1$", ",2"));
    for (Runnable reading :
        List.<Runnable>of(
            () -> PredictionFile.read(file),
            () -> WrittenRule.read(file),
            () -> PredictionFile.unsaid(file))) {
      assertThatThrownBy(reading::run)
          .isInstanceOf(InputException.class)
          .hasMessage(
              file
                  + ": line 2: has format '2', and this program reads predictions up to format 1; update ALLNet");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",format", ",file_format", ",Format"})
  void fileOfAnotherProgram_isReadAsBefore(String column) throws IOException {
    String header = "image,subject,label,p_hem,p_all" + column;
    for (String word : List.of("bmp", "2", "1", "0")) {
      String last = column.isEmpty() ? "" : "," + word;
      Predictions read =
          PredictionFile.read(
              file(header + "\na,s,all,0.2,0.8" + last + "\nb,t,hem,0.7,0.3" + last));
      assertThat(read.rows()).hasSize(2);
      assertThat(read.notes().stream().filter(note -> note.toString().contains("version")).toList())
          .isEmpty();
    }
  }
}
