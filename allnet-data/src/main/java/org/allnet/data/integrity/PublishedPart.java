package org.allnet.data.integrity;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.data.cnmc.CnmcLayout;
import org.allnet.data.cnmc.CnmcName;
import org.allnet.data.cnmc.CnmcPart;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;

/**
 * Whether images are a whole part of C-NMC 2019 as it was published: every image of the part once,
 * unaltered, and with the authors' label. Only metrics on a whole part may be beside published
 * ones.
 *
 * @param kind which part
 * @param whole whether it is all there
 * @param reason why it is not whole, or what else a reader must know; empty if there is nothing
 */
public record PublishedPart(Kind kind, boolean whole, String reason) {

  /** The parts that published metrics are of. */
  public enum Kind {
    /** The three folds of the training part. */
    TRAINING,
    /** The preliminary test set, labelled by a table of the authors. */
    PRELIMINARY,
    /** The final test set, whose labels are not published. */
    FINAL,
    /** Several parts together, or no part of C-NMC 2019. */
    NONE
  }

  /** Images of another data set. */
  public static final PublishedPart OTHER = new PublishedPart(Kind.NONE, false, "");

  private static final String BLAST = "all";
  private static final String HEALTHY = "hem";

  /** {@return whether these are a whole test set that others published metrics of} */
  public boolean isOfficialTest() {
    return whole && (kind == Kind.PRELIMINARY || kind == Kind.FINAL);
  }

  /**
   * Compares images with a manifest.
   *
   * @param dataset where they come from
   * @param images which
   * @param sha256 the hash of each, by name
   * @param manifest the data set as it was published
   * @return which part they are of, and whether they are the whole of it
   */
  public static PublishedPart of(
      Dataset dataset,
      Collection<CellImage> images,
      Map<String, String> sha256,
      Manifest manifest) {
    List<Kind> kinds =
        images.stream().map(image -> kind(CnmcPart.of(dataset, image))).distinct().toList();
    if (dataset.kind() != DatasetKind.CNMC_2019 || dataset.synthetic() || kinds.size() != 1) {
      return OTHER;
    }
    Kind kind = kinds.get(0);
    if (dataset.classes().size() != 2) {
      return new PublishedPart(kind, false, "its two classes were merged or more were made");
    }
    Map<String, String> labels = Map.of();
    if (kind == Kind.PRELIMINARY) {
      Optional<Path> table = CnmcLayout.preliminaryLabels(dataset.root());
      if (table.isEmpty() || !isOfManifest(table.get(), manifest)) {
        return new PublishedPart(
            kind, false, "its table of labels is not the one of " + manifest.name());
      }
      labels = CnmcLayout.labelsOf(table.get());
    }
    Map<String, Integer> expected = new HashMap<>();
    int published = 0;
    for (Manifest.Entry entry : manifest.files()) {
      if (!ManifestImages.isImage(entry.path()) || kind(CnmcPart.of(entry.path())) != kind) {
        continue;
      }
      published++;
      expected.merge(entry.sha256() + label(kind, entry.fileName(), labels), 1, Integer::sum);
    }
    int found = 0;
    int others = 0;
    for (CellImage image : images) {
      String key = sha256.get(image.name()) + label(kind, image, dataset);
      if (expected.merge(key, -1, Integer::sum) >= 0) {
        found++;
      } else {
        others++;
      }
    }
    if (found < published || others > 0) {
      return new PublishedPart(
          kind,
          false,
          "%s here, unaltered and with the label of %s%s"
              .formatted(
                  Counted.of(
                          found,
                          "of its " + Counted.of(published, "image"),
                          "of its " + Counted.of(published, "image"))
                      .are(),
                  manifest.name(),
                  others == 0 ? "" : ", and " + Counted.of(others, "other")));
    }
    return new PublishedPart(
        kind,
        true,
        kind == Kind.FINAL
            ? "The labels of the final test set were given by the user; the authors have not published theirs."
            : "");
  }

  private static boolean isOfManifest(Path table, Manifest manifest) {
    String hash = ImageHashes.sha256(table);
    return manifest.files().stream().anyMatch(entry -> entry.sha256().equals(hash));
  }

  private static Kind kind(Optional<CnmcPart> part) {
    if (part.filter(CnmcPart.PRELIMINARY::equals).isPresent()) {
      return Kind.PRELIMINARY;
    }
    return part.filter(CnmcPart.FINAL::equals).isPresent() ? Kind.FINAL : Kind.TRAINING;
  }

  /** The label as it was published, behind the hash; of the final test set none is. */
  private static String label(Kind kind, String fileName, Map<String, String> labels) {
    return switch (kind) {
      case TRAINING -> " " + CnmcName.of(fileName).map(CnmcName::label).orElse("");
      case PRELIMINARY -> " " + labels.getOrDefault(CnmcLayout.labelKey(fileName), "");
      case FINAL, NONE -> "";
    };
  }

  /** The same of an image here, whatever its classes were renamed to. */
  private static String label(Kind kind, CellImage image, Dataset dataset) {
    String label = image.label();
    if (kind == Kind.FINAL) {
      return "";
    }
    return label == null
        ? " "
        : " " + (label.equals(dataset.classes().positiveName()) ? BLAST : HEALTHY);
  }
}
