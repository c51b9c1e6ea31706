package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
}
