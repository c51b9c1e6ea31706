package org.allnet.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.allnet.data.file.Csv;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of any bytes. */
class CsvFuzzTest {

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void rowsOrOneLine(byte[] bytes) {
    AnyBytes.checkFile(bytes, ".csv", Csv::read);
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            "image,label\na.png,all\nb.png,hem\n",
            "\uFEFFimage;label\r\na.png;\"all\"\"\"\r\n",
            "sep=;\nimage;label\na.png;all\n",
            "# made by hand\n# image,label\na.png,all\n",
            "\"image,label\"\n\"a.png,all\"\n",
            "image\tlabel\n\n\t\na.png\tall\n")
        .flatMap(
            text ->
                Stream.of(
                    text.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_16)));
  }
}
