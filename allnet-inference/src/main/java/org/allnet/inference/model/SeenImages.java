package org.allnet.inference.model;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.evaluation.prediction.Role;

/**
 * The images that were there when a model was made, by their content, and what each was to the
 * model. They tell an image that the model was trained on whatever it is called now.
 *
 * <p>Of each hash the first 16 bytes are kept: of ten thousand images two are taken for each other
 * with a probability below 1e-30. Immutable and thread-safe.
 */
public final class SeenImages {

  /** The roles that are kept; an image of several has the first of them. */
  static final List<Role> ROLES = List.of(Role.TRAINING, Role.VALIDATION, Role.HOLD_OUT);

  /** Half a row for the file, half for the pixels; zeros for an image with nothing in it. */
  static final int ROW_BYTES = 32;

  private static final int HALF = ROW_BYTES / 2;
  private static final HexFormat HEX = HexFormat.of();
  private static final String NOTHING_IN_IT = "00".repeat(HALF);

  /** A model of which it is not known what it was trained on. */
  public static final SeenImages NONE = new SeenImages(Map.of());

  private final Map<Role, byte[]> rows;
  private final Map<String, Role> roleOfFile = new HashMap<>();
  private final Map<String, Role> roleOfPixels = new HashMap<>();

  private SeenImages(Map<Role, byte[]> rows) {
    this.rows = rows;
    for (Role role : ROLES) {
      byte[] bytes = bytes(role);
      for (int at = 0; at < bytes.length; at += ROW_BYTES) {
        roleOfFile.putIfAbsent(HEX.formatHex(bytes, at, at + HALF), role);
        roleOfPixels.putIfAbsent(HEX.formatHex(bytes, at + HALF, at + ROW_BYTES), role);
      }
    }
  }

  /**
   * Keeps images.
   *
   * @param images those of each role; of {@link Role#TRAINING}, {@link Role#VALIDATION} and {@link
   *     Role#HOLD_OUT}
   * @return what is kept of them, whatever their order
   * @throws IllegalArgumentException if there is another role
   */
  public static SeenImages of(Map<Role, ? extends Collection<ImageContent>> images) {
    Map<Role, byte[]> rows = new EnumMap<>(Role.class);
    images.forEach(
        (role, contents) -> {
          if (!ROLES.contains(role)) {
            throw new IllegalArgumentException("no model keeps images of the role " + role);
          }
          TreeSet<String> sorted = new TreeSet<>();
          contents.forEach(content -> sorted.add(half(content.file()) + pixels(content)));
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          sorted.forEach(row -> bytes.writeBytes(HEX.parseHex(row)));
          rows.put(role, bytes.toByteArray());
        });
    return new SeenImages(rows);
  }

  private static String pixels(ImageContent content) {
    String hash = content.pixels();
    return hash == null ? NOTHING_IN_IT : half(hash);
  }

  private static String half(String hash) {
    return hash.substring(0, 2 * HALF);
  }

  /**
   * Reads what {@link #bytes} gave.
   *
   * @param rows the rows of each role
   * @param counts how many there should be, by the roles' words
   * @return the images
   * @throws InputException if there are more or fewer
   */
  static SeenImages of(Map<Role, byte[]> rows, Map<String, Integer> counts) {
    for (Role role : ROLES) {
      int bytes = rows.getOrDefault(role, new byte[0]).length;
      int count = counts.getOrDefault(role.key(), 0);
      if (bytes != (long) count * ROW_BYTES) {
        throw new InputException(
            "it keeps %d bytes on its %s images, and %s %d; the file is altered"
                .formatted(
                    bytes,
                    role.key(),
                    Counted.of(count, "image").then("takes", "take"),
                    (long) count * ROW_BYTES));
      }
    }
    return new SeenImages(new EnumMap<>(rows));
  }

  /**
   * The images of a model that began with the weights of another.
   *
   * @param earlier the images of that other one
   * @return these, and as trained on those that the other was trained, or validated and fitted, on
   */
  public SeenImages after(SeenImages earlier) {
    TreeSet<String> trained = new TreeSet<>();
    for (byte[] some :
        List.of(
            bytes(Role.TRAINING), earlier.bytes(Role.TRAINING), earlier.bytes(Role.VALIDATION))) {
      for (int at = 0; at < some.length; at += ROW_BYTES) {
        trained.add(HEX.formatHex(some, at, at + ROW_BYTES));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    trained.forEach(row -> bytes.writeBytes(HEX.parseHex(row)));
    Map<Role, byte[]> all = new EnumMap<>(Role.class);
    all.putAll(rows);
    all.put(Role.TRAINING, bytes.toByteArray());
    return new SeenImages(all);
  }

  /**
   * Tells whether images hold all that the model learned from.
   *
   * @param images the images
   * @return whether each image that it was trained, or validated and fitted, on is one of them, by
   *     its file or its pixels; not if nothing is known of any image
   */
  public boolean knownAmong(Collection<ImageContent> images) {
    Set<String> files = new HashSet<>();
    Set<String> pixels = new HashSet<>();
    for (ImageContent image : images) {
      files.add(half(image.file()));
      if (image.pixels() != null) {
        pixels.add(pixels(image));
      }
    }
    for (Role role : List.of(Role.TRAINING, Role.VALIDATION)) {
      byte[] bytes = bytes(role);
      for (int at = 0; at < bytes.length; at += ROW_BYTES) {
        if (!files.contains(HEX.formatHex(bytes, at, at + HALF))
            && !pixels.contains(HEX.formatHex(bytes, at + HALF, at + ROW_BYTES))) {
          return false;
        }
      }
    }
    return isKnown();
  }

  /**
   * Tells whether the images of a role are given ones and no others.
   *
   * @param role the role
   * @param files SHA-256 of their files, lower-case hex
   */
  public boolean isOf(Role role, Collection<String> files) {
    return files(role).equals(halves(files));
  }

  /**
   * Tells whether given images are all of a role, beside others perhaps.
   *
   * @param role the role
   * @param files SHA-256 of their files, lower-case hex
   */
  public boolean includes(Role role, Collection<String> files) {
    return files(role).containsAll(halves(files));
  }

  private Set<String> files(Role role) {
    Set<String> files = new HashSet<>();
    byte[] bytes = bytes(role);
    for (int at = 0; at < bytes.length; at += ROW_BYTES) {
      files.add(HEX.formatHex(bytes, at, at + HALF));
    }
    return files;
  }

  private static Set<String> halves(Collection<String> files) {
    Set<String> halves = new HashSet<>();
    files.forEach(file -> halves.add(file.isEmpty() ? file : half(file)));
    return halves;
  }

  /** {@return whether anything is known} */
  public boolean isKnown() {
    return !roleOfFile.isEmpty();
  }

  /**
   * What an image was to the model.
   *
   * @param image the image
   * @return its role, by its file or, if there is anything in it, by its pixels; {@link
   *     Role#EXTERNAL} if it was not there when the model was made, {@link Role#UNKNOWN} if nothing
   *     is known of any image
   */
  public Role roleOf(ImageContent image) {
    Role byFile = roleOfFile.get(half(image.file()));
    Role byPixels = image.pixels() == null ? null : roleOfPixels.get(pixels(image));
    return ROLES.stream()
        .filter(role -> role == byFile || role == byPixels)
        .findFirst()
        .orElse(isKnown() ? Role.EXTERNAL : Role.UNKNOWN);
  }

  /**
   * What images were to the model. An image that is another's copy, re-encoded, resized, turned,
   * mirrored or shifted as well, was to it what that other was.
   *
   * @param images the images
   * @param contents what each holds; images without are left out
   * @param groups what is whose copy
   * @return each image's role, by its name; of copies, the first of {@link Role#TRAINING}, {@link
   *     Role#VALIDATION} and {@link Role#HOLD_OUT} that one of them has
   */
  public Map<String, Role> rolesOf(
      Collection<CellImage> images, Map<String, ImageContent> contents, SubjectGroups groups) {
    Map<String, Role> ofGroup = new HashMap<>();
    for (CellImage image : images) {
      ImageContent content = contents.get(image.name());
      if (content != null) {
        ofGroup.merge(groups.duplicateGroupOf(image), roleOf(content), SeenImages::first);
      }
    }
    Map<String, Role> roles = new HashMap<>();
    for (CellImage image : images) {
      Role role = ofGroup.get(groups.duplicateGroupOf(image));
      if (role != null && contents.containsKey(image.name())) {
        roles.put(image.name(), role);
      }
    }
    return roles;
  }

  private static Role first(Role one, Role other) {
    return ROLES.stream().filter(role -> role == one || role == other).findFirst().orElse(one);
  }

  /** {@return how many images there are of each role that has any, by the roles' words} */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Role role : ROLES) {
      int count = bytes(role).length / ROW_BYTES;
      if (count > 0) {
        counts.put(role.key(), count);
      }
    }
    return counts;
  }

  /** The rows of a role, sorted: {@link #ROW_BYTES} bytes an image. */
  byte[] bytes(Role role) {
    return rows.getOrDefault(role, new byte[0]);
  }
}
