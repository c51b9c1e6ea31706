package org.allnet.data.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.duplicate.CopyKind;
import org.allnet.data.duplicate.CopyPair;
import org.allnet.data.image.CellPixels;
import org.junit.jupiter.api.Test;

class NearDuplicateJoinsTest {

  /** People with two images each, of which the second images of two are near-duplicates. */
  private static NearDuplicateJoins joins(int people, int[]... pairs) {
    List<CellImage> images = new ArrayList<>();
    Map<String, String> files = new HashMap<>();
    Map<String, ImageContent> contents = new HashMap<>();
    for (int i = 0; i < 2 * people; i++) {
      String name = "all/" + i + ".png";
      images.add(new CellImage(name, Path.of(name), "all", "all", "person " + i % people));
      files.put(name, "file " + i);
      CellPixels pixels =
          new CellPixels(9, 9, 0, 0, 1, 2, new byte[] {(byte) i, 2, 3, 4, 5, (byte) (i >> 8)});
      contents.put(name, ImageContent.of("file " + i, pixels));
    }
    List<CopyPair> near = new ArrayList<>();
    for (int[] pair : pairs) {
      near.add(
          new CopyPair(
              "all/" + (people + pair[0]) + ".png",
              "all/" + (people + pair[1]) + ".png",
              Set.of(CopyKind.SHIFTED),
              0.94));
    }
    return joins(images, files, new ImageCopies(contents, near, List.of(), Map.of(), Map.of()));
  }

  private static NearDuplicateJoins joins(
      List<CellImage> images, Map<String, String> files, ImageCopies copies) {
    return NearDuplicateJoins.of(
        dataset(images), files, copies, SubjectGroups.of(images, files, copies));
  }

  private static Dataset dataset(List<CellImage> images) {
    return new Dataset(
        "cells",
        Path.of("cells"),
        DatasetKind.CLASS_FOLDERS,
        ClassSet.of(List.of("all", "hem")),
        images,
        false,
        List.of());
  }

  @Test
  void of_noPairOrPairsOfOnePerson_isNothing() {
    assertThat(joins(5)).isEqualTo(new NearDuplicateJoins(5, 0, 0, 0, false));
    assertThat(joins(5).describe()).isEmpty();
    assertThat(joins(5, new int[] {3, 3}).joined()).isZero();
  }

  @Test
  void of_onePair_isSaidWithoutWarning() {
    NearDuplicateJoins one = joins(40, new int[] {1, 7});
    assertThat(one).isEqualTo(new NearDuplicateJoins(40, 2, 1, 2, false));
    assertThat(one.describe())
        .map(Sentence::toString)
        .contains("near-duplicates alone join 2 of 40 people into 1 group, at most 2 in one");
  }

  @Test
  void of_manyPairs_warns() {
    NearDuplicateJoins many = joins(40, new int[] {1, 7}, new int[] {2, 8}, new int[] {3, 9});
    assertThat(many.joined()).isEqualTo(6);
    assertThat(many.groups()).isEqualTo(3);
    assertThat(many.describe().orElseThrow().toString())
        .startsWith("near-duplicates alone join 6 of 40 people into 3 groups, at most 2 in one; ")
        .contains("warning: ");
    assertThat(joins(73, new int[] {1, 7}, new int[] {2, 8}, new int[] {3, 9}).isMuch()).isFalse();
  }

  @Test
  void of_aChain_warnsHoweverManyPeopleThereAre() {
    NearDuplicateJoins chain = joins(200, new int[] {1, 2}, new int[] {2, 3}, new int[] {3, 4});
    assertThat(chain.largest()).isEqualTo(4);
    assertThat(chain.isMuch()).isTrue();
  }

  /** What identical files, pixels or names join anyway is not the work of near-duplicates. */
  @Test
  void of_peopleThatAreJoinedAnyway_areNotCounted() {
    List<CellImage> images =
        List.of(
            new CellImage("a.png", Path.of("a.png"), "all", "all", "P 01"),
            new CellImage("b.png", Path.of("b.png"), "all", "all", "p1"),
            new CellImage("c.png", Path.of("c.png"), "all", "all", "C"));
    Map<String, String> files = Map.of("a.png", "1", "b.png", "2", "c.png", "1");
    CopyPair near = new CopyPair("a.png", "b.png", Set.of(CopyKind.SHIFTED), 0.94);
    CopyPair same = new CopyPair("b.png", "c.png", Set.of(CopyKind.SHIFTED), 0.94);
    Map<String, ImageContent> contents = new HashMap<>();
    for (CellImage image : images) {
      contents.put(
          image.name(),
          ImageContent.of(
              files.getOrDefault(image.name(), ""),
              new CellPixels(
                  9,
                  9,
                  0,
                  0,
                  1,
                  2,
                  new byte[] {1, 2, 3, 4, 5, (byte) (image.name().equals("b.png") ? 7 : 6)})));
    }
    NearDuplicateJoins joins =
        joins(
            images,
            files,
            new ImageCopies(contents, List.of(near, same), List.of(), Map.of(), Map.of()));
    assertThat(joins).isEqualTo(new NearDuplicateJoins(1, 0, 0, 0, false));
  }
}
