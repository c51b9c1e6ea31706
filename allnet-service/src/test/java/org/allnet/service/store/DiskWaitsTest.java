package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders that are waited for. */
final class DiskWaitsTest {

  @TempDir Path folder;

  @Test
  void moreFilesThanThreads_areWaitedFor() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      files.add(Files.write(folder.resolve("file-" + i), new byte[i]));
    }
    DiskWaits.begin(files, List.of(folder)).await();
    DiskWaits.begin(List.of(), List.of()).await();
  }

  @Test
  void missingOne_isTold() throws Exception {
    Path there = Files.write(folder.resolve("there"), new byte[1]);
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> DiskWaits.files(List.of(there, missing, there)))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing.toString());
    assertThatThrownBy(() -> DiskWaits.folders(List.of(missing))).isInstanceOf(IOException.class);
  }

  @Test
  void interruptedThread_staysSo() throws Exception {
    Path there = Files.write(folder.resolve("there"), new byte[1]);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> DiskWaits.files(List.of(there)))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
