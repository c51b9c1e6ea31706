package org.allnet.inference.evaluation;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.layout.AugmentedFolder;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOrigin;
import org.allnet.inference.engine.device.MachineMemory;
import org.jspecify.annotations.Nullable;

/**
 * The images of a data set that a model is to be evaluated on: all labelled ones, or those that a
 * split holds out.
 *
 * @param dataset the data set, whose images say whose they are
 * @param images those to evaluate on
 * @param hashes the hash of each image of the data set, by its name
 * @param store the pixels of those to evaluate on
 * @param copies the copies among them; among all labelled ones if there is a split
 * @param groups whose all images are
 */
record EvaluatedImages(
    Dataset dataset,
    List<CellImage> images,
    Map<String, String> hashes,
    CellStore store,
    ImageCopies copies,
    SubjectGroups groups) {

  /**
   * A data set before its images are read.
   *
   * @param dataset the data set
   * @param split which of its images are held out; absent if all labelled ones are evaluated
   * @param file the split's file; absent likewise
   */
  record Choice(Dataset dataset, @Nullable Split split, @Nullable Path file) {

    /**
     * Opens a data set.
     *
     * @param opened the data set
     * @param file a split's file, absent for all labelled images
     * @throws InputException if the images are augmented, or the split can't be read or is not of
     *     this data set
     */
    static Choice of(Dataset opened, @Nullable Path file) {
      AugmentedFolder.refuse(opened);
      if (file == null) {
        return new Choice(opened, null, null);
      }
      Split split = SplitFile.read(file).inNamesOf(opened);
      Dataset known = split.withPresumedSubjects(opened);
      SplitCheck.checkPlaces(split, known.labelled(), SplitOrigin.of(file));
      return new Choice(known, split, file);
    }

    /** {@return the images to evaluate on} */
    List<CellImage> images() {
      return images(dataset);
    }

    private List<CellImage> images(Dataset of) {
      if (split == null) {
        return of.labelled();
      }
      Set<String> heldOut =
          split.holdOut().stream().map(Split.Place::image).collect(Collectors.toSet());
      return of.labelled().stream().filter(image -> heldOut.contains(image.name())).toList();
    }
  }

  /**
   * Reads the images.
   *
   * @param choice which
   * @param preparing is told how far it has come
   * @throws InputException if there is none, or the split has one person on two sides
   */
  static EvaluatedImages read(Choice choice, WorkProgress preparing) {
    Dataset known = choice.dataset();
    Split split = choice.split();
    Map<String, String> hashes = ImageHashes.sha256(known, preparing);
    ImageCopies all = split == null ? ImageCopies.NONE : copies(known, hashes, preparing);
    if (split != null) {
      SplitCheck.check(
          split,
          withoutUnusable(known, split, all),
          SubjectGroups.of(known.images(), hashes, all),
          SplitOrigin.of(choice.file()));
    }
    List<CellImage> evaluated = choice.images();
    if (evaluated.isEmpty()) {
      throw InputException.in(
          known.root(),
          "no labelled image to evaluate on"
              + (choice.file() == null ? "" : " is held out by " + choice.file())
              + "; metrics need labels");
    }
    CellStore store =
        CellStore.load(
            known,
            evaluated,
            new ImageDecoder(DecodeLimits.DEFAULTS),
            MachineMemory.forData(),
            preparing);
    ImageCopies copies = split == null ? ImageCopies.of(evaluated, hashes, store, preparing) : all;
    SubjectGroups groups = SubjectGroups.of(known.images(), hashes, copies);
    Dataset dataset = known.withPeople(groups::personOf);
    return new EvaluatedImages(dataset, choice.images(dataset), hashes, store, copies, groups);
  }

  /** The copies among all labelled images, as those of a hold-out may be on another side. */
  private static ImageCopies copies(
      Dataset dataset, Map<String, String> hashes, WorkProgress preparing) {
    Map<String, String> labelled = new HashMap<>();
    dataset
        .labelled()
        .forEach(
            image -> labelled.put(image.name(), Objects.requireNonNull(hashes.get(image.name()))));
    return ImageCopies.decoded(dataset, labelled, problem -> {}, preparing);
  }

  /** The labelled images without those that a split lacks because no training can use them. */
  private static List<CellImage> withoutUnusable(Dataset dataset, Split split, ImageCopies copies) {
    Set<String> placed =
        split.places().stream().map(Split.Place::image).collect(Collectors.toSet());
    Set<String> parts =
        dataset.labelled().stream()
            .filter(image -> placed.contains(image.name()))
            .map(CellImage::part)
            .collect(Collectors.toSet());
    return dataset.labelled().stream()
        .filter(
            image ->
                placed.contains(image.name())
                    || !parts.contains(image.part())
                    || copies.usable(image.name()))
        .toList();
  }
}
