package org.allnet.service.work.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Picture;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.allnet.service.work.TestPictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that somebody made to do harm, and what cameras write beside pixels. */
final class HostileFilesTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench(TestDatabase.SQLITE.fresh(folder), folder);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private IntakeAnswer take(IntakeLimits limits, String name, byte[] bytes) {
    return bench
        .intake(limits)
        .take(
            bench.person(),
            bench.request(Picture.Kind.CELL),
            List.of(TestPictures.file(name, bytes)));
  }

  /** Why a file was refused that came alone. */
  private String reason(IntakeLimits limits, byte[] bytes) {
    IntakeAnswer answer = take(limits, "file", bytes);
    assertThat(answer).isInstanceOf(IntakeAnswer.Unusable.class);
    return ((IntakeAnswer.Unusable) answer).refused().get(0).reason();
  }

  private static IntakeLimits zips(int entries, long bytes, int ratio) {
    IntakeLimits d = IntakeLimits.DEFAULTS;
    return new IntakeLimits(
        d.bytesPerFile(),
        d.bytesInAll(),
        d.files(),
        d.pixels(),
        new IntakeLimits.Zip(entries, bytes, ratio),
        d.openJobs(),
        d.bytesPerProject(),
        d.leastFreeBytes());
  }

  @Test
  void zip_isUnpackedWithoutWhatSystemsAdd() throws Exception {
    byte[] zip =
        TestPictures.zip(
            "slide/",
            new byte[0],
            "slide/a.png",
            TestPictures.png(1),
            "__MACOSX/slide/._a.png",
            new byte[9],
            "slide/.DS_Store",
            new byte[9],
            "slide/deep/b.png",
            TestPictures.png(2),
            "readme.txt",
            "hello".getBytes(StandardCharsets.UTF_8));
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted) take(IntakeLimits.DEFAULTS, "cells.zip", zip);
    assertThat(taken.cells()).isEqualTo(2);
    assertThat(taken.refused())
        .extracting(RefusedFile::name)
        .containsExactly("cells.zip/readme.txt");
  }

  @Test
  void zipInAZip_isNoPicture() throws Exception {
    byte[] inner = TestPictures.zip("a.png", TestPictures.png(1));
    assertThat(reason(IntakeLimits.DEFAULTS, TestPictures.zip("inner.zip", inner))).contains("zip");
  }

  @Test
  void manyEntries_areRefusedBeforeTheyAreUnpacked() throws Exception {
    byte[] zip = TestPictures.zip("a", new byte[1], "b", new byte[1], "c", new byte[1]);
    assertThat(reason(zips(2, 1000, 100), zip))
        .isEqualTo("is a zip with more than 2 entries; pack fewer pictures into it");
  }

  @Test
  void zeros_areRefusedByTheirRatio() throws Exception {
    byte[] zip = TestPictures.zip("a.png", new byte[1 << 20]);
    assertThat(zip.length).isLessThan(2000);
    assertThat(reason(zips(10, 1L << 30, 100), zip))
        .isEqualTo("is a zip that is too large unpacked; pack fewer pictures into it");
  }

  /** The list says 10 bytes, and a million are there. */
  @Test
  void liesAboutSizes_areFoundOutWhileUnpacking() throws Exception {
    byte[] zip = TestPictures.zip("a.png", new byte[1 << 20]);
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int list = bytes.getInt(zip.length - 22 + 16);
    assertThat(bytes.getInt(list)).isEqualTo(0x02014b50);
    bytes.putInt(list + 24, 10);
    assertThat(reason(zips(10, 1L << 30, 100), zip)).contains("zip");
  }

  /** Ten bytes of which the list says that they are two billion: nothing is unpacked. */
  @Test
  void announcedSizes_areEnoughToRefuse() throws Exception {
    byte[] zip = TestPictures.zip("a.png", new byte[10]);
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(bytes.getInt(zip.length - 22 + 16) + 24, Integer.MAX_VALUE);
    assertThat(reason(zips(10, 1L << 30, 100), zip))
        .isEqualTo("is a zip that is too large unpacked; pack fewer pictures into it");
  }

  @Test
  void placesOutsideOfAZip_areRefused() throws Exception {
    for (String name :
        List.of("../a.png", "/etc/a.png", "x/../../a.png", "C:\\a.png", "a\\b.png")) {
      byte[] zip = TestPictures.zip("ok.png", TestPictures.png(1), name, TestPictures.png(2));
      assertThat(reason(IntakeLimits.DEFAULTS, zip))
          .as(name)
          .isEqualTo("is a zip whose entry 2 names a place outside of it; pack it again");
    }
    assertThat(Files.exists(folder.resolve("a.png"))).isFalse();
  }

  @Test
  void linksAndPasswords_areRefused() throws Exception {
    byte[] plain = TestPictures.zip("a.png", "/etc/passwd".getBytes(StandardCharsets.UTF_8));
    int list = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).getInt(plain.length - 6);
    byte[] link = plain.clone();
    link[list + 5] = 3; // made on Unix
    ByteBuffer.wrap(link).order(ByteOrder.LITTLE_ENDIAN).putInt(list + 38, 0xa1ff << 16);
    byte[] secret = plain.clone();
    secret[list + 8] |= 1;

    assertThat(reason(IntakeLimits.DEFAULTS, link))
        .isEqualTo("is a zip whose entry 1 is a link and no file; pack the file itself");
    assertThat(reason(IntakeLimits.DEFAULTS, secret))
        .isEqualTo("is an encrypted zip; pack it without a password");
  }

  @Test
  void cutZip_isRefusedAndOthersAreTaken() throws Exception {
    byte[] zip = TestPictures.zip("a.png", TestPictures.png(1));
    byte[] cut = java.util.Arrays.copyOf(zip, zip.length - 30);
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted)
            bench
                .intake(IntakeLimits.DEFAULTS)
                .take(
                    bench.person(),
                    bench.request(Picture.Kind.CELL),
                    List.of(
                        TestPictures.file("cut.zip", cut),
                        TestPictures.file("cell.png", TestPictures.png(2))));
    assertThat(taken.cells()).isEqualTo(1);
    assertThat(taken.refused().get(0).reason()).isEqualTo("is a broken zip; pack it again");
  }

  /** Some 500 bytes that would need 30 GB. */
  @Test
  void hugePicture_isRefusedBeforeItIsDecoded() throws Exception {
    byte[] png = TestPictures.png(1);
    ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
    assertThat(reason(IntakeLimits.DEFAULTS, png)).startsWith("is 100000x100000 pixels, more than");
  }

  private static IntakeLimits limits(long perFile, long inAll) {
    IntakeLimits d = IntakeLimits.DEFAULTS;
    return new IntakeLimits(
        perFile,
        inAll,
        2,
        d.pixels(),
        d.zip(),
        d.openJobs(),
        d.bytesPerProject(),
        d.leastFreeBytes());
  }

  @Test
  void largeFile_isLeftOutAlone() throws Exception {
    byte[] cell = TestPictures.png(3);
    byte[] large = java.util.Arrays.copyOf(cell, 3 * cell.length);
    byte[] zip = java.util.Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 2 * cell.length);

    for (byte[] other : List.of(large, zip)) {
      IntakeAnswer.Accepted taken =
          (IntakeAnswer.Accepted) takeAll(limits(cell.length, 9 * cell.length), other, cell);
      assertThat(taken.cells()).isEqualTo(1);
      assertThat(taken.refused())
          .containsExactly(
              new RefusedFile(1, "x", "has more than %d bytes".formatted(cell.length)));
    }
  }

  @Test
  void muchTogether_endsTheRequest() {
    IntakeLimits small = limits(10, 15);
    assertThat(takeAll(small, new byte[8], new byte[8]))
        .isEqualTo(new IntakeAnswer.TooMuch("the files have more than 15 bytes together"));
    assertThat(takeAll(small, new byte[1], new byte[1], new byte[1]))
        .isEqualTo(new IntakeAnswer.TooMuch("there are more than 2 files"));
  }

  private IntakeAnswer takeAll(IntakeLimits limits, byte[]... all) {
    return bench
        .intake(limits)
        .take(
            bench.person(),
            bench.request(Picture.Kind.CELL),
            java.util.Arrays.stream(all).map(one -> TestPictures.file("x", one)).toList());
  }

  @Test
  void fullDisk_isSaidBeforeAnythingIsRead() {
    IntakeLimits d = IntakeLimits.DEFAULTS;
    IntakeLimits all =
        new IntakeLimits(
            d.bytesPerFile(),
            d.bytesInAll(),
            d.files(),
            d.pixels(),
            d.zip(),
            d.openJobs(),
            d.bytesPerProject(),
            Long.MAX_VALUE - 1);
    IncomingFile never =
        new IncomingFile(
            "x",
            () -> {
              throw new AssertionError("was read");
            });
    assertThat(
            bench
                .intake(all)
                .take(bench.person(), bench.request(Picture.Kind.CELL), List.of(never)))
        .isInstanceOf(IntakeAnswer.Busy.class);
  }

  @Test
  void leftOvers_areDeletedAfterADay() throws Exception {
    Path scratch = folder.resolve("scratch");
    Path old = Files.createDirectories(scratch.resolve("old"));
    Files.write(old.resolve("file"), new byte[3]);
    Path young = Files.createDirectories(scratch.resolve("young"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    bench.intake(IntakeLimits.DEFAULTS);
    assertThat(old).doesNotExist();
    assertThat(young).as("another process may be at it").exists();
  }

  /** A JPEG with Exif: a name, and that it lies on its side. */
  @Test
  void cameraPicture_isUprightAndNamesNobody() throws Exception {
    byte[] jpeg = TestPictures.bytes(TestPictures.field(60, 40), "jpg");
    byte[] exif = exif(6, "MILLER JOHN 1961");
    byte[] file =
        ByteBuffer.allocate(jpeg.length + exif.length)
            .put(jpeg, 0, 2)
            .put(exif)
            .put(jpeg, 2, jpeg.length - 2)
            .array();
    assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("MILLER");

    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted) take(IntakeLimits.DEFAULTS, "MILLER.jpg", file);
    assertThat(kept("MILLER")).as("until it is read").isTrue();
    assertThat(bench.cellsOf(taken.of())).as("to be shown").isEmpty();
    bench.read();
    assertThat(kept("MILLER")).as("anywhere").isFalse();
    Picture picture = bench.look(tx -> tx.pictures().of(taken.of())).get(0);
    byte[] stored = bench.store.blobs().read(picture.content().orElseThrow()).orElseThrow();

    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("MILLER");
    assertThat(picture.width()).isEqualTo(40);
    assertThat(picture.height()).isEqualTo(60);
    assertThat(ImageIO.read(new ByteArrayInputStream(stored)).getHeight()).isEqualTo(60);
    assertThat(chunks(stored)).containsExactly("IHDR", "IDAT", "IEND");
    Cell cell = bench.look(tx -> tx.cells().of(taken.of(), 0, 1)).get(0);
    byte[] small = bench.thumbnails.thumbnail(picture, cell, 96).orElseThrow();
    assertThat(chunks(small)).containsExactly("IHDR", "IDAT", "IEND");
  }

  /** 16 million pixels in a metre: a red cell of 7.5 micrometres is 120 pixels wide. */
  @Test
  void resolutionOfAPng_isItsScale() throws Exception {
    byte[] png = TestPictures.bytes(TestPictures.field(60, 40), "png");
    byte[] chunk =
        ByteBuffer.allocate(13)
            .put("pHYs".getBytes(StandardCharsets.US_ASCII))
            .putInt(16_000_000)
            .putInt(16_000_000)
            .put((byte) 1)
            .array();
    CRC32 crc = new CRC32();
    crc.update(chunk);
    byte[] file =
        ByteBuffer.allocate(png.length + 21)
            .put(png, 0, 33)
            .putInt(9)
            .put(chunk)
            .putInt((int) crc.getValue())
            .put(png, 33, png.length - 33)
            .array();
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted)
            bench
                .intake(IntakeLimits.DEFAULTS)
                .take(
                    bench.person(),
                    bench.request(Picture.Kind.FIELD),
                    List.of(TestPictures.file("field.png", file)));
    bench.read();
    Picture picture = bench.look(tx -> tx.pictures().of(taken.of())).get(0);

    assertThat(bench.look(tx -> tx.fields().get(picture.id())).flatMap(FieldLook::scale))
        .contains(new FieldLook.Scale(120, "PNG resolution"));
  }

  /** Whether some file of the service has a text, such as what a camera wrote. */
  private boolean kept(String text) throws Exception {
    try (java.util.stream.Stream<Path> all = Files.walk(folder.resolve("pictures"))) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> chunks(byte[] png) {
    List<String> names = new java.util.ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(png);
    for (int at = 8; at < png.length; at += 12 + bytes.getInt(at)) {
      names.add(new String(png, at + 4, 4, StandardCharsets.US_ASCII));
    }
    return names;
  }

  private static byte[] exif(int orientation, String artist) {
    byte[] text = (artist + "\0").getBytes(StandardCharsets.US_ASCII);
    int tiff = 8 + 2 + 2 * 12 + 4 + text.length;
    return ByteBuffer.allocate(4 + 6 + tiff)
        .putShort((short) 0xffe1)
        .putShort((short) (2 + 6 + tiff))
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
        .putInt(8)
        .putShort((short) 2)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putShort((short) 0x013b)
        .putShort((short) 2)
        .putInt(text.length)
        .putInt(8 + 2 + 2 * 12 + 4)
        .putInt(0)
        .put(text)
        .array();
  }
}
