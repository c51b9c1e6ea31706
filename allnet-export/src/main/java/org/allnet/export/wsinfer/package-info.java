/** Models written as folders that WSInfer and QuPath take. */
@NullMarked
package org.allnet.export.wsinfer;

import org.jspecify.annotations.NullMarked;
