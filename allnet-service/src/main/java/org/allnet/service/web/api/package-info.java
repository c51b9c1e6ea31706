/** What programs ask, and the document that tells them how. */
@NullMarked
package org.allnet.service.web.api;

import org.jspecify.annotations.NullMarked;
