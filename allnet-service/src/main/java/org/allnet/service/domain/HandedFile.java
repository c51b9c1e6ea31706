package org.allnet.service.domain;

import java.util.OptionalInt;

/**
 * The file of a picture as it was handed in, which nobody has read yet. It is a part of a pack, the
 * blob of all files of one request.
 *
 * @param picture the picture that it will be
 * @param file which file of its request it is, from 1
 * @param cell which cell of the case it will be, from 1; empty if it shows a field
 * @param pack the blob
 * @param from its first byte in the pack, from 0
 * @param bytes how many it has
 * @param content the hash of its bytes
 */
public record HandedFile(
    Id.Picture picture,
    int file,
    OptionalInt cell,
    Hash pack,
    long from,
    int bytes,
    Hash content) {}
