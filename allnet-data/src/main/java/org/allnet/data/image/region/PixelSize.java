package org.allnet.data.image.region;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a pixel is on the slide, as a TIFF file says: OME's metadata, Aperio's description,
 * ImageJ's unit, or the resolution. Resolutions that no microscope has, such as those of printers
 * and screens, say nothing.
 *
 * @param micrometres the side of a pixel
 * @param source what says so, in words
 */
public record PixelSize(double micrometres, String source) {

  /** From a lens of 100 with a fine camera to one of 4. */
  private static final double LEAST = 0.02;

  private static final double MOST = 2;

  private static final Pattern OME =
      Pattern.compile("<Pixels\\b[^>]*\\bPhysicalSizeX=\"([0-9.eE+-]{1,30})\"");
  private static final Pattern OME_UNIT =
      Pattern.compile("<Pixels\\b[^>]*\\bPhysicalSizeXUnit=\"([^\"]{1,20})\"");
  private static final Pattern APERIO = Pattern.compile("\\bMPP ?= ?([0-9.]{1,20})");
  private static final Pattern IMAGEJ_UNIT = Pattern.compile("(?m)^unit=(\\S{1,20})");
  private static final Map<String, Double> UNITS =
      Map.of(
          "nm",
          1e-3,
          "\u00b5m",
          1.0,
          "\u03bcm",
          1.0,
          "um",
          1.0,
          "micron",
          1.0,
          "microns",
          1.0,
          "\\u00b5m",
          1.0,
          "mm",
          1e3,
          "cm",
          1e4);
  private static final double CENTIMETRE = 1e4;
  private static final double INCH = 2.54e4;

  /**
   * Reads what a file says.
   *
   * @param file any file
   * @return the size; empty if the file is no TIFF, broken, or says nothing that can be true
   */
  public static Optional<PixelSize> of(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      Optional<List<TiffDirectory>> directories = TiffDirectories.read(channel);
      if (directories.isEmpty() || directories.get().isEmpty()) {
        return Optional.empty();
      }
      return of(directories.get().get(0));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // whoever decodes it says what is wrong
    }
  }

  private static Optional<PixelSize> of(TiffDirectory picture) {
    String description = picture.description();
    Matcher ome = OME.matcher(description);
    if (ome.find()) {
      Matcher unit = OME_UNIT.matcher(description);
      return checked(
          number(ome.group(1)) * (unit.find() ? unit(unit.group(1)) : 1), "OME metadata");
    }
    Matcher aperio = APERIO.matcher(description);
    if (aperio.find()) {
      return checked(number(aperio.group(1)), "Aperio metadata");
    }
    TiffEntry resolution = picture.entries().get(TiffDirectory.X_RESOLUTION);
    if (resolution == null || resolution.count() < 1) {
      return Optional.empty();
    }
    double pixels = resolution.number(0);
    if (description.startsWith("ImageJ=")) {
      Matcher unit = IMAGEJ_UNIT.matcher(description);
      return unit.find()
          ? checked(unit(unit.group(1)) / pixels, "ImageJ metadata")
          : Optional.empty();
    }
    long unit = picture.number(TiffDirectory.RESOLUTION_UNIT, 2);
    return unit == 1
        ? Optional.empty()
        : checked((unit == 3 ? CENTIMETRE : INCH) / pixels, "TIFF resolution");
  }

  private static double unit(String name) {
    return UNITS.getOrDefault(name.toLowerCase(Locale.ROOT), Double.NaN);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Optional<PixelSize> checked(double micrometres, String source) {
    return micrometres >= LEAST && micrometres <= MOST
        ? Optional.of(new PixelSize(micrometres, source))
        : Optional.empty();
  }
}
