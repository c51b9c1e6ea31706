import java.nio.file.Path;
import org.allnet.inference.Classifier;

public final class ClassifyOneCell {

  public static void main(String[] arguments) {
    try (Classifier classifier = Classifier.open(Path.of(arguments[0]))) {
      System.out.println(classifier.classify(Path.of(arguments[1])));
    }
  }
}
