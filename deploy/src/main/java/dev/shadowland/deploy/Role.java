package dev.shadowland.deploy;

import java.nio.file.Path;
import java.util.List;

/**
 * A verb of the command line that runs from configuration files.
 *
 * @param summary one line of help
 * @param main what runs
 */
record Role(String verb, String summary, Main main) {

    /** Runs until its end or until the process is told to stop. */
    @FunctionalInterface
    interface Main {
        /**
         * Runs the role on the calling thread.
         *
         * @param configs at least one configuration file; exactly one unless the role is {@code
         *     single}
         * @return the exit status
         * @throws Exception for whatever keeps it from running; its message becomes the one line
         *     that a person reads
         */
        int run(List<Path> configs) throws Exception;
    }
}
