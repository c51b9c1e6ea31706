package org.allnet.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.NamedCell;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.explain.MethodCheck.CheckProgress;
import org.jspecify.annotations.Nullable;

/**
 * Images of a data set whose classes and people are known, some of which are explained.
 *
 * @param images the images
 * @param cells gives the pixels of an image by its name
 */
public record ImageSet(List<SetImage> images, Function<String, CellPixels> cells) {

  /** Images that are explained together. */
  private static final int TOGETHER = 8;

  /** Copies {@code images}, so that nothing changes it from outside. */
  public ImageSet {
    images = List.copyOf(images);
  }

  /**
   * Chooses some images: the classes take turns, and of each class people do, so that as many
   * people as possible are among them.
   *
   * @param most how many at most
   * @return those images in their order
   */
  public ImageSet spread(int most) {
    Map<String, Integer> ofPerson = new HashMap<>();
    Map<String, List<Turn>> byClass = new HashMap<>();
    for (int i = 0; i < images.size(); i++) {
      SetImage image = images.get(i);
      int turn =
          image.person() == null
              ? 0
              : ofPerson.merge(image.label() + "/" + image.person(), 1, Integer::sum) - 1;
      byClass.computeIfAbsent(image.label(), label -> new ArrayList<>()).add(new Turn(turn, i));
    }
    List<Turn> ranked = new ArrayList<>();
    for (List<Turn> own : byClass.values()) {
      own.sort(Turn.ORDER);
      for (int rank = 0; rank < own.size(); rank++) {
        ranked.add(new Turn(rank, own.get(rank).image()));
      }
    }
    return new ImageSet(
        ranked.stream()
            .sorted(Turn.ORDER)
            .limit(most)
            .map(Turn::image)
            .sorted()
            .map(images::get)
            .toList(),
        cells);
  }

  /** Whose turn it is; of equals the first image. */
  private record Turn(int turn, int image) {
    private static final Comparator<Turn> ORDER =
        Comparator.comparingInt(Turn::turn).thenComparingInt(Turn::image);
  }

  /**
   * Returns the images of a class.
   *
   * @param label the class
   */
  public ImageSet of(String label) {
    return new ImageSet(
        images.stream().filter(image -> image.label().equals(label)).toList(), cells);
  }

  /**
   * Explains the images.
   *
   * @param explainer how
   * @return what was found of each, in their order
   * @throws org.allnet.data.AllNetException as for {@link Explainer#explain}
   */
  public List<ExplainedImage> explain(Explainer explainer) {
    List<ExplainedImage> explained = new ArrayList<>();
    for (int start = 0; start < images.size(); start += TOGETHER) {
      explained.addAll(
          explainer.explain(
              images.subList(start, Math.min(images.size(), start + TOGETHER)).stream()
                  .map(image -> new NamedCell(image.name(), cells.apply(image.name())))
                  .toList()));
    }
    return explained;
  }

  /**
   * Checks a method on the images.
   *
   * @param explainer the method
   * @param progress is told how far it has come
   * @return what was found; empty if none of the images has a map
   * @throws org.allnet.data.AllNetException as for {@link Explainer#explain}
   */
  public Optional<MapCheck> check(Explainer explainer, CheckProgress progress) {
    List<ExplainedImage> explained = new ArrayList<>();
    List<@Nullable String> persons = new ArrayList<>();
    List<ExplainedImage> all = explain(explainer);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).explanation() != null) {
        explained.add(all.get(i));
        persons.add(images.get(i).person());
      }
    }
    return explained.isEmpty()
        ? Optional.empty()
        : Optional.of(MethodCheck.of(explainer, explained, persons, progress).summary());
  }
}
