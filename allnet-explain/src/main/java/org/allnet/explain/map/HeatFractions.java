package org.allnet.explain.map;

/**
 * Where the positive values of a map are, beside how much of the image each region takes: heat that
 * is spread evenly has the same fractions as the area.
 *
 * @param cell the fraction of the positive heat on the cell, nucleus included
 * @param nucleus the fraction on the nucleus
 * @param background the fraction outside the cell
 * @param cellArea the fraction of the image's pixels that are the cell's
 * @param nucleusArea the fraction of the image's pixels that are the nucleus's
 */
public record HeatFractions(
    double cell, double nucleus, double background, double cellArea, double nucleusArea) {}
