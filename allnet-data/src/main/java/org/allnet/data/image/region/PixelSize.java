package org.allnet.data.image.region;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a pixel is on the slide, as a TIFF file says: OME's metadata, Aperio's description,
 * ImageJ's unit, or the resolution; or as a PNG file says by its resolution. Resolutions that no
 * microscope has, such as those of printers and screens, say nothing.
 *
 * @param micrometres the side of a pixel
 * @param source what says so, in words
 */
public record PixelSize(double micrometres, String source) {

  /** From a lens of 100 with a fine camera to one of 4. */
  private static final double LEAST = 0.02;

  private static final double MOST = 2;

  private static final Pattern OME = Pattern.compile("<Pixels\\b[^>]*>");
  private static final Pattern OME_SIZE =
      Pattern.compile("\\bPhysicalSizeX=\"([0-9.eE+-]{1,30})\"");
  private static final Pattern OME_UNIT = Pattern.compile("\\bPhysicalSizeXUnit=\"([^\"]{1,20})\"");
  private static final Pattern OME_WIDTH = Pattern.compile("\\bSizeX=\"([0-9]{1,18})\"");
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
  private static final double METRE = 1e6;
  private static final double CENTIMETRE = 1e4;
  private static final double INCH = 2.54e4;

  /**
   * Reads what a file says.
   *
   * @param file any file
   * @return the size; empty if the file is neither TIFF nor PNG, broken, or says nothing that can
   *     be true
   */
  public static Optional<PixelSize> of(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      Optional<List<TiffDirectory>> directories = TiffDirectories.read(channel);
      if (directories.isEmpty()) {
        OptionalInt pixels = PngResolution.perMetre(channel);
        return pixels.isPresent()
            ? checked(METRE / pixels.getAsInt(), "PNG resolution")
            : Optional.empty();
      }
      return directories.flatMap(
          all -> TiffDirectory.picture(all).flatMap(picture -> of(picture, all.get(0))));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // whoever decodes it says what is wrong
    }
  }

  /** OME says in the first directory what all of the file's pictures are. */
  private static Optional<PixelSize> of(TiffDirectory picture, TiffDirectory first) {
    String ome = ome(first.description(), picture, picture == first);
    Matcher size = OME_SIZE.matcher(ome);
    if (size.find()) {
      Matcher unit = OME_UNIT.matcher(ome);
      return checked(
          number(size.group(1)) * (unit.find() ? unit(unit.group(1)) : 1), "OME metadata");
    }
    String description = picture.description();
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

  /** What OME says of a picture, told from others by its width; empty if it says nothing. */
  private static String ome(String description, TiffDirectory picture, boolean isFirst) {
    String found = "";
    Matcher one = OME.matcher(description);
    while (one.find()) {
      Matcher width = OME_WIDTH.matcher(one.group());
      if (width.find() && Long.parseLong(width.group(1)) == picture.width()) {
        return one.group();
      }
      if (isFirst && found.isEmpty()) {
        found = one.group();
      }
    }
    return found;
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
