package org.allnet.data.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that only says that it holds images, such as {@code train/images}, in the place of the
 * class folders. With {@code labels} beside it, it is a set for finding cells in fields, as YOLO
 * and Roboflow lay it out.
 */
final class ImagesFolder {

  private static final Set<String> NAMES =
      Set.of("images", "image", "imgs", "img", "im", "jpegimages", "pictures", "photos", "bilder");

  private static final Set<String> BOXES = Set.of("labels", "annotations", "data.yaml");

  private ImagesFolder() {}

  /**
   * Returns the folder that is in the place of class folders.
   *
   * @param names the images' paths below the root of the data set
   * @param reading how its folders are read
   * @return its name; null if there is a folder of another name
   */
  static @Nullable String of(Collection<String> names, FolderReading reading) {
    Set<String> folders = FolderReading.foldersAt(names, reading.label());
    return folders.size() == 1 && isOfImages(folders.iterator().next())
        ? folders.iterator().next()
        : null;
  }

  /** Whether a folder's name says only that it holds images. */
  static boolean isOfImages(String folder) {
    return NAMES.contains(folder.toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]+", ""));
  }

  /**
   * Returns a line on such a folder.
   *
   * @param folder its name
   * @param files the images by their paths below the root of the data set
   * @return what it is and what to do
   */
  static String describe(String folder, Map<String, Path> files) {
    return "folder %s is no class, so that its images are unlabelled; %smake a folder for each class, as in CLASS/image.png"
        .formatted(
            folder,
            boxes(files)
                .map(
                    beside ->
                        "with %s, it looks like a set for finding cells in fields (YOLO, Roboflow, VOC), whose labels are boxes: cut the cells out, and "
                            .formatted(beside))
                .orElse(""));
  }

  /** What lies in a folder above an image, up to the data set's, and holds boxes. */
  private static Optional<String> boxes(Map<String, Path> files) {
    Set<Path> folders = new TreeSet<>();
    files.forEach(
        (name, file) -> {
          Path folder = file.toAbsolutePath().getParent();
          for (int level = name.split("/", -1).length; level > 0 && folder != null; level--) {
            folders.add(folder);
            folder = folder.getParent();
          }
        });
    return folders.stream().flatMap(folder -> in(folder).stream()).sorted().findFirst();
  }

  private static List<String> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(
              name -> {
                String plain = name.toLowerCase(Locale.ROOT);
                return BOXES.contains(plain) || plain.endsWith(".coco.json");
              })
          .toList();
    } catch (IOException e) {
      // A folder that can't be listed says nothing; its images were found before.
      return List.of();
    }
  }
}
