package org.allnet.inference;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.DecodedCells;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageSource;
import org.allnet.data.image.NamedCell;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.explained.Explainable;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.inference.prediction.CellAnswer;
import org.allnet.inference.prediction.Predictor;
import org.jspecify.annotations.Nullable;

/**
 * A trained model that classifies images of cells.
 *
 * <pre>{@code
 * try (Classifier classifier = Classifier.open(Path.of("model.safetensors"))) {
 *   Classification cell = classifier.classify(Path.of("cell.bmp"));
 *   if (cell.decision() instanceof Decision.Referred referred) {
 *     worklist.add(cell.image() + ": " + referred.reason().key());
 *   } else {
 *     System.out.println(cell.predicted().orElseThrow() + " " + cell.probabilities());
 *   }
 * }
 * }</pre>
 *
 * <p>Images are BMP, PNG, JPEG or TIFF files, as a path, as bytes or from a stream, or pictures
 * that Java holds. The model does to them what was done in training: cut out, resize, scale.
 *
 * <p>What had to be chosen while an image was read, such as the first of several pages, is told to
 * a {@link BatchListener} alone; all other methods are silent about it.
 *
 * <p><b>Threads.</b> A classifier is thread-safe: several threads may ask at once, and each gets
 * the answers that one alone would get. {@link #queue} answers in the background.
 *
 * <p><b>Memory.</b> The weights are native memory outside of Java's heap, about the size of the
 * model file; so is what a computation needs, which is freed when its answers are there. A batch
 * holds a few decoded images at a time, and some that are decoded ahead, at most an eighth of
 * Java's memory.
 *
 * <p><b>Life cycle.</b> Close a classifier to free its weights. {@link #close} waits for the
 * answers that are under way; who asks later gets an {@link IllegalStateException}. A closed
 * classifier can't be opened again. Loading takes time: keep one for as long as images come.
 *
 * <p><b>One answer.</b> Probabilities depend in the eighth digit on the images that are computed
 * together, and so does a probability that a decision carries. Class, referral and prediction set
 * do not: an image so near to an edge of the decision rule that rounding could decide is computed
 * once more, alone, on its whole frame and term by term. So an image is given the same class,
 * referral and prediction set in every batch, order and {@link InferenceMode}, on one machine with
 * one number of threads.
 *
 * <p><b>Refusals.</b> An image that is unlike those of the model's training, or poor, is referred
 * with that reason, whatever its probabilities are, which are given all the same. Models that an
 * earlier version made {@linkplain ModelFacts#refusesImages can't tell}.
 *
 * <p><b>Transductive models.</b> Images that are classified together correct each other's labels if
 * the model is {@linkplain ModelFacts#isTransductive transductive}. Every method says what it takes
 * as the batch: an image alone keeps its first label, {@link #classifyAll} takes all its images,
 * and {@link #queue} refuses such models. Of a model that corrects the images of one subject by
 * each other, give the images of one subject.
 */
public final class Classifier implements AutoCloseable {

  private static final ImageDecoder DECODER = new ImageDecoder(DecodeLimits.DEFAULTS);

  private final Predictor predictor;
  private final ModelFacts model;
  private final boolean acceptAnything;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  Classifier(Predictor predictor, boolean acceptAnything) {
    this.predictor = predictor;
    this.model =
        new ModelFacts(
            predictor.description(),
            predictor.seen(),
            predictor.refusal().isPresent(),
            predictor.mapCheck());
    this.acceptAnything = acceptAnything;
  }

  /**
   * Opens a model on the GPU if one is usable, else on the processor, for many images.
   *
   * @param model a model file
   * @return the classifier; the caller closes it
   * @throws org.allnet.data.InputException if the file is missing, broken, altered or foreign
   * @throws org.allnet.data.RunException if the tensor engine can't be loaded
   */
  public static Classifier open(Path model) {
    return builder(model).open();
  }

  /**
   * Returns a builder for a classifier with other settings than {@link #open} has.
   *
   * @param model a model file
   * @throws NullPointerException if it is null
   */
  public static Builder builder(Path model) {
    return new Builder(model);
  }

  /** The settings of a classifier to be opened. Not thread-safe. */
  public static final class Builder {

    private final Path model;
    private Device device = Device.AUTO;
    private InferenceMode mode = InferenceMode.THROUGHPUT;
    private @Nullable Integer threads;
    private boolean acceptAnything;

    private Builder(Path model) {
      this.model = Objects.requireNonNull(model, "model");
    }

    /**
     * Sets where to compute; {@link Device#AUTO} if this is not called.
     *
     * @param choice the device
     * @return this builder
     * @throws NullPointerException if it is null
     */
    public Builder device(Device choice) {
      this.device = Objects.requireNonNull(choice, "device");
      return this;
    }

    /**
     * Sets how many threads an operation uses on the processor; one for each core if this is not
     * called. It holds for the whole process: for the thread that opens the classifier and for
     * threads whose first answer comes later.
     *
     * @param count 1 to 1024
     * @return this builder
     */
    public Builder threads(int count) {
      this.threads = count;
      return this;
    }

    /**
     * Sets what may be left out of the computation; {@link InferenceMode#THROUGHPUT} if this is not
     * called. {@link InferenceMode#FIRST_RESULT} is quicker for up to some ten images.
     *
     * @param choice the mode
     * @return this builder
     * @throws NullPointerException if it is null
     */
    public Builder mode(InferenceMode choice) {
      this.mode = Objects.requireNonNull(choice, "mode");
      return this;
    }

    /**
     * Lets the model answer about images that it would refuse: those unlike the images of its
     * training, and poor ones. Such answers mean nothing; they are for the record. Each says why it
     * would have been refused ({@link Classification#overruled}).
     *
     * @return this builder
     */
    public Builder acceptAnything() {
      this.acceptAnything = true;
      return this;
    }

    /**
     * Opens the model.
     *
     * @return the classifier; the caller closes it
     * @throws org.allnet.data.InputException if the file is missing, broken, altered or foreign
     * @throws org.allnet.data.OptionException if the device is not usable or the number of threads
     *     is not 1 to 1024
     * @throws org.allnet.data.RunException if the tensor engine can't be loaded
     */
    public Classifier open() {
      ComputeDevice where = ComputeDevice.of(device);
      if (threads != null) {
        where.setThreads(threads);
      }
      return new Classifier(Predictor.load(model, where, mode), acceptAnything);
    }
  }

  /** {@return what is known of the model} */
  public ModelFacts model() {
    return model;
  }

  /**
   * Classifies an image file.
   *
   * @param image a BMP, PNG, JPEG or TIFF file
   * @return what the model says of it; its name is the path
   * @throws org.allnet.data.InputException if the image can't be read or is broken, or if the
   *     model's answer is not finite
   * @throws org.allnet.data.RunException if Java has too little memory for the image, or the thread
   *     is interrupted
   * @throws IllegalStateException if the classifier is closed
   */
  public Classification classify(Path image) {
    return classify(ImageSource.of(image));
  }

  /**
   * Classifies the content of an image file.
   *
   * @param image the bytes of a BMP, PNG, JPEG or TIFF file
   * @param name the image's name
   * @return what the model says of it
   * @throws org.allnet.data.AllNetException as for {@link #classify(Path)}
   */
  public Classification classify(byte[] image, String name) {
    return classify(ImageSource.of(image, name));
  }

  /**
   * Classifies the content of an image file, which is read to its end, at most 64 MiB.
   *
   * @param image the content of a BMP, PNG, JPEG or TIFF file; not closed
   * @param name the image's name
   * @return what the model says of it
   * @throws org.allnet.data.AllNetException as for {@link #classify(Path)}, or if the stream fails
   */
  public Classification classify(InputStream image, String name) {
    return classify(new NamedCell(name, DECODER.decode(image, name)));
  }

  /**
   * Classifies a picture that Java holds.
   *
   * @param image of grey levels or RGB colours; transparency is laid on black
   * @param name the image's name
   * @return what the model says of it
   * @throws org.allnet.data.AllNetException as for {@link #classify(Path)}, or if the picture's
   *     brightness or colours can't be known
   */
  public Classification classify(BufferedImage image, String name) {
    return classify(ImageSource.of(image, name));
  }

  /**
   * Classifies an image.
   *
   * @param image the image
   * @return what the model says of it
   * @throws org.allnet.data.AllNetException as for {@link #classify(Path)}
   */
  public Classification classify(ImageSource image) {
    return classify(new NamedCell(image.name(), image.decode(DECODER, note -> {})));
  }

  private Classification classify(NamedCell cell) {
    return classify(List.of(cell)).get(0);
  }

  /**
   * Classifies a few decoded images, all at once. They correct each other if the model is
   * transductive; an image of which nothing is to be seen corrects none.
   *
   * @param cells the images
   * @return what the model says of each, in their order
   * @throws org.allnet.data.InputException if the model's answer is not finite
   * @throws org.allnet.data.OptionException if Java has too little memory for their correction
   * @throws org.allnet.data.RunException if the thread is interrupted
   * @throws IllegalStateException if the classifier is closed
   */
  public List<Classification> classify(List<NamedCell> cells) {
    return using(
        open -> {
          List<Optional<NothingToSee>> nothing =
              open.sight().look(cells.stream().map(NamedCell::pixels).toList());
          List<NamedCell> seen = new ArrayList<>();
          for (int i = 0; i < cells.size(); i++) {
            if (nothing.get(i).isEmpty()) {
              seen.add(cells.get(i));
            }
          }
          List<CellPixels> pixels = seen.stream().map(NamedCell::pixels).toList();
          List<CellAnswer> rows =
              open.answers(pixels, seen.stream().map(cell -> "").toList(), i -> seen.get(i).name());
          ClassSet classes = model.classes();
          List<Classification> classifications = new ArrayList<>();
          int next = 0;
          for (int i = 0; i < cells.size(); i++) {
            String name = cells.get(i).name();
            classifications.add(
                nothing.get(i).isPresent()
                    ? Classification.of(name, nothing.get(i).get(), classes)
                    : Classification.of(
                        name, rows.get(next++), model.rule(), classes, acceptAnything));
          }
          return classifications;
        });
  }

  /**
   * Classifies images. A bad image is left out and told of; the others are answered.
   *
   * @param images the images, which correct each other if the model is transductive
   * @return the classifications in the order of the images, and the images that failed
   * @throws org.allnet.data.AllNetException as for {@link #classifyAll(Iterable, BatchListener)}
   */
  public BatchResult classifyAll(List<? extends ImageSource> images) {
    List<Classification> classifications = new ArrayList<>();
    List<FailedImage> failures = new ArrayList<>();
    classifyAll(
        images,
        new BatchListener() {
          @Override
          public void classified(Classification classification) {
            classifications.add(classification);
          }

          @Override
          public void failed(FailedImage failure) {
            failures.add(failure);
          }
        });
    return new BatchResult(classifications, failures);
  }

  /**
   * Classifies any number of images, a few at a time, decoding some ahead. A bad image is told of
   * and left out; the others are answered. If the tensor engine fails at a few images, each is
   * asked about alone, and only those are left out that it fails at.
   *
   * @param images the images, which are gone through once; they correct each other, all at once, if
   *     the model is transductive
   * @param listener is told of each image, in their order for those that are classified, on the
   *     calling thread
   * @return how many were classified and how many failed
   * @throws org.allnet.data.InputException if an answer is not finite; names model and image
   * @throws org.allnet.data.OptionException if the images correct each other and they, or what
   *     their correction needs, do not fit into Java's memory together; before any is classified
   * @throws org.allnet.data.RunException if the thread is interrupted, within a few images
   * @throws IllegalStateException if the classifier is closed
   */
  public BatchCounts classifyAll(Iterable<? extends ImageSource> images, BatchListener listener) {
    return using(
        open -> {
          try (DecodedCells cells = new DecodedCells(images, DECODER)) {
            return new ClassificationJob(this, open, listener).run(cells);
          }
        });
  }

  /**
   * Looks at a sample of a set of images before it is classified, and refuses the set if the
   * model's segmentation would erase most of it: then the images are of another kind than the model
   * was trained on. A set of fewer than eight images, and any set of a model that does not segment,
   * pass. Images that can't be read are passed over.
   *
   * @param images the set
   * @param name what messages call the set
   * @param progress is told how many images of how many have been looked at
   * @throws org.allnet.data.InputException if more than half of the sample would be erased
   */
  public void requireVisible(
      List<? extends ImageSource> images, String name, SampleProgress progress) {
    using(
        open -> {
          if (open.sight().canErase() && images.size() >= SightSurvey.LEAST_SET) {
            int sampled = Math.min(SightSurvey.SAMPLE, images.size());
            IntConsumer told = done -> progress.looked(done, sampled);
            try (DecodedCells cells = new DecodedCells(SightSurvey.sample(images), DECODER)) {
              SightSurvey.of(open.sight(), cells, told).requireMostKept(name, true);
            }
          }
          return null;
        });
  }

  /** Is told how far a sample has been looked at. */
  @FunctionalInterface
  public interface SampleProgress {

    /**
     * Takes what has been done.
     *
     * @param done images looked at
     * @param sampled images of the sample
     */
    void looked(int done, int sampled);
  }

  /**
   * Starts a queue that classifies in the background, several images at a time if they are there.
   *
   * @param capacity how many images may be in the queue, waiting or under way, at least 1
   * @return the queue; the caller closes it before the classifier
   * @throws org.allnet.data.OptionException if the model is transductive, since images in a queue
   *     have no batch, or {@code capacity} is below 1
   */
  public ClassificationQueue queue(int capacity) {
    if (model.isTransductive()) {
      throw OptionException.ofSetting(
          "model",
          model.title(),
          "queue: the images of %s correct each other, and images in a queue have no batch; classify them together"
              .formatted(model.title()));
    }
    return new ClassificationQueue(this::classify, capacity);
  }

  /**
   * Returns the inside of the model that is asked for. It is for modules of ALLNet, as {@code
   * java.sql.Wrapper} is for drivers: the types that it knows are not exported to others.
   *
   * @param type the inside's type
   * @return the inside, for as long as this classifier is open
   * @throws IllegalArgumentException if a classifier has no such inside
   */
  public <T> T unwrap(Class<T> type) {
    if (type != Explainable.class) {
      throw new IllegalArgumentException("a classifier has no " + type.getName() + " inside");
    }
    return type.cast(new Explainable(this::using));
  }

  static ImageDecoder decoder() {
    return DECODER;
  }

  /** Keeps the weights for as long as something is computed. */
  <T> T using(Function<Predictor, T> work) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(model.title() + ": the classifier is closed");
      }
      return work.apply(predictor);
    } finally {
      use.readLock().unlock();
    }
  }

  /**
   * Frees the weights, after waiting for the answers that are under way. Closing twice does
   * nothing.
   *
   * @throws IllegalStateException if a listener closes the classifier that is telling it
   */
  @Override
  public void close() {
    if (use.getReadHoldCount() > 0) {
      throw new IllegalStateException(
          model.title() + ": a listener can't close the classifier that is telling it");
    }
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        predictor.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
