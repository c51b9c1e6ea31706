package org.allnet.data.integrity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.cnmc.CnmcLayout;
import org.allnet.data.cnmc.CnmcName;
import org.allnet.data.cnmc.CnmcPart;
import org.allnet.data.cnmc.RepeatedCells;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.ImageEndings;
import org.allnet.data.dataset.Layout;
import org.allnet.data.file.ImageFormat;
import org.allnet.data.folder.ClassFolders;
import org.allnet.data.folder.PartFolders;
import org.allnet.data.folder.TestedPeople;

/** The images that a manifest names, read from their paths alone: no file is there. */
final class ManifestImages {

  private ManifestImages() {}

  static Layout read(Manifest manifest) {
    List<String> paths =
        manifest.files().stream()
            .map(Manifest.Entry::path)
            .filter(ManifestImages::isImage)
            .toList();
    if (paths.isEmpty()) {
      throw InputException.in(
          manifest.name(), "names no " + ImageFormat.names() + " image; give a manifest of images");
    }
    boolean cnmc = paths.stream().anyMatch(ManifestImages::isCnmc);
    return cnmc ? cnmc(manifest, paths) : ClassFolders.ofPaths(manifest.name(), paths);
  }

  static boolean isImage(String path) {
    return ImageEndings.isImage(path);
  }

  private static boolean isCnmc(String path) {
    return CnmcName.of(fileName(path)).isPresent()
        || CnmcPart.of(path).filter(CnmcPart::isTest).isPresent();
  }

  private static boolean isTest(String part) {
    return CnmcPart.ofKey(part).filter(CnmcPart::isTest).isPresent();
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Layout cnmc(Manifest manifest, List<String> paths) {
    List<CellImage> images = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    PartFolders folders = PartFolders.of(paths);
    for (String path : paths) {
      String part = CnmcLayout.part(CnmcPart.of(path), folders.part(path, CnmcLayout.OUTSIDE));
      Optional<CnmcName> name = CnmcName.of(fileName(path));
      if (isTest(part)) {
        images.add(new CellImage(path, Path.of(path), part, null, null));
      } else if (name.isPresent()) {
        CnmcName told = name.get();
        images.add(new CellImage(path, Path.of(path), part, told.label(), told.subject()));
      } else {
        problems.add(path + ": is not named as C-NMC 2019 names its images, and is left out");
      }
    }
    RepeatedCells.refuse(manifest.name(), images);
    TestedPeople.describe(images).ifPresent(problems::add);
    return new Layout(
        manifest.name(),
        DatasetKind.CNMC_2019,
        List.of("hem", "all"),
        images,
        DatasetProblem.others(problems));
  }
}
