/** Models written as ONNX files, for other engines to run. */
@NullMarked
package org.allnet.export.onnx;

import org.jspecify.annotations.NullMarked;
