package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.DatasetOptions;
import org.allnet.data.split.Protocol;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionFileTest {

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("p.csv"), content);
  }

  @Test
  void read_ownColumns_givesRowsInTheirOrder() throws IOException {
    Predictions read =
        PredictionFile.read(
            file("image,subject,label,fold,p_hem,p_all\nb,7,all,fold-1,0.25,0.75\na,,,,1,0\n"));
    assertThat(read.classes()).isEqualTo(new ClassSet(List.of("hem", "all"), 1));
    assertThat(read.rows())
        .containsExactly(
            new Prediction("b", "7", 1, "fold-1", List.of(0.25, 0.75)),
            new Prediction("a", null, -1, null, List.of(1.0, 0.0)));
  }

  @Test
  void read_otherOrderQuotesAndLineEnds_isRead() throws IOException {
    Predictions read =
        PredictionFile.read(
            file(
                "\uFEFFp_all,note,label,\"p_hem\",image\r\n"
                    + "0.75,\"x, \"\"y\"\"\nz\",all,0.25,\"a,\"\"1\"\".bmp\"\r\n\r\n"
                    + "0.5,,hem,0.5,b"));
    assertThat(read.classes()).isEqualTo(new ClassSet(List.of("all", "hem"), 0));
    assertThat(read.rows())
        .containsExactly(
            new Prediction("a,\"1\".bmp", null, 0, null, List.of(0.75, 0.25)),
            new Prediction("b", null, 1, null, List.of(0.5, 0.5)));
  }

  @Test
  void read_scoreOfZeroAndOne_isProbabilityOfOne() throws IOException {
    Predictions read = PredictionFile.read(file("image,label,score\na,1,0.75\nb,0,0.25\n"));
    assertThat(read.classes()).isEqualTo(new ClassSet(List.of("0", "1"), 1));
    assertThat(read.rows().get(0)).isEqualTo(new Prediction("a", null, 1, null, List.of(.25, .75)));
    assertThat(read.rows().get(1)).isEqualTo(new Prediction("b", null, 0, null, List.of(.75, .25)));
  }

  @Test
  void read_scoreOfNamedClasses_isOfTheBlast() throws IOException {
    Predictions read = PredictionFile.read(file("image,label,score\na,hem,0.25\nb,all,0.75\n"));
    assertThat(read.classes().positiveName()).isEqualTo("all");
    assertThat(read.rows().get(0).probabilities().get(read.classes().indexOf("all")))
        .isEqualTo(0.25);
    Predictions other =
        PredictionFile.read(
            file("image,label,score\na,hem,0.25\nb,all,0.75\n"),
            new DatasetOptions(Map.of(), "hem"));
    assertThat(other.rows().get(0).probabilities().get(other.classes().indexOf("hem")))
        .isEqualTo(0.25);
  }

  @Test
  void read_zeroAndOne_oneIsPositiveInColumnTwo() throws IOException {
    Predictions read =
        PredictionFile.read(
            file("image,label,p_hem,p_all\na,1.0,0.1,0.9\nb,0.0,0.8,0.2\nc,True,0,1\n"));
    assertThat(read.rows()).extracting(Prediction::label).containsExactly(1, 0, 1);
  }

  @Test
  void read_zeroAndOne_positiveInFirst_isRefused() throws IOException {
    Path file = file("image,label,p_all,p_hem\na,1,0.9,0.1\nb,0,0.2,0.8\n");
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2: label '1' can be read two ways")
        .hasMessageContaining("second column (hem)")
        .hasMessageContaining("positive class (all)");
    Path other = file("image,label,p_hem,p_all\na,1,0.9,0.1\n");
    assertThatThrownBy(() -> PredictionFile.read(other, new DatasetOptions(Map.of(), "hem")))
        .hasMessageContaining("can be read two ways");
  }

  @Test
  void read_scoreWithRenames_isOfTheNewPositive() throws IOException {
    Path file = file("image,label,score\na,one,0.25\nb,two,0.75\n");
    Predictions read =
        PredictionFile.read(
            file, new DatasetOptions(Map.of("one", "blast", "two", "healthy"), null));
    assertThat(read.classes().positiveName()).isEqualTo("blast");
    assertThat(read.rows().get(0).probabilities().get(read.classes().indexOf("blast")))
        .isEqualTo(0.25);
  }

  @Test
  void read_scoreOfUnknownClasses_asksForPositive() throws IOException {
    Path file = file("image,label,score\na,monocyte,0.25\nb,neutrophil,0.75\n");
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("monocyte, neutrophil do not say which")
        .hasMessageContaining("positive CLASS");
    Predictions read = PredictionFile.read(file, new DatasetOptions(Map.of(), "monocyte"));
    assertThat(read.rows().get(0).probabilities().get(read.classes().indexOf("monocyte")))
        .isEqualTo(0.25);
    Predictions healthy =
        PredictionFile.read(file("image,label,score\na,cancer,0.75\nb,healthy,0.25\n"));
    assertThat(healthy.classes().positiveName()).isEqualTo("cancer");
  }

  @Test
  void read_spreadsheetOfHalfTheWorld_isRead() throws IOException {
    Predictions read =
        PredictionFile.read(
            file(
                "\uFEFFsep=;\r\n Image ;Patient_ID;LABEL;P_hem;P_all\r\n"
                    + "all\\e\u0301.png;7;ALL;0,25;0,75\r\n;;;;\r\n"));
    assertThat(read.rows())
        .containsExactly(new Prediction("all/\u00e9.png", "7", 1, null, List.of(0.25, 0.75)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.063,0.423,0.174,0.341", // three digits, 1.001
        "0.33,0.33,0.33,0", // two digits, 0.99
        "0.2,0.2,0.2,0.2", // one digit, 0.8
        "1.0000001,0,0,0", // 32-bit softmax
        "0.50000,0.24976,0.24976,0.0000002", // 16 bits
        "0.3984375,0.3984375,0.19921875,0.00201416015625", // bfloat16
        "-0.0000001,0.5,0.5,0",
      })
  void read_sumsThatRoundingExplains_areScaledToOne(String row) throws IOException {
    List<Double> p =
        PredictionFile.read(file("image,p_a,p_b,p_c,p_d\nx," + row + "\n"))
            .rows()
            .get(0)
            .probabilities();
    assertThat(p.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(1, within(1e-6));
    assertThat(p).allMatch(value -> value >= 0 && value <= 1);
  }

  @Test
  void read_noLabelColumn_labelsAreUnknown() throws IOException {
    Predictions read = PredictionFile.read(file("image,score\na,0.75\n"));
    assertThat(read.labelled()).isEmpty();
    assertThat(read.classes().names()).containsExactly("negative", "positive");
  }

  @Test
  void read_sumSlightlyOff_isDividedByTheSum() throws IOException {
    Predictions read = PredictionFile.read(file("image,p_a,p_b\nx,0.5,0.4995\n"));
    assertThat(read.rows().get(0).probabilities())
        .containsExactly(0.5 / (0.5 + 0.4995), 0.4995 / (0.5 + 0.4995));
  }

  @Test
  void read_sameImageInTwoFolds_isRead() throws IOException {
    assertThat(
            PredictionFile.read(
                    file("image,label,fold,p_a,p_b\nx,a,holdout-1,1,0\nx,a,holdout-2,1,0\n"))
                .rows())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty",
        "image,label,p_a,p_b\\n|no rows",
        "label,p_a,p_b\\na,1,0|line 1: column 'image' is missing",
        "image,label\\nx,a|line 1: columns of probabilities are missing",
        "image,label,p_a\\nx,a,1|line 1: columns of probabilities are missing",
        "image,label,p_a,p_a\\nx,a,1,0|line 1: column 'p_a' is there twice",
        "image,label,p_,p_a\\nx,a,1,0|line 1: column 'p_' names no class",
        "image,label,p_a,p_b\\nx,a,1,0\\ny,c,1,0|line 3: label 'c' is not one of the classes a, b",
        "image,label,p_a,p_b\\nx,a,1.5,-0.5|line 2: column 'p_a': 1.5 is not a probability",
        "image,label,p_a,p_b\\nx,a,NaN,1|line 2: column 'p_a': NaN is not a probability",
        "image,label,p_a,p_b\\nx,a,Infinity,0|line 2: column 'p_a': Infinity is not a probability",
        "image,label,p_a,p_b\\nx,a,,1|line 2: column 'p_a' is empty; write the probability",
        "image,label,p_a,p_b\\nx,a,zero,1|line 2: column 'p_a': 'zero' is not a number",
        "image,label,p_a,p_b\\nx,a,0.50,0.40|line 2: the probabilities sum to 0.9, not 1",
        "image,label,p_a,p_b\\nx,a,1,1|sum to 2.0, not 1",
        "image,label,p_a,p_b\\nx,a,0.5,0.4\\ny,a,0.52,0.48|line 2: the probabilities sum to 0.9, not 1",
        "image,label,p_a,p_b\\nx,a,1,0\\nx,a,1,0|line 3: image 'x' is there twice",
        "image,label,fold,p_a,p_b\\nx,a,f,1,0\\nx,a,f,1,0|twice in fold 'f'",
        "image,label,p_a,p_b\\n,a,1,0|line 2: column 'image' is empty",
        "image,label,p_a,p_b\\nx,a,1|line 2: has 3 fields; the header has 4",
        "image,label,p_a,p_b\\n\"x,a,1,0|line 2: a quote is opened and never closed",
        "image,label,score\\nx,a,0.5\\ny,b,0.5\\nz,c,0.5|line 4: a third class 'c'",
        "image,label,score\\nx,all,0.5|all labels are 'all'",
        "image,label,p_a,p_b\\nx,a,2.5,-1|p_a': 2.5 is not a probability from 0 to 1; if these are logits or percent, write probabilities instead",
        "image,label,p_a,p_b\\nx,a,1,0\\n# y,a,1,0|line 3: begins with '#', and comments stand above the header",
        "image,label,p_a,p_b\\nx,\"a\",1,0\\n#y,\"a\",1,0|line 3: begins with '#', and comments stand above the header",
        "image,label,p_a,p_b\\n\"x\",\"a\",1,0\\n#\"y\",\"a\",1,0|line 3: begins with '#', and comments stand above the header",
        "image,label,score\\nx,1,2|line 2: column 'score': 2 is not a probability",
      })
  void read_badContent_namesTheLineInOneLine(String content, String message) throws IOException {
    Path file = file(content.replace("\\n", "\n"));
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void read_missingFileFolderOrBinary_isRefused() throws IOException {
    assertThatThrownBy(() -> PredictionFile.read(folder.resolve("none.csv")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> PredictionFile.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such file");
    Path binary = Files.write(folder.resolve("b"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, -1});
    assertThatThrownBy(() -> PredictionFile.read(binary))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void read_endlessLine_isRefused() throws IOException {
    Path file = file("image,p_a,p_b\n" + "x".repeat(1_100_000));
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2: the row is longer");
  }

  @Test
  void read_unknownPositive_isAWrongOption() throws IOException {
    Path file = file("image,label,p_a,p_b\nx,a,1,0\n");
    assertThatThrownBy(() -> PredictionFile.read(file, new DatasetOptions(Map.of(), "c")))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("'c'");
  }

  @Test
  void write_thenRead_givesTheSameBits() {
    SplittableRandom random = new SplittableRandom(5);
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      double a = random.nextDouble();
      double b = random.nextDouble() * (1 - a);
      rows.add(
          new Prediction(
              "folder/image \"" + i + "\", \u00e4.bmp",
              i % 3 == 0 ? null : "s" + i % 7,
              random.nextInt(4) - 1,
              i % 2 == 0 ? null : "fold-1",
              List.of(a, b, 1 - a - b)));
    }
    Predictions written = new Predictions(ClassSet.of(List.of("x,y", "\"q\"", "z")), rows);
    Path file = folder.resolve("deep/er/p.csv");
    PredictionFile.write(file, written, null);
    Predictions read = PredictionFile.read(file);
    assertThat(read.without(List.of())).isEqualTo(written);
  }

  @Test
  void unansweredImages_areKeptThroughout() throws IOException {
    Predictions read =
        PredictionFile.read(
            file("image,label,reason,p_all,p_hem\na,all,,0.9,0.1\nb,hem,\"blank, even\",,\n"));

    assertThat(read.rows()).hasSize(1);
    assertThat(read.unanswered()).containsExactly(new Unanswered("b", "blank, even"));
    ByRole byRole = ByRole.of(read);
    assertThat(byRole.notes())
        .map(Sentence::toString)
        .containsExactly(
            "Left out of all metrics, because there is no answer for it: 1 image (b: blank, even).");
    Path written = folder.resolve("written.csv");
    PredictionFile.write(written, byRole.evaluated(), new WrittenRule("all", 0.25));
    assertThat(PredictionFile.read(written)).isEqualTo(byRole.evaluated());
    assertThat(WrittenRule.read(written)).isEqualTo(new WrittenRule("all", 0.25));
  }

  @Test
  void fileWithoutAnyAnswer_isRefusedAsSuch() throws IOException {
    Path file = file("image,label,reason,p_all,p_hem\na,all,blank,,\n");

    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no answer for any of its images");
  }

  @Test
  void write_rule_isKeptForAnyClassName() {
    Predictions written =
        new Predictions(
            ClassSet.of(List.of("x,y", "\"q\"")),
            List.of(
                new Prediction("a", null, 0, null, List.of(0.25, 0.75)),
                new Prediction("b", null, 1, null, List.of(0.5, 0.5))));
    for (WrittenRule rule :
        List.of(new WrittenRule("x,y", 0.1 + 0.2), new WrittenRule("\"q\"", null))) {
      Path file = folder.resolve("ruled.csv");
      PredictionFile.write(file, written, rule);
      assertThat(WrittenRule.read(file)).isEqualTo(rule);
      Predictions read = PredictionFile.read(file);
      assertThat(read.without(List.of())).isEqualTo(written);
    }
    Path without = folder.resolve("without.csv");
    PredictionFile.write(without, written, null);
    assertThat(WrittenRule.read(without)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "81.9%, not a number; write 0.819",
    "81.9, 'not a probability from 0 to 1; if these are logits or percent, write probabilities instead'",
    "100 %, not a number; write 1",
    "7%, not a number; write 0.07"
  })
  void read_percents_saysWhatToWrite(String written, String said) throws IOException {
    assertThatThrownBy(
            () -> PredictionFile.read(file("image,p_hem,p_all\nx,0.181," + written + "\n")))
        .hasMessageContaining("line 2")
        .hasMessageEndingWith(said);
  }

  @Test
  void read_bytesThatAreNoText_namesTheirLine() throws IOException {
    Path file = folder.resolve("latin.csv");
    StringBuilder text = new StringBuilder("image,p_hem,p_all\n");
    for (int i = 0; i < 5000; i++) {
      text.append("i").append(i).append(i == 3210 ? "\u00fc" : "").append(",0.5,0.5\r\n");
    }
    Files.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not UTF-8 text in line 3212;");
  }

  @Test
  void rule_thatIsNone_namesTheLine() throws IOException {
    String header = "image,rule_positive,rule_threshold,p_hem,p_all\n";
    Path two = file(header + "a,all,0.5,1,0\nb,all,0.4,1,0\n");
    assertThatThrownBy(() -> WrittenRule.read(two))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("another decision rule");
    Path some = file(header + "a,,,1,0\nb,all,,1,0\n");
    assertThatThrownBy(() -> WrittenRule.read(some)).hasMessageContaining("line 3");
    Path wrong = file(header + "a,all,50%,1,0\n");
    assertThatThrownBy(() -> WrittenRule.read(wrong))
        .hasMessageContaining("line 2")
        .hasMessageContaining("'50%'");
    // One column alone is another program's.
    assertThat(WrittenRule.read(file("image,rule_threshold,p_hem,p_all\na,9,1,0\n"))).isNull();
  }

  @Test
  @Tag("nightly")
  void read_aMillionRows_fitsBesideItsText() throws IOException {
    requireRows(1_000_000);
  }

  @Test
  void read_manyRows_keepsOneTextForEachSubject() throws IOException {
    requireRows(10_000);
  }

  private void requireRows(int count) throws IOException {
    StringBuilder text = new StringBuilder("image,subject,label,fold,p_hem,p_all\n");
    for (int i = 0; i < count; i++) {
      text.append("i").append(i).append(",s").append(i % 1000).append(",all,f,0.25,0.75\n");
    }
    Path file = folder.resolve("million.csv");
    Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    Predictions read = PredictionFile.read(file);
    assertThat(read.rows()).hasSize(count);
    assertThat(read.rows().get(count - 1).image()).isEqualTo("i" + (count - 1));
    assertThat(read.rows().get(count - 1).subject()).isSameAs(read.rows().get(999).subject());
  }

  @Test
  void byFold_mixedRows_keepsTheirOrder() throws IOException {
    Predictions read =
        PredictionFile.read(
            file("image,label,fold,p_a,p_b\nx,a,2,1,0\ny,a,,1,0\nz,b,2,1,0\nx,a,1,1,0\n"));
    assertThat(read.byFold().keySet()).containsExactly("2", "", "1");
    assertThat(read.byFold().get("2").rows())
        .extracting(Prediction::image)
        .containsExactly("x", "z");
  }

  @Test
  void predictions_rowOfAnotherShape_isRefused() {
    assertThatThrownBy(
            () ->
                new Predictions(
                    ClassSet.of(List.of("a", "b")),
                    List.of(new Prediction("x", null, 2, null, List.of(1.0, 0.0)))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void write_thenRead_keepsWhatEveryRowComesFrom(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("origin.csv");
    List<Prediction> rows = new ArrayList<>();
    for (Origin origin :
        List.of(
            Origin.UNKNOWN,
            new Origin(Protocol.SUBJECT, Role.HOLD_OUT, false, false, false, false, false),
            new Origin(Protocol.IMAGE, Role.VALIDATION, true, false, false, false, false),
            new Origin(
                Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT,
                Role.TRAINING,
                true,
                true,
                false,
                false,
                false),
            new Origin(null, Role.EXTERNAL, false, true, false, false, false),
            new Origin(Protocol.SUBJECT, Role.HOLD_OUT, false, false, false, true, false))) {
      rows.add(new Prediction("i" + rows.size(), "p", 1, "k", List.of(0.25, 0.75)).from(origin));
    }
    Predictions written = new Predictions(ClassSet.of(List.of("hem", "all")), rows);

    PredictionFile.write(file, written, null);

    Predictions read = PredictionFile.read(file);
    assertThat(read.without(List.of())).isEqualTo(written);
    assertThat(Files.readAllLines(file).get(0))
        .isEqualTo(
            "image,subject,label,fold,protocol,role,marks,subject_group,rule_positive,rule_threshold,p_hem,p_all,allnet_format");
  }

  @Test
  void read_foreignSubjectGroup_isNobodyAndSaid(@TempDir Path folder) throws IOException {
    String rows = "a,P1,patients,all,.9,.1%1$s\nb,P2,patients,all,.8,.2%1$s\n";
    String header = "image,subject,subject_group,label,p_all,p_hem";
    Path file = folder.resolve("groups.csv");

    Predictions foreign =
        PredictionFile.read(Files.writeString(file, header + "\n" + rows.formatted("")));
    Predictions own =
        PredictionFile.read(
            Files.writeString(
                file, header + ",protocol,role\n" + rows.formatted(",subject,hold-out")));

    assertThat(foreign.rows()).extracting(Prediction::person).containsExactly("p1", "p2");
    assertThat(foreign.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith("Column 'subject_group' is not used");
    assertThat(own.rows()).extracting(Prediction::person).containsExactly("patients", "patients");
    assertThat(own.notes()).isEmpty();
  }

  /** In a data set of ten people these were names; the hold-out alone would take them for days. */
  @Test
  void read_ownFile_asksNotAgainWhoIsNobody(@TempDir Path folder) throws IOException {
    String table =
        "image,subject,label,p_hem,p_all%1$s\na,01-02-21,all,0.2,0.8%2$s\nb,02-12-21,hem,0.9,0.1%3$s\n";
    Path own = folder.resolve("own.csv");
    Path foreign = folder.resolve("foreign.csv");
    Files.writeString(
        own,
        table.formatted(
            ",protocol,role,subject_group",
            ",subject,hold-out,01-02-21",
            ",subject,hold-out,02-12-21"));
    Files.writeString(foreign, table.formatted("", "", ""));

    assertThat(PredictionFile.read(own).rows())
        .extracting(Prediction::subject)
        .containsExactly("01-02-21", "02-12-21");
    assertThat(PredictionFile.read(own).notes()).isEmpty();
    assertThat(PredictionFile.read(foreign).rows())
        .extracting(Prediction::subject)
        .containsOnlyNulls();
  }

  @Test
  void read_ownFileOfNoNames_knowsNobody(@TempDir Path folder) throws IOException {
    Path own = folder.resolve("own.csv");
    Files.writeString(
        own,
        "image,subject,label,p_hem,p_all,protocol,role,subject_group\na,nan,all,0.2,0.8,image,hold-out,nan\nb,unknown,hem,0.9,0.1,image,hold-out,\n");

    assertThat(PredictionFile.read(own).rows()).extracting(Prediction::person).containsOnlyNulls();
  }

  @Test
  void read_foldsOfARunWithoutRoles_knowsTheirRoles(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("old.csv"),
            "image,label,fold,p_hem,p_all\na,all,validation-1,0.2,0.8\nb,hem,holdout-1,0.9,0.1\nc,hem,x,1,0\n");

    assertThat(PredictionFile.read(file).rows())
        .extracting(row -> row.origin().role())
        .containsExactly(Role.VALIDATION, Role.HOLD_OUT, Role.UNKNOWN);
  }

  @Test
  void read_unknownOrigin_isRefusedByColumn(@TempDir Path folder) throws IOException {
    for (String[] wrong :
        new String[][] {
          {"hospital,hold-out,", "column 'protocol': 'hospital' is unknown; use subject"},
          {"subject,nurse,", "column 'role': 'nurse' is unknown; use training"},
          {"subject,hold-out,shiny", "column 'marks': 'shiny' is unknown; use synthetic"}
        }) {
      Path file =
          Files.writeString(
              folder.resolve("wrong.csv"),
              "image,label,protocol,role,marks,p_hem,p_all\na,all," + wrong[0] + ",0.2,0.8\n");
      assertThatThrownBy(() -> PredictionFile.read(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("line 2")
          .hasMessageContaining(wrong[1])
          .hasCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Validation-1, VALIDATION",
    "validation1, VALIDATION",
    "VALIDATION 2, VALIDATION",
    "Holdout-1, HOLD_OUT",
    "hold-out-1, HOLD_OUT",
    "Hold_Out 3, HOLD_OUT",
    "fold-1, UNKNOWN",
  })
  void read_foldInAnySpelling_tellsItsRole(String fold, Role role) throws IOException {
    Predictions read =
        PredictionFile.read(file("image,label,fold,p_hem,p_all\na,all," + fold + ",0.2,0.8\n"));
    assertThat(read.rows().get(0).origin().role()).isEqualTo(role);
  }

  @Test
  void read_foldAgainstRole_isRefusedByLine() throws IOException {
    Path file =
        file(
            "image,label,fold,role,p_hem,p_all\na,all,validation-1,validation,0.2,0.8\n"
                + "b,all,validation-1,hold-out,0.2,0.8\n");
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 3: fold 'validation-1' and role 'hold-out' contradict");
  }

  @Test
  void notes_someRowsWithRole_countsTheOthers() throws IOException {
    Path file =
        file(
            "image,label,role,p_hem,p_all\na,all,hold-out,0.2,0.8\nb,hem,,0.7,0.3\n"
                + "c,hem,,0.7,0.3\n");
    assertThat(ByRole.of(PredictionFile.read(file)).notes())
        .map(Sentence::toString)
        .anyMatch(note -> note.contains("2 rows without one are not evaluated"));
  }

  @Test
  void read_twoColumnsOfOneClass_areRefused() throws IOException {
    Path file = file("image,label,P_hem,p_hem\na,hem,0.2,0.8\n");
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("p.csv: line 1: column 'p_hem' is the second of class 'hem'");
  }

  @Test
  void notes_classThatNoRowIsLabelledWith_isNamed() throws IOException {
    Predictions read =
        PredictionFile.read(
            file("image,label,p_hem,p_all,p_value\na,all,0.2,0.8,0\nb,hem,0.7,0.29,0.01\n"));
    assertThat(ByRole.of(read).notes())
        .map(Sentence::toString)
        .anyMatch(note -> note.contains("labelled 'value'"));
  }
}
