package org.allnet.service.domain;

import java.time.LocalDate;

/**
 * What a model said on a day, and what people made of it: a change tells that pictures, people or
 * preparation changed.
 *
 * @param day in UTC
 * @param answered how many cells it answered about
 * @param inReferBand how many of them it referred to a person because their probability was in the
 *     refer band
 * @param refused how many it referred because it refuses them: unlike its training, or poor
 * @param nothingToSee how many it referred because they show nothing
 * @param meanScore the mean probability of its positive class in [0,1]; NaN if there is none
 * @param judged how many cells with a proposal of it people judged
 * @param overridden how many of them got another verdict than it proposed
 */
public record DriftDay(
    LocalDate day,
    long answered,
    long inReferBand,
    long refused,
    long nothingToSee,
    double meanScore,
    long judged,
    long overridden) {

  /** {@return how many cells it referred to a person, in whichever way} */
  public long referred() {
    return inReferBand + refused + nothingToSee;
  }
}
