package org.allnet.service.work.intake;

import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Hash;

/**
 * The pictures of a request, whose bytes are stored.
 *
 * @param pictures in the order in which they came
 * @param refused the files that are none
 */
record TakenPictures(List<OnePicture> pictures, List<RefusedFile> refused) {

  /**
   * A picture.
   *
   * @param name what its sender calls it
   * @param content by which its bytes are stored
   * @param width in pixels
   * @param height in pixels
   * @param scale what its file says of its scale
   * @param notes what had to be chosen
   * @param synthetic whether a program made what it shows, as a mark beside it says
   */
  record OnePicture(
      String name,
      Hash content,
      int width,
      int height,
      Optional<FieldLook.Scale> scale,
      List<String> notes,
      boolean synthetic) {}
}
