/** Sets of images that a model is not for, made of public data: what refusal is measured on. */
@NullMarked
package org.allnet.benchmark.foreign;

import org.jspecify.annotations.NullMarked;
