package org.allnet.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFileTest {

  @TempDir Path folder;

  @Test
  void file_isWrittenOnce() throws Exception {
    Path file = folder.resolve("new/key");
    PrivateFile.writeIfMissing(file, "first\n");
    PrivateFile.writeIfMissing(file, "second\n");
    assertThat(file).hasContent("first\n");
    try (Stream<Path> all = Files.list(file.getParent())) {
      assertThat(all).as("nothing beside it").containsExactly(file);
    }
    Path under = file.resolve("key");
    assertThatThrownBy(() -> PrivateFile.writeIfMissing(under, "third"))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith(under + ": can't be written");
  }

  @Test
  void file_isItsOwnersAlone() throws Exception {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path file = folder.resolve("key");
    PrivateFile.writeIfMissing(file, "text");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  /** Whoever finds the file finds all of it, and it stays what it was. */
  @Test
  void severalAtOnce_haveOneFile() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path file = folder.resolve("key-" + round);
      CountDownLatch begin = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      String[] read = new String[4];
      for (int i = 0; i < read.length; i++) {
        int number = i;
        Thread thread =
            new Thread(
                () -> {
                  try {
                    begin.await();
                    PrivateFile.writeIfMissing(file, Integer.toString(number).repeat(5000));
                    read[number] = Files.readString(file);
                  } catch (Exception e) {
                    read[number] = e.toString();
                  }
                });
        thread.start();
        threads.add(thread);
      }
      begin.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(read).containsOnly(Files.readString(file));
      assertThat(read[0]).hasSize(5000);
    }
  }
}
