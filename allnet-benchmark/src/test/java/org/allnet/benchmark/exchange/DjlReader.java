package org.allnet.benchmark.exchange;

import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A program that knows DJL and nothing of ALLNet: it loads an archive and a TorchScript file, asks
 * both about pictures and prints the answers.
 */
final class DjlReader {

  private DjlReader() {}

  public static void main(String[] words) throws Exception {
    Criteria<Image, Classifications> archive =
        Criteria.builder()
            .setTypes(Image.class, Classifications.class)
            .optModelPath(Path.of(words[0]))
            .build();
    Criteria<NDList, NDList> script =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optModelPath(Path.of(words[1]))
            .optEngine("PyTorch")
            .optTranslator(new NoopTranslator())
            .build();
    try (ZooModel<Image, Classifications> classifier = archive.loadModel();
        Predictor<Image, Classifications> asked = classifier.newPredictor();
        ZooModel<NDList, NDList> module = script.loadModel();
        Predictor<NDList, NDList> raw = module.newPredictor();
        NDManager manager = NDManager.newBaseManager()) {
      for (int i = 2; i < words.length; i++) {
        Image picture = ImageFactory.getInstance().fromFile(Path.of(words[i]));
        Classifications answer = asked.predict(picture);
        NDArray pixels =
            picture
                .toNDArray(manager)
                .transpose(2, 0, 1)
                .toType(ai.djl.ndarray.types.DataType.FLOAT32, false)
                .div(255)
                .expandDims(0);
        float[] logits = raw.predict(new NDList(pixels)).singletonOrThrow().toFloatArray();
        System.out.printf(
            Locale.ROOT,
            "%s %.9f %.9f %.9f%n",
            answer.best().getClassName(),
            answer.get("blast").getProbability(),
            logits[0],
            logits[1]);
      }
    }
  }
}
