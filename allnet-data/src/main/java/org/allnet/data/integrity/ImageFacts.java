package org.allnet.data.integrity;

import java.io.IOException;
import java.nio.file.Files;
import org.allnet.data.InputException;
import org.allnet.data.cnmc.CnmcPart;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.image.ImageHeader;
import org.jspecify.annotations.Nullable;

/**
 * What an image's file is.
 *
 * @param sha256 the hash of its content, absent if it is empty or can't be read
 * @param frame its width and height, absent if the header does not tell
 * @param problem what is wrong with it, absent if nothing is
 */
record ImageFacts(@Nullable String sha256, @Nullable String frame, @Nullable String problem) {

  private static final String CNMC_FRAME = "450x450";
  private static final String CNMC_FINAL_FRAME = "600x600";

  /** Reads the whole file for its hash, and its header. */
  static ImageFacts of(Dataset dataset, CellImage image) {
    String hash;
    try {
      if (Files.size(image.file()) == 0) {
        return new ImageFacts(null, null, image.name() + ": is empty; copy the image again");
      }
      hash = ImageHashes.sha256(image.file());
    } catch (IOException | InputException e) {
      return new ImageFacts(null, null, image.name() + ": can't be read; check its permissions");
    }
    try {
      String frame = ImageHeader.read(image.file()).frame();
      String usual =
          CnmcPart.of(dataset, image).filter(CnmcPart.FINAL::equals).isPresent()
              ? CNMC_FINAL_FRAME
              : CNMC_FRAME;
      return new ImageFacts(
          hash,
          frame,
          dataset.kind() == DatasetKind.CNMC_2019 && !frame.equals(usual)
              ? image.name() + ": is " + frame + ", not " + usual + " as C-NMC 2019 has it"
              : null);
    } catch (InputException e) {
      String message = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
      return new ImageFacts(
          hash, null, message.replace(image.file().toString() + ":", image.name() + ":"));
    }
  }
}
