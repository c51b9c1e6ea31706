package org.allnet.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.inference.compute.Device;
import org.allnet.service.domain.Hash;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.worker.WorkerSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder whose rows are in PostgreSQL, started without saying so: the database is a new one. */
final class OtherDatabaseTest {

  private static final String NAMED = "has pictures of which the database knows nothing";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private ServiceFolder place;
  private Hash picture;

  @BeforeEach
  void handIn() {
    place = new ServiceFolder(folder);
    picture =
        new BlobStore(place.pictures()).put(new ByteArrayInputStream(new byte[] {1, 2, 3}), 10);
  }

  /** It would delete them all as pictures that no case has. */
  @Test
  void service_besidePicturesOfAnother_isRefused() {
    ServiceSettings settings = ServiceSettings.in(folder, 0);

    for (int start = 0; start < 2; start++) {
      assertThatThrownBy(() -> Service.start(settings).close())
          .isInstanceOf(InputException.class)
          .hasMessageContaining(NAMED);
    }

    assertThat(new BlobStore(place.pictures()).has(picture)).isTrue();
  }

  @Test
  void workProcess_besidePicturesOfAnother_isRefused() {
    assertThatThrownBy(
            () ->
                WorkProcess.start(
                        ServiceSettings.database(folder), place, WorkerSettings.of(1, Device.CPU))
                    .close())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(NAMED);
  }
}
