/** Hold-out and k-fold splits, by subject or by image. */
@NullMarked
package org.allnet.data.split;

import org.jspecify.annotations.NullMarked;
