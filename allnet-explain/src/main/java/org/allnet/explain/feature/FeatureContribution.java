package org.allnet.explain.feature;

/**
 * How much a feature of a cell speaks for a class.
 *
 * @param name the feature
 * @param value its value for the cell, in its own unit
 * @param contribution its Shapley value: by how much it changes the class's probability; above 0 if
 *     it speaks for the class
 * @param standardError how far the contribution may be off because coalitions were drawn; 0 if it
 *     is exact
 */
public record FeatureContribution(
    String name, double value, double contribution, double standardError) {}
