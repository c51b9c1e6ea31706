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
 * microscope has, such as those of printers and screens, say nothing. Nor do those of pixels that
 * are no squares.
 *
 * @param micrometres the side of a pixel
 * @param source what says so, in words
 */
public record PixelSize(double micrometres, String source) {

  /** From a lens of 100 with a fine camera to one of 4. */
  private static final double LEAST = 0.02;

  private static final double MOST = 2;

  /** Pixels are squares if one side is at most so many times the other. */
  private static final double SQUARE = 1.05;

  private static final Pattern OME = Pattern.compile("<Pixels\\b[^>]*>");
  private static final Pattern OME_SIZE =
      Pattern.compile("\\bPhysicalSizeX=\"([0-9.eE+-]{1,30})\"");
  private static final Pattern OME_HEIGHT =
      Pattern.compile("\\bPhysicalSizeY=\"([0-9.eE+-]{1,30})\"");
  private static final Pattern OME_UNIT = Pattern.compile("\\bPhysicalSizeXUnit=\"([^\"]{1,20})\"");
  private static final Pattern OME_HEIGHT_UNIT =
      Pattern.compile("\\bPhysicalSizeYUnit=\"([^\"]{1,20})\"");
  private static final Pattern OME_WIDTH = Pattern.compile("\\bSizeX=\"([0-9]{1,18})\"");
  private static final Pattern APERIO = Pattern.compile("\\bMPP ?= ?([0-9.]{1,20})");
  private static final Pattern IMAGEJ_UNIT = Pattern.compile("(?m)^unit=(\\S{1,20})");
  private static final Pattern IMAGEJ_HEIGHT_UNIT = Pattern.compile("(?m)^yunit=(\\S{1,20})");
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
        OptionalInt pixels = PngMetadata.perMetre(channel);
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
    if (OME_SIZE.matcher(ome).find()) {
      double across = ofOme(ome, OME_SIZE, OME_UNIT);
      boolean hasHeight = OME_HEIGHT.matcher(ome).find();
      double down = hasHeight ? ofOme(ome, OME_HEIGHT, OME_HEIGHT_UNIT) : across;
      return isSquare(across, down) ? checked(across, "OME metadata") : Optional.empty();
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
    TiffEntry other = picture.entries().get(TiffDirectory.Y_RESOLUTION);
    double down = other == null || other.count() < 1 ? pixels : other.number(0);
    if (description.startsWith("ImageJ=")) {
      Matcher unit = IMAGEJ_UNIT.matcher(description);
      if (!unit.find()) {
        return Optional.empty();
      }
      Matcher ofHeight = IMAGEJ_HEIGHT_UNIT.matcher(description);
      double across = unit(unit.group(1)) / pixels;
      return isSquare(across, unit(ofHeight.find() ? ofHeight.group(1) : unit.group(1)) / down)
          ? checked(across, "ImageJ metadata")
          : Optional.empty();
    }
    double unit =
        switch ((int) picture.number(TiffDirectory.RESOLUTION_UNIT, 2)) {
          case 2 -> INCH;
          case 3 -> CENTIMETRE;
          default -> Double.NaN;
        };
    return isSquare(pixels, down) ? checked(unit / pixels, "TIFF resolution") : Optional.empty();
  }

  private static double ofOme(String ome, Pattern size, Pattern unit) {
    Matcher number = size.matcher(ome);
    Matcher name = unit.matcher(ome);
    return number.find()
        ? number(number.group(1)) * (name.find() ? unit(name.group(1)) : 1)
        : Double.NaN;
  }

  /**
   * {@return whether two sides, or what they are divided by, make a square; false if not above 0}
   */
  static boolean isSquare(double across, double down) {
    return across > 0
        && down > 0
        && Math.max(across, down) <= SQUARE * Math.min(across, down)
        && across < Double.POSITIVE_INFINITY;
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
