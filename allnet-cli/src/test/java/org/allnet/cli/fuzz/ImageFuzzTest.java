package org.allnet.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/** Images of any bytes. */
class ImageFuzzTest {

  private static final ImageDecoder DECODER = new ImageDecoder(new DecodeLimits(1 << 20, 1 << 18));

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "2m")
  void pixelsOrOneLine(byte[] bytes) {
    AnyBytes.check(bytes, content -> DECODER.decode(content, "image"));
  }

  /** A small picture in every format, with every compression that Java's writers know. */
  static Stream<byte[]> seeds() {
    return Stream.of(
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_USHORT_GRAY)
        .map(ImageFuzzTest::picture)
        .flatMap(
            picture ->
                Stream.of("bmp", "png", "jpeg", "tiff").flatMap(format -> all(picture, format)));
  }

  private static BufferedImage picture(int type) {
    BufferedImage picture = new BufferedImage(9, 7, type);
    Random random = new Random(7);
    for (int i = 0; i < 63; i++) {
      picture.setRGB(i % 9, i / 9, random.nextInt());
    }
    return picture;
  }

  private static Stream<byte[]> all(BufferedImage picture, String format) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    if (!writer.getOriginatingProvider().canEncodeImage(new ImageTypeSpecifier(picture))) {
      return Stream.of();
    }
    List<@Nullable String> compressions = new ArrayList<>();
    compressions.add(null);
    if (writer.getDefaultWriteParam().canWriteCompressed()) {
      compressions.addAll(Arrays.asList(writer.getDefaultWriteParam().getCompressionTypes()));
    }
    return compressions.stream()
        .map(compression -> written(picture, writer, compression))
        .filter(bytes -> bytes.length > 0);
  }

  /** The file, or nothing if the writer has no such compression for pictures of this kind. */
  private static byte[] written(
      BufferedImage picture, ImageWriter writer, @Nullable String compression) {
    ImageWriteParam how = writer.getDefaultWriteParam();
    if (compression != null) {
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionType(compression);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    } catch (IOException | RuntimeException e) {
      return new byte[0];
    }
    return bytes.toByteArray();
  }
}
