package org.allnet.data.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Little TIFF files, written by hand; immutable but for {@link #set}. */
final class TiffBuilder {

  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int RATIONAL = 5;
  private static final int UNDEFINED = 7;

  private final Map<Integer, Field> fields = new TreeMap<>();
  private final int width;
  private final int height;
  private byte[] pixels = new byte[0];

  /** A tag's values. */
  record Field(int type, int count, byte[] values) {}

  TiffBuilder(int width, int height) {
    this.width = width;
    this.height = height;
    set(256, width);
    set(257, height);
    set(259, 1);
    set(278, height);
  }

  private TiffBuilder(TiffBuilder other) {
    this.width = other.width;
    this.height = other.height;
    this.fields.putAll(other.fields);
    this.pixels = other.pixels;
  }

  TiffBuilder bytes(int bands, double... samples) {
    return samples(bands, 8, 1, samples);
  }

  TiffBuilder shorts(int bands, double... samples) {
    return samples(bands, 16, 1, samples);
  }

  TiffBuilder floats(int bands, double... samples) {
    return samples(bands, 32, 3, samples);
  }

  private TiffBuilder samples(int bands, int bits, int format, double... samples) {
    TiffBuilder next = new TiffBuilder(this);
    next.set(258, repeated(bits, bands));
    next.set(262, bands < 3 ? 1 : 2);
    next.set(277, bands);
    next.set(339, repeated(format, bands));
    if (bands == 4) {
      next.set(338, 2);
    }
    ByteBuffer out = buffer(samples.length * bits / 8);
    for (double sample : samples) {
      switch (bits) {
        case 8 -> out.put((byte) Math.round(sample));
        case 16 -> out.putShort((short) Math.round(sample));
        default -> out.putFloat((float) sample);
      }
    }
    next.pixels = out.array();
    return next;
  }

  /** The same with a tag, one value a band where it is about samples. */
  TiffBuilder with(int tag, int value) {
    TiffBuilder next = new TiffBuilder(this);
    Field bits = fields.get(258);
    boolean each = (tag == 281 || tag == 339) && bits != null;
    next.set(tag, each ? repeated(value, bits.count()) : new int[] {value});
    return next;
  }

  /** The same without a tag. */
  TiffBuilder without(int tag) {
    TiffBuilder next = new TiffBuilder(this);
    next.fields.remove(tag);
    return next;
  }

  TiffBuilder text(int tag, String text) {
    TiffBuilder next = new TiffBuilder(this);
    byte[] values = (text + "\0").getBytes(StandardCharsets.US_ASCII);
    next.fields.put(tag, new Field(ASCII, values.length, values));
    return next;
  }

  TiffBuilder undefined(int tag, byte[] values) {
    TiffBuilder next = new TiffBuilder(this);
    next.fields.put(tag, new Field(UNDEFINED, values.length, values.clone()));
    return next;
  }

  /** The same with a tag of whole numbers. */
  TiffBuilder shortsOf(int tag, int... values) {
    TiffBuilder next = new TiffBuilder(this);
    next.set(tag, values);
    return next;
  }

  /** The same with a tag of numbers in parts of 10,000. */
  TiffBuilder rationals(int tag, int... tenThousandths) {
    TiffBuilder next = new TiffBuilder(this);
    ByteBuffer out = buffer(tenThousandths.length * 8);
    for (int value : tenThousandths) {
      out.putInt(value).putInt(10_000);
    }
    next.fields.put(tag, new Field(RATIONAL, tenThousandths.length, out.array()));
    return next;
  }

  /** The same with its pixels compressed as JPEG. */
  TiffBuilder jpeg(int photometric, byte[] jpeg) {
    TiffBuilder next = bytes(3).with(259, 7).with(262, photometric);
    next.pixels = jpeg.clone();
    return next;
  }

  /** The same in one tile that is larger than the picture and filled up with zeros. */
  TiffBuilder inOneTile(int side) {
    TiffBuilder next = without(278).with(TILE_WIDTH, side).with(TILE_HEIGHT, side);
    int bytes = pixels.length / width / height;
    next.pixels = new byte[side * side * bytes];
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, y * width * bytes, next.pixels, y * side * bytes, width * bytes);
    }
    return next;
  }

  private void set(int tag, int... values) {
    ByteBuffer out = buffer(values.length * 2);
    for (int value : values) {
      out.putShort((short) value);
    }
    fields.put(tag, new Field(SHORT, values.length, out.array()));
  }

  private static int[] repeated(int value, int count) {
    int[] values = new int[count];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  byte[] bytes() {
    return pages(this);
  }

  static byte[] pages(TiffBuilder... pages) {
    ByteBuffer out = buffer(1 << 18);
    out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    for (int i = 0; i < pages.length; i++) {
      pages[i].write(out, i + 1 < pages.length);
    }
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  private void write(ByteBuffer out, boolean more) {
    Map<Integer, Field> all = new TreeMap<>(fields);
    int values = out.position() + 2 + (all.size() + 2) * 12 + 4;
    int at = values + pixels.length + pixels.length % 2;
    boolean tile = all.containsKey(TILE_WIDTH);
    all.put(tile ? 324 : 273, new Field(LONG, 1, buffer(4).putInt(values).array()));
    all.put(tile ? 325 : 279, new Field(LONG, 1, buffer(4).putInt(pixels.length).array()));
    out.putShort((short) all.size());
    ByteBuffer far = buffer(1 << 14);
    for (Map.Entry<Integer, Field> entry : all.entrySet()) {
      Field field = entry.getValue();
      out.putShort(entry.getKey().shortValue())
          .putShort((short) field.type())
          .putInt(field.count());
      if (field.values().length <= 4) {
        out.put(java.util.Arrays.copyOf(field.values(), 4));
      } else {
        out.putInt(at + far.position());
        far.put(field.values());
        far.position(far.position() + far.position() % 2);
      }
    }
    out.putInt(more ? at + far.position() : 0);
    out.put(pixels).position(at).put(far.array(), 0, far.position());
  }

  /** The same as a BigTIFF file. */
  byte[] big() {
    Map<Integer, Field> all = new TreeMap<>(fields);
    ByteBuffer out = buffer(1 << 12);
    int entries = all.size() + 2;
    int values = 16 + 8 + entries * 20 + 8;
    all.put(273, new Field(LONG, 1, buffer(4).putInt(values).array()));
    all.put(279, new Field(LONG, 1, buffer(4).putInt(pixels.length).array()));
    out.put((byte) 'I')
        .put((byte) 'I')
        .putShort((short) 43)
        .putShort((short) 8)
        .putShort((short) 0);
    out.putLong(16).putLong(entries);
    for (Map.Entry<Integer, Field> entry : all.entrySet()) {
      Field field = entry.getValue();
      out.putShort(entry.getKey().shortValue()).putShort((short) field.type());
      out.putLong(field.count()).put(java.util.Arrays.copyOf(field.values(), 8));
    }
    out.putLong(0).put(pixels);
    return java.util.Arrays.copyOf(out.array(), out.position());
  }
}
