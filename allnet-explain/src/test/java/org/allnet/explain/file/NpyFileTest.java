package org.allnet.explain.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NpyFileTest {

  /** The format's description: magic, version, length of the header, header, numbers. */
  @Test
  void bytes_areWhatTheFormatSays() {
    byte[] bytes = NpyFile.bytes(new float[] {1, -2, 3.5f, 4, 5, 6}, 2, 3);
    assertThat(Arrays.copyOf(bytes, 8)).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = buffer.getShort(8);
    assertThat((10 + length) % 64).isZero();
    assertThat(new String(bytes, 10, length, StandardCharsets.US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
        .endsWith(" \n");
    assertThat(buffer.getFloat(10 + length + 4)).isEqualTo(-2);
    assertThat(bytes).hasSize(10 + length + 24);
  }

  @Test
  void bytes_ofAnotherShape_areRefused() {
    assertThatThrownBy(() -> NpyFile.bytes(new float[5], 2, 3))
        .hasMessage("5 values for a shape of [2, 3]");
  }
}
