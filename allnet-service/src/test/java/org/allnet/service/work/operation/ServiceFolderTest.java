package org.allnet.service.work.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may look into what a service keeps. */
final class ServiceFolderTest {

  @TempDir Path folder;

  private static void lay(ServiceFolder.Signed pair) throws Exception {
    Files.writeString(pair.checkpoints(), "");
    Files.writeString(pair.key(), "");
  }

  /** Somebody took the second pair away: those of older back-ups still count. */
  @Test
  void checkpointsOfBackUps_areFoundBehindAGap() throws Exception {
    ServiceFolder of = new ServiceFolder(folder);
    assertThat(of.restored()).isEmpty();
    assertThat(new ServiceFolder(folder.resolve("none")).restored()).isEmpty();
    for (int number : List.of(1, 3, 12)) {
      lay(of.restored(number));
    }
    Files.writeString(folder.resolve("checkpoints.restored.1"), "is no name of one");
    assertThat(of.restored())
        .containsExactly(of.restored(1), of.restored(3), of.restored(12))
        .allSatisfy(ServiceFolder.Signed::requireBoth);
  }

  @Test
  void halfAPair_isNamed() throws Exception {
    ServiceFolder of = new ServiceFolder(folder);
    lay(of.restored(1));
    lay(of.restored(2));
    Files.delete(of.restored(1).checkpoints());
    Files.delete(of.restored(2).key());
    List<ServiceFolder.Signed> all = of.restored();
    assertThat(all).containsExactly(of.restored(1), of.restored(2));
    assertThatThrownBy(() -> all.get(0).requireBoth())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder.resolve("checkpoints.restored") + ": is missing")
        .hasMessageEndingWith("take audit.restored.pub away too");
    assertThatThrownBy(() -> all.get(1).requireBoth())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder.resolve("audit.restored.2.pub") + ": is missing")
        .hasMessageEndingWith("take checkpoints.restored.2 away too");
  }

  @Test
  void folder_isOpenToItsOwnerAlone() throws Exception {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path root = Files.createDirectories(folder.resolve("new/service"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    new ServiceFolder(root).make();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwx------");
  }
}
