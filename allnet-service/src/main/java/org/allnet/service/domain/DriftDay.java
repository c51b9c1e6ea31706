package org.allnet.service.domain;

import java.time.LocalDate;

/**
 * What a model said on a day, and what people made of it: a change tells that pictures, people or
 * preparation changed.
 *
 * @param day in UTC
 * @param answered how many cells it answered about
 * @param doubtful how many of them it referred for doubt
 * @param refused how many it refused as unlike its training, poor, or with nothing to see
 * @param meanScore the mean probability of its positive class in [0,1]; NaN if there is none
 * @param judged how many cells with a proposal of it people judged
 * @param overridden how many of them got another verdict than it proposed
 */
public record DriftDay(
    LocalDate day,
    long answered,
    long doubtful,
    long refused,
    double meanScore,
    long judged,
    long overridden) {}
