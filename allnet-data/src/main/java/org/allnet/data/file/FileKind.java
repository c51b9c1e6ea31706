package org.allnet.data.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a file plainly is, told by its first bytes, if it is neither a picture that ALLNet reads nor
 * a table.
 *
 * @param words what it is, such as {@code a Git LFS pointer}
 * @param advice what to do about it if a picture or a table is wanted, without a full stop
 * @param wrapping whether it stands for the wanted file or holds it, so that the advice is right
 *     whatever is wanted
 */
public record FileKind(String words, String advice, boolean wrapping) {

  private static final String PICTURE = "save it as PNG or TIFF";
  private static final String ARCHIVE = "unpack it and give what is inside";
  private static final String NETWORK = "give a picture or a table";

  private static final FileKind LFS =
      wrapping(
          "a Git LFS pointer, the text that stands for a large file",
          "fetch the file itself with 'git lfs pull'");
  private static final FileKind PAGE =
      wrapping("a web page", "download the file itself, not the page about it");
  private static final FileKind ZIP = wrapping("a zip archive", ARCHIVE);

  /** The weights of a network as PyTorch saves them. */
  public static final FileKind PYTORCH = new FileKind("a PyTorch archive", NETWORK);

  /** Objects of Python, among them weights as PyTorch saved them before its version 1.6. */
  public static final FileKind PICKLE = new FileKind("a Python pickle", NETWORK);

  private static final FileKind KERAS = new FileKind("a Keras model", NETWORK);

  private static final String KERAS_WEIGHTS = "model.weights.h5";

  /** The files in the archive of a Keras model. */
  private static final List<String> OF_KERAS =
      List.of("metadata.json", "config.json", KERAS_WEIGHTS);

  /** Where the name of the first file in a zip archive is. */
  private static final int FIRST_NAME = 30;

  /** Names the files that hold the parts of a network's weights. */
  public static final FileKind INDEX =
      new FileKind("the index (JSON) of weights in several files", NETWORK);

  /** A kind that is not a wrapping. */
  private FileKind(String words, String advice) {
    this(words, advice, false);
  }

  private static FileKind wrapping(String words, String advice) {
    return new FileKind(words, advice, true);
  }

  /** First bytes, as Latin-1 text, and what they tell. */
  private record Magic(int at, String bytes, FileKind kind) {}

  private static final List<Magic> MAGICS =
      List.of(
          new Magic(0, "version https://git-lfs", LFS),
          new Magic(0, "GIF8", new FileKind("a GIF picture", PICTURE)),
          new Magic(8, "WEBP", new FileKind("a WebP picture", PICTURE)),
          new Magic(4, "ftypavif", new FileKind("an AVIF picture", PICTURE)),
          new Magic(4, "ftyphei", new FileKind("a HEIC picture", PICTURE)),
          new Magic(4, "ftyphev", new FileKind("a HEIC picture", PICTURE)),
          new Magic(4, "ftypmif1", new FileKind("a HEIC picture", PICTURE)),
          new Magic(4, "ftypmsf1", new FileKind("a HEIC picture", PICTURE)),
          new Magic(4, "ftyp", new FileKind("a video", "save single pictures as PNG or TIFF")),
          new Magic(4, "jP  \r\n", new FileKind("a JPEG 2000 picture", PICTURE)),
          new Magic(0, "\u00FFO\u00FFQ", new FileKind("a JPEG 2000 picture", PICTURE)),
          new Magic(0, "\u00FF\n", new FileKind("a JPEG XL picture", PICTURE)),
          new Magic(4, "JXL \r\n", new FileKind("a JPEG XL picture", PICTURE)),
          new Magic(0, "8BPS", new FileKind("a Photoshop file", PICTURE)),
          new Magic(0, "gimp xcf", new FileKind("a GIMP file", PICTURE)),
          new Magic(128, "DICM", new FileKind("a DICOM file", "export its picture as PNG or TIFF")),
          new Magic(0, "%PDF", new FileKind("a PDF document", "save its pictures as PNG or TIFF")),
          new Magic(
              0,
              "\u0089HDF\r\n",
              new FileKind("an HDF5 file", "save its pictures as PNG or TIFF in class folders")),
          new Magic(
              0,
              "\u0093NUMPY",
              new FileKind("a NumPy array", "save its pictures as PNG or TIFF in class folders")),
          new Magic(
              0,
              "MATLAB 5.0",
              new FileKind("a MATLAB file", "save its pictures as PNG or TIFF in class folders")),
          new Magic(0, "SQLite format 3", new FileKind("a database", "export what is in it")),
          new Magic(0, "Rar!", wrapping("a RAR archive", ARCHIVE)),
          new Magic(0, "7z\u00BC\u00AF", wrapping("a 7z archive", ARCHIVE)),
          new Magic(0, "\u001F\u008B", wrapping("a gzip archive", ARCHIVE)),
          new Magic(0, "BZh", wrapping("a bzip2 archive", ARCHIVE)),
          new Magic(0, "\u00FD7zXZ", wrapping("an xz archive", ARCHIVE)),
          new Magic(0, "(\u00B5/\u00FD", wrapping("a zstd archive", ARCHIVE)),
          new Magic(257, "ustar", wrapping("a tar archive", ARCHIVE)),
          new Magic(
              0,
              "\u00D0\u00CF\u0011\u00E0",
              new FileKind("an old Office document", "save the table as CSV")),
          new Magic(0, "\u0080\u0002", PICKLE),
          new Magic(0, "\u0080\u0003", PICKLE),
          new Magic(0, "\u0080\u0004", PICKLE),
          new Magic(0, "\u0080\u0005", PICKLE),
          new Magic(0, "GGUF", new FileKind("a GGUF file", NETWORK)),
          new Magic(4, "TFL3", new FileKind("a TensorFlow Lite model", NETWORK)),
          new Magic(4, "\0\0\0\0{\"", new FileKind("a safetensors file", NETWORK)),
          new Magic(0, "PAR1", new FileKind("a Parquet file", "save the table as CSV")));

  /** Names inside a zip archive that tell what it is. */
  private static final List<Magic> ZIPS =
      List.of(
          new Magic(
              0,
              ".npy",
              new FileKind(
                  "an archive of NumPy arrays (npz)",
                  "save its pictures as PNG or TIFF in class folders")),
          new Magic(0, "data.pkl", PYTORCH),
          new Magic(0, "keras_version", KERAS),
          new Magic(
              0, "[Content_Types]", new FileKind("an Office document", "save the table as CSV")),
          new Magic(0, "xl/", new FileKind("an Excel workbook", "save the table as CSV")));

  /**
   * Tells what a file is.
   *
   * @param head its first bytes; 512 are enough
   * @return what it is; null if it may be a picture of the formats that are read, a table, or is
   *     unknown
   */
  public static @Nullable FileKind of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006")) {
      // Keras's version may be packed, and another program may have packed the files anew.
      if (OF_KERAS.stream().filter(text::contains).count() > 1
          || text.startsWith(KERAS_WEIGHTS, FIRST_NAME)) {
        return KERAS;
      }
      return ZIPS.stream()
          .filter(one -> text.contains(one.bytes()))
          .map(Magic::kind)
          .findFirst()
          .orElse(ZIP);
    }
    for (Magic magic : MAGICS) {
      if (text.startsWith(magic.bytes(), magic.at())) {
        return magic.kind();
      }
    }
    if (isOnnx(head)) {
      return new FileKind("an ONNX model", NETWORK);
    }
    String start = text.replaceFirst("^(\u00EF\u00BB\u00BF)?\\s*", "").toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return PAGE;
    }
    if (start.startsWith("<svg") || (start.startsWith("<?xml") && start.contains("<svg"))) {
      return new FileKind("an SVG drawing", PICTURE);
    }
    if (start.startsWith("<?xml")) {
      return start.contains("<html") ? PAGE : new FileKind("an XML file", "give the picture");
    }
    if (start.startsWith("{")
        && (start.contains("\"weight_map\"") || start.contains("\"total_size\""))) {
      return INDEX;
    }
    return null;
  }

  /**
   * Tells what a file is by its first bytes and its ending: an archive {@code .keras} is a model of
   * Keras, whatever comes first in it.
   *
   * @param file the file's path
   * @param head its first bytes; 512 are enough
   * @return what it is; null if {@link #of(byte[])} does not know
   */
  public static @Nullable FileKind of(Path file, byte[] head) {
    FileKind kind = of(head);
    boolean keras = file.toString().toLowerCase(Locale.ROOT).endsWith(".keras");
    return kind != null && kind.equals(ZIP) && keras ? KERAS : kind;
  }

  /** The protocol buffer of ONNX: the version, then the producer, the operators or the graph. */
  private static boolean isOnnx(byte[] head) {
    return head.length > 2
        && head[0] == 8
        && head[1] >= 3
        && head[1] < 32
        && (head[2] == 0x12 || head[2] == 0x3A || head[2] == 0x42);
  }

  /**
   * Tells whether a file is text.
   *
   * @param head its first bytes
   * @return whether they are printable text in UTF-8; false if there are none
   */
  public static boolean isText(byte[] head) {
    if (head.length == 0) {
      return false;
    }
    // The last character may be cut.
    byte[] whole = head.length < 8 ? head : Arrays.copyOf(head, head.length - 4);
    String text = new String(whole, StandardCharsets.UTF_8);
    return text.chars().noneMatch(c -> c == 0xFFFD || (c < ' ' && "\t\r\n\f".indexOf(c) < 0));
  }
}
