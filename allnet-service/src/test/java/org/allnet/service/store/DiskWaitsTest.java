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
import org.allnet.service.domain.Hash;
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

  /**
   * The others wait for who waits for the disk with the database's lock, and give up in the end.
   */
  @Test
  void largeBlob_isOnTheDiskAtOnce() {
    BlobStore blobs = new BlobStore(folder);
    byte[] part = new byte[1 << 20];
    try (BlobWriting small = blobs.begin()) {
      small.write(part, 0, part.length);
      small.keep();
      assertThat(small.wasAwaited()).isFalse();
      small.awaitDisk();
      assertThat(small.wasAwaited()).isTrue();
    }
    try (BlobWriting large = blobs.begin()) {
      while (large.size() <= BlobWriting.LARGE) {
        large.write(part, 0, part.length);
      }
      Hash hash = large.keep();
      assertThat(large.wasAwaited()).isTrue();
      assertThat(blobs.size(hash)).isEqualTo(large.size());
    }
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
