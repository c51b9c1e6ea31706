package org.allnet.service.work.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.allnet.service.domain.Picture;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.SetClock;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.work.Bench;
import org.allnet.service.work.TestPictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When jobs are counted: another process hands three in without telling. */
final class OpenJobsTest {

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  private final SetClock clock = new SetClock();

  private static boolean haveRoom(OpenJobs open, Store store, int jobs) {
    return store.read(tx -> open.haveRoomFor(jobs, tx));
  }

  @Test
  void haveRoomFor_halfFull_counts() throws Exception {
    StoreSettings settings = StoreSettings.sqlite(folder.resolve("jobs.db"));
    try (Bench bench = new Bench(settings, folder);
        Store store = Store.open(settings, bench.store.blobs(), clock)) {
      OpenJobs open = new OpenJobs(6);
      assertThat(haveRoom(open, store, 1)).isTrue();
      bench
          .intake(IntakeLimits.DEFAULTS)
          .take(
              bench.person(),
              bench.request(Picture.Kind.CELL),
              List.of(
                  TestPictures.file("a.png", TestPictures.png(1)),
                  TestPictures.file("b.png", TestPictures.png(2)),
                  TestPictures.file("c.png", TestPictures.png(3))));
      assertThat(haveRoom(open, store, 3)).as("no more than half by the old count").isTrue();
      open.came(1);
      assertThat(haveRoom(open, store, 2)).as("what was told is added").isTrue();
      assertThat(haveRoom(open, store, 4)).as("more than half, so they are counted").isFalse();
      assertThat(haveRoom(open, store, 3)).isTrue();
    }
  }

  @Test
  void haveRoomFor_oldCount_countsAgain() throws Exception {
    StoreSettings settings = StoreSettings.sqlite(folder.resolve("jobs.db"));
    try (Bench bench = new Bench(settings, folder);
        Store store = Store.open(settings, bench.store.blobs(), clock)) {
      OpenJobs open = new OpenJobs(2);
      assertThat(haveRoom(open, store, 1)).isTrue();
      bench
          .intake(IntakeLimits.DEFAULTS)
          .take(
              bench.person(),
              bench.request(Picture.Kind.CELL),
              List.of(
                  TestPictures.file("a.png", TestPictures.png(1)),
                  TestPictures.file("b.png", TestPictures.png(2))));
      assertThat(haveRoom(open, store, 1)).as("not counted anew").isTrue();
      clock.pass(Duration.ofSeconds(6));
      assertThat(haveRoom(open, store, 1)).isFalse();
    }
  }
}
