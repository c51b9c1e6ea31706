package org.allnet.inference.prediction;

/**
 * The logit of a class for some inputs of a network, and its gradient by each.
 *
 * @param logits one for each input
 * @param gradients (inputs, channels x size x size). Not copied: treat it as read-only
 */
public record InputGradients(double[] logits, float[][] gradients) {}
