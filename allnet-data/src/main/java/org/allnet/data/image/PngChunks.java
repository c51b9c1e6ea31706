package org.allnet.data.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a PNG file says before its pixels, beyond what Java's reader tells.
 *
 * @param profile the embedded colour profile, null if there is none that can be unpacked
 * @param significantBits how many bits of a sample are significant, 0 if it isn't said
 * @param linear whether its samples are said to be in proportion to light ({@code gAMA} near 1), as
 *     no display shows them, and neither {@code sRGB} nor a profile says otherwise
 * @param frames how many frames its animation has, 0 if there is none
 * @param colours how many colours its palette has, 0 if there is none
 * @param coded the colours that {@code cICP} says it is written in, sRGB if it doesn't
 */
record PngChunks(
    byte @Nullable [] profile,
    int significantBits,
    boolean linear,
    int frames,
    int colours,
    Coded coded) {

  /** Colours by the code points of ITU-T H.273. */
  enum Coded {
    /** Those of every display, or near them. */
    SRGB,
    /** Other primaries, so that each colour is read paler than it is. */
    WIDE,
    /** High dynamic range or levels in proportion to light: other levels altogether. */
    OTHER_LEVELS;

    private static final int BT_709 = 1;
    private static final int UNSAID = 2;
    private static final Set<Integer> OTHER_TRANSFERS = Set.of(8, 9, 10, 16, 17, 18);

    private static Coded of(int primaries, int transfer) {
      if (OTHER_TRANSFERS.contains(transfer)) {
        return OTHER_LEVELS;
      }
      return primaries == BT_709 || primaries == UNSAID ? SRGB : WIDE;
    }
  }

  private static final int SIGNATURE = 8;
  private static final int MOST_PROFILE_BYTES = 4 << 20;
  private static final int MOST_NAME = 80;

  /** Usual files say 45,455; from here a picture is clearly too dark. In hundred-thousandths. */
  private static final int LEAST_LINEAR = 70_000;

  /** Reads them; of what is broken nothing is told. */
  static PngChunks of(byte[] file) {
    byte[] profile = null;
    int bits = 0;
    int frames = 0;
    int colours = 0;
    int gamma = 0;
    boolean standard = false;
    Coded coded = Coded.SRGB;
    ByteBuffer in = ByteBuffer.wrap(file);
    int at = SIGNATURE;
    while (at + 12 <= file.length) {
      int length = in.getInt(at);
      String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (length < 0 || length > file.length - at - 12 || type.equals("IDAT")) {
        break;
      }
      byte[] content = Arrays.copyOfRange(file, at + 8, at + 8 + length);
      if (type.equals("iCCP")) {
        profile = unpacked(content);
      } else if (type.equals("sBIT") && length > 0) {
        bits = content[0] & 0xFF;
      } else if (type.equals("PLTE")) {
        colours = length / 3;
      } else if (type.equals("gAMA") && length >= Integer.BYTES) {
        gamma = ByteBuffer.wrap(content).getInt();
      } else if (type.equals("sRGB")) {
        standard = true;
      } else if (type.equals("cICP") && length >= 2) {
        coded = Coded.of(content[0] & 0xFF, content[1] & 0xFF);
      } else if (type.equals("acTL") && length >= Integer.BYTES) {
        frames = ByteBuffer.wrap(content).getInt();
      }
      at += length + 12;
    }
    boolean linear = gamma >= LEAST_LINEAR && !standard && profile == null;
    return new PngChunks(profile, bits, linear, frames, colours, coded);
  }

  private static byte @Nullable [] unpacked(byte[] content) {
    int name = 0;
    while (name < Math.min(content.length, MOST_NAME) && content[name] != 0) {
      name++;
    }
    int from = name + 2;
    if (from >= content.length) {
      return null;
    }
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(content, from, content.length - from))) {
      byte[] bytes = in.readNBytes(MOST_PROFILE_BYTES + 1);
      return bytes.length > MOST_PROFILE_BYTES ? null : bytes;
    } catch (IOException e) {
      return null; // a broken profile is none
    }
  }
}
