package dev.shadowland.deploy;

import dev.shadowland.protocol.integrity.IntegrityTable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;

/** {@code integrity-table}: makes the key table of a client build. */
@Command(
        name = "integrity-table",
        showDefaultValues = true,
        description = {
            "Makes the key table of a client build: random keys, one per line, mode 600.",
            "The client of that build carries the table inside; gateways find it, as NAME.keys, in"
                    + " the folder shadowland.security.integrity.tables and let in no other builds."
        })
final class IntegrityTableCommand implements Callable<Integer> {
    private static final long MOST_BUILD = 0xFFFF_FFFFL;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(
            names = "--build",
            paramLabel = "N",
            required = true,
            description = "number of the client build, 0..4294967295")
    private long build;

    @Option(names = "--keys", paramLabel = "N", description = "keys in the table, 1..65536")
    private int keys = 1024;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "where it goes; an existing file is left alone")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (build < 0 || build > MOST_BUILD || keys < 1 || keys > IntegrityTable.MOST_KEYS) {
            throw new ParameterException(
                    spec.commandLine(), "--build is 0..4294967295 and --keys 1..65536");
        }
        IntegrityTable table = IntegrityTable.generate((int) build, keys, new SecureRandom());
        try {
            SecretFiles.create(out, table.format());
        } catch (FileAlreadyExistsException _) {
            throw new ParameterException(
                    spec.commandLine(), out + " exists: a table is never written over");
        }
        spec.commandLine().getOut().printf("%d keys for build %d in %s%n", keys, build, out);
        return 0;
    }
}
