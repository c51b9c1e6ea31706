package org.allnet.explain.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;

class KernelShapTest {

  private static final KernelShapOptions OPTIONS = KernelShapOptions.DEFAULTS;

  /** A game with a value drawn for each coalition. */
  private static CoalitionGame drawn(int players, long seed) {
    double[] values = new SplittableRandom(seed).doubles(1L << players, -5, 5).toArray();
    return coalitions -> coalitions.stream().mapToDouble(c -> values[number(c)]).toArray();
  }

  private static int number(boolean[] coalition) {
    int number = 0;
    for (int i = 0; i < coalition.length; i++) {
      number |= coalition[i] ? 1 << i : 0;
    }
    return number;
  }

  /** A game of single gains and of gains of pairs of neighbours, with its Shapley values. */
  private record PairGame(double[] single, double[] pair) implements CoalitionGame {

    static PairGame drawn(int players, double pairs, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      return new PairGame(
          random.doubles(players, -1, 1).toArray(),
          random.doubles(players - 1, -1, 1).map(gain -> gain * pairs).toArray());
    }

    @Override
    public double[] values(List<boolean[]> coalitions) {
      return coalitions.stream().mapToDouble(this::value).toArray();
    }

    private double value(boolean[] in) {
      double value = 3;
      for (int i = 0; i < single.length; i++) {
        value += in[i] ? single[i] : 0;
        value += i > 0 && in[i] && in[i - 1] ? pair[i - 1] : 0;
      }
      return value;
    }

    double[] shapley() {
      double[] phi = single.clone();
      for (int i = 0; i < pair.length; i++) {
        phi[i] += pair[i] / 2;
        phi[i + 1] += pair[i] / 2;
      }
      return phi;
    }
  }

  @Test
  void of_threePlayersByHand_hasTheirValues() {
    // Players 1 and 2 are worth 6 together, player 3 adds 1: the pair shares its 6.
    CoalitionGame game =
        coalitions ->
            coalitions.stream().mapToDouble(c -> (c[0] && c[1] ? 6 : 0) + (c[2] ? 1 : 0)).toArray();

    ShapleyValues values = KernelShap.of(3, game, OPTIONS);

    assertThat(values.values().get(0)).isCloseTo(3, within(1e-12));
    assertThat(values.values().get(1)).isCloseTo(3, within(1e-12));
    assertThat(values.values().get(2)).isCloseTo(1, within(1e-12));
    assertThat(values.asked()).isEqualTo(8);
    assertThat(values.exact()).isTrue();
    assertThat(values.standardErrors()).containsOnly(0.0);
  }

  @Test
  void of_upToTenPlayers_equalsTheEnumeration() {
    for (int players = 1; players <= KernelShap.ENUMERATED; players++) {
      for (long seed = 0; seed < 20; seed++) {
        CoalitionGame game = drawn(players, 100 * players + seed);

        ShapleyValues values = KernelShap.of(players, game, new KernelShapOptions(4, 7, seed));

        assertThat(values.array()).containsExactly(BruteForce.of(players, game), within(1e-9));
        assertThat(values.asked()).isEqualTo(1 << players);
      }
    }
  }

  @Test
  void of_samplesForAllCoalitions_isExact() {
    CoalitionGame game = drawn(12, 5);

    ShapleyValues values = KernelShap.of(12, game, new KernelShapOptions(4096, 64, 1));

    assertThat(values.exact()).isTrue();
    assertThat(values.array()).containsExactly(BruteForce.of(12, game), within(1e-9));
  }

  @Test
  void of_drawnCoalitions_sumsToTheGain() {
    for (long seed = 0; seed < 30; seed++) {
      int players = 11 + (int) seed;
      PairGame game = PairGame.drawn(players, 3, seed);

      ShapleyValues values = KernelShap.of(players, game, new KernelShapOptions(200, 16, seed));

      assertThat(Arrays.stream(values.array()).sum())
          .isCloseTo(values.full() - values.empty(), within(1e-9));
      assertThat(values.empty()).isEqualTo(3);
      assertThat(values.exact()).isFalse();
    }
  }

  @Test
  void of_additiveGame_isExactFromFewCoalitions() {
    PairGame game = PairGame.drawn(60, 0, 7);

    ShapleyValues values = KernelShap.of(60, game, new KernelShapOptions(126, 8, 1));

    assertThat(values.array()).containsExactly(game.single(), within(1e-9));
    assertThat(values.standardErrors()).allMatch(error -> error < 1e-9);
  }

  @Test
  void of_linearModel_isWeightTimesDifference() {
    SplittableRandom random = new SplittableRandom(11);
    for (int players : new int[] {1, 5, 10, 30}) {
      double[] weight = random.doubles(players, -2, 2).toArray();
      double[] cell = random.doubles(players, -9, 9).toArray();
      double[] background = random.doubles(players, -9, 9).toArray();
      double[] expected = new double[players];
      Arrays.setAll(expected, i -> weight[i] * (cell[i] - background[i]));
      CoalitionGame linear =
          coalitions ->
              coalitions.stream()
                  .mapToDouble(
                      in -> {
                        double sum = 0.7;
                        for (int i = 0; i < players; i++) {
                          sum += weight[i] * (in[i] ? cell[i] : background[i]);
                        }
                        return sum;
                      })
                  .toArray();

      assertThat(KernelShap.of(players, linear, OPTIONS).array())
          .containsExactly(expected, within(1e-9));
    }
  }

  @Test
  void of_gameOfPairs_isExactByPairedSamples() {
    // A coalition and its complement cancel what pairs add unevenly: paired sampling is exact here.
    PairGame game = PairGame.drawn(40, 2, 8);

    ShapleyValues values = KernelShap.of(40, game, new KernelShapOptions(300, 8, 1));

    assertThat(values.array()).containsExactly(game.shapley(), within(1e-9));
  }

  /** The worth of a coalition is a saturating function, as a network's output is. */
  private static CoalitionGame saturating(int players, long seed) {
    double[] gains = PairGame.drawn(players, 0, seed).single();
    return coalitions ->
        coalitions.stream()
            .mapToDouble(
                c -> {
                  double sum = 0;
                  for (int i = 0; i < players; i++) {
                    sum += c[i] ? gains[i] : 0;
                  }
                  return 10 / (1 + Math.exp(-3 * sum));
                })
            .toArray();
  }

  @Test
  void of_drawnCoalitions_errsAsTheStandardErrorsSay() {
    int players = 14;
    double inside = 0;
    double all = 0;
    double squares = 0;
    double said = 0;
    for (long seed = 0; seed < 40; seed++) {
      CoalitionGame game = saturating(players, seed);
      double[] truth = BruteForce.of(players, game);
      ShapleyValues values = KernelShap.of(players, game, new KernelShapOptions(400, 32, seed));
      for (int i = 0; i < players; i++) {
        double off = Math.abs(values.values().get(i) - truth[i]);
        double error = values.standardErrors().get(i);
        inside += off <= 2.26 * error ? 1 : 0; // 95 % of Student's t with nine degrees
        squares += off * off;
        said += error * error;
        all++;
      }
    }
    assertThat(inside / all).isBetween(0.88, 0.99);
    assertThat(Math.sqrt(squares / said)).isBetween(0.75, 1.25);
  }

  @Test
  void of_moreSamples_comesNearer() {
    CoalitionGame game = saturating(14, 3);
    double[] truth = BruteForce.of(14, game);

    assertThat(off(game, truth, 3000)).isLessThan(off(game, truth, 100) / 2);
  }

  private static double off(CoalitionGame game, double[] truth, int samples) {
    double squares = 0;
    for (long seed = 0; seed < 10; seed++) {
      double[] phi = KernelShap.of(14, game, new KernelShapOptions(samples, 64, seed)).array();
      for (int i = 0; i < 14; i++) {
        squares += (phi[i] - truth[i]) * (phi[i] - truth[i]);
      }
    }
    return Math.sqrt(squares);
  }

  @Test
  void of_dummyPlayer_isZero() {
    CoalitionGame nine = drawn(9, 2);
    CoalitionGame game =
        coalitions -> nine.values(coalitions.stream().map(c -> Arrays.copyOf(c, 9)).toList());

    assertThat(KernelShap.of(10, game, OPTIONS).values().get(9)).isCloseTo(0, within(1e-10));
  }

  @Test
  void of_playersThatDoTheSame_areWorthTheSame() {
    CoalitionGame game =
        coalitions ->
            coalitions.stream()
                .mapToDouble(c -> (c[3] ^ c[7] ? 2 : c[3] ? 9 : 0) + (c[1] && c[3] && c[7] ? 4 : 0))
                .toArray();

    List<Double> values = KernelShap.of(9, game, OPTIONS).values();

    assertThat(values.get(3)).isCloseTo(values.get(7), within(1e-10));
  }

  @Test
  void of_sameSeed_givesTheSame() {
    CoalitionGame game = saturating(20, 1);

    assertThat(KernelShap.of(20, game, new KernelShapOptions(200, 8, 5)))
        .isEqualTo(KernelShap.of(20, game, new KernelShapOptions(200, 64, 5)))
        .isNotEqualTo(KernelShap.of(20, game, new KernelShapOptions(200, 8, 6)));
  }

  @Test
  void of_anyPlayers_asksNoMoreThanTheSamples() {
    for (int players : new int[] {11, 12, 20, 50, 150}) {
      List<Integer> batches = new ArrayList<>();
      PairGame game = PairGame.drawn(players, 1, 1);
      CoalitionGame counted =
          coalitions -> {
            batches.add(coalitions.size());
            return game.values(coalitions);
          };

      ShapleyValues values = KernelShap.of(players, counted, new KernelShapOptions(512, 10, 1));

      int asked = batches.stream().mapToInt(Integer::intValue).sum();
      assertThat(asked).isEqualTo(values.asked()).isBetween(505, 512);
      assertThat(batches).allMatch(size -> size <= 10);
    }
  }

  @Test
  void noise_byHand_isErrorsOverValues() {
    assertThat(
            new ShapleyValues(0, 1, List.of(3.0, -4.0), List.of(0.6, 0.8), 9, false)
                .noise()
                .getAsDouble())
        .isCloseTo(0.2, within(1e-12));
    assertThat(new ShapleyValues(1, 1, List.of(0.0), List.of(0.0), 2, true).noise()).isEmpty();
  }

  @Test
  void of_tooFewSamples_isRefused() {
    assertThatThrownBy(
            () -> KernelShap.of(50, PairGame.drawn(50, 1, 1), new KernelShapOptions(105, 8, 1)))
        .isInstanceOf(OptionException.class)
        .hasMessage("samples 105 can't tell 50 parts apart; use 106 or more");
  }

  @Test
  void of_valueThatIsNotFinite_isRefused() {
    assertThatThrownBy(
            () -> KernelShap.of(3, c -> c.stream().mapToDouble(one -> 0 / 0.0).toArray(), OPTIONS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("answers NaN");
  }

  @Test
  void of_interrupted_ends() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> KernelShap.of(3, drawn(3, 1), OPTIONS))
          .isInstanceOf(RunException.class);
    } finally {
      Thread.interrupted();
    }
  }
}
