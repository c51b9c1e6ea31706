package org.allnet.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.data.file.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays of an earlier run in a folder that is written into anew. */
final class EarlierFilesTest {

  @TempDir private Path folder;

  @Test
  void filesThatAreNotReplaced_areNamed() {
    AtomicFile.writeText(folder.resolve("a/1.txt"), "one");
    AtomicFile.writeText(folder.resolve("a/2.txt"), "two");
    AtomicFile.writeText(folder.resolve(".hidden"), "no result");
    EarlierFiles earlier = EarlierFiles.in(folder);

    AtomicFile.writeText(folder.resolve("a/1.txt"), "one");
    AtomicFile.writeText(folder.resolve("new.txt"), "new");

    assertThat(earlier.warning().orElseThrow())
        .startsWith(folder + ": 1 file was there before and stays")
        .contains("(a/2.txt)");
    AtomicFile.writeText(folder.resolve("a/2.txt"), "two");
    assertThat(earlier.warning()).isEmpty();
  }

  @Test
  void linkToAFolder_isLookedInto() throws IOException {
    AtomicFile.writeText(folder.resolve("real/old.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    EarlierFiles earlier = EarlierFiles.in(link);

    AtomicFile.writeText(link.resolve("new.txt"), "new");

    assertThat(earlier.warning().orElseThrow()).startsWith(link + ": 1 file").contains("(old.txt)");
  }

  @Test
  void missingOrEmptyFolder_hasNone() throws IOException {
    EarlierFiles none = EarlierFiles.in(folder.resolve("no"));
    Files.createDirectories(folder.resolve("no"));
    AtomicFile.writeText(folder.resolve("no/a"), "a");
    assertThat(none.warning()).isEmpty();
  }
}
