package org.allnet.evaluation.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.DatasetOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that contradict themselves, or whose columns can mean two things. */
final class ForeignTableTest {

  @TempDir Path folder;

  private Path file(String table) throws IOException {
    return Files.writeString(folder.resolve("p.csv"), table);
  }

  private Predictions read(String table) throws IOException {
    return PredictionFile.read(file(table));
  }

  private void assertRefused(String table, String... message) throws IOException {
    Path file = file(table);
    assertThatThrownBy(() -> PredictionFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void subjectInTwoGroups_isOnePersonAndThatIsSaid() throws IOException {
    Predictions read =
        read(
            "image,subject,subject_group,label,protocol,role,p_hem,p_all\n"
                + "a,P1,g1,all,subject,hold-out,0,1\n"
                + "b,P1,g2,all,subject,hold-out,0,1\n"
                + "c,p-01,,hem,subject,hold-out,1,0\n"
                + "d,P2,g3,hem,subject,hold-out,1,0\n");
    assertThat(read.rows().stream().map(Prediction::person).distinct()).hasSize(2);
    assertThat(read.rows().get(3).person()).isEqualTo("g3");
    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("subject 'P1' is in the groups g1 and g2", "3 people", "taken for 1");
  }

  @Test
  void answersInPlaceOfProbabilities_areSaid() throws IOException {
    StringBuilder hard = new StringBuilder("image,label,p_hem,p_all\n");
    for (int i = 0; i < 20; i++) {
      hard.append("i%02d,%s,%s\n".formatted(i, i % 2 == 0 ? "all" : "hem", i < 12 ? "0,1" : "1,0"));
    }
    assertThat(read(hard.toString()).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith("Every probability is 0 or 1");
    assertThat(read(hard.toString().replace("i19,hem,1,0", "i19,hem,0.9,0.1")).notes()).isEmpty();
  }

  @Test
  void imageOfTwoSubjects_isOnePersonAndThatIsSaid() throws IOException {
    Predictions read =
        read(
            "image,subject,label,fold,p_hem,p_all\n"
                + "a,A,all,f1,0,1\na,B,all,f2,0,1\nb,B,all,f1,0,1\nc,C,hem,f1,1,0\nc,,hem,f2,1,0\n");
    assertThat(read.rows()).extracting(Prediction::person).containsExactly("a", "a", "a", "c", "c");
    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("image 'a' is of A and of B", "2 people", "taken for 1");
  }

  @Test
  void peopleWithoutContradiction_stayAsTheyAre() throws IOException {
    Predictions read =
        read(
            "image,subject,subject_group,label,protocol,role,p_hem,p_all\n"
                + "a,P1,z1,all,subject,hold-out,0,1\nb,Q1,z1,all,subject,hold-out,0,1\n");
    assertThat(read.rows()).extracting(Prediction::person).containsOnly("z1");
    assertThat(read.notes()).isEmpty();
  }

  @Test
  void imageOfTwoClasses_isRefusedUnlessMerged() throws IOException {
    String table =
        "image,label,fold,p_blast,p_cancer,p_hem\n"
            + "a,blast,f1,1,0,0\nb,hem,f1,0,0,1\na,cancer,f2,1,0,0\n";
    assertRefused(
        table, "line 4: image 'a' is labelled 'cancer', but 'blast' in line 2", "correct one");
    Predictions merged =
        PredictionFile.read(
            file(table), new DatasetOptions(Map.of("cancer", "blast", "hem", "healthy"), null));
    assertThat(merged.rows()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"split", "set", "partition", "subset", "fold", "Data Split", "anything"})
  void columnOfPartNames_tellsRoles(String column) throws IOException {
    Predictions read =
        read(
            "image,label,%s,p_hem,p_all\na,all,train,0,1\nb,hem,Training set,1,0\nc,all,val,0,1\nd,hem,test,1,0\n"
                .formatted(column));
    assertThat(read.rows())
        .extracting(row -> row.origin().role())
        .containsExactly(Role.TRAINING, Role.TRAINING, Role.VALIDATION, Role.HOLD_OUT);
    ByRole apart = ByRole.of(read);
    assertThat(apart.evaluated().rows()).extracting(Prediction::image).containsExactly("d");
    assertThat(apart.notes().get(0).toString())
        .contains("Column '" + column + "'", "'train' as training", "'test' as hold-out");
  }

  /** Only ALLNet writes these columns, and it writes roles beside them. */
  @Test
  void fileOfAllnetWithoutItsRoles_isRefused() throws IOException {
    assertRefused(
        "image,label,protocol,marks,p_hem,p_all\na,all,subject,,0,1\nb,hem,subject,,1,0\n",
        "is of ALLNet and has lost its column 'role'");
    assertThat(
            read("image,label,fold,protocol,marks,p_hem,p_all\na,all,holdout-1,subject,,0,1\nb,hem,holdout-1,subject,,1,0\n")
                .rows())
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "in-sample,out-of-sample",
    "in_sample,Out of sample",
    "InSample,OutOfSample",
    "in-bag,out-of-bag"
  })
  void columnOfSamples_tellsRolesApart(String in, String out) throws IOException {
    Predictions read =
        read("image,label,sample,p_hem,p_all\na,all,%s,0,1\nb,hem,%s,1,0\n".formatted(in, out));
    assertThat(read.rows())
        .extracting(row -> row.origin().role())
        .containsExactly(Role.TRAINING, Role.HOLD_OUT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "split|train|X|column 'split' says 'train'",
        "is_valid|False|True|column 'is_valid'",
        "train|1|0|column 'train'",
        "is_train|True|True|column 'is_train'",
        "fold|train|2|fold",
      })
  void columnThatSaysHalfOfIt_isRefused(String column, String one, String other, String message)
      throws IOException {
    String table = "image,label,%s,p_hem,p_all\na,all,%s,0,1\nb,hem,%s,1,0\n";
    if (column.equals("fold")) {
      ByRole apart = ByRole.of(read(table.formatted(column, one, other)));
      assertThat(apart.evaluated().rows()).extracting(Prediction::image).containsExactly("b");
      return;
    }
    assertRefused(table.formatted(column, one, other), message, "column 'role'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "was_trained_on|True|False",
        "in_train_set|yes|no",
        "is_in_train|1|0",
        "train_set|0|1",
        "trainset|y|n",
        "Trainingset|ja|nein",
        "seen_in_training|1.0|0.0",
        "training_sample|x|",
        "used_in_training|no|yes",
        "train_test|1|0",
        "isTrained|T|F",
        "entrenamiento|1|0",
        "not_in_train|yes|no",
        "untrained|0|0",
        "unseen_in_training|0|0",
        "in_test_set|yes|no",
        "used for testing|1|",
        "held_out|1|0",
        "valid|1|0",
        "seen|yes|no",
        "was_used|1|0",
        "seen before|True|False",
        "external|1|0",
        "in_bag|1|0",
        "is_in_bag|yes|no",
        "inbag|1|0",
        "InBag|TRUE|FALSE",
        "in_sample|1|0",
        "oob|1|0",
        "is_oob|1|0",
        "oof|1|0",
        "out_of_fold|1|0",
        "is_oof|True|False",
        "out_of_bag|1|0",
      })
  void flagOfTraining_isRefusedUnderAnyName(String column, String one, String other)
      throws IOException {
    assertRefused(
        "image,label,%s,p_hem,p_all\na,all,%s,0,1\nb,hem,%s,1,0\n"
            .formatted(column, one, other == null ? "" : other),
        "column '" + column + "' says ",
        "into a column 'role' instead, or rename column '"
            + column
            + "' if it says something else");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode|train|infer",
        "set_type|train|inference",
        "cohort|discovery|replication",
        "anything|Training cohort|other",
      })
  void trainingBesideUnknownWord_isRefused(String column, String one, String other)
      throws IOException {
    assertRefused(
        "image,label,%s,p_hem,p_all\na,all,%s,0,1\nb,hem,%s,1,0\n".formatted(column, one, other),
        "column '%s' says '%s' and '%s'".formatted(column, one, other),
        "or remove column '" + column + "' if it says something else");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cohort|internal|test|'test'",
        "source|C-NMC_training_data|C-NMC_prelim|'C-NMC_training_data'",
        "hospital|Training and Research Hospital|City|'Training and Research Hospital'",
        "status|trained|new|'trained'",
        "used_in|model development|model check|'model development'",
      })
  void wordsThatMaySayRoles_areSaidNotToBeUsed(String column, String one, String other, String said)
      throws IOException {
    Predictions read =
        read(
            "image,label,%s,p_hem,p_all\na,all,%s,0,1\nb,hem,%s,1,0\n"
                .formatted(column, one, other));
    assertThat(read.rows()).extracting(row -> row.origin().role()).containsOnly(Role.UNKNOWN);
    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("Column '" + column + "' is not used", said, "column 'role'");
  }

  @Test
  void discoveryOrTrainingAlone_isReadAsRole() throws IOException {
    String table = "image,label,%s,p_hem,p_all\na,all,%s,0,1\nb,hem,%s,1,0\n";
    assertThat(read(table.formatted("cohort", "discovery", "test cohort")).rows())
        .extracting(row -> row.origin().role())
        .containsExactly(Role.TRAINING, Role.HOLD_OUT);
    assertThat(read(table.formatted("mode", "train", "train")).rows())
        .extracting(row -> row.origin().role())
        .containsOnly(Role.TRAINING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pretrained|yes|no",
        "trainer|1|0",
        "by_trainee|1|0",
        "strain|1|0",
        "constrained|1|0",
        "train_label|1|0",
        "training_class|1|0",
        "predicted_site|train|hem",
        "quality|1|0",
        "latest|1|0",
        "not_in_train|yes|yes",
        "in_train_set|no|no",
        "in_test_set|yes|yes",
        "country|TR|DE",
        "country|TR|TR",
        "method|learning|learning",
        "training_site|Rome|Milan",
      })
  void columnsOfOtherThings_arePassedOver(String column, String one, String other)
      throws IOException {
    Predictions read =
        read(
            "image,label,%s,p_hem,p_all\na,all,%s,0,1\nb,hem,%s,1,0\n"
                .formatted(column, one, other));
    assertThat(read.rows()).extracting(row -> row.origin().role()).containsOnly(Role.UNKNOWN);
    assertThat(read.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "augmented,1,0",
    "is_augmented,True,False",
    "aug,yes,no",
    "Is-Aug,1,",
    "was augmented,x,"
  })
  void flagOfAugmentedImages_isRefused(String column, String one, String other) throws IOException {
    String table = "image,label,%s,p_hem,p_all\na,all,%s,0,1\nb,hem,%s,1,0\n";
    assertRefused(
        table.formatted(column, one, other == null ? "" : other),
        "column '" + column + "' says yes: augmented images",
        "keep the rows of the originals");
    assertThat(read(table.formatted(column, "0", "0")).notes()).isEmpty();
    assertThat(read(table.formatted(column, "none", "none")).notes()).isEmpty();
    assertRefused(table.formatted(column, "flip", "none"), "column '" + column + "' says 'flip'");
  }

  @Test
  void lettersOfTrainingAndTest_areSaidNotToBeUsed() throws IOException {
    assertThat(read("image,label,TVT,p_hem,p_all\na,all,R,0,1\nb,hem,V,1,0\n").notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("Column 'TVT' is not used", "training, validation or hold-out");
  }

  @Test
  void halfOfADecisionRule_isSaidOrRefused() throws IOException {
    assertThat(read("image,label,rule_threshold,p_hem,p_all\na,all,0.3,0,1\n").notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("Column 'rule_threshold' is not used", "'rule_positive'", "'threshold'");
    assertThat(read("image,label,rule_positive,p_hem,p_all\na,all,hem,0,1\n").notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("Column 'rule_positive' is not used", "'rule_threshold'", "'positive'");
    assertRefused(
        "image,label,role,rule_positive,rule_threshold,p_hem,p_all\na,all,hold-out,,0.3,0,1\n",
        "line 2",
        "'rule_threshold' is 0.3, but 'rule_positive' is empty");
  }

  @Test
  void labelsOneAlone_areSaidHowTheyAreRead() throws IOException {
    String table = "image,label,p_hem,p_all\na,%s,0,1\nb,%s,1,0\n";
    for (String one : List.of("1", "1.0", "True")) {
      assertThat(read(table.formatted(one, one)).notes())
          .map(Sentence::toString)
          .singleElement()
          .asString()
          .contains("Label '" + one + "' is read as 'all', the second class, though no label is 0");
    }
    assertThat(read(table.formatted("1", "0")).notes()).isEmpty();
    assertThat(read(table.formatted("1", "hem")).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("Label '1' is read as 'all'");
    assertThat(read(table.formatted("all", "all")).notes()).isEmpty();
    assertThat(read("image,label,p_0,p_1\na,1,0,1\nb,1,1,0\n").notes()).isEmpty();
  }

  @Test
  void noBreakSpacesAroundNames_areNoPartOfThem() throws IOException {
    Predictions read =
        read(
            "\u00a0image,label\u00a0,subject,\u200bp_hem,p_\u00a0all\u202f\n"
                + "a\u00a0,\u00a0hem\u00a0,P1\u2007,1\u00a0,\u00a00\nb,all,P1,0,1\n");
    assertThat(read.rows()).extracting(Prediction::image).containsExactly("a", "b");
    assertThat(read.rows()).extracting(Prediction::label).containsExactly(0, 1);
    assertThat(read.rows()).extracting(Prediction::subject).containsOnly("P1");
    assertThat(read.classes().names()).containsExactly("hem", "all");
    assertThat(read.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0"})
  void emptyProbability_saysWhatToDo(String blank) throws IOException {
    assertRefused(
        "image,label,p_hem,p_all\na,all,0,1\nb,hem,%s,%s\n".formatted(blank, blank),
        "line 3: column 'p_hem' is empty",
        "write the probability",
        "'none' into a column 'answer'");
    assertRefused("image,label,score\na,all,%s\n".formatted(blank), "column 'score' is empty");
  }

  @Test
  void linesInOnePairOfQuotes_areRefusedWithWhatToDo() throws IOException {
    assertRefused(
        "\"image,subject,label,p_hem,p_all\"\n\"a,P1,all,0,1\"\n",
        "line 1: the whole line is in one pair of quotes",
        "save");
    assertRefused(
        "\"image;label;score\"\n\"a;all;1\"\n", "the whole line is in one pair of quotes");
    assertRefused("\"image,label\",x\n1,2\n", "column 'image' is missing");
  }

  @Test
  void imagesThatDifferByTheirEnding_areSaid() throws IOException {
    assertThat(
            read("image,label,p_hem,p_all\na/1.png,hem,0,1\n1.bmp,hem,1,0\n1.v2,hem,0,1\n").notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("1 image differs", "1.bmp and a/1.png");
  }

  @Test
  void trainingAmongManyStrangeWords_isNoRole() throws IOException {
    StringBuilder table = new StringBuilder("image,label,comment,p_hem,p_all\nx,all,train,0,1\n");
    for (int i = 0; i < 7; i++) {
      table.append("%d,hem,text %d,1,0\n".formatted(i, i));
    }
    assertThat(read(table.toString()).notes()).isEmpty();
  }

  @Test
  void columnsThatContradictTheRole_areRefused() throws IOException {
    assertRefused(
        "image,label,role,split,p_hem,p_all\na,all,hold-out,train,0,1\nb,hem,hold-out,test,1,0\n",
        "line 2",
        "'train'",
        "'hold-out'",
        "contradict");
    assertRefused(
        "image,label,split,set,p_hem,p_all\na,all,test,train,0,1\nb,hem,test,test,1,0\n",
        "columns 'split' and 'set'",
        "keep one");
  }

  @Test
  void setOfUnknownWords_isSaidNotToBeUsed() throws IOException {
    Predictions read = read("image,label,split,p_hem,p_all\na,all,1,0,1\nb,hem,2,1,0\n");
    assertThat(read.rows()).extracting(row -> row.origin().role()).containsOnly(Role.UNKNOWN);
    assertThat(read.notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("Column 'split' is not used");
    Predictions flagged = read("image,label,is_valid,p_hem,p_all\na,all,1,0,1\nb,hem,1,1,0\n");
    assertThat(flagged.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y_true",
        "true",
        "target",
        "Ground Truth",
        "true_class",
        "gt_label",
        "label.1",
        "expert"
      })
  void labelBesideATruthThatDiffers_isRefused(String column) throws IOException {
    assertRefused(
        "image,label,%s,p_hem,p_all\na,all,all,0,1\nb,all,hem,0,1\n".formatted(column),
        "line 3: columns 'label' and '" + column + "' both seem to hold the true class",
        "'all' and 'hem'");
    assertRefused(
        "image,label,%s,p_hem,p_all\na,all,1,0,1\nb,all,0,0,1\n".formatted(column),
        "both seem to hold the true class");
  }

  @ParameterizedTest
  @CsvSource({"all,hem", "ALL,Hem", "1,0", "0,1", "bought,sold"})
  void labelBesideAgreeingOrNoTruth_isTheLabel(String all, String hem) throws IOException {
    Predictions read =
        read(
            "image,label,target,p_hem,p_all\na,all,%s,0,1\nb,hem,%s,1,0\nc,all,%s,0,1\n"
                .formatted(all, hem, all));
    assertThat(read.rows()).extracting(Prediction::label).containsExactly(1, 0, 1);
  }

  @Test
  void rowsWithoutALabel_areCounted() throws IOException {
    Predictions read = read("image,label,p_hem,p_all\na,all,0,1\nb,,1,0\nc,,1,0\n");
    assertThat(ByRole.of(read).notes())
        .map(Sentence::toString)
        .containsExactly("2 of 3 rows have no label and are not evaluated.");
    assertThat(read("image,p_hem,p_all\na,0,1\n").notes()).isEmpty();
  }

  @Test
  void scoreBesideProbabilities_isSaidNotToBeUsed() throws IOException {
    assertThat(read("image,label,score,p_hem,p_all\na,all,0,0,1\nb,hem,1,1,0\n").notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .startsWith("Column 'score' is not used");
  }

  @Test
  void scoreThatIsTheConfidenceOfTheAnswer_isRefused() throws IOException {
    assertRefused(
        "image,label,prediction,score\na,all,all,.9\nb,hem,hem,.8\nc,hem,all,.6\n",
        "column 'score'",
        "confidence of the answer in column 'prediction'",
        "p_<class>");
    assertThat(
            read("image,label,prediction,score\na,all,all,.9\nb,hem,hem,.3\nc,hem,hem,.55\n")
                .rows())
        .hasSize(3);
  }

  @Test
  void scoresOfWhichNoneIsBelowAHalf_areDoubted() throws IOException {
    assertThat(read("image,label,score\na,all,.9\nb,hem,.8\nc,hem,.6\n").notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("No score is below 0.5", "confidence");
  }

  @Test
  void twoColumnsOfOneClass_areRefusedOrMerged() throws IOException {
    String table = "image,label,p_all,p_hem,p_ALL\na,all,.5,0,.5\nb,hem,0,1,0\n";
    assertRefused(table, "'p_all' and 'p_ALL'", "classes ALL=all");
    assertThat(
            PredictionFile.read(file(table), new DatasetOptions(Map.of("ALL", "all"), null))
                .classes()
                .names())
        .containsExactly("all", "hem");
  }

  @Test
  void labelsLikeNumbersOrTruth_areClassNames() throws IOException {
    assertRefused("image,label,p_1,p_2\na,1,1,0\nb,0,0,1\n", "label '0' is not one of");
    List<Prediction> rows = read("image,label,p_true,p_false\na,True,1,0\nb,0,0,1\n").rows();
    assertThat(rows).extracting(Prediction::label).containsExactly(0, 1);
  }

  @Test
  void labelsThatContradictTheFolders_areSaid() throws IOException {
    assertThat(
            read("image,label,p_hem,p_all\nx/all/1,hem,0,1\nx/hem/1,hem,1,0\nhem/2,all,1,0\n")
                .notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("2 of 3 images", "x/all/1", "'hem'");
    assertThat(read("image,label,p_hem,p_all\nall/1,hem,0,1\nall/2,all,1,0\n").notes()).isEmpty();
  }

  @Test
  void imagesDifferingByCaseOrFolder_areSaid() throws IOException {
    assertThat(
            read("image,label,p_hem,p_all\na/1.png,hem,0,1\nA/1.png,hem,1,0\n1.png,hem,0,1\n")
                .notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("2 images", "A/1.png and a/1.png");
    assertThat(read("image,label,p_hem,p_all\na/1,hem,0,1\nb/1,all,1,0\n").notes()).isEmpty();
  }

  @Test
  void labelsEqualToDecisions_areDoubted() throws IOException {
    String table = "image,label,class,p_hem,p_all\na,all,hem,0,1\nb,%s,hem,1,0\n";
    assertThat(read(table.formatted("hem")).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("Column 'label' says what the probabilities say in every row");
    assertThat(read(table.formatted("all")).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .doesNotContain("Column 'label'");
  }

  @Test
  void imagesInFoldersOfTrainingAndTest_areSaid() throws IOException {
    String table = "image,%slabel,p_hem,p_all\nd/train/1,%sall,0,1\nd/%s/2,%shem,1,0\n";
    assertThat(read(table.formatted("", "", "test", "")).notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains(
            "1 of 2 images lies in a folder of training images or is named so, such as d/train/1");
    assertThat(read(table.formatted("", "", "train", "")).notes()).isEmpty();
    assertThat(read(table.formatted("role,", "training,", "test", "hold-out,")).notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "d/c0.png, d/c0_aug1.png, 1",
    "c0, c0_rot90, 1",
    "c0, aug_c0_7, 1",
    "c0_7, aug_c0_7, 1",
    "c0.png, c0.png#tta1, 1",
    "c0.png, c0-edited.png, 1",
    "c0.png, c0_png.rf.0123456789abcdef0123456789abcdef.jpg, 1",
    "c0.png, c1_aug1.png, 0",
    "c0.png, c1_png.rf.0123456789abcdef0123456789abcdef.jpg, 0"
  })
  void namesOfChangedCopies_areSaid(String one, String other, int said) throws IOException {
    assertThat(
            read("image,label,p_hem,p_all\n%s,all,0,1\n%s,hem,1,0\n".formatted(one, other)).notes())
        .filteredOn(
            note ->
                note.toString().startsWith("1 image is named like a copy or mask of another one"))
        .hasSize(said);
  }

  @Test
  void severalImagesThatAToolMadeOfOne_areSaid() throws IOException {
    String hash = "0123456789abcdef0123456789abcde";
    assertThat(
            read("image,label,p_hem,p_all\nc0_png.rf.%1$s0.jpg,all,0,1\nc0_png.rf.%1$s1.jpg,all,0,1\nc1_png.rf.%1$s2.jpg,hem,1,0\n"
                    .formatted(hash))
                .notes())
        .filteredOn(
            note -> note.toString().contains("several that a tool made of one, such as c0_"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "me/training/set/train/1, me/training/set/test/2",
    "siteA/training/set/train/1, siteB/training/set/test/2",
    "siteA/training/1, siteB/test/2",
    "set/alltrain1.png, set/hemtest2.png",
    "set/validation/train/1, set/validation/test/2",
    "set/train_1.png, set/test_2.png",
    "ALL_TrainingSet_1.png, hem_TestSet_2.png",
  })
  void namesOfTrainingAndTest_areReadAfterPrefix(String one, String other) throws IOException {
    assertThat(
            read("image,label,p_hem,p_all\n%s,all,0,1\n%s,hem,1,0\n".formatted(one, other)).notes())
        .singleElement()
        .asString()
        .contains(
            "1 of 2 images lies in a folder of training images or is named so, such as " + one);
  }

  @Test
  void subjectsThatAreTheImagesNames_areSaid() throws IOException {
    assertThat(
            read("image,subject,label,p_hem,p_all\nx/a.png,a,all,0,1\nb.png,b.png,hem,1,0\n")
                .notes())
        .map(Sentence::toString)
        .singleElement()
        .asString()
        .contains("In 2 of 2 rows column 'subject' repeats the image's name");
  }

  @Test
  void ambiguousPersonOrScoreColumns_areRefused() throws IOException {
    assertRefused(
        "image,subject_id,Patient,label,p_hem,p_all\na,1,P,all,0,1\n",
        "columns 'subject_id' and 'Patient' can both say whose the images are");
    assertRefused(
        "image,label,p_all,score\na,all,0,1\nb,hem,1,0\n",
        "columns 'p_all' and 'score' can't be read together");
  }
}
