package org.allnet.inference.prediction;

import java.util.Optional;
import org.allnet.evaluation.decision.ReferralReason;

/**
 * What a model says of an image.
 *
 * @param probabilities a probability for each class, scaled by the model's rule; not copied
 * @param refusal why the model refuses the image, a poor image before one unlike training; empty if
 *     it does not
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record CellAnswer(double[] probabilities, Optional<ReferralReason> refusal) {}
