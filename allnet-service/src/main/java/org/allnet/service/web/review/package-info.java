/** The pages by which a reader goes through cells. */
@NullMarked
package org.allnet.service.web.review;

import org.jspecify.annotations.NullMarked;
