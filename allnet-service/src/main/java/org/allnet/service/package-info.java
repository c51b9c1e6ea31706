/** The service: what a program starts to have pages served and cells judged. */
@NullMarked
package org.allnet.service;

import org.jspecify.annotations.NullMarked;
