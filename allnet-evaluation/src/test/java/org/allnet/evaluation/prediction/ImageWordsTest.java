package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.allnet.data.dataset.DatasetOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels beside what folders and names of their images say. */
final class ImageWordsTest {

  private static final int ROWS = 12;

  @TempDir Path folder;

  /** The notes on a table of two classes whose images have these names, with %d for a number. */
  private Predictions read(String ofHem, String ofAll, DatasetOptions options) throws IOException {
    StringBuilder table = new StringBuilder("image,label,p_hem,p_all\n");
    for (int i = 0; i < ROWS; i++) {
      boolean hem = i % 2 == 0;
      table.append(
          "%s,%s,0.4,0.6\n".formatted((hem ? ofHem : ofAll).formatted(i), hem ? "hem" : "all"));
    }
    return PredictionFile.read(
        Files.writeString(folder.resolve("p.csv"), table.toString()), options);
  }

  @ParameterizedTest
  @CsvSource({
    "all/c%d.png,hem/c%d.png",
    "all/P1/c%d.png,hem/P2/c%d.png",
    "leukemia/c%d.png,healthy/c%d.png",
    "/data/Patienten/krank/P1/a/c%d.png,/data/Patienten/gesund/P2/b/c%d.png",
    "ALL/c%d.png,controls/c%d.png",
  })
  void labelsThatContradictTheirFolders_areSaid(String ofHem, String ofAll) throws IOException {
    assertThat(read(ofHem, ofAll, DatasetOptions.DEFAULTS).notes())
        .singleElement()
        .asString()
        .startsWith("12 of 12 images lie in the folder of another class than their label, such as ")
        .contains(ofHem.formatted(0), "labelled 'hem'");
  }

  @ParameterizedTest
  @CsvSource({
    "x/UID_1%d_1_1_all.bmp,x/UID_2%d_1_1_hem.bmp",
    "all_c%d.png,hem_c%d.png",
    "c%d-ALL.png,c%d-HEM.png",
    "c%d_leukemia.png,c%d_normal.png",
    "slide_all_%d.png,slide_hem_%d.png",
  })
  void labelsThatContradictTheirNames_areSaid(String ofHem, String ofAll) throws IOException {
    assertThat(read(ofHem, ofAll, DatasetOptions.DEFAULTS).notes())
        .filteredOn(note -> !note.toString().contains("subject"))
        .singleElement()
        .asString()
        .startsWith(
            "12 of 12 images have a word for another class than their label in their names, such as ")
        .contains(ofHem.formatted(0), "labelled 'hem'");
  }

  @ParameterizedTest
  @CsvSource({
    "hem/c%d.png,all/c%d.png",
    "hem/P1/c%d.png,all/P2/c%d.png",
    "healthy/c%d.png,leukemia/c%d.png",
    "all/c%d.png,all/d%d.png",
    "leukemia/P1/hem/c%d.png,leukemia/P1/all/c%d.png",
    "cancer_clinic/c%d.png,cancer_clinic/d%d.png",
    "c%d_hem.png,c%d_all.png",
    "nothing_all_hem_%d.png,nothing_hem_all_%d.png",
    "not seen blast %d.png,normal %d.png",
    "patient_%d.png,case_%d.png",
    "positive_%d.png,negative_%d.png",
    "overall%d.png,hemi%d.png",
    "train/hem/c%d.png,train/all/c%d.png",
  })
  void namesThatAgreeOrTellNothing_areNotSaid(String ofHem, String ofAll) throws IOException {
    assertThat(read(ofHem, ofAll, DatasetOptions.DEFAULTS).notes()).isEmpty();
  }

  @Test
  void healthyPositiveClass_isNoContradiction() throws IOException {
    assertThat(
            read("healthy/c%d.png", "leukemia/c%d.png", new DatasetOptions(Map.of(), "hem"))
                .notes())
        .isEmpty();
    assertThat(
            read(
                    "healthy/c%d.png",
                    "leukemia/c%d.png",
                    new DatasetOptions(Map.of("hem", "normal", "all", "blast"), null))
                .notes())
        .isEmpty();
  }

  @Test
  void cellsOfSickPeople_contradictNoKindOfCell() throws IOException {
    StringBuilder table = new StringBuilder("image,label,p_lymph,p_mono\n");
    for (int i = 0; i < ROWS; i++) {
      table.append(
          "%s/c%d,%s,0.4,0.6\n"
              .formatted(i % 3 == 0 ? "leukemia" : "healthy", i, i % 2 == 0 ? "lymph" : "mono"));
    }
    assertThat(
            PredictionFile.read(Files.writeString(folder.resolve("p.csv"), table.toString()))
                .notes())
        .isEmpty();
  }

  @Test
  void diagnosesBesideStatedClass_areNotRefused() throws IOException {
    StringBuilder table = new StringBuilder("image,label,diagnosis,p_hem,p_all\n");
    for (int i = 0; i < ROWS; i++) {
      table.append(
          "c%d,%s,%s,0.4,0.6\n"
              .formatted(i, i % 2 == 0 ? "hem" : "all", i % 2 == 0 ? "healthy" : "leukemia"));
    }
    assertThat(
            PredictionFile.read(
                    Files.writeString(folder.resolve("p.csv"), table.toString()),
                    new DatasetOptions(Map.of(), "hem"))
                .notes())
        .isEmpty();
  }
}
