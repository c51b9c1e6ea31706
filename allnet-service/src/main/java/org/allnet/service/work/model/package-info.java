/** The models of the service: their files, and what has to be known of them. */
@NullMarked
package org.allnet.service.work.model;

import org.jspecify.annotations.NullMarked;
