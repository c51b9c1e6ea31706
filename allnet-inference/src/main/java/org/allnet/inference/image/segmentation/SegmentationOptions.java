package org.allnet.inference.image.segmentation;

import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.image.SegmentationMode;

/**
 * What a {@link SegmentationJob} does.
 *
 * @param mode how cells are cut out
 * @param format the format of the images written
 * @param contactSheetRows how many images the contact sheet shows, 0 for no sheet, at most {@link
 *     ContactSheet#MAX_ROWS}
 * @param batch images on the device at a time, 1 to 1024
 */
public record SegmentationOptions(
    SegmentationMode mode, LosslessFormat format, int contactSheetRows, int batch) {

  /** Stretched, PNG, a sheet of 12, batches of 8. */
  public static final SegmentationOptions DEFAULTS =
      new SegmentationOptions(SegmentationMode.STRETCHED, LosslessFormat.PNG, 12, 8);

  /**
   * Checks contact sheet and batch.
   *
   * @throws OptionException if {@code contactSheetRows} is not 0 to {@link ContactSheet#MAX_ROWS},
   *     or {@code batch} is not 1 to 1024
   */
  public SegmentationOptions {
    if (contactSheetRows < 0 || contactSheetRows > ContactSheet.MAX_ROWS) {
      throw OptionException.ofSetting(
          "contactSheetRows",
          contactSheetRows,
          "contact sheet: "
              + contactSheetRows
              + " images is out of range; use 0 to "
              + ContactSheet.MAX_ROWS);
    }
    if (batch < 1 || batch > 1024) {
      throw OptionException.outOfRange(OptionName.BATCH.with(batch), "1 to 1024");
    }
  }
}
