package org.allnet.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.junit.jupiter.params.provider.MethodSource;

/** Splits of any bytes. */
class SplitFuzzTest {

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void splitOrOneLine(byte[] bytes) {
    AnyBytes.checkFile(bytes, ".csv", SplitFile::read);
  }

  static Stream<byte[]> seeds() {
    Split split =
        new Split(
            Protocol.SUBJECT,
            2,
            7,
            List.of(
                new Split.Place("all/a.png", "all", "P1", "P1", "P1", 1),
                new Split.Place("hem/b.png", "hem", null, null, "hem/b.png", 2),
                new Split.Place("hem/c.png", "hem", "H1", "H1", "H1", Split.HOLD_OUT)));
    return Stream.of(AnyBytes.written(".csv", file -> SplitFile.write(file, split)));
  }
}
