package org.allnet.data;

/**
 * The tensor engine's library for GPUs, which a message advises to use. How a user gets it is for
 * each program to say ({@link Wording}): a launcher builds with it, a Java program depends on it.
 *
 * @param classifier how Maven names the library of a system and processor, such as {@code
 *     linux-x86_64-gpu}
 */
public record GpuLibrary(String classifier) {}
