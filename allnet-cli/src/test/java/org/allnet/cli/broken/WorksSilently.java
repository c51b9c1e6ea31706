package org.allnet.cli.broken;

import java.util.List;
import java.util.Map;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.ImageHashes;

/** Breaks a wall: long work that nobody hears of, each of another kind. */
public final class WorksSilently {

  private WorksSilently() {}

  /** Hashes all images. */
  public static Map<String, String> hash(Dataset dataset) {
    return ImageHashes.sha256(dataset);
  }

  /** Decodes all images. */
  public static CellStore decode(Dataset dataset, List<CellImage> images, ImageDecoder decoder) {
    return CellStore.load(dataset, images, decoder, 1);
  }

  /** Looks for copies. */
  public static ImageCopies compare(
      List<CellImage> images, Map<String, String> sha256, CellStore store) {
    return ImageCopies.of(images, sha256, store);
  }

  /** Says that nothing is to be said. */
  public static WorkProgress none() {
    return WorkProgress.NONE;
  }
}
