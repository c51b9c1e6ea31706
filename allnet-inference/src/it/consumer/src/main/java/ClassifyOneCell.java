import java.nio.file.Path;
import java.util.List;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.inference.Classifier;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.pixels.NamedCell;

public final class ClassifyOneCell {

  public static void main(String[] arguments) {
    Path image = Path.of(arguments[1]);
    NamedCell cell =
        new NamedCell(arguments[1], new ImageDecoder(DecodeLimits.DEFAULTS).decode(image));
    try (Classifier classifier =
        Classifier.load(Path.of(arguments[0]), ComputeDevice.of("cpu"))) {
      System.out.println(classifier.classify(List.of(cell)).get(0));
    }
  }
}
