package org.allnet.inference.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class FreedMemoryTest {

  private static final int PIECES = 2000;
  private static final int BYTES = 100_000; // too small for a mapping of their own

  private static long resident() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(one -> one.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
  }

  /** Pieces between ones that are held can't go by themselves. */
  @Test
  void memoryThatWasFreed_goesBack() throws IOException {
    List<BytePointer> held = new ArrayList<>();
    List<BytePointer> freed = new ArrayList<>();
    for (int i = 0; i < PIECES; i++) {
      BytePointer piece = new BytePointer(Pointer.malloc(BYTES)).capacity(BYTES);
      Pointer.memset(piece, 1, BYTES);
      (i % 20 == 0 ? held : freed).add(piece);
    }
    freed.forEach(Pointer::free);
    long before = resident();

    FreedMemory.giveBack();

    assertThat(before - resident()).isGreaterThan((long) PIECES * BYTES / 2);
    held.forEach(Pointer::free);
  }
}
