package org.allnet.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The text constants of a class file, which ArchUnit does not import (JVMS 17, section 4.4). */
final class TextConstants {

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int STRING = 8;
  private static final int METHOD_HANDLE = 15;

  private TextConstants() {}

  /** Returns all literals of a class, those that are concatenated too. */
  static List<String> of(JavaClass type) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                type.getSource().orElseThrow().getUri().toURL().openStream()))) {
      in.skipNBytes(8); // the magic number and the version
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> read(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    Map<Integer, String> words = new HashMap<>();
    List<Integer> literals = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> words.put(i, in.readUTF());
        case STRING -> literals.add(in.readUnsignedShort());
        case LONG, DOUBLE -> {
          in.skipNBytes(8);
          i++; // they take two places
        }
        case METHOD_HANDLE -> in.skipNBytes(3);
        case 7, 16, 19, 20 -> in.skipNBytes(2);
        default -> in.skipNBytes(4);
      }
    }
    return literals.stream().map(words::get).toList();
  }
}
