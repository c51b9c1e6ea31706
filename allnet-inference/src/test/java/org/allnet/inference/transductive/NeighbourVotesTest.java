package org.allnet.inference.transductive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NeighbourVotesTest {

  /** Two voters of three make healthy, none makes a blast, one leaves it. */
  private static NeighbourhoodOptions threeNeighbours(int passes, int restarts, int alternations) {
    return new NeighbourhoodOptions(1, 3, 2, 0, passes, restarts, alternations, 10, 0);
  }

  private static NeighbourVotes votes(NeighbourhoodOptions options, int[][][]... backbones) {
    return new NeighbourVotes(List.of(backbones), options);
  }

  @Test
  void corrected_onePass_followsThresholdsAndGap() {
    int[][] neighbours = {{0, 1, 2}, {1, 2, 3}, {2, 3, 4}, {3, 4, 5}, {4, 5, 3}, {5, 3, 4}};
    boolean[] first = {true, false, false, true, true, true};
    NeighbourhoodCorrection.Corrected corrected =
        votes(threeNeighbours(1, 1, 1), new int[][][] {neighbours}).corrected(first);

    // Healthy votes 2, 2, 1, 0, 0, 0: the first turns healthy, the third stays.
    assertThat(corrected.blast()).containsExactly(false, false, false, true, true, true);
    assertThat(corrected.fraction()).containsExactly(0, 0, 0, 1, 1, 1);
    assertThat(first[0]).isTrue();
  }

  /** The votes of the last pass: by each mixture, with the labels that went into it. */
  @Test
  void ballot_hasTheVotesOfTheLastPass() {
    int[][] chain = {{0, 0, 0}, {0, 0, 1}, {1, 1, 2}, {2, 2, 3}};
    boolean[] first = {false, true, true, true};
    Ballot ballot = new Ballot(4);

    votes(threeNeighbours(2, 1, 1), new int[][][] {chain}).corrected(first, ballot);

    // After the first pass the second image is healthy, and votes so on the third.
    assertThat(ballot.on(2, 7)).containsExactly(new Ballot.Vote(2, 1, 1), new Ballot.Vote(1, 2, 0));
    assertThat(ballot.mixtures()).isEqualTo(1);
    Ballot turned = ballot.in(new int[] {3, 2, 1, 0});
    assertThat(turned.on(1, 1)).containsExactly(new Ballot.Vote(1, 1, 1));
    assertThat(turned.on(1, 2).get(1)).isEqualTo(new Ballot.Vote(2, 2, 0));
  }

  @Test
  void corrected_passes_seeTheOneBefore() {
    // A chain: each image falls one pass after the one that it looks at.
    int[][] chain = {{0, 0, 0}, {0, 0, 1}, {1, 1, 2}, {2, 2, 3}};
    boolean[] first = {false, true, true, true};

    assertThat(votes(threeNeighbours(1, 1, 1), new int[][][] {chain}).corrected(first).blast())
        .containsExactly(false, false, true, true);
    assertThat(votes(threeNeighbours(2, 1, 1), new int[][][] {chain}).corrected(first).blast())
        .containsExactly(false, false, false, true);
    assertThat(votes(threeNeighbours(1, 1, 3), new int[][][] {chain}).corrected(first).blast())
        .containsExactly(false, false, false, false);
  }

  @Test
  void corrected_restarts_voteWithFraction() {
    int[][] itself = {{0, 0, 0}, {1, 1, 1}};
    int[][] other = {{0, 0, 0}, {0, 0, 1}};
    boolean[] first = {false, true};

    // One restart of three brings the second image over: 2 of 3 say blast, and it stays.
    NeighbourhoodCorrection.Corrected minority =
        votes(threeNeighbours(1, 3, 2), new int[][][] {itself, itself, other}).corrected(first);
    assertThat(minority.blast()).containsExactly(false, true);
    assertThat(minority.fraction()).containsExactly(0, 2 / 3.0);

    // The second backbone brings it over in the first alternation; in the last all agree.
    int[][][][] backbones = {{itself, itself}, {other, other}};
    NeighbourhoodCorrection.Corrected once =
        votes(threeNeighbours(1, 2, 1), backbones).corrected(first);
    assertThat(once.fraction()).containsExactly(0, 0.5);
    assertThat(once.blast()).as("a half: the last turn's call").containsExactly(false, false);
    NeighbourhoodCorrection.Corrected twice =
        votes(threeNeighbours(1, 2, 2), backbones).corrected(first);
    assertThat(twice.fraction()).containsExactly(0, 0);
    assertThat(twice.blast()).containsExactly(false, false);
  }

  @Test
  void corrected_restartsTied_leaveTheImage() {
    int[][] itself = {{0, 0, 0}, {1, 1, 1}};
    int[][] other = {{0, 0, 0}, {0, 0, 1}};
    NeighbourhoodCorrection.Corrected corrected =
        votes(threeNeighbours(1, 2, 3), new int[][][] {itself, other})
            .corrected(new boolean[] {false, true});

    assertThat(corrected.fraction()).containsExactly(0, 0.5);
    assertThat(corrected.blast()).containsExactly(false, true);
  }
}
