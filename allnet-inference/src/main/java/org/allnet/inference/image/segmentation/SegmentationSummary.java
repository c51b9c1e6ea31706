package org.allnet.inference.image.segmentation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SegmentationJob} did.
 *
 * @param images how many images were written
 * @param meanKeptFraction the mean fraction of an image's non-black pixels that was kept, in [0,1];
 *     0 if there was no image
 * @param contactSheet the contact sheet, absent if none was asked for or there was no image
 * @param written the file of each image, relative to the output folder with {@code /} between the
 *     parts, by the image's name
 * @param warnings what the user should know, a line each
 */
public record SegmentationSummary(
    int images,
    double meanKeptFraction,
    @Nullable Path contactSheet,
    Map<String, String> written,
    List<String> warnings) {

  /** Copies {@code written} and {@code warnings}, so that nothing changes them from outside. */
  public SegmentationSummary {
    written = Map.copyOf(written);
    warnings = List.copyOf(warnings);
  }
}
