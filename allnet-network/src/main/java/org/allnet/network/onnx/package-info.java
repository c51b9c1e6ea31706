/** Models written as ONNX files, for other engines to run. */
@NullMarked
package org.allnet.network.onnx;

import org.jspecify.annotations.NullMarked;
