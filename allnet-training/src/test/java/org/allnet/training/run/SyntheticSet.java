package org.allnet.training.run;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** A small data set in class folders: discs on black, larger and darker ones being blasts. */
public final class SyntheticSet {

  private SyntheticSet() {}

  /** Writes {@code subjects} subjects a class with {@code cells} cells each. */
  public static Path write(Path root, int subjects, int cells, int size) throws IOException {
    Random random = new Random(42);
    StringBuilder csv = new StringBuilder("image,subject\n");
    for (String label : new String[] {"blast", "healthy"}) {
      Path folder = Files.createDirectories(root.resolve(label));
      for (int subject = 0; subject < subjects; subject++) {
        for (int cell = 0; cell < cells; cell++) {
          String name = label.charAt(0) + "" + subject + "_" + cell + ".png";
          BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
          Graphics2D graphics = image.createGraphics();
          boolean blast = label.equals("blast");
          int diameter = size * (blast ? 6 : 4) / 10 + random.nextInt(4);
          graphics.setColor(blast ? new Color(110, 40, 140) : new Color(170, 120, 190));
          int left = (size - diameter) / 2 + random.nextInt(5) - 2;
          int top = (size - diameter) / 2;
          graphics.fillOval(left, top, diameter, diameter);
          graphics.setClip(new Ellipse2D.Double(left, top, diameter, diameter));
          mottle(graphics, size, name);
          graphics.setClip(null);
          graphics.setColor(new Color(60, 20, 110));
          graphics.fillOval(size / 2 - 3, size / 2 - 3, 6 + random.nextInt(3), 6);
          graphics.dispose();
          for (int grain = 0; grain < 20; grain++) {
            int x = size / 2 + random.nextInt(9) - 4;
            image.setRGB(x, size / 2 + random.nextInt(9) - 4, 0x402060 + random.nextInt(64));
          }
          ImageIO.write(image, "png", folder.resolve(name).toFile());
          csv.append(label).append('/').append(name).append(',');
          csv.append(label.charAt(0)).append(subject).append('\n');
        }
      }
    }
    Files.writeString(root.resolve("subjects.csv"), csv);
    return root;
  }

  /** Paler and darker spots, so that no cell is taken for a copy of another at first sight. */
  private static void mottle(Graphics2D graphics, int size, String name) {
    SplittableRandom random = new SplittableRandom((name + size).hashCode());
    for (int spot = 0; spot < 8; spot++) {
      int diameter = size / 8 + random.nextInt(size / 8);
      graphics.setColor(spot % 2 == 0 ? new Color(255, 255, 255, 40) : new Color(0, 0, 0, 40));
      graphics.fillOval(
          size / 4 + random.nextInt(size / 2) - diameter / 2,
          size / 4 + random.nextInt(size / 2) - diameter / 2,
          diameter,
          diameter);
    }
  }
}
