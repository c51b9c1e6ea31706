package org.allnet.benchmark.foreign;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;

/**
 * A program that makes the foreign sets of {@code docs/results.md}: cells of PBC cut out on black,
 * crops of BCCD's boxes, blank images, and textures. Its arguments are the folders of C-NMC 2019,
 * PBC and BCCD, and the folder to write to.
 */
public final class ForeignImages {

  private static final int FRAME = 450;
  private static final int DRAWN = 60;

  private ForeignImages() {}

  /**
   * Makes the sets.
   *
   * @param arguments the folders of C-NMC 2019, PBC and BCCD, and a folder that is not there yet
   * @throws InputException if they are not four, or no cells are in them to cut out
   * @throws IOException if a file can't be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 4) {
      throw new InputException("give the folders of C-NMC 2019, PBC and BCCD, and a new folder");
    }
    make(
        Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
  }

  static void make(Path cnmc, Path pbc, Path bccd, Path out) throws IOException {
    Files.createDirectories(out.toAbsolutePath().getParent());
    Files.createDirectory(out);
    cut(cnmc, pbc, out.resolve("pbc-cut"));
    crops(bccd, out);
    Path blank = Files.createDirectory(out.resolve("blank"));
    Path textures = Files.createDirectory(out.resolve("textures"));
    Path onBlack = Files.createDirectory(out.resolve("textures-on-black"));
    for (int i = 0; i < DRAWN; i++) {
      write(blank, i, DrawnPattern.blank(FRAME, i));
      write(textures, i, DrawnPattern.texture(FRAME, i));
      write(onBlack, i, DrawnPattern.onBlack(DrawnPattern.texture(FRAME, i), FRAME / 4));
    }
  }

  /** White cells of PBC on black, enlarged so that its lymphocytes are as large as C-NMC's. */
  private static void cut(Path cnmc, Path pbc, Path folder) throws IOException {
    ImageDecoder decoder = new ImageDecoder(DecodeLimits.DEFAULTS);
    List<Double> diameters = new ArrayList<>();
    for (Path file : files(cnmc, "_hem.bmp")) {
      diameters.add(diameter(foreground(decoder.decode(file))));
    }
    List<Double> lymphocytes = new ArrayList<>();
    List<Path> files = files(pbc, ".jpg");
    for (Path file : files) {
      if (kind(file).equals("lymphocyte")) {
        CellCut.of(read(file)).ifPresent(cell -> lymphocytes.add(diameter(cell.area())));
      }
    }
    if (diameters.isEmpty() || lymphocytes.isEmpty()) {
      throw new InputException(
          "no healthy cell of C-NMC 2019 below %s, or no lymphocyte that can be cut out below %s"
              .formatted(cnmc, pbc));
    }
    double scale = median(diameters) / median(lymphocytes);
    Files.createDirectory(folder);
    Files.writeString(
        folder.resolve("scale.txt"),
        "healthy cells of C-NMC: %d, median diameter %.1f pixels%nlymphocytes of PBC: %d, %.1f pixels%nenlarged %.3f times%n"
            .formatted(
                diameters.size(),
                median(diameters),
                lymphocytes.size(),
                median(lymphocytes),
                scale));
    for (Path file : files) {
      String kind = kind(file);
      Optional<CellCut> cell = kind.equals("platelet") ? Optional.empty() : CellCut.of(read(file));
      if (cell.isPresent()) {
        String name = kind + "-" + file.getFileName().toString().replace(".jpg", ".png");
        write(folder.resolve(name), cell.get().onBlack(scale, FRAME));
      }
    }
  }

  /** The name of a file's folder. */
  private static String kind(Path file) {
    return file.getName(file.getNameCount() - 2).toString();
  }

  private static int foreground(CellPixels cell) {
    int count = 0;
    for (int i = 0; i < cell.rgb().length; i += 3) {
      count += cell.rgb()[i] != 0 || cell.rgb()[i + 1] != 0 || cell.rgb()[i + 2] != 0 ? 1 : 0;
    }
    return count;
  }

  /** Of the circle of an area. */
  private static double diameter(int area) {
    return 2 * Math.sqrt(area / Math.PI);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Every white cell that is whole, and of each field the first red cell that is. */
  private static void crops(Path bccd, Path out) throws IOException {
    Path white = Files.createDirectory(out.resolve("bccd-white"));
    Path red = Files.createDirectory(out.resolve("bccd-red"));
    for (Path file : files(bccd, ".xml")) {
      String name = file.getFileName().toString().replace(".xml", "");
      Path field = bccd.resolve("JPEGImages").resolve(name + ".jpg");
      if (Files.exists(field)) {
        BufferedImage image = read(field);
        List<CellBox> boxes = CellBox.whole(file, image.getWidth(), image.getHeight());
        int number = 0;
        for (CellBox box : boxes) {
          if (box.kind().equals("WBC")) {
            write(white.resolve("%s-%d.png".formatted(name, number++)), box.crop(image));
          }
        }
        Optional<CellBox> first = boxes.stream().filter(b -> b.kind().equals("RBC")).findFirst();
        if (first.isPresent()) {
          write(red.resolve(name + ".png"), first.get().crop(image));
        }
      }
    }
  }

  private static List<Path> files(Path below, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static BufferedImage read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw InputException.in(file, "is no image");
    }
    return image;
  }

  private static void write(Path folder, int number, BufferedImage image) throws IOException {
    write(folder.resolve("%02d.png".formatted(number)), image);
  }

  private static void write(Path file, BufferedImage image) throws IOException {
    ImageIO.write(image, "png", file.toFile());
  }
}
