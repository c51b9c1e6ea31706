package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.file.FileNames;
import org.allnet.data.split.Split.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Splits as files, of each version and of other programs. */
class SplitFileTest {

  private static final Path STORED = Path.of("src/test/resources/formats/split-1.csv");

  private static final Split SPLIT =
      new Split(
          Protocol.SUBJECT,
          2,
          7,
          List.of(
              new Place("all/a.png", "all", "P1", "P1", "P1", Split.HOLD_OUT),
              new Place("all/b, c.png", "all", "P2", "P2", "P2+P3", 1),
              new Place("hem/d.png", "hem", "P3", "P2", "P2+P3", 1),
              new Place("hem/e.png", "hem", null, null, "hem/e.png", 2)));

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("split.csv"), text);
  }

  private static String stored() throws IOException {
    return Files.readString(STORED);
  }

  @Test
  void fileOfVersion1_isReadWithAllItsValues() {
    assertThat(SplitFile.read(STORED)).isEqualTo(SPLIT);
  }

  @Test
  void write_givesTheStoredFileOfTheNewestVersion() {
    Path written = folder.resolve("now.csv");
    SplitFile.write(written, SPLIT);
    // If this fails: raise FileFormat.SPLIT, add a case to the reader, store split-2.csv beside it.
    assertThat(written).hasSameTextualContentAs(STORED);
  }

  @ParameterizedTest
  @CsvSource({
    "split,test,train,val",
    "set,holdout,train,train",
    "is_test,TRUE,FALSE,FALSE",
    "is_train,0,1,1",
    "subset,A,B,C",
    "part,3,1,2",
    "dataset,CNMC,CNMC,ALLIDB",
    "stain,test,Giemsa,Wright",
    "stain,Giemsa,test,Wright",
    "split,val,train,train",
    "split,,train,",
  })
  void otherColumnThatAgreesOrSaysNothing_isRead(String name, String held, String one, String two)
      throws IOException {
    String text =
        """
        image,label,subject,group,fold,protocol,folds,seed,%s
        a,all,P1,P1,holdout,subject,2,1,%s
        b,all,P2,P2,1,subject,2,1,%s
        c,hem,P3,P3,2,subject,2,1,%s
        """
            .formatted(
                name,
                Objects.requireNonNullElse(held, ""),
                one,
                Objects.requireNonNullElse(two, ""));

    assertThat(SplitFile.read(file(text)).places()).hasSize(3);
  }

  /** As other programs write the paths of a data set's images. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "/home/ayse/set/%s",
        "D:\\Tez\\set\\%s",
        "set/%s",
        "./%s",
        "file:///home/ayse/set/%s",
        "file://localhost/C:/my%%20set/%s",
        "file:///C:/my set/%s",
      })
  void pathsOfImages_areThoseOfTheDataSet(String form) {
    List<String> images = List.of("all/a.png", "all/b, c.png", "hem/d.png", "hem/e.png");
    List<Place> written =
        SPLIT.places().stream()
            .map(place -> named(place, FileNames.canonical(form.formatted(place.image()))))
            .toList();

    assertThat(new Split(Protocol.SUBJECT, 2, 7, written).withNames(Path.of("set"), images))
        .isEqualTo(SPLIT);
  }

  @Test
  void namesWithoutFolderOrEnding_areKnownIfUnique() {
    List<String> images = List.of("all/a.png", "hem/a.png", "hem/b.png");
    List<Place> places =
        List.of(place("b.png"), place("B.PNG"), place("b"), place("a.png"), place("c"));

    assertThat(new Split(Protocol.IMAGE, 2, 1, places).withNames(Path.of("x"), images).images())
        .containsExactly("hem/b.png", "hem/b.png", "hem/b.png", "a.png", "c");
  }

  private static Place named(Place place, String image) {
    return new Place(
        image, place.label(), place.subject(), place.person(), place.group(), place.fold());
  }

  private static Place place(String image) {
    return new Place(image, "all", null, image, 1);
  }

  /** As programs write whole numbers that joined tables with gaps. */
  @Test
  void numbersWithDecimals_areReadAsWhole() throws IOException {
    String text =
        stored()
            .replaceAll(",(\\d|holdout),subject,2,7,", ",$1.0,subject,2.0,7.0,")
            .replace("holdout.0", "holdout");
    assertThat(text).contains(",1.0,subject,2.0,7.0,", ",2.0,subject,");
    assertThat(SplitFile.read(file(text))).isEqualTo(SPLIT);
    assertThatThrownBy(() -> SplitFile.read(file(stored().replace(",2,subject", ",2.5,subject"))))
        .hasMessageContaining("'2.5' is no whole number");
  }

  /** The fold counts, and nobody would see that the other column says otherwise. */
  @ParameterizedTest
  @CsvSource({
    "split,train,test,1,column 'split' says 'train'",
    "is_test,FALSE,TRUE,1,column 'is_test' says 'FALSE'",
    "Test,0,1,1,column 'Test' says '0'",
    "is_train,1,0,1,column 'is_train' says '1'",
    "is_train,t,f,1,column 'is_train' says 't'",
    "isTrain,1,0,1,column 'isTrain' says '1'",
    "istrain,1,0,1,column 'istrain' says '1'",
    "used_for_training,yes,no,1,column 'used_for_training' says 'yes'",
    "train_flag,1,0,1,column 'train_flag' says '1'",
    "isTest,f,t,1,column 'isTest' says 'f'",
    "set,val,test,0,",
    "set,val,test,1,column 'set' says 'val'",
    "set,test,train,0,",
    "note,train,yes,0,",
  })
  void columnThatDividesOtherwise_isRefused(
      String name, String first, String others, int swapped, String message) throws IOException {
    String[] lines = stored().split("\n", -1);
    StringBuilder text = new StringBuilder(lines[0] + "," + name + "\n");
    boolean testFirst = swapped == 0 && others.equals("train");
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      boolean out = lines[i].contains(",holdout,");
      String value = out == (swapped == 1 || testFirst) ? first : others;
      text.append(lines[i]).append(',').append(value).append('\n');
    }
    Path file = file(text.toString());
    if (message == null) {
      assertThat(SplitFile.read(file).places()).hasSize(4);
    } else {
      assertThatThrownBy(() -> SplitFile.read(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(message)
          .hasMessageContaining("but the fold is holdout");
    }
  }

  /** Rows that say nothing hide no other row that says otherwise. */
  @Test
  void columnWithGapsThatDividesOtherwise_isRefused() throws IOException {
    Path file =
        file(
            """
            image,label,subject,group,fold,protocol,folds,seed,split
            a,all,P1,P1,holdout,subject,2,1,train
            b,all,P2,P2,1,subject,2,1,
            c,hem,P3,P3,2,subject,2,1,test
            """);
    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2: column 'split' says 'train', but the fold is holdout");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Fold", "fold.1", "fold_1", "fold...12", "fold.x", "fold_y", "fold (2)", "fold1"})
  void twoColumnsOfFolds_areRefused(String name) throws IOException {
    Path file =
        file(
            stored().replace("image,", name + ",image,").replaceAll("(?m)^(\"?(all|hem))", "1,$1"));

    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("columns '" + name + "' and 'fold' both name the fold; keep one");
  }

  /** Numbered from 0 they are the same; else one of the two is wrong. */
  @ParameterizedTest
  @ValueSource(strings = {"kfold", "fold_id", "cv_fold", "Fold No", "kFold"})
  void otherProgramsFolds_areCompared(String name) throws IOException {
    String[] lines = stored().split("\n", -1);
    StringBuilder same = new StringBuilder(lines[0] + "," + name + "\n");
    StringBuilder other = new StringBuilder(lines[0] + "," + name + "\n");
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      boolean out = lines[i].contains(",holdout,");
      same.append(lines[i]).append(out ? ",-1" : lines[i].contains(",2,subject") ? ",1" : ",0");
      same.append('\n');
      other.append(lines[i]).append(",7\n");
    }

    assertThat(SplitFile.read(file(same.toString())).places()).hasSize(4);
    Path contradicting = file(other.toString());
    assertThatThrownBy(() -> SplitFile.read(contradicting))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column '" + name + "' says '7', but the fold is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[{\"image\": \"a.png\"}]", "{\n \"train\": [\"a.png\"]}", "[\"a\", \"b\"]"})
  void json_isNamed(String text) throws IOException {
    Path file = file(text);

    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is JSON, no CSV file; save the table as CSV");
  }

  /** As people write the word who look at the file in a table program. */
  @ParameterizedTest
  @ValueSource(strings = {"Holdout", "HOLDOUT", "hold-out", "hold out", "Hold_Out"})
  void wordForHeldOut_isReadInAnyLetters(String word) throws IOException {
    assertThat(stored()).contains(",holdout,");
    assertThat(SplitFile.read(file(stored().replace(",holdout,", "," + word + ","))))
        .isEqualTo(SPLIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "val", "0", "-1", ""})
  void otherWordsAndNumbers_sayWhatBelongsThere(String word) throws IOException {
    Path file = file(stored().replace(",holdout,", "," + word + ","));
    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("use 1 to 2 for the fold that validates the image, or holdout");
  }

  @Test
  void fileOfVersion2_isRefusedByName() throws IOException {
    Path file = file(stored().replaceAll("(?m),1$", ",2"));
    assertThatThrownBy(() -> SplitFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": line 2: has format '2', and this program reads splits up to format 1; update ALLNet");
  }

  @Test
  void fileOfAnotherProgram_isReadAsBefore() throws IOException {
    String others = stored().replaceAll("(?m),(1|allnet_format)$", "");
    assertThat(others).doesNotContain("allnet_format");
    assertThat(SplitFile.read(file(others))).isEqualTo(SPLIT);
    List<String> lines = others.lines().toList();
    String formats =
        String.join(
            "\n",
            Stream.concat(
                    Stream.of(lines.get(0) + ",format"),
                    lines.stream().skip(1).map(line -> line + ",png"))
                .toList());
    assertThat(SplitFile.read(file(formats))).isEqualTo(SPLIT);
  }

  /** A line of comment before the header and an empty one count: an editor shows them too. */
  @Test
  void wrongValue_carriesItsLine() throws IOException {
    String text = "# from a colleague\n" + stored().replaceFirst("\nhem/d", "\n\nhem/d");

    for (String wrong : List.of(",2,subject", ",3,subject")) {
      String written = wrong.equals(",3,subject") ? wrong : ",second,subject";
      Path file = file(text.replace(",2,subject", written));
      assertThatThrownBy(() -> SplitFile.read(file))
          .isInstanceOfSatisfying(
              InputException.class,
              e -> {
                assertThat(e.line()).hasValue(7);
                assertThat(e.file()).hasValue(file.toString());
                assertThat(e).hasMessageStartingWith(file + ": line 7: fold ");
              });
    }
    Path mixed = file(text.replaceFirst("(?m)^(hem/e.*),7,", "$1,8,"));
    assertThatThrownBy(() -> SplitFile.read(mixed))
        .hasMessage(mixed + ": line 7: protocol, folds and seed differ from the first row's");
    Path unknown = file(text.replace(",subject,2,7,", ",persons,2,7,"));
    assertThatThrownBy(() -> SplitFile.read(unknown))
        .hasMessageStartingWith(unknown + ": line 3: protocol 'persons' is unknown");
  }

  /** A fold of one program may be two of another: then images are apart that belong together. */
  @Test
  void foldsThatDivideAFold_areRefused() throws IOException {
    String rows =
        """
        image,label,subject,group,fold,protocol,folds,seed,kfold
        a,all,P1,P1,holdout,subject,2,1,5
        b,all,P2,P2,holdout,subject,2,1,6
        c,hem,P3,P3,1,subject,2,1,0
        d,hem,P4,P4,1,subject,2,1,%s
        e,hem,P5,P5,2,subject,2,1,
        """;

    assertThat(SplitFile.read(file(rows.formatted("0"))).places()).hasSize(5);
    assertThat(SplitFile.read(file(rows.formatted(""))).places()).hasSize(5);
    for (String other : List.of("1", "5")) {
      Path file = file(rows.formatted(other));
      assertThatThrownBy(() -> SplitFile.read(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(
              ": line 5: column 'kfold' says '%s', but the fold is 1;".formatted(other));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "50,1,",
    "50,-9223372036854775808,",
    "51,1,folds 51 is out of range; use 2 to 50",
    "1,1,folds 1 is out of range; use 2 to 50",
    "two,1,folds 'two' is no whole number",
    "2,x,seed 'x' is no whole number",
    "2,9223372036854775808,seed '9223372036854775808' is no whole number",
  })
  void foldsAndSeed_outOfRange_areRefused(String folds, String seed, String message)
      throws IOException {
    Path file = file(stored().replace(",subject,2,7,", ",subject," + folds + "," + seed + ","));
    if (message == null) {
      Split split = SplitFile.read(file);
      assertThat(split.folds()).isEqualTo(Integer.parseInt(folds));
      assertThat(split.seed()).isEqualTo(Long.parseLong(seed));
    } else {
      assertThatThrownBy(() -> SplitFile.read(file))
          .isInstanceOf(InputException.class)
          .hasMessage(file + ": line 2: " + message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {",image,2,7,", ",subject,3,7,", ",subject,2,8,"})
  void rowsOfAnotherSplit_areRefused(String other) throws IOException {
    Path file = file(stored().replaceFirst("(?m)^(hem/e.*),subject,2,7,", "$1" + other));
    assertThatThrownBy(() -> SplitFile.read(file))
        .hasMessage(file + ": line 5: protocol, folds and seed differ from the first row's");
  }
}
