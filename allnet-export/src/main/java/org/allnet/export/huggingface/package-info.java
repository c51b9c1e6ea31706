/** Models written as folders of the Hugging Face Hub. */
@NullMarked
package org.allnet.export.huggingface;

import org.jspecify.annotations.NullMarked;
