package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.DatasetOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels that are codes, beside folders, names and columns that say what the codes mean. */
final class LabelCodesTest {

  private static final int ROWS = 12;

  @TempDir Path folder;

  /**
   * A table of a lone score.
   *
   * @param sick the names of the images of the sick, with %d for a number
   * @param sickLabel the label of the sick
   */
  private Path scores(String sick, String healthy, String sickLabel, String healthyLabel)
      throws IOException {
    StringBuilder table = new StringBuilder("image,label,score\n");
    for (int i = 0; i < ROWS; i++) {
      boolean isSick = i % 2 == 0;
      table.append(
          "%s,%s,0.%d\n"
              .formatted(
                  (isSick ? sick : healthy).formatted(i),
                  isSick ? sickLabel : healthyLabel,
                  20 + 5 * i));
    }
    return Files.writeString(folder.resolve("p.csv"), table.toString());
  }

  private static void assertRefused(Path file, String... message) {
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    // Keras numbers folders by the alphabet.
    "all/c%d.png,hem/c%d.png,0,1",
    "/data/test/all/c%d.png,/data/test/hem/c%d.png,0,1",
    "C:\\x\\all\\c%d.png,C:\\x\\hem\\c%d.png,0,1",
    "all/P%d/c.png,hem/P%d/c.png,0,1",
    "0_all/c%d.png,1_hem/c%d.png,0,1",
    "class0-ALL/c%d.png,class1-HEM/c%d.png,0,1",
    "00 all/c%d.png,01 hem/c%d.png,0,1",
    "ALL_0/c%d.png,HEM_1/c%d.png,0,1",
    "cancer/c%d.png,normal/c%d.png,0,1",
    "Leukämie/c%d.png,gesund/c%d.png,0,1",
    "白血病/c%d.png,正常/c%d.png,0,1",
    "ALL/c%d.png,other/c%d.png,0,1",
    "others/c%d.png,healthy/c%d.png,0,1",
    "UID_%d_1_1_all.bmp,UID_%d_1_1_hem.bmp,0,1",
    "all_c%d.png,hem_c%d.png,0,1",
    "c%d_blast.png,c%d_normal.png,0,1",
    "c%d_ALL.png,c%d_non-ALL.png,0,1",
    "all/c%d.png,hem/c%d.png,0.0,1.0",
    "all/c%d.png,hem/c%d.png,False,True",
    "all/c%d.png,hem/c%d.png,no,yes",
    "all/c%d.png,hem/c%d.png,negative,positive",
    "all/c%d.png,hem/c%d.png,neg,pos",
    "all/c%d.png,hem/c%d.png,-,+",
    "PtALL_%d.png,PtHEM_%d.png,0,1",
    "ALLBM%d.png,HEMBM%d.png,0,1",
    "阳性图%d.png,阴性图%d.png,0,1",
    "陽性画像%d.png,陰性画像%d.png,0,1",
    "pos_%d.png,neg_%d.png,0,1",
    "positive_%d.png,negative_%d.png,neg,pos",
    // The digit of ALL-IDB's names: 1 is a blast.
    "Im1%02d_1.tif,Im0%02d_0.tif,0,1",
  })
  void healthyWordsOnThePositiveCode_areRefused(
      String sick, String healthy, String sickLabel, String healthyLabel) throws IOException {
    assertRefused(
        scores(sick, healthy, sickLabel, healthyLabel),
        "label '",
        "column 'label'",
        "in place of 'score'");
  }

  /** Rows of other names do not take the meaning from those that have one. */
  @ParameterizedTest
  @CsvSource({
    "Im1%02d_1.tif,Im0%02d_0.tif,Im100_1 (1).tif,1",
    "Im1%02d_1.tif,Im0%02d_0.tif,DSC_%d.jpg,3",
    "Im1%02d_1.tif,Im0%02d_0.tif,DSC_%d.jpg,40",
    "all_c%d.png,hem_c%d.png,DSC_%d.jpg,40"
  })
  void healthyWordsBesideOtherNames_areRefused(
      String sick, String healthy, String other, int others) throws IOException {
    Path file = scores(sick, healthy, "0", "1");
    StringBuilder table = new StringBuilder(Files.readString(file));
    for (int i = 0; i < others; i++) {
      table.append("%s,%d,0.5%02d\n".formatted(other.formatted(i), i % 2, i));
    }
    assertRefused(Files.writeString(file, table), "'1' would be the positive class");
  }

  @Test
  void refusal_saysWhatTheCodesMeanAndWhatToWrite() throws IOException {
    assertRefused(
        scores("all/c%d.png", "hem/c%d.png", "0", "1"),
        "line 3: by the folders of the images, such as hem/c1.png, label '1' means 'hem' and '0' means 'all', but '1' would be the positive class; write these names into column 'label', and give columns p_hem and p_all in place of 'score', which may be the probability of either");
    StringBuilder table = new StringBuilder("image,label,p_0,p_1\n");
    for (int i = 0; i < ROWS; i++) {
      table.append("%s/c%d.png,%d,0.4,0.6\n".formatted(i < 6 ? "leukemia" : "healthy", i, i / 6));
    }
    assertRefused(
        Files.writeString(folder.resolve("two.csv"), table.toString()),
        "label '1' means 'healthy' and '0' means 'leukemia'",
        "write these names into column 'label' and in place of the codes behind p_, or give classes 0=leukemia,1=healthy");
  }

  @ParameterizedTest
  @CsvSource({
    "all/c%d.png,hem/c%d.png,1,0",
    "c%d_all.bmp,c%d_hem.bmp,True,False",
    "cancer/c%d.png,normal/c%d.png,positive,negative",
    "c1%02d.png,c2%02d.png,1,0",
    "Im1%02d_1.tif,Im0%02d_0.tif,1,0",
    // The person is sick, the cell may be healthy.
    "leukemia/c1%02d.png,leukemia/c2%02d.png,0,1",
    "leukemia/blasts/c%d.png,leukemia/normal/c%d.png,1,0",
    "cancer set/a/c%d.png,cancer set/b/c%d.png,0,1",
    "patient_%d.png,patient_%d_x.png,0,1",
    "normal light %d.png,normal light %d b.png,0,1",
  })
  void agreeingCodes_areReadSilently(
      String sick, String healthy, String sickLabel, String healthyLabel) throws IOException {
    assertThat(PredictionFile.read(scores(sick, healthy, sickLabel, healthyLabel)).notes())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"label_name", "diagnosis", "Klasse", "group", "folder"})
  void columnOfWords_saysWhatTheCodesMean(String column) throws IOException {
    StringBuilder table = new StringBuilder("image,label,%s,score\n".formatted(column));
    for (int i = 0; i < ROWS; i++) {
      table.append("c%d,%d,%s,0.%d\n".formatted(i, i % 2, i % 2 == 0 ? "all" : "hem", 20 + 5 * i));
    }
    assertRefused(
        Files.writeString(folder.resolve("p.csv"), table.toString()),
        "by column '%s', label '1' means 'hem' and '0' means 'all'".formatted(column));
  }

  @Test
  void numbersOfColumns_areCodesToo() throws IOException {
    StringBuilder table = new StringBuilder("image,label,p_hem,p_all\n");
    for (int i = 0; i < ROWS; i++) {
      table.append("%s/c%d,%d,0.4,0.6\n".formatted(i % 2 == 0 ? "all" : "hem", i, i % 2));
    }
    assertRefused(
        Files.writeString(folder.resolve("p.csv"), table.toString()),
        "label '1' means 'hem' and '0' means 'all', but '1' would be the class 'all'; write these names into column 'label'");
  }

  @Test
  void codesOfMoreThanTwoClasses_areComparedToo() throws IOException {
    String[] words = {"all", "hem", "mono"};
    StringBuilder alphabet = new StringBuilder("image,label,p_0,p_1,p_2\n");
    StringBuilder healthyLast = new StringBuilder("image,label,p_0,p_1,p_2\n");
    StringBuilder sickLast = new StringBuilder("image,label,p_0,p_1,p_2\n");
    for (int i = 0; i < ROWS; i++) {
      String p = "0.2,0.3,0.5";
      alphabet.append("%s/c%d,%d,%s\n".formatted(words[i % 3], i, i % 3, p));
      healthyLast.append("%s/c%d,%d,%s\n".formatted(words[i % 3], i, (i + 1) % 3, p));
      sickLast.append("%s/c%d,%d,%s\n".formatted(words[i % 3], i, (i + 2) % 3, p));
    }
    assertRefused(
        Files.writeString(folder.resolve("a.csv"), alphabet.toString()),
        "label '0' means 'all', but '2' would be the positive class");
    assertRefused(
        Files.writeString(folder.resolve("b.csv"), healthyLast.toString()),
        "label '2' means 'hem'",
        "but '2' would be the positive class");
    assertThat(
            PredictionFile.read(Files.writeString(folder.resolve("c.csv"), sickLast.toString()))
                .classes()
                .positiveName())
        .isEqualTo("2");
    assertThatCode(
            () -> PredictionFile.read(folder.resolve("a.csv"), new DatasetOptions(Map.of(), "0")))
        .doesNotThrowAnyException();
  }

  @Test
  void classesThatAreGivenByTheirFolders_areRead() throws IOException {
    StringBuilder table = new StringBuilder("image,label,p_0,p_1\n");
    for (int i = 0; i < ROWS; i++) {
      table.append("%s/c%d,%d,0.4,0.6\n".formatted(i % 2 == 0 ? "all" : "hem", i, i % 2));
    }
    Path file = Files.writeString(folder.resolve("p.csv"), table.toString());
    Predictions read =
        PredictionFile.read(file, new DatasetOptions(Map.of("0", "all", "1", "hem"), null));
    assertThat(read.classes().positiveName()).isEqualTo("all");
    assertThat(read.notes()).isEmpty();
    assertThatThrownBy(
            () ->
                PredictionFile.read(file, new DatasetOptions(Map.of("1", "all", "0", "hem"), null)))
        .hasMessageContaining("label '1' means 'hem' and '0' means 'all'");
    assertThat(PredictionFile.read(file, new DatasetOptions(Map.of(), "0")).notes()).isEmpty();
    assertThatThrownBy(() -> PredictionFile.read(file, new DatasetOptions(Map.of(), "1")))
        .hasMessageContaining("label '1' means 'hem' and '0' means 'all'");
  }

  @Test
  void scoreOfLabels0And1_isNotReadAsThatOf0Unasked() throws IOException {
    Path file = scores("all/c%d.png", "hem/c%d.png", "0", "1");
    assertThatThrownBy(
            () ->
                PredictionFile.read(file, new DatasetOptions(Map.of("0", "all", "1", "hem"), null)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "column 'score' would be the probability of 'all', which is label 0, but beside labels 0 and 1 a score is usually the probability of 1; give columns p_hem and p_all, or state positive all if it is that of 'all'");
    assertThat(
            PredictionFile.read(file, new DatasetOptions(Map.of("0", "all", "1", "hem"), "all"))
                .notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith("Column 'score' is read as the probability of 'all', which is label 0");
  }

  @Test
  void fewContradictions_areSaidAndNotRefused() throws IOException {
    Path file = scores("all/c%d.png", "hem/c%d.png", "1", "0");
    Files.writeString(file, Files.readString(file).replace("all/c0.png,1", "all/c0.png,0"));
    assertThat(PredictionFile.read(file).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith(
            "1 of 12 images lies in the folder of another class than its label, such as all/c0.png");
  }

  @ParameterizedTest
  @CsvSource({
    "'', not known; '1' is taken",
    "1, 1 (stated)",
  })
  void codesThatHalfTheFoldersContradict_areNotKnown(String stated, String said)
      throws IOException {
    StringBuilder table = new StringBuilder("image,label,p_0,p_1\n");
    for (int i = 0; i < 5 * ROWS; i++) {
      boolean sick = i % 2 == 0;
      boolean contradicted = i % 5 < 3;
      table.append(
          "%s/c%d.png,%d,0.4,0.6\n"
              .formatted(sick ? "all" : "hem", i, sick == contradicted ? 0 : 1));
    }
    Path file = Files.writeString(folder.resolve("p.csv"), table.toString());
    String positive = stated.isEmpty() ? null : stated;
    assertThat(PredictionFile.read(file, new DatasetOptions(Map.of(), positive)).positive(positive))
        .extracting(one -> one.reasoned().toString())
        .asString()
        .startsWith(said);
  }

  /** A table of codes 0 and 1 beside a column of words, of which every fifth image is a blast. */
  private Path beside(String column, String sick, String healthy, int every) throws IOException {
    StringBuilder table = new StringBuilder("image,%s,label,p_0,p_1\n".formatted(column));
    for (int i = 0; i < 5 * ROWS; i++) {
      boolean isSick = i % every == 0;
      table.append("c%d,%s,%d,0.4,0.6\n".formatted(i, isSick ? sick : healthy, isSick ? 1 : 0));
    }
    return Files.writeString(folder.resolve("p.csv"), table.toString());
  }

  @ParameterizedTest
  @CsvSource({
    // Blasts are negative for CD45, healthy lymphocytes are positive.
    "CD45,neg,pos,2",
    "MPO,negative,positive,2",
    "CD20,-,+,2",
    "shape,normal,irregular,2",
    "stain_quality,normal,poor,2",
    "karyotype,normal,abnormal,2",
    "wbc,normal,pathological,2",
    "smear,ok,positive,2",
    // Healthy cells of leukaemia patients.
    "disease,leukemia,leukemia,5",
    "disease,leukemia,leukemia,2",
    "rh,positive,positive,5",
    "status,leukemia,leukemia,12",
  })
  void columnsOfOtherThings_areNotAsked(String column, String sick, String healthy, int every)
      throws IOException {
    assertThat(PredictionFile.read(beside(column, sick, healthy, every)).notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "diagnosis,ALL,ALL,5",
    "patient_diagnosis,ALL,ALL,5",
    "final diagnosis,AML,AML,12",
    "class_name,normal,normal,2",
    "size_class,normal,abnormal,2",
  })
  void diagnosisOfAllPatients_isNotRefused(String column, String sick, String healthy, int every)
      throws IOException {
    assertThat(PredictionFile.read(beside(column, sick, healthy, every)).notes())
        .singleElement()
        .asString()
        .contains("'%s' holds classes too".formatted(column));
  }

  @ParameterizedTest
  @CsvSource({"history,'',cancer", "anamnesis,'',ALL", "remark,-,cancer"})
  void oneWordOfDiseaseInAnyColumn_isNoted(String column, String sick, String healthy)
      throws IOException {
    assertThat(PredictionFile.read(beside(column, sick, healthy, 2)).notes())
        .singleElement()
        .asString()
        .isEqualTo(
            "By column '%s', images of label '0' are '%s', but the positive class is '1'; it is not used. Check what the codes mean."
                .formatted(column, healthy));
  }

  @ParameterizedTest
  @CsvSource({
    "class_name,lymphocyte,lymphoblast",
    "cell type,normal,blast",
    "type,normal,abnormal",
    "true_class,neg,pos",
    "notes,healthy cell,leukemia blast",
    "cohort,benign,malignant",
    "x,hem,all",
    "comment,'',ALL",
    "remark,-,leukemia",
    "finding,n/a,lymphoblast",
  })
  void columnsOfTheTruth_areRefusedIfTheyDiffer(String column, String sick, String healthy)
      throws IOException {
    assertThatThrownBy(() -> PredictionFile.read(beside(column, sick, healthy, 2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("by column '%s', label".formatted(column))
        .hasMessageContaining("'0' means '%s'".formatted(healthy))
        .hasMessageNotContainingAny("=pos", "=neg");
  }

  @Test
  void folderOfAllImages_isNotRefused() throws IOException {
    StringBuilder table = new StringBuilder("image,label,p_0,p_1\n");
    StringBuilder three = new StringBuilder("image,label,p_0,p_1,p_2\n");
    for (int i = 0; i < 5 * ROWS; i++) {
      String image = (i % 7 == 0 ? "x/leukemia/P%d/c%d" : "leukemia/P%d/c%d").formatted(i / 9, i);
      table.append("%s,%d,0.4,0.6\n".formatted(image, i % 8 == 0 ? 1 : 0));
      three.append("%s,%d,0.2,0.3,0.5\n".formatted(image, i % 10 == 0 ? 1 : i % 10 == 1 ? 2 : 0));
    }
    assertThatCode(
            () ->
                PredictionFile.read(Files.writeString(folder.resolve("two.csv"), table.toString())))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                PredictionFile.read(
                    Files.writeString(folder.resolve("three.csv"), three.toString())))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "full_path,/data/all/c%1$d.png,/data/hem/c%1$d.png",
    "url,http://x/all/c%1$d.png?dl=1,http://x/hem/c%1$d.png?dl=1",
    "source_image,all/c%1$d.png,hem/c%1$d.png",
    "was,C:\\x\\all\\c%1$d,C:\\x\\hem\\c%1$d",
    "folder,/data/test/all,/data/test/hem",
    "dir,test\\all,test\\hem",
    "original_name,UID_%1$d_1_1_all.bmp,UID_%1$d_1_1_hem.bmp",
    "filename,0_all/c%1$d.png,1_hem/c%1$d.png",
  })
  void pathInAnotherColumn_saysWhatTheCodesMean(String column, String sick, String healthy)
      throws IOException {
    assertRefused(
        paths(column, sick, healthy, 0),
        "line 3: by the ",
        " in column '%s', such as ".formatted(column),
        "'0' means ",
        "but '1' would be the positive class");
    assertThat(PredictionFile.read(paths(column, sick, healthy, 1)).notes()).isEmpty();
  }

  private Path paths(String column, String sick, String healthy, int ofSick) throws IOException {
    StringBuilder table = new StringBuilder("image,%s,label,score\n".formatted(column));
    for (int i = 0; i < ROWS; i++) {
      boolean isSick = i % 2 == 0;
      table.append(
          "c%d.png,%s,%d,0.%d\n"
              .formatted(
                  i,
                  (isSick ? sick : healthy).formatted(i),
                  isSick ? ofSick : 1 - ofSick,
                  20 + 5 * i));
    }
    return Files.writeString(folder.resolve("p.csv"), table.toString());
  }

  @ParameterizedTest
  @CsvSource({
    // No paths, and paths that all images share.
    "phenotype,neg/pos,pos/neg",
    "date,01/02/2021,02/02/2021",
    "scan_path,/leukemia/slide1.svs,/leukemia/slide1.svs",
    "file,/leukemia/a/s.png,leukemia/s.png",
  })
  void otherTextWithSlashes_isNotAsked(String column, String sick, String healthy)
      throws IOException {
    assertThat(PredictionFile.read(paths(column, sick, healthy, 0)).notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"immature,mature", "L1,N", "mono,lymph", "LB,LY"})
  void foldersOfUnknownWords_areNoted(String of0, String of1) throws IOException {
    assertThat(PredictionFile.read(scores(of0 + "/c%d.png", of1 + "/c%d.png", "0", "1")).notes())
        .map(Sentence::toString)
        .containsExactly(
            "Nothing says what the codes mean: '1' is taken for the sick, and by the folders of the images '1' is '%s' and '0' is '%s'. If '%s' is not the sick, write the names of the classes into column 'label', and a column p_<class> for each."
                .formatted(of1, of0, of1));
  }

  @ParameterizedTest
  @CsvSource({"KZ_%d,GN_%d,KZ,GN", "scans/kz%d.png,scans/gn%d.png,kz,gn"})
  void namesOfUnknownWords_areNoted(String of0, String of1, String zero, String one)
      throws IOException {
    Path table = scores(of0, of1, "0", "1");

    assertThat(PredictionFile.read(table).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith(
            "files of class 0 have '%s' in their names and those of class 1 '%s', which are no known words; check that 1 is the sick"
                .formatted(zero, one));
    assertThat(PredictionFile.read(table, new DatasetOptions(Map.of(), "1")).notes()).isEmpty();
  }

  /** Predicted words beside probabilities of codes, of which the last few are mistaken. */
  private Path answered(String column, String ofZero, String ofOne, int others) throws IOException {
    StringBuilder table = new StringBuilder("image,label,%s,p_0,p_1\n".formatted(column));
    for (int i = 0; i < 40; i++) {
      boolean one = i % 2 == 1;
      boolean other = i >= 40 - others;
      table.append(
          "c%d.png,%d,%s,%s\n"
              .formatted(i, i % 2, one == other ? ofZero : ofOne, one ? "0.2,0.8" : "0.7,0.3"));
    }
    return Files.writeString(folder.resolve("p.csv"), table.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "pred,leukemia,healthy,0",
    "prediction,ALL,Normal,0",
    "predicted_class,blast,hem,4",
    "call,LeukemiaCells,NormalCells,0",
    "answer,malignant,benign,8",
  })
  void predictedWordsThatContradictCodes_areRefused(
      String column, String ofZero, String ofOne, int others) throws IOException {
    assertRefused(
        answered(column, ofZero, ofOne, others),
        "by column '%s' beside the probabilities".formatted(column),
        "'0' means '%s'".formatted(ofZero),
        "'1' would be the positive class");
  }

  @ParameterizedTest
  @CsvSource({
    "pred,healthy,leukemia,0",
    "pred,healthy,leukemia,8",
    "pred,leukemia,healthy,20",
    "pred,0,1,0",
    "pred,1,0,0",
    "pred,refer,refer,0",
    "pred,class a,class b,0",
    "pred,lymphocyte,monocyte,0",
    "pred,leukemia,leukemia,0",
  })
  void predictedWordsThatAgreeOrTellNothing_areRead(
      String column, String ofZero, String ofOne, int others) throws IOException {
    Path file = answered(column, ofZero, ofOne, others);

    assertThatCode(() -> PredictionFile.read(file)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "LeukemiaField%d.png,HealthyField%d.png",
    "FieldLeukemia%d.png,FieldHealthy%d.png",
    "SickChild%d.png,HealthyChild%d.png",
    "ALLcell%d.png,HEMcell%d.png",
    "leukemiafield%d.png,healthyfield%d.png",
  })
  void wordsJoinedInNamesOfImages_areRead(String sick, String healthy) throws IOException {
    assertRefused(scores(sick, healthy, "0", "1"), "the names of the images", "positive class");
    Path right = scores(sick, healthy, "1", "0");

    assertThatCode(() -> PredictionFile.read(right)).doesNotThrowAnyException();
  }
}
