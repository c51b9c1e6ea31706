package org.allnet.inference.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.FileFormat;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.PaddedMatrix;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.ForeignFile.Wanted;
import org.allnet.inference.model.SafetensorsHeader.Entry;
import org.allnet.inference.model.SafetensorsHeader.Type;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Tensors in one file, in the safetensors format: an 8-byte little-endian header length, a JSON
 * header, the tensors' bytes. A checksum (CRC-32C) of the bytes and one of all that the header says
 * are in the metadata, so that an altered file is told from a whole one.
 */
public final class Safetensors {

  /** What the names of such files end with. */
  public static final String ENDING = ".safetensors";

  /** The text with what a training needs to go on. */
  public static final String TRAINING = "training";

  /** The text with the description of a detector. */
  public static final String DETECTOR = "detector";

  /** The text with the description of a segmenter. */
  public static final String SEGMENTER = "segmenter";

  static final String CHECKSUM = "crc32c";
  private static final int CHUNK = 8 << 20;

  /** What one buffer shows of a tensor's memory. */
  private static final int WINDOW = 1 << 30;

  private Safetensors() {}

  /**
   * Tensors and texts.
   *
   * @param tensors float32 tensors by name; whoever has them frees them
   * @param metadata text by name
   * @param whole the names of tensors that the file has as whole numbers, which no weights are
   */
  public record Content(
      Map<String, Tensor> tensors, Map<String, String> metadata, Set<String> whole) {}

  /**
   * Writes a file atomically. The same content gives the same bytes.
   *
   * @param file where to
   * @param tensors tensors by name; stored as float32, or float16 if {@code half}; bytes as they
   *     are
   * @param metadata text by name
   * @param half whether to store half precision
   * @throws RunException if {@code half} and a weight is too large for it
   */
  public static void write(
      Path file, Map<String, Tensor> tensors, Map<String, String> metadata, boolean half) {
    try (PointerScope scope = new PointerScope()) {
      List<Entry> entries = new ArrayList<>();
      Map<String, Tensor> stored = new LinkedHashMap<>();
      long at = 0;
      CRC32C sum = new CRC32C();
      for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
        Type type = stored(named.getValue(), half);
        Tensor host =
            type == Type.F16
                ? HalfWeights.of(named.getKey(), named.getValue())
                : named.getValue().detach().to(Tensors.cpu(), engineType(type)).contiguous();
        stored.put(named.getKey(), host);
        long end = at + host.numel() * type.bytes;
        entries.add(new Entry(named.getKey(), type, Tensors.shape(host), at, end));
        for (ByteBuffer chunk : chunks(host, type.bytes)) {
          sum.update(chunk);
        }
        at = end;
      }
      Map<String, String> texts = new TreeMap<>(metadata);
      texts.put(CHECKSUM, checksum(sum, new SafetensorsHeader(entries, metadata)));
      byte[] header = new SafetensorsHeader(entries, texts).toBytes();
      AtomicFile.write(
          file,
          out -> {
            out.write(length(header.length).array());
            out.write(header);
            copy(stored, entries, out);
          });
    }
  }

  private static Type stored(Tensor tensor, boolean half) {
    if (tensor.scalar_type().intern() == ScalarType.Byte) {
      return Type.U8;
    }
    return half ? Type.F16 : Type.F32;
  }

  private static ScalarType engineType(Type type) {
    return switch (type) {
      case F64 -> ScalarType.Double;
      case F32 -> ScalarType.Float;
      case F16 -> ScalarType.Half;
      case BF16 -> ScalarType.BFloat16;
      case I64 -> ScalarType.Long;
      case U8 -> ScalarType.Byte;
    };
  }

  private static void copy(Map<String, Tensor> stored, List<Entry> entries, OutputStream out)
      throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    for (Entry entry : entries) {
      Tensor host = Objects.requireNonNull(stored.get(entry.name()));
      for (ByteBuffer chunk : chunks(host, entry.type().bytes)) {
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
      }
    }
  }

  private static ByteBuffer length(int bytes) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, bytes);
  }

  /** A tensor's memory in pieces; valid as long as the tensor, of which the last axis is dense. */
  private static List<ByteBuffer> chunks(Tensor host, int elementBytes) {
    boolean rows = host.dim() == 2 && !host.is_contiguous();
    long count = rows ? host.size(0) : 1;
    long bytes = host.numel() / Math.max(1, count) * elementBytes;
    long step = rows ? host.stride(0) * elementBytes : bytes;
    long end = (count - 1) * step + bytes;
    List<ByteBuffer> chunks = new ArrayList<>();
    Pointer memory = host.data_ptr();
    ByteBuffer window = ByteBuffer.allocate(0);
    long from = 0;
    for (long row = 0; row < count; row++) {
      for (long start = row * step; start < row * step + bytes; start += CHUNK) {
        int length = (int) Math.min(row * step + bytes - start, CHUNK);
        if (start + length > from + window.capacity()) {
          BytePointer piece = new BytePointer(memory);
          piece.position(start).limit(Math.min(end, start + WINDOW));
          window = piece.asByteBuffer();
          from = start;
        }
        chunks.add(window.slice((int) (start - from), length));
      }
    }
    return chunks;
  }

  /** {@return the checksum of tensors' bytes, already summed, and of all that the header says} */
  static String checksum(CRC32C data, SafetensorsHeader header) {
    return String.format(Locale.ROOT, "%08x", data.getValue()) + ofHeader(header);
  }

  /** The second half of the checksum: of texts but for itself, and of the tensors' places. */
  private static String ofHeader(SafetensorsHeader header) {
    StringBuilder said = new StringBuilder();
    header.metadata().entrySet().stream()
        .filter(text -> !text.getKey().equals(CHECKSUM))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            text -> said.append(text.getKey()).append('\0').append(text.getValue()).append('\0'));
    header.entries().stream()
        .sorted(Comparator.comparing(Entry::name))
        .forEach(entry -> said.append(entry).append('\0'));
    CRC32C sum = new CRC32C();
    sum.update(said.toString().getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  /**
   * Reads a file, and checks it against its checksum if it has one.
   *
   * @param file the file
   * @param device where the tensors go
   * @return float32 tensors, whatever the file's precision; the caller frees them
   * @throws InputException if the file is missing, cut short, altered or of another kind
   */
  public static Content read(Path file, ComputeDevice device) {
    return read(file, device, Wanted.MODEL, name -> true);
  }

  /**
   * Reads some of a file's tensors. The checksum is looked at if these are all of them.
   *
   * @param file the file
   * @param device where the tensors go
   * @param wanted what is looked for in it
   * @param names which tensors
   * @return float32 tensors, whatever the file's precision; the caller frees them
   * @throws InputException if the file is missing, cut short, altered or of another kind, or one of
   *     these tensors is of a type that is not read
   */
  static Content read(Path file, ComputeDevice device, Wanted wanted, Predicate<String> names) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try (FileChannel channel = open(file, wanted)) {
      SafetensorsHeader header = header(channel, file, wanted);
      List<Piece> pieces = new ArrayList<>();
      Set<String> whole = new HashSet<>();
      boolean all = true;
      for (Entry entry : header.entries()) {
        if (!names.test(entry.name())) {
          all = false;
          continue;
        }
        entry.requireRead(file.toString());
        if (!entry.type().isFloat()) {
          whole.add(entry.name());
        }
        Tensor host = room(entry, device);
        tensors.put(entry.name(), host);
        long position = channel.position() + entry.start();
        for (ByteBuffer chunk : chunks(host, entry.type().bytes)) {
          pieces.add(new Piece(chunk, position));
          position += chunk.remaining();
        }
      }
      fill(channel, pieces);
      CRC32C sum = new CRC32C();
      pieces.forEach(piece -> sum.update(piece.memory()));
      String stated = header.metadata().get(CHECKSUM);
      if (all && stated != null && !stated.equals(checksum(sum, header))) {
        throw altered(file);
      }
      tensors.replaceAll((name, host) -> placed(host, device));
      return new Content(tensors, header.metadata(), whole);
    } catch (IOException e) {
      tensors.values().forEach(Tensor::close);
      throw ForeignFile.unread(file, wanted, e);
    } catch (RuntimeException | Error e) {
      tensors.values().forEach(Tensor::close);
      throw e;
    }
  }

  private static InputException altered(Path file) {
    return InputException.in(
        file, "its content does not match its checksum; the file is altered, copy it again");
  }

  /**
   * Reads the texts of a file, without its tensors. What the header says is checked, they are not.
   *
   * @param file a safetensors file
   * @return text by name
   * @throws InputException if the file is missing, cut short or foreign
   */
  public static Map<String, String> metadata(Path file) {
    return header(file, Wanted.MODEL).metadata();
  }

  /**
   * Reads a description in JSON as that of a model is read: no key twice or unknown, no part
   * missing, each of its kind, nothing behind it.
   *
   * @param text the text with the description
   * @param format which kind of file it is in
   * @param type what it describes, a record of its parts
   * @param <T> what it describes
   * @param file where the text is from
   * @param upgrade makes of the content of a version, which it is told, one of the newest
   * @return the description
   * @throws InputException if the text is no such description; the message names the part
   */
  public static <T extends Record> T description(
      String text,
      FileFormat format,
      Class<T> type,
      Path file,
      ObjIntConsumer<ObjectNode> upgrade) {
    return SafetensorsHeader.read(text, format, type, file.toString(), upgrade);
  }

  /**
   * Reads the header of a file.
   *
   * @param file a safetensors file
   * @param wanted what is looked for in it
   * @throws InputException if the file is missing, cut short or foreign
   */
  static SafetensorsHeader header(Path file, Wanted wanted) {
    try (FileChannel channel = open(file, wanted)) {
      return header(channel, file, wanted);
    } catch (IOException e) {
      throw ForeignFile.unread(file, wanted, e);
    }
  }

  static FileChannel open(Path file, Wanted wanted) throws IOException {
    if (Files.isDirectory(file)) {
      throw ForeignFile.folder(file, wanted);
    }
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  static SafetensorsHeader header(FileChannel channel, Path file, Wanted wanted)
      throws IOException {
    long size = channel.size();
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(size, ForeignFile.HEAD));
    readFully(channel, head);
    long headerBytes = size < 8 ? -1 : head.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    if (headerBytes >= 2
        && headerBytes <= SafetensorsHeader.MAX_BYTES
        && size > 8
        && head.get(8) == '{') {
      if (headerBytes > size - 8) {
        throw InputException.in(
            file,
            "is a safetensors file of which %d bytes are there, less than its header takes; it is cut short, fetch or copy it again"
                .formatted(size));
      }
    } else {
      throw ForeignFile.foreign(file, head.array(), size, wanted);
    }
    ByteBuffer header = ByteBuffer.allocate((int) headerBytes);
    channel.position(8);
    readFully(channel, header);
    SafetensorsHeader read =
        SafetensorsHeader.parse(header.array(), size - 8 - headerBytes, file.toString());
    read.requireKnownFormat(file.toString()); // other formats have other checksums
    String stated = read.metadata().get(CHECKSUM);
    if (stated != null && !stated.endsWith(ofHeader(read))) {
      throw altered(file);
    }
    return read;
  }

  private static void readFully(FileChannel channel, ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new EOFException("it ends too early");
      }
    }
  }

  /**
   * A part of a tensor's memory.
   *
   * @param memory where it lies
   * @param position where it is in the file, in bytes
   */
  private record Piece(ByteBuffer memory, long position) {}

  /**
   * Reads pieces on all processors: what takes time is that the system makes fresh memory ready,
   * not the file.
   */
  private static void fill(FileChannel channel, List<Piece> pieces) throws IOException {
    List<List<Piece>> parts = new ArrayList<>();
    long bytes = CHUNK;
    for (Piece piece : pieces) {
      if (bytes >= CHUNK) {
        parts.add(new ArrayList<>());
        bytes = 0;
      }
      parts.get(parts.size() - 1).add(piece);
      bytes += piece.memory().remaining();
    }
    try {
      parts.parallelStream().forEach(part -> part.forEach(piece -> fill(channel, piece)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void fill(FileChannel channel, Piece piece) {
    ByteBuffer target = piece.memory().duplicate();
    try {
      while (target.hasRemaining()) {
        if (channel.read(target, piece.position() + target.position()) < 0) {
          throw new EOFException("it ends too early");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Memory of the host for a tensor; nobody's to free yet. */
  private static Tensor room(Entry entry, ComputeDevice device) {
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    boolean spread =
        shape.length == 2
            && engineType(entry.type()) == ScalarType.Float
            && !device.isCuda()
            && PaddedMatrix.pays(shape[0], shape[1]);
    try (PointerScope scope = new PointerScope()) {
      Tensor host =
          spread
              ? PaddedMatrix.make(shape[0], shape[1])
              : torch.empty(shape, Tensors.options(engineType(entry.type()), Tensors.cpu()), null);
      return Tensors.handOut(host, null);
    }
  }

  /** A tensor of the host on the device, as float32. */
  private static Tensor placed(Tensor host, ComputeDevice device) {
    try (PointerScope scope = new PointerScope()) {
      Tensor there = host.to(device.torch(), ScalarType.Float);
      Tensors.handOut(there, null);
      host.close();
      return there;
    }
  }
}
