package org.allnet.data.image;

import com.twelvemonkeys.imageio.color.ColorSpaces;
import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import org.jspecify.annotations.Nullable;

/**
 * Colour profiles that are embedded in PNG, BMP and TIFF files, if their readers don't apply them.
 */
final class ColourProfiles {

  private ColourProfiles() {}

  /**
   * Reads a profile.
   *
   * @param bytes its content, or null
   * @return the colours it is about; null if there is no profile, it is broken, or it is of other
   *     colours than RGB
   */
  static @Nullable ICC_ColorSpace of(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      ICC_Profile profile = ICC_Profile.getInstance(bytes);
      if (profile.getColorSpaceType() != ColorSpace.TYPE_RGB) {
        return null;
      }
      ICC_ColorSpace space = ColorSpaces.createColorSpace(profile);
      space.toRGB(new float[] {0.5f, 0.5f, 0.5f});
      return space.isCS_sRGB() ? null : space;
    } catch (IllegalArgumentException | CMMException | ArrayIndexOutOfBoundsException e) {
      return null; // a broken profile is none
    }
  }
}
