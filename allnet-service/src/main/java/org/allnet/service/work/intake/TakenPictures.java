package org.allnet.service.work.intake;

import java.util.List;
import java.util.Set;
import org.allnet.service.domain.Hash;

/**
 * The files of a request, whose bytes are stored.
 *
 * @param pack by which hash all are
 * @param pictures in the order in which they came
 * @param refused the files that are none
 * @param synthetic those that a program made, as marks in the request say
 */
record TakenPictures(
    Hash pack,
    List<ReceivedFiles.Received> pictures,
    List<RefusedFile> refused,
    Set<ReceivedFiles.Received> synthetic) {}
