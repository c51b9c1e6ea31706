package org.allnet.service.web;

import java.nio.file.Path;

/**
 * How much one request may bring, counted while it comes in.
 *
 * @param bytesPerFile of one file
 * @param bytesInAll of all files
 * @param files how many
 * @param scratch a folder for what has come in and is not stored yet
 */
public record UploadLimits(long bytesPerFile, long bytesInAll, int files, Path scratch) {}
