package org.allnet.inference.network.architecture;

/**
 * Where the rows and columns of a map lie in a network's input: row {@code i} is about {@code first
 * + i * step}, the middle of what it sees. The middle of the input's first pixel is at 0.5. Padding
 * and pools that round up move these middles, so that a map does not simply divide the input into
 * equal parts: the six rows of ALLNet's last map are 81 pixels apart in an input of 450.
 *
 * @param rows rows, and columns, of the map
 * @param first the middle of the first row, in pixels
 * @param step pixels from one row to the next
 */
public record MapPlaces(int rows, double first, double step) {}
