/** Test-time views: an image is asked about several times, turned and mirrored. */
@NullMarked
package org.allnet.inference.view;

import org.jspecify.annotations.NullMarked;
