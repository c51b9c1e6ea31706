package org.allnet.spark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.Sha256;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.ModelFacts;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;

/** The image of a row: its bytes, or where its file is. It finds its role while it is decoded. */
final class RowImage implements ImageSource {

  private final String number;
  private final String place;
  private final byte @Nullable [] content;
  private final ModelFacts model;
  private volatile Role role = Role.UNKNOWN;

  /**
   * An image.
   *
   * @param number tells it from the others of its batch
   * @param place its path, address or name
   * @param content its bytes, null to read them
   * @param model is asked about it
   */
  RowImage(String number, String place, byte @Nullable [] content, ModelFacts model) {
    this.number = number;
    this.place = place;
    this.content = content;
    this.model = model;
  }

  @Override
  public String name() {
    return number;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public long pixelBytes() {
    Path file = content == null ? onDisk(place) : null;
    return file == null ? 0 : ImageSource.of(file).pixelBytes();
  }

  /** {@return what the image was to the model; unknown before it is decoded} */
  Role role() {
    return role;
  }

  @Override
  public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
    Path file = content == null ? onDisk(place) : null;
    if (file != null) {
      CellPixels pixels = ImageSource.of(file).decode(decoder, notes);
      if (model.knowsItsImages()) {
        role = model.roleOf(ImageHashes.sha256(file), pixels);
      }
      return pixels;
    }
    byte[] bytes = content == null ? read(place) : content;
    CellPixels pixels = decoder.decode(bytes, place, notes);
    if (model.knowsItsImages()) {
      MessageDigest digest = Sha256.digest();
      role = model.roleOf(HexFormat.of().formatHex(digest.digest(bytes)), pixels);
    }
    return pixels;
  }

  /** Where a file is if it is on a disk that every machine sees under one path. */
  static @Nullable Path onDisk(String place) {
    try {
      if (place.startsWith("file:")) {
        // As Hadoop writes it, which leaves blanks as they are.
        Path plain = Path.of(new org.apache.hadoop.fs.Path(place).toUri().getPath());
        // Or as Java does, which alone can write a name that is no text.
        return place.contains("%") && !Files.exists(plain) ? Path.of(URI.create(place)) : plain;
      }
      return place.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*") ? null : Path.of(place);
    } catch (IllegalArgumentException e) {
      throw InputException.in(place, "is no path", e);
    }
  }

  /** The bytes of a file that Hadoop alone knows, of which one more is read than is allowed. */
  static byte[] read(String place) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(place);
    try (InputStream in = FileSystem.get(path.toUri(), SparkHadoopUtil.get().conf()).open(path)) {
      long most = DecodeLimits.DEFAULTS.maxBytes();
      // One byte more than is allowed: the decoder then says that it is too large.
      return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
    } catch (IOException e) {
      throw InputException.in(place, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
