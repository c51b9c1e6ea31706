package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

  @TempDir Path folder;

  private CsvTable read(String text) throws IOException {
    return Csv.read(Files.writeString(folder.resolve("t.csv"), text));
  }

  @Test
  void read_quotesLineEndsAndMark_areUnderstood() throws IOException {
    CsvTable table = read("\uFEFFa,b,c\r\n1,\"x, \"\"y\"\"\nz\",\r\n\n,,3");

    assertThat(table.header()).containsExactly("a", "b", "c");
    assertThat(table.rows()).containsExactly(List.of("1", "x, \"y\"\nz", ""), List.of("", "", "3"));
    assertThat(table.column("b")).isEqualTo(1);
    assertThat(table.findColumn("d")).isEmpty();
  }

  @Test
  void read_whatWasWritten_isTheSame() {
    List<List<String>> rows = List.of(List.of("1", ","), List.of("\"", "\r\n"), List.of("", "ü"));
    Path file = folder.resolve("w.csv");
    Csv.write(file, List.of("a", "b c"), rows);

    assertThat(Csv.read(file).header()).containsExactly("a", "b c");
    assertThat(Csv.read(file).rows()).isEqualTo(rows);
    Csv.write(file, List.of("one"), List.of(List.of(""), List.of("x")));
    assertThat(Csv.read(file).rows()).containsExactly(List.of(""), List.of("x"));
  }

  @Test
  void read_badText_namesFileAndLine() throws IOException {
    assertThatThrownBy(() -> read("a,b\n1,2\n3\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t.csv")
        .hasMessageContaining("has 1 field");
    assertThatThrownBy(() -> read("a\n\"open\n")).hasMessageContaining("never closed");
    assertThatThrownBy(() -> read("a\n\"x\"y\n")).hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> read("a\n" + "x".repeat(2_000_000))).hasMessageContaining("longer");
    assertThatThrownBy(() -> read(",".repeat(20_000))).hasMessageContaining("columns");
  }

  @Test
  void read_notUtf8OrMissing_isRefused() throws IOException {
    Path file = folder.resolve("l.csv");
    Files.write(file, "a\nü\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Csv.read(file)).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> Csv.read(folder.resolve("none.csv")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\n", "#\n", "# made by hand\na,b\n", "a,b\n1,2\n"})
  void read_cutWithinALastLetter_saysItIsNoUtf8(String before) throws IOException {
    Path file = folder.resolve("cut.csv");
    Files.write(file, (before + "\u00cd").getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Csv.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not UTF-8 text in line " + (1 + before.lines().count()));
  }

  @Test
  void read_lineInOnePairOfQuotes_isRefused() {
    assertThatThrownBy(() -> read("\"image,label\"\n\"a.png,all\"\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the whole line is in one pair of quotes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a,b\n1,2\n\n3\n", "a,b\r\n1,2\r\n\r\n3\r\n", "a,b\n\"1 and more\n\",2\n3\n"})
  void read_rowTooShort_namesItsLine(String text) {
    assertThatThrownBy(() -> read(text))
        .hasMessageContaining(": line 4: has 1 field; the header has 2");
  }

  @Test
  void read_emptyFieldsBeyondTheHeader_arePassedOver() throws IOException {
    assertThat(read("a,b\n1,2,, \n").rows()).containsExactly(List.of("1", "2"));
    assertThatThrownBy(() -> read("a,b\n1,2,,x\n"))
        .hasMessageContaining("has 4 fields; the header has 2");
  }

  @Test
  void read_textAfterAQuote_isRefusedAndBlanksAreNot() throws IOException {
    assertThat(read("a,b\n \"1\" ,2\n").rows()).containsExactly(List.of("1", "2"));
    assertThat(read("a,b\n1\"x,2\n").rows()).containsExactly(List.of("1\"x", "2"));
    assertThatThrownBy(() -> read("a,b\n\"1\"x,2\n"))
        .hasMessageContaining("line 2: has text after a closing quote");
  }

  /** A line behind the header that begins so would pass for a comment. */
  @Test
  void write_nameLikeAComment_isReadAgain() throws IOException {
    Path file = folder.resolve("names.csv");
    Csv.write(file, List.of("image", "label"), List.of(List.of("#1.png", "#a")));
    assertThat(file).content().isEqualTo("image,label\n\"#1.png\",#a\n");
    assertThat(Csv.read(file).rows()).containsExactly(List.of("#1.png", "#a"));
  }

  @Test
  void write_onlyWhatNeedsQuotes_hasThem() throws IOException {
    Path file = folder.resolve("quotes.csv");
    Csv.write(file, List.of("a"), List.of(List.of(""), List.of("x y"), List.of("x\"y")));

    assertThat(file).content().isEqualTo("a\n\"\"\nx y\n\"x\"\"y\"\n");
  }

  @Test
  void column_missing_namesIt() throws IOException {
    CsvTable table = read("a,b\n");

    assertThatThrownBy(() -> table.column("image"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'image'")
        .hasMessageContaining("t.csv");
  }

  @Test
  void parse_textInMemory_isReadAsAFileIs() {
    CsvTable table = Csv.parse(Path.of("built-in"), "\uFEFFa,b\n1,\"x,y\"\n");

    assertThat(table.header()).containsExactly("a", "b");
    assertThat(table.rows()).containsExactly(List.of("1", "x,y"));
    assertThatThrownBy(() -> Csv.parse(Path.of("built-in"), "a,b\n1\n"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("built-in: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a;b c;d\n1,5;x;\n",
        "a\tb c\td\n1,5\tx\t\n",
        "a|b c|d\n1,5|x|\n",
        "sep=;\na;b c;d\n1,5;x;\n",
        "sep=;\n# exported\na;b c;d\n1,5;x;\n",
        "\"sep=;\"\r\na;b c;d\r\n1,5;x;\r\n",
        "sep=\t\na\tb c\td\n1,5\tx\t\n",
        "sep=#\na#b c#d\n1,5#x#\n",
        "a,b c,d\r\"1,5\",x,\r",
        "\n\n a , b c ,d\n\"1,5\" , \"x\",\n,,\n , ,\n",
        "a,b c,d,,\n\"1,5\",x,,,\n,,,,,,\n",
      })
  void read_otherSeparatorsAndBlankRows_isTheSame(String text) throws IOException {
    CsvTable table = read(text);

    assertThat(table.header().subList(0, 3)).containsExactly("a", "b c", "d");
    assertThat(table.rows()).hasSize(1);
    assertThat(table.rows().get(0).stream().map(String::strip).toList().subList(0, 3))
        .containsExactly("1,5", "x", "");
  }

  @Test
  void read_utf16WithOrWithoutMark_isRead() throws IOException {
    for (String name : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM")) {
      Path file = folder.resolve(name + ".csv");
      Files.write(file, "b\u00efld;p\n\u00e9;1\n".getBytes(Charset.forName(name)));

      assertThat(Csv.read(file).header()).as(name).containsExactly("b\u00efld", "p");
      assertThat(Csv.read(file).rows()).as(name).containsExactly(List.of("\u00e9", "1"));
    }
  }

  @Test
  void read_spreadsheetArchiveOrPage_isNamed() throws IOException {
    Path book = folder.resolve("book.csv");
    Files.write(book, "PK\u0003\u0004....[Content_Types].xml".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> Csv.read(book)).hasMessageContaining("is an Office document");
    assertThatThrownBy(() -> read("<!DOCTYPE html><html>")).hasMessageContaining("is a web page");
    assertThatThrownBy(() -> read("version https://git-lfs.github.com/spec/v1\noid"))
        .hasMessageContaining("git lfs pull");
  }

  @Test
  void column_caseBlanksAndKin_areFound() throws IOException {
    CsvTable table = read(" Patient ID ,File-Name\n1,x\n");

    assertThat(ColumnNames.findSubject(table.file(), table.header())).hasValue(0);
    assertThat(table.column(ColumnNames.image())).isEqualTo(1);
    CsvTable twice = read("Image,IMAGE\n1,x\n");
    assertThatThrownBy(() -> twice.column("image")).hasMessageContaining("both name the image");
  }

  @Test
  void decimal_commaAndDigits_areRead() {
    assertThat(Decimal.parse(" 0,25 ")).contains(new Decimal(0.25, 2));
    assertThat(Decimal.parse("0.250")).contains(new Decimal(0.25, 3));
    assertThat(Decimal.parse("1.5e-3")).contains(new Decimal(0.0015, 4));
    assertThat(Decimal.parse("1")).contains(new Decimal(1, 0));
    assertThat(Decimal.parse("1,234.5")).isEmpty();
    assertThat(Decimal.parse("1,2,3")).isEmpty();
    for (String java : List.of("0x1p-3", "0X1P-3", "1f", "1.5D ", "0x1p-3d")) {
      assertThat(Decimal.parse(java)).as(java).isEmpty();
    }
    assertThat(Decimal.parse("1E-7")).contains(new Decimal(1e-7, 7));
    assertThat(Decimal.plain("-Infinity")).hasValue(Double.NEGATIVE_INFINITY);
    assertThat(Decimal.plain("0,25")).isEmpty();
    assertThat(Decimal.parse("")).isEmpty();
  }

  @Test
  void canonical_otherSystemsNames_areOne() {
    assertThat(FileNames.canonical(".\\all\\e\u0301.png")).isEqualTo("all/\u00e9.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# model: resnet\nimage,label\na.png,1\n",
        "# model: resnet, of 2021\r\n#\r\n\r\nimage,label\r\na.png,1\r\n",
        "# image,label\na.png,1\n",
        "# made by x\n#image;label\na.png;1\n",
      })
  void parse_commentsBeforeTheHeader_arePassedOver(String text) {
    CsvTable table = Csv.parse(Path.of("x.csv"), text);

    assertThat(table.header()).containsExactly("image", "label");
    assertThat(table.rows()).containsExactly(List.of("a.png", "1"));
  }

  @Test
  void parse_commentsBeforeTheHeader_countAsLines() {
    assertThatThrownBy(() -> Csv.parse(Path.of("x.csv"), "# one\n# two\na,b\n1\n"))
        .hasMessageContaining("line 4: has 1 field");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"# x\n# a,b\n1,2\n3\n", "# x\r\n# a,b\r\n1,2\r\n3\r\n", "# x\n# y\na,b\n3\n"})
  void parse_rowAfterComments_knowsItsLine(String text) {
    assertThatThrownBy(() -> Csv.parse(Path.of("x.csv"), text))
        .hasMessageContaining("line 4: has 1 field; the header has 2");
  }

  @Test
  void parse_commentOfTwoParts_isNoHeader() {
    assertThat(Csv.parse(Path.of("x.csv"), "# made, by hand\na,b\nx,y\n").header())
        .containsExactly("a", "b");
  }

  @Test
  void parse_separators_countOutsideOfQuotes() {
    assertThat(Csv.parse(Path.of("x.csv"), "\"a,b,c\";\"d,e\"\n1;2\n").header())
        .containsExactly("a,b,c", "d,e");
    assertThat(Csv.parse(Path.of("x.csv"), "a;b\n1,2,3;4,5,6\n").rows())
        .containsExactly(List.of("1,2,3", "4,5,6"));
    assertThat(Csv.parse(Path.of("x.csv"), "\n \na;b\n1,2,3;4,5,6\n").header())
        .containsExactly("a", "b");
  }

  @Test
  void parse_columnNamedLikeAComment_isAColumn() {
    assertThat(Csv.parse(Path.of("x.csv"), "#,image\n1,a.png\n").header())
        .containsExactly("#", "image");
  }
}
