package org.allnet.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitterTest {

  /** Images, and what their files hold. */
  private record Cells(List<CellImage> images, Map<String, String> hashes) {

    Dataset dataset() {
      return SplitCells.of(images);
    }

    SubjectGroups groups() {
      return SubjectGroups.ofFiles(images, hashes);
    }
  }

  private static Cells random(Random random, int subjectsPerClass, boolean named) {
    List<CellImage> images = new ArrayList<>();
    Map<String, String> hashes = new HashMap<>();
    for (String label : List.of("hem", "all")) {
      for (int subject = 0; subject < subjectsPerClass; subject++) {
        int cells = 1 + random.nextInt(30);
        for (int cell = 0; cell < cells; cell++) {
          String name = label + "/" + subject + "_" + cell + ".png";
          images.add(
              new CellImage(name, Path.of(name), "all", label, named ? label + subject : null));
          boolean copy = random.nextInt(60) == 0 && images.size() > 1;
          String other = images.get(random.nextInt(images.size())).name();
          boolean sameLabel = other.startsWith(label);
          hashes.put(
              name, copy && sameLabel && hashes.containsKey(other) ? hashes.get(other) : name);
        }
      }
    }
    return new Cells(images, hashes);
  }

  @Test
  void split_bySubject_keepsGroupsTogether() {
    requireGroupsTogether(40);
  }

  @Test
  @Tag("nightly")
  void split_manySeeds_keepGroupsTogether() {
    requireGroupsTogether(200);
  }

  private static void requireGroupsTogether(int seeds) {
    for (int seed = 0; seed < seeds; seed++) {
      Random random = new Random(seed);
      int folds = 2 + random.nextInt(4);
      Cells cells = random(random, folds + 6 + random.nextInt(10), true);
      SplitOptions options =
          new SplitOptions(Protocol.SUBJECT, folds, seed % 3 == 0 ? 0 : 0.2, seed);
      SubjectGroups groups = cells.groups();
      Split split = Splitter.split(cells.dataset(), groups, options);
      assertThat(split.places()).hasSameSizeAs(cells.images());
      assertThat(split.places().stream().map(Place::image).collect(Collectors.toSet()))
          .hasSameSizeAs(cells.images());
      Map<String, Set<Integer>> sides = new HashMap<>();
      for (Place place : split.places()) {
        sides.computeIfAbsent(place.group(), group -> new HashSet<>()).add(place.fold());
      }
      assertThat(sides.values()).allSatisfy(side -> assertThat(side).hasSize(1));
      SplitCheck.check(split, cells.images(), groups);
      for (int fold = 1; fold <= folds; fold++) {
        assertThat(split.validation(fold).stream().map(Place::label).distinct()).hasSize(2);
        assertThat(
                split.training(fold).size()
                    + split.validation(fold).size()
                    + split.holdOut().size())
            .isEqualTo(cells.images().size());
      }
    }
  }

  @Test
  void split_bySubject_balancesTheCells() {
    requireBalance(15);
  }

  @Test
  @Tag("nightly")
  void split_manySeeds_balanceTheCells() {
    requireBalance(50);
  }

  private static void requireBalance(int seeds) {
    for (int seed = 0; seed < seeds; seed++) {
      Cells drawn = random(new Random(seed), 40, true);
      Map<String, String> distinct = new HashMap<>();
      drawn.images().forEach(image -> distinct.put(image.name(), image.name()));
      Cells cells = new Cells(drawn.images(), distinct);
      Split split = Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS);
      for (String label : List.of("hem", "all")) {
        double held = part(split, label, 0);
        assertThat(held).as("seed %d", seed).isBetween(0.1, 0.3);
        for (int fold = 1; fold <= 5; fold++) {
          double fraction = (1 - held) / 5;
          assertThat(part(split, label, fold)).isBetween(fraction - 0.03, fraction + 0.03);
        }
      }
    }
  }

  private static double part(Split split, String label, int side) {
    List<Place> ofClass =
        split.places().stream().filter(place -> place.label().equals(label)).toList();
    return ofClass.stream().filter(place -> place.fold() == side).count() / (double) ofClass.size();
  }

  /** Several seeds say something of people only if they don't hold the same people out. */
  @Test
  void split_otherSeeds_holdOtherSubjectsOut() {
    int[] sizes = new int[30];
    Arrays.setAll(sizes, i -> 5 + 7 * i);
    Cells cells = plain(new int[][] {sizes, sizes});
    Map<String, Integer> heldOut = new HashMap<>();
    Map<Set<String>, Integer> partners = new HashMap<>();
    SubjectGroups groups = cells.groups();
    List<Split> splits =
        IntStream.range(0, 100)
            .parallel()
            .mapToObj(seed -> new SplitOptions(Protocol.SUBJECT, 5, 0.2, seed))
            .map(options -> Splitter.split(cells.dataset(), groups, options))
            .toList();
    for (Split split : splits) {
      split.holdOut().stream()
          .map(Place::subject)
          .distinct()
          .forEach(subject -> heldOut.merge(subject, 1, Integer::sum));
      for (int fold = 1; fold <= 5; fold++) {
        partners.merge(
            split.validation(fold).stream().map(Place::subject).collect(Collectors.toSet()),
            1,
            Integer::sum);
      }
    }
    assertThat(heldOut).hasSize(60);
    assertThat(heldOut.values()).allSatisfy(times -> assertThat(times).isBetween(8, 34));
    assertThat(partners.values()).allSatisfy(times -> assertThat(times).isLessThan(4));
  }

  /** However unequal people are, each is held out about as often as any other. */
  @Test
  void split_fewOrManyImages_areHeldOutAboutAsOften() {
    for (int shape = 0; shape < 3; shape++) {
      int[][] counts = shape == 0 ? logarithmic(60, 4) : shape == 1 ? logarithmic(24, 2) : mixed();
      int[] times = new int[counts.length];
      double images = 0;
      for (int seed = 0; seed < 600; seed++) {
        SplitOptions options = new SplitOptions(Protocol.SUBJECT, 5, 0.2, seed);
        boolean[] held = new HoldOutDraw(counts, options, new Random(seed)).draw(HoldOutDraw.DRAWS);
        for (int group = 0; group < counts.length; group++) {
          times[group] += held[group] ? 1 : 0;
          images += held[group] ? Arrays.stream(counts[group]).sum() : 0;
        }
      }
      int total = Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
      assertThat(images / 600 / total).isBetween(0.17, 0.23);
      for (int n : times) {
        assertThat(n / 600.0).as("shape %d", shape).isBetween(0.09, 0.3);
      }
    }
  }

  /** People of several classes: a division with every class on every side is found. */
  @Test
  void split_peopleOfManyClasses_fillEveryFold() {
    int[][] counts = {{0, 0, 5}, {6, 0, 0}, {0, 8, 3}, {0, 2, 0}, {7, 0, 5}, {6, 1, 0}};
    for (int seed = 0; seed < 40; seed++) {
      SplitOptions options = new SplitOptions(Protocol.SUBJECT, 2, 0.2, seed);
      int[] sides = new GroupStratifiedAssigner(counts, options).assign();
      int[][] onSide = new int[3][3];
      for (int group = 0; group < counts.length; group++) {
        for (int label = 0; label < 3; label++) {
          onSide[sides[group]][label] += counts[group][label];
        }
      }
      assertThat(onSide[1]).as("seed %d", seed).doesNotContain(0);
      assertThat(onSide[2]).as("seed %d", seed).doesNotContain(0);
    }
  }

  /** Two people with 300 images each beside 28 with 10: the two would be most of a hold-out. */
  @Test
  void split_twoPeopleWithMostImages_areLearntFrom() {
    int[] sizes = new int[15];
    Arrays.fill(sizes, 10);
    sizes[0] = 300;
    Cells cells = plain(new int[][] {sizes, sizes});
    SubjectGroups groups = cells.groups();
    Set<String> heldOut = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      SplitOptions options = new SplitOptions(Protocol.SUBJECT, 5, 0.2, seed);
      Split split = Splitter.split(cells.dataset(), groups, options);
      assertThat(split.holdOut().size() / 880.0).isBetween(0.1, 0.25);
      split.holdOut().forEach(place -> heldOut.add(place.subject()));
    }
    assertThat(heldOut).hasSize(28).doesNotContain("hem0", "all0");
  }

  /** People of one class each, with 2 to 100 images, as many of 2 to 4 as of 50 to 100. */
  private static int[][] logarithmic(int people, int classes) {
    int[][] counts = new int[people][classes];
    Random random = new Random(1);
    for (int i = 0; i < people; i++) {
      counts[i][i % classes] = (int) Math.round(2 * Math.pow(50, random.nextDouble()));
    }
    return counts;
  }

  /** People with images of both classes. */
  private static int[][] mixed() {
    int[][] counts = new int[40][];
    Random random = new Random(2);
    Arrays.setAll(counts, i -> new int[] {random.nextInt(31), 1 + random.nextInt(30)});
    return counts;
  }

  /** Copies are not held out more often than they have to be. */
  @Test
  void split_copies_areHeldOutAsOftenAsOthers() {
    List<CellImage> images = new ArrayList<>();
    Map<String, String> hashes = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      String name = (i % 2 == 0 ? "all/" : "hem/") + i;
      images.add(new CellImage(name, Path.of(name), "all", i % 2 == 0 ? "all" : "hem", null));
      hashes.put(name, i < 40 ? "copy" + i % 2 + "-" + i / 4 : name);
    }
    Cells cells = new Cells(images, hashes);
    SubjectGroups groups = cells.groups();
    int heldOut = 0;
    for (int seed = 0; seed < 100; seed++) {
      heldOut +=
          (int)
              Splitter.split(
                      cells.dataset(), groups, new SplitOptions(Protocol.IMAGE, 5, 0.2, seed))
                  .holdOut()
                  .stream()
                  .filter(place -> Integer.parseInt(place.image().substring(4)) < 40)
                  .count();
    }
    assertThat(heldOut / 4000.0).isBetween(0.15, 0.25);
  }

  private static Cells plain(int[][] cellsOfSubjects) {
    List<CellImage> images = new ArrayList<>();
    Map<String, String> hashes = new HashMap<>();
    for (int label = 0; label < 2; label++) {
      String name = label == 0 ? "hem" : "all";
      for (int subject = 0; subject < cellsOfSubjects[label].length; subject++) {
        for (int cell = 0; cell < cellsOfSubjects[label][subject]; cell++) {
          String image = name + "/" + subject + "_" + cell;
          images.add(new CellImage(image, Path.of(image), "all", name, name + subject));
          hashes.put(image, image);
        }
      }
    }
    return new Cells(images, hashes);
  }

  private static void assertEverySideHasBothClasses(Split split, boolean holdOut) {
    for (int fold = holdOut ? 0 : 1; fold <= split.folds(); fold++) {
      int side = fold;
      assertThat(
              split.places().stream()
                  .filter(place -> place.fold() == side)
                  .map(Place::label)
                  .distinct())
          .as("classes on side %d", side)
          .hasSize(2);
    }
  }

  @Test
  void split_unevenSubjects_fillsEverySide() {
    requireEverySide(40);
  }

  @Test
  @Tag("nightly")
  void split_manyUnevenSubjects_fillEverySide() {
    requireEverySide(200);
  }

  private static void requireEverySide(int seeds) {
    Cells small = plain(new int[][] {{22, 23, 22}, {11, 3, 23, 21, 12, 29}});
    SubjectGroups smallGroups = small.groups();
    for (int seed = 0; seed < seeds; seed++) {
      SplitOptions options = new SplitOptions(Protocol.SUBJECT, 2, 0.01, seed);
      assertEverySideHasBothClasses(Splitter.split(small.dataset(), smallGroups, options), true);
      Random random = new Random(seed);
      int folds = 2 + random.nextInt(5);
      double fraction = List.of(0.0, 0.01, 0.2, 0.9).get(seed % 4);
      int[][] subjects = new int[2][folds + 1 + random.nextInt(4)];
      for (int[] counts : subjects) {
        Arrays.setAll(
            counts, i -> 1 + (random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(30)));
      }
      Cells cells = plain(subjects);
      SplitOptions drawn = new SplitOptions(Protocol.SUBJECT, folds, fraction, seed);
      assertEverySideHasBothClasses(
          Splitter.split(cells.dataset(), cells.groups(), drawn), fraction > 0);
    }
  }

  @Test
  void split_byFewImages_fillsEverySide() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int folds = 2 + random.nextInt(5);
      double fraction = List.of(0.05, 0.2, 0.5, 0.9).get(seed % 4);
      Cells once =
          plain(new int[][] {{folds + 1 + random.nextInt(12)}, {folds + 1 + random.nextInt(12)}});
      List<CellImage> images = new ArrayList<>(once.images());
      Map<String, String> hashes = new HashMap<>(once.hashes());
      for (int copy = 0; copy < 8; copy++) {
        String name = "all/copy" + copy;
        images.add(new CellImage(name, Path.of(name), "all", "all", "all0"));
        hashes.put(name, "all/0_0");
      }
      Cells cells = new Cells(images, hashes);
      SplitOptions options = new SplitOptions(Protocol.IMAGE, folds, fraction, seed);
      SubjectGroups groups = cells.groups();
      Split split = Splitter.split(cells.dataset(), groups, options);
      assertEverySideHasBothClasses(split, true);
      SplitCheck.check(split, images, groups);
    }
  }

  @Test
  void check_missingImageOrImpossiblePlace_isRefused() {
    Cells cells = plain(new int[][] {{5, 5, 5, 5, 5, 5, 5}, {5, 5, 5, 5, 5, 5, 5}});
    Split split = Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS);
    List<Place> fewer = split.places().subList(1, split.places().size());
    assertRefused(cells, fewer, "is missing");
    String torn = split.places().get(0).group();
    for (int fold : new int[] {-1, 6}) {
      assertRefused(
          cells,
          split.places().stream()
              .map(p -> p.group().equals(torn) ? moved(p, p.subject(), fold) : p)
              .toList(),
          "fold " + fold);
    }
    assertRefused(
        cells, split.places().stream().map(p -> moved(p, "who", p.fold())).toList(), "subject who");
  }

  private static Place moved(Place place, String subject, int fold) {
    return new Place(place.image(), place.label(), subject, place.group(), fold);
  }

  private static void assertRefused(Cells cells, List<Place> places, String why) {
    Split split = new Split(Protocol.SUBJECT, 5, 1, places);
    assertThatThrownBy(() -> SplitCheck.check(split, cells.images(), cells.groups()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(why);
  }

  @Test
  void check_partLeftOutAsAWhole_isNoFault() {
    Cells cells = plain(new int[][] {{5, 5, 5, 5, 5, 5, 5}, {5, 5, 5, 5, 5, 5, 5}});
    Split split = Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS);
    List<CellImage> images = new ArrayList<>(cells.images());
    images.add(new CellImage("1.bmp", Path.of("1.bmp"), "preliminary", "all", "other"));
    Map<String, String> hashes = new HashMap<>(cells.hashes());
    hashes.put("1.bmp", "1.bmp");
    SplitCheck.check(split, images, SubjectGroups.ofFiles(images, hashes));
    assertThat(split.places()).hasSize(70);
  }

  @Test
  void split_otherOrderOfImages_givesTheSameSplit() {
    Cells cells = random(new Random(5), 12, true);
    List<CellImage> shuffled = new ArrayList<>(cells.images());
    Collections.shuffle(shuffled, new Random(1));
    Cells other = new Cells(shuffled, cells.hashes());
    assertThat(Splitter.split(other.dataset(), other.groups(), SplitOptions.DEFAULTS))
        .isEqualTo(Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS));
    assertThat(
            Splitter.split(
                cells.dataset(), cells.groups(), new SplitOptions(Protocol.SUBJECT, 5, 0.2, 99)))
        .isNotEqualTo(Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS));
  }

  @Test
  void split_byImage_holdsOutFractionPerClass() {
    List<CellImage> images = new ArrayList<>();
    Map<String, String> hashes = new HashMap<>();
    for (int i = 0; i < 7272 + 3389; i++) {
      String label = i < 7272 ? "all" : "hem";
      String name = label + "/" + i + ".bmp";
      images.add(new CellImage(name, Path.of(name), "all", label, null));
      hashes.put(name, i % 100 == 1 && i != 7273 ? label + (i - 1) : label + i);
    }
    Cells cells = new Cells(images, hashes);
    Split split =
        Splitter.split(
            cells.dataset(), cells.groups(), new SplitOptions(Protocol.IMAGE, 5, 0.2, 3));
    assertThat(split.holdOut().stream().filter(place -> place.label().equals("all"))).hasSize(1454);
    assertThat(split.holdOut().stream().filter(place -> place.label().equals("hem"))).hasSize(678);
    SplitCheck.check(split, images, cells.groups());
  }

  @Test
  void split_subjectsUnknown_saysWhatToDo() {
    Cells cells = random(new Random(1), 10, false);
    assertThatThrownBy(() -> Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("protocol image");
  }

  @Test
  void split_fewerSubjectsThanFolds_saysHowMany() {
    Cells cells = random(new Random(1), 4, true);
    assertThatThrownBy(() -> Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("folds 5")
        .hasMessageContaining("subject group");
  }

  /** What the refusal advises is not refused, and each class that lacks something is named. */
  @Test
  void split_fewerSubjectsThanFolds_advisesWhatGoes() {
    int followed = 0;
    for (int subjects = 2; subjects < 12; subjects++) {
      Cells cells = random(new Random(subjects), subjects, true);
      try {
        Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS);
      } catch (OptionException e) {
        Matcher advice = Pattern.compile("use folds (\\d+)( hold-out 0)?$").matcher(e.getMessage());
        if (!advice.find()) {
          assertThat(e)
              .hasMessageContaining("has 1 subject group")
              .hasMessageContaining("add images");
          continue;
        }
        SplitOptions advised =
            new SplitOptions(
                Protocol.SUBJECT,
                Integer.parseInt(advice.group(1)),
                advice.group(2) == null ? 0.2 : 0,
                7);
        assertThat(Splitter.split(cells.dataset(), cells.groups(), advised).places()).isNotEmpty();
        followed++;
      }
    }
    assertThat(followed).isPositive();
  }

  @Test
  void split_cnmc_leavesTheTestPartsOut() {
    List<CellImage> images = new ArrayList<>(random(new Random(3), 8, true).images());
    images.replaceAll(
        image ->
            new CellImage(image.name(), image.file(), "fold_0", image.label(), image.subject()));
    CellImage preliminary = new CellImage("1.bmp", Path.of("1.bmp"), "preliminary", "all", "7");
    images.add(preliminary);
    Dataset dataset =
        new Dataset(
            "C-NMC",
            Path.of("x"),
            DatasetKind.CNMC_2019,
            ClassSet.of(List.of("hem", "all")),
            images,
            false,
            List.of());
    assertThat(Splitter.candidates(dataset)).doesNotContain(preliminary);
    assertThat(Splitter.leftOut(dataset)).containsExactly(preliminary);
  }

  @Test
  void file_writtenAndRead_isTheSameSplit(@TempDir Path folder) {
    Cells cells = random(new Random(9), 9, true);
    Split split = Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS);
    Path file = folder.resolve("split.csv");
    SplitFile.write(file, split);
    assertThat(SplitFile.read(file)).isEqualTo(split);
  }

  @Test
  void check_groupOnTwoSides_isRefused() {
    Cells cells = random(new Random(9), 9, true);
    Split split = Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS);
    List<Place> places = new ArrayList<>(split.places());
    Place torn =
        places.stream()
            .filter(
                place -> places.stream().filter(o -> o.group().equals(place.group())).count() > 1)
            .findFirst()
            .orElseThrow();
    places.set(
        places.indexOf(torn),
        new Place(torn.image(), torn.label(), torn.subject(), torn.group(), (torn.fold() + 1) % 6));
    assertThatThrownBy(
            () ->
                SplitCheck.check(
                    new Split(Protocol.SUBJECT, 5, 1, places), cells.images(), cells.groups()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another side");
  }

  @Test
  void check_strangeTwiceOrMislabelled_isRefused() {
    Cells cells = random(new Random(9), 9, true);
    Split split = Splitter.split(cells.dataset(), cells.groups(), SplitOptions.DEFAULTS);
    Place first = split.places().get(0);
    for (Place bad :
        List.of(
            new Place("strange.png", "all", "x", "x", 1),
            first,
            new Place(split.places().get(1).image(), "wrong", "x", "x", 1))) {
      List<Place> places = new ArrayList<>(split.places());
      places.set(1, bad);
      assertThatThrownBy(
              () ->
                  SplitCheck.check(
                      new Split(Protocol.SUBJECT, 5, 1, places), cells.images(), cells.groups()))
          .isInstanceOf(InputException.class);
    }
  }

  @Test
  void read_hostileFiles_areRefusedInOneLine(@TempDir Path folder) throws Exception {
    String header = "image,label,subject,group,fold,protocol,folds,seed\n";
    for (String text :
        List.of(
            header,
            "image,label\n1,2\n",
            header + "a,all,s,g,1,magic,5,1\n",
            header + "a,all,s,g,9,subject,5,1\n",
            header + "a,all,s,g,1,subject,5000,1\n",
            header + "a,all,s,g,x,subject,5,1\n",
            header + "a,all,s,g,1,subject,5,1\nb,all,s,g,1,image,5,1\n")) {
      Path file = Files.writeString(folder.resolve("split.csv"), text);
      assertThatThrownBy(() -> SplitFile.read(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("split.csv")
          .hasMessageNotContaining("\n");
    }
  }
}
