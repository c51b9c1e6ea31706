package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BlobStoreTest {

  private static final byte[] CELL = "a cell".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private static InputStream bytes() {
    return new ByteArrayInputStream(CELL);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void sameBytes_areStoredOnce() throws IOException {
    BlobStore store = new BlobStore(folder);
    Hash one = store.put(bytes(), 6);
    Hash two = store.put(bytes(), 6);

    assertThat(one).isEqualTo(two).isEqualTo(Hash.of(CELL));
    assertThat(files())
        .containsExactly(folder.resolve(one.hex().substring(0, 2)).resolve(one.hex()));
    assertThat(new BlobStore(folder).read(one)).hasValue(CELL);
  }

  @Test
  void tooManyBytes_leaveNothing() throws IOException {
    assertThatThrownBy(() -> new BlobStore(folder).put(bytes(), 5))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("more than 5 bytes");
    assertThat(files()).isEmpty();
  }

  @Test
  void brokenUpload_leavesNothing() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the line is dead");
          }
        };
    assertThatThrownBy(() -> new BlobStore(folder).put(broken, 5)).isInstanceOf(RunException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void damagedBytes_areNeverHandedOut() throws IOException {
    BlobStore store = new BlobStore(folder);
    Hash hash = store.put(bytes(), 6);
    Hash other = store.put(new ByteArrayInputStream(new byte[3]), 6);
    Files.writeString(folder.resolve(hash.hex().substring(0, 2)).resolve(hash.hex()), "a sell");

    assertThatThrownBy(() -> store.read(hash))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("was changed or damaged");
    List<Hash> damaged = new ArrayList<>();
    assertThat(store.verify(damaged::add)).isEqualTo(2);
    assertThat(damaged).containsExactly(hash);
    assertThat(store.read(other)).hasValue(new byte[3]);
  }

  @Test
  void deletedBytes_areGone() {
    BlobStore store = new BlobStore(folder);
    Hash hash = store.put(bytes(), 6);
    store.delete(hash);
    store.delete(hash);
    assertThat(store.has(hash)).isFalse();
    assertThat(store.read(hash)).isEmpty();
  }

  /** Small and large pieces, some taken back, from the buffer and from the file. */
  @Test
  void piecesThatAreTakenBack_areNotInTheBlob() {
    BlobStore store = new BlobStore(folder);
    byte[] large = new byte[300_000];
    new Random(5).nextBytes(large);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    Hash hash;
    try (BlobWriting writing = store.begin()) {
      for (int i = 0; i < 40; i++) {
        int length = i % 7 == 3 ? large.length : 1000 * i;
        BlobWriting.Mark before = writing.mark();
        writing.write(large, 0, length);
        if (i % 3 == 1) {
          writing.back(before);
        } else {
          expected.write(large, 0, length);
          assertThat(writing.read(before.size(), length)).isEqualTo(Arrays.copyOf(large, length));
        }
        assertThat(writing.size()).isEqualTo(expected.size());
      }
      hash = writing.keep();
    }
    assertThat(hash).isEqualTo(Hash.of(expected.toByteArray()));
    assertThat(store.read(hash)).contains(expected.toByteArray());
    assertThat(store.part(hash, 5, 9, Hash.of(Arrays.copyOfRange(expected.toByteArray(), 5, 14))))
        .isPresent();
  }

  @Test
  void blobThatIsNotKept_leavesNothing() throws Exception {
    BlobStore store = new BlobStore(folder);
    try (BlobWriting writing = store.begin()) {
      writing.write(new byte[500_000], 0, 500_000);
    }
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void manyAtOnce_areEachRead() {
    BlobStore store = new BlobStore(folder);
    List<byte[]> all = List.of(new byte[] {1}, new byte[] {2}, new byte[] {1});
    List<Hash> hashes = store.putAll(all);
    assertThat(hashes).hasSize(3);
    assertThat(hashes.get(0)).isEqualTo(hashes.get(2));
    assertThat(store.read(hashes.get(1))).contains(new byte[] {2});
    assertThat(store.putAll(List.of())).isEmpty();
  }

  @Test
  void unfinishedFiles_areDeletedOnceTheyAreOld() throws Exception {
    BlobStore store = new BlobStore(folder);
    Path left = Files.write(folder.resolve(".unfinished/left"), new byte[3]);
    store.deleteUnfinished(Instant.now().minusSeconds(60));
    assertThat(left).exists();
    store.deleteUnfinished(Instant.now().plusSeconds(60));
    assertThat(left).doesNotExist();
  }

  @Test
  void heldPacks_areHeldUntilTheHoldIsClosed() {
    BlobStore store = new BlobStore(folder);
    assertThat(store.isHeld()).isFalse();
    try (BlobStore.Hold hold = store.hold()) {
      assertThat(new BlobStore(folder).isHeld()).as("for other processes too").isTrue();
    }
    assertThat(store.isHeld()).isFalse();
  }
}
