/**
 * Foreground windows: running a plain stack of convolutions and pools on the part of the frame that
 * a cell can influence, with the result of the whole frame.
 */
@NullMarked
package org.allnet.inference.engine.window;

import org.jspecify.annotations.NullMarked;
