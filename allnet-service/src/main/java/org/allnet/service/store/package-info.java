/**
 * Keeps what a service knows: an interface for each subject, beside its tables in SQLite or
 * PostgreSQL. A program begins with {@link org.allnet.service.store.Store}.
 */
@NullMarked
package org.allnet.service.store;

import org.jspecify.annotations.NullMarked;
