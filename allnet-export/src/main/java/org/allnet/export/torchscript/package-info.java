/** Models written as TorchScript files, for PyTorch and every program that embeds it. */
@NullMarked
package org.allnet.export.torchscript;

import org.jspecify.annotations.NullMarked;
